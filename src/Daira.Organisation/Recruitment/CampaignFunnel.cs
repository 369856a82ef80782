using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Recruitment;

/// <summary>A count of people; null where fewer than <see cref="Least"/> stand behind it, none included: a small group says who is in it.</summary>
public readonly record struct GroupCount(int? Count)
{
    public const int Least = 10;

    public static GroupCount Of(int count) => new(count >= Least ? count : null);
}

/// <param name="Reached">Admitted people of the target's group.</param>
public sealed record TargetStanding(CampaignTarget Target, GroupCount Reached);

/// <summary>How a campaign goes, in counts of ten and more.</summary>
/// <param name="DaysToDecision">Median days from application to decision; null under ten decisions.</param>
public sealed record CampaignFunnel(Campaign Campaign, GroupCount Registered, GroupCount Applied, GroupCount Admitted, GroupCount NotAdmitted, int? DaysToDecision, IReadOnlyList<TargetStanding> Targets)
{
    /// <summary>For whoever recruits at the campaign's place.</summary>
    public static Outcome<CampaignFunnel> Of(RecordStore record, OrganisationStore store, Atlas atlas, string id, Actor actor)
    {
        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<CampaignFunnel>.Refused(closed.Refusals);
        }

        var campaign = Campaigns.Find(record, id);
        if (Rights.Refuse(actor, RecruitmentRights.Recruit, campaign is null ? Scope.Installation : OrganisationScopes.OfPlace("party", campaign.Place)) is { } forbidden)
        {
            return forbidden;
        }

        if (campaign is null)
        {
            return Errors.Unknown(id);
        }

        var all = record.Read(db => db.Rows<InterestedPerson>().AsNoTracking().Where(r => r.Campaign == id).Select(r => new { r.Id, r.Member }).ToList());
        var people = record.Read(db => all.Where(r => r.Member is not null).Select(r => OwnMembership.Of(db, store, r.Member!.Value)).ToList());
        var admitted = people.FindAll(p => p.Events.Any(e => e is Members.Admitted));
        List<int> waits = [.. people.Select(WaitOf).OfType<int>().Order()];
        return new CampaignFunnel(
            campaign, GroupCount.Of(all.Count), GroupCount.Of(people.Count), GroupCount.Of(admitted.Count), GroupCount.Of(people.Count(p => p.Row.State is MemberState.NotAdmitted)),
            waits.Count >= GroupCount.Least ? waits[waits.Count / 2] : null,
            [.. campaign.Targets.Select(t => new TargetStanding(t, GroupCount.Of(admitted.Count(p => IsIn(t, p, campaign, atlas)))))]);
    }

    private static int? WaitOf(OwnMembership person) =>
        person.Events.OfType<Members.Applied>().FirstOrDefault() is { } asked && person.Events.FirstOrDefault(e => e is Members.Admitted or Members.NotAdmitted) is { } decided ? decided.On.DayNumber - asked.On.DayNumber : null;

    private static bool IsIn(CampaignTarget target, OwnMembership person, Campaign campaign, Atlas atlas) =>
        (target.Place is not { } code || (atlas.Find(person.Row.Place) is { } place && atlas.PathTo(place).Any(p => p.Code == code)))
        && target.Group switch
        {
            TargetGroup.Women => person.Data?.Sex is Sex.Female,
            TargetGroup.Young => person.Data?.Born is { } born && born.AddYears(35) > campaign.Until,
            TargetGroup.Profession => person.Data?.Profession?.Contains(target.Value!, StringComparison.OrdinalIgnoreCase) ?? false,
            _ => true,
        };
}
