using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <param name="Name">Words of a name in any spelling and script; null = no name asked.</param>
/// <param name="Within">Code of a place with all below it; null = wherever the reader may look.</param>
/// <param name="Page">1, 2, 3…</param>
/// <param name="OnAPage">1…<see cref="FindMembers.LongestPage"/>.</param>
public sealed record MemberQuestion(string? Name = null, string? Within = null, MemberState? State = null, int Page = 1, int OnAPage = FindMembers.UsualPage);

/// <summary>A line of a list: that somebody is a member, and nothing more.</summary>
public sealed record MemberLine(MemberRow Row, PersonalData? Name) : INamed
{
    public NameIn NameIn(string language) => Name?.NameIn(language) ?? new NameIn($"#{Row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "en");
}

/// <param name="Count">How many fit, on all pages.</param>
public sealed record MembersFound(IReadOnlyList<MemberLine> Lines, int Count, int Page, int Pages);

/// <summary>Lists members within the reader's scopes: in the order of their entry, or by nearness of spelling. There is no other order: nobody is ranked.</summary>
public sealed class FindMembers(RecordStore record, OrganisationStore store, MemberDirectory directory, Func<Atlas> atlas)
{
    public const int UsualPage = 50;
    public const int LongestPage = 2_000;

    public Outcome<MembersFound> Run(MemberQuestion question, Actor actor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(question.OnAPage, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(question.OnAPage, LongestPage);
        var places = Scope(question.Within, actor);
        if (!places.IsDone)
        {
            return Outcome<MembersFound>.Refused(places.Refusals);
        }

        var page = Math.Max(1, question.Page);
        var (ids, count) = directory.Find(question.Name, places.Value, question.State, (page - 1) * question.OnAPage, question.OnAPage);
        return new MembersFound(Lines(ids), count, page, Math.Max(1, (count + question.OnAPage - 1) / question.OnAPage));
    }

    /// <summary>Every member within a place, with the name, in the order of entry; for a file that two persons allowed.</summary>
    internal Outcome<IReadOnlyList<MemberLine>> Everyone(string within, Actor actor) =>
        All(within, MemberState.Member, actor).Then(ids => Outcome<IReadOnlyList<MemberLine>>.Of([.. ids.Chunk(LongestPage).SelectMany(some => Lines(some))]));

    /// <summary>Entries within a place that the actor may keep, of every state but erased.</summary>
    public Outcome<IReadOnlyList<long>> Kept(string within, Actor actor)
    {
        var places = Scope(within, actor);
        if (!places.IsDone || Rights.Refuse(actor, MemberRights.Keep, OrganisationScopes.OfPlace("party", within), Sensitivity.Personal) is not { } forbidden)
        {
            return places.IsDone ? Outcome<IReadOnlyList<long>>.Of(directory.Find(null, places.Value, null, 0, int.MaxValue).Ids) : Outcome<IReadOnlyList<long>>.Refused(places.Refusals);
        }

        return forbidden;
    }

    /// <summary>Entries of all who stand in a state within a place, without their names.</summary>
    public Outcome<IReadOnlyList<long>> All(string within, MemberState state, Actor actor)
    {
        var places = Scope(within, actor);
        return places.IsDone ? Outcome<IReadOnlyList<long>>.Of(directory.Find(null, places.Value, state, 0, int.MaxValue).Ids) : Outcome<IReadOnlyList<long>>.Refused(places.Refusals);
    }

    /// <summary>The list of a place on paper, for a meeting: by name, and its making stands in the journal.</summary>
    public Outcome<MembersFound> Print(string within, string language, Actor actor)
    {
        var found = Run(new MemberQuestion(null, within, MemberState.Member, 1, LongestPage), actor);
        if (found.IsDone)
        {
            record.Witness(Acting(within, actor), store.Clock, "members-printed", $"place/{within}", OrganisationJson.Write(new { count = found.Value.Lines.Count }));
        }

        return found.IsDone ? found.Value with { Lines = [.. found.Value.Lines.OrderBy(l => l.NameIn(language).Text, StringComparer.Create(new System.Globalization.CultureInfo(language), false))] } : found;
    }

    /// <summary>How many stand in each state where the reader may look.</summary>
    public Outcome<IReadOnlyDictionary<MemberState, int>> Count(string? within, Actor actor)
    {
        var places = Scope(within, actor);
        return places.IsDone ? Outcome<IReadOnlyDictionary<MemberState, int>>.Of(directory.Count(places.Value)) : Outcome<IReadOnlyDictionary<MemberState, int>>.Refused(places.Refusals);
    }

    /// <summary>Those of nearly the same name who were born on the same day: whether they are one person is for a person to judge.</summary>
    public IReadOnlyList<MemberLine> Alike(MemberSight seen)
    {
        if (seen.Data is not { Born: { } born } data)
        {
            return [];
        }

        var near = new[] { data.Arabic, data.Latin }.OfType<string>().SelectMany(n => directory.Find(n, _ => true, null, 0, UsualPage).Ids).Distinct().Where(id => id != seen.Row.Id).ToList();
        return [.. Lines(near).Where(l => l.Name?.Born == born).Select(Narrow)];
    }

    private Actor Acting(string within, Actor actor) => Rights.Acting(actor, MemberRights.Read, OrganisationScopes.OfPlace("party", within)) is { IsDone: true } acting ? acting.Value : actor;

    /// <summary>The places asked about, as far as the reader's rights go; refused when they go nowhere.</summary>
    private Outcome<Predicate<string>> Scope(string? within, Actor actor)
    {
        var places = atlas();
        var around = within is { Length: > 0 } ? places.Find(within) : null;
        if (within is { Length: > 0 } && around is null)
        {
            return Bodies.Errors.UnknownPlace(within);
        }

        if (Refuse(actor, around) is { } refusal)
        {
            return refusal;
        }

        return Outcome<Predicate<string>>.Of(code =>
            Rights.Refuse(actor, MemberRights.Read, OrganisationScopes.OfPlace("party", code)) is null
            && (around is null || (places.Find(code) is { } place && places.PathTo(place).Contains(around))));
    }

    private static Refusal? Refuse(Actor actor, Place? around) => actor switch
    {
        Actor.LocalOperator => null,
        Actor.Person { Standing: var standing } when around is null && standing.HoldsSomewhere(MemberRights.Read) => null,
        _ when around is not null => Rights.Refuse(actor, MemberRights.Read, OrganisationScopes.OfPlace("party", around.Code)),
        _ => Rights.Refuse(actor, MemberRights.Read, Foundation.Access.Scope.Installation),
    };

    private List<MemberLine> Lines(IReadOnlyList<long> ids) => record.Read(db =>
    {
        var rows = db.Rows<MemberRow>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionary(m => m.Id);
        var keys = db.Rows<PersonKey>().AsNoTracking().Where(k => ids.Contains(k.Member)).ToDictionary(k => k.Member);
        return ids.Where(rows.ContainsKey).Select(id => new MemberLine(rows[id], DataOf(rows[id], keys.GetValueOrDefault(id)))).ToList();
    });

    private PersonalData? DataOf(MemberRow row, PersonKey? kept) => row.Sealed is { } content && kept is not null ? PersonKeys.Read(store.Keys.Open(kept), row.Id, content) : null;

    private static MemberLine Narrow(MemberLine line) => line with { Name = line.Name! with { Phone = null, Mail = null, Profession = null, Skills = null } };
}
