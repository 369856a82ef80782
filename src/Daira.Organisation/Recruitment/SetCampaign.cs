using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Recruitment;

/// <param name="Place">Code of a place.</param>
public sealed record NewCampaign(string Id, string? Arabic, string? Latin, string Place, DateOnly From, DateOnly Until, IReadOnlyList<CampaignTarget> Targets);

/// <summary>Sets a campaign, or sets it anew: its days and targets may change while it runs, its place may not.</summary>
public sealed class SetCampaign(OrganisationStore store, Func<Atlas> atlas)
{
    private const int LongestDays = 731;
    private const int MostWanted = 1_000_000;

    public Outcome<Campaign> Run(NewCampaign request, Actor actor) => store.Change<Campaign>(actor, "campaign-set", change =>
    {
        var places = atlas();
        if (places.Find(request.Place) is not { } place)
        {
            return Bodies.Errors.UnknownPlace(request.Place);
        }

        var names = CleanText.Names(request.Arabic, request.Latin);
        var before = change.LastDecided(Campaign.Kind, request.Id) is { } content ? OrganisationJson.Read<Campaign>(content) : null;
        if ((change.Ask(RecruitmentRights.Recruit, OrganisationScopes.OfPlace("party", request.Place)) ?? names.Why ?? Fault(request, before, places, place)) is { } refusal)
        {
            return refusal;
        }

        var campaign = new Campaign(request.Id, names.Value, request.Place, request.From, request.Until, request.Targets);
        change.Decide(Campaign.Kind, campaign.Id, OrganisationJson.Write(campaign));
        change.Journal($"campaign/{campaign.Id}");
        return campaign;
    });

    private static Refusal? Fault(NewCampaign request, Campaign? before, Atlas atlas, Place place) =>
        !DefineType.IsWord(request.Id) ? Errors.Id(request.Id)
        : before is not null && before.Place != request.Place ? Errors.Outside(before.Place)
        : request.Until < request.From || request.Until.DayNumber - request.From.DayNumber > LongestDays ? Errors.Days(request.From, request.Until)
        : request.Targets.Any(t => t.Count is < 1 or > MostWanted || (t.Group is TargetGroup.Profession) != !string.IsNullOrWhiteSpace(t.Value)) ? Errors.Target()
        : request.Targets.FirstOrDefault(t => t.Place is { } code && (atlas.Find(code) is not { } inside || !atlas.PathTo(inside).Contains(place))) is { } outside ? Errors.Outside(outside.Place!)
        : null;
}

/// <summary>The campaigns that were set: they are public.</summary>
public static class Campaigns
{
    /// <summary>All, the latest first.</summary>
    public static IReadOnlyList<Campaign> All(RecordStore record) => record.Read(db => db.Rows<Decision>().Where(d => d.Kind == Campaign.Kind).OrderBy(d => d.Number).Select(d => new { d.Subject, d.Content }).ToList())
        .GroupBy(d => d.Subject).Select(g => OrganisationJson.Read<Campaign>(g.Last().Content)).OrderByDescending(c => c.From).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();

    /// <summary>Null when there is none of that id.</summary>
    public static Campaign? Find(RecordStore record, string id) => record.Read(db => db.Rows<Decision>().LastOf(Campaign.Kind, id)) is { } content ? OrganisationJson.Read<Campaign>(content) : null;
}
