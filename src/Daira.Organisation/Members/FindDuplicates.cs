using Daira.Core.Names;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>Two entries that may be one person, the earlier first, and why, in words: there is no figure to it.</summary>
public sealed record DuplicatePair(MemberLine One, MemberLine Other, IReadOnlyList<Message> Evidence);

/// <param name="Pairs">In the order of entry, at most <see cref="FindDuplicates.Most"/>.</param>
/// <param name="Count">How many there are.</param>
public sealed record DuplicatesFound(IReadOnlyList<DuplicatePair> Pairs, int Count);

/// <summary>
/// Looks through the entries of a place for people who were entered twice: born on the same day and called alike, or of one name and place with
/// a birth that differs by its day, month or year only. It judges nothing, and pairs that a person judged to be two are not shown again.
/// </summary>
public sealed class FindDuplicates(RecordStore record, OrganisationStore store, FindMembers find)
{
    /// <summary>Pairs shown at once.</summary>
    public const int Most = 100;

    /// <summary>Entries gone through at once.</summary>
    public const int MostEntries = 300_000;

    private const int Batch = 20_000;

    public Outcome<DuplicatesFound> Run(string within, Actor actor, CancellationToken stop)
    {
        var ids = find.Kept(within, actor);
        if (!ids.IsDone)
        {
            return Outcome<DuplicatesFound>.Refused(ids.Refusals);
        }

        if (ids.Value.Count > MostEntries)
        {
            return Errors.TooManyEntries(ids.Value.Count, MostEntries);
        }

        var people = People(ids.Value, stop);
        var judged = record.Read(db => db.Rows<Decision>().Where(d => d.Kind == JudgeDifferent.Kind).Select(d => d.Subject).ToHashSet());
        List<DuplicatePair> pairs = [.. Pairs(people, stop).Where(p => !judged.Contains(JudgeDifferent.SubjectOf(p.One.Row.Id, p.Other.Row.Id))).OrderBy(p => p.One.Row.Id).ThenBy(p => p.Other.Row.Id)];
        return new DuplicatesFound([.. pairs.Take(Most)], pairs.Count);
    }

    private List<Entered> People(IReadOnlyList<long> ids, CancellationToken stop)
    {
        var (names, people) = (new PersonNames(), new List<Entered>(ids.Count));
        foreach (var some in ids.Chunk(Batch))
        {
            stop.ThrowIfCancellationRequested();
            var (rows, keys) = record.Read(db => (
                db.Rows<MemberRow>().AsNoTracking().Where(m => some.Contains(m.Id)).OrderBy(m => m.Id).ToList(), db.Rows<PersonKey>().AsNoTracking().Where(k => some.Contains(k.Member)).ToDictionary(k => k.Member)));
            var read = new Entered?[rows.Count];
            Parallel.For(0, rows.Count, i => read[i] = Open(rows[i], keys.GetValueOrDefault(rows[i].Id), names));
            people.AddRange(read.OfType<Entered>());
        }

        return people;
    }

    private Entered? Open(MemberRow row, PersonKey? kept, PersonNames names) =>
        row is { Sealed: { } content, State: not MemberState.Merged } && kept is not null && PersonKeys.Read(store.Keys.Open(kept), row.Id, content) is { Born: { } born } data
            ? new Entered(row, data, born, names.Of(data.Arabic, data.Latin))
            : null;

    private static IEnumerable<DuplicatePair> Pairs(List<Entered> people, CancellationToken stop)
    {
        var same = Within(people.GroupBy(p => p.Born), PersonNames.AreAlike, stop);
        var near = ((Func<Entered, object>[])[p => (p.Row.Place, p.Born.Year, p.Born.Month), p => (p.Row.Place, p.Born.Year, p.Born.Day), p => (p.Row.Place, p.Born.Month, p.Born.Day)])
            .SelectMany(key => Within(people.GroupBy(key), PersonNames.AreEqual, stop)).Where(p => p.One.Born != p.Other.Born);
        return same.Concat(near).Select(p => new DuplicatePair(new(p.One.Row, p.One.Data), new(p.Other.Row, p.Other.Data), Evidence(p.One, p.Other)));
    }

    private static IEnumerable<(Entered One, Entered Other)> Within<TKey>(IEnumerable<IGrouping<TKey, Entered>> groups, Func<PersonName, PersonName, bool> fit, CancellationToken stop)
    {
        foreach (var group in groups)
        {
            stop.ThrowIfCancellationRequested();
            var here = group.ToArray();
            for (var later = 1; later < here.Length; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    if (fit(here[earlier].Name, here[later].Name))
                    {
                        yield return (here[earlier], here[later]);
                    }
                }
            }
        }
    }

    private static Message[] Evidence(Entered one, Entered other) =>
    [
        new(one.Born == other.Born ? "member.alike.born" : "member.alike.born-near"),
        new(PersonNames.AreEqual(one.Name, other.Name) ? "member.alike.name-equal" : "member.alike.name"),
        new(one.Row.Place == other.Row.Place ? "member.alike.place" : "member.alike.place-other"),
    ];

    private sealed record Entered(MemberRow Row, PersonalData Data, DateOnly Born, PersonName Name);
}

/// <summary>Says that two entries alike are two persons: they are not shown as a pair again.</summary>
public sealed class JudgeDifferent(OrganisationStore store)
{
    public const string Kind = "members-different";

    public Outcome<bool> Run(long one, long other, Actor actor) => store.Change<bool>(actor, "members-judged-different", change =>
    {
        if (MergeMembers.Fault(change, one, other) is { } refusal)
        {
            return refusal;
        }

        change.Decide(Kind, SubjectOf(one, other), "{}");
        change.Journal(MemberRow.SubjectOf(one), new { other });
        return true;
    });

    internal static string SubjectOf(long one, long other) => FormattableString.Invariant($"{Math.Min(one, other)}+{Math.Max(one, other)}");
}
