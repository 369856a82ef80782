using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Statistics;

/// <summary>What members are counted by. Never two at once.</summary>
public enum StatisticTopic
{
    Sex,
    Age,
    Profession,
}

/// <summary>Publishes, once a month, how many members there are by sex, age and profession at each place, as <see cref="SteppedCounts"/> allows.</summary>
public sealed class PublishStatistics(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    /// <summary>Category of those who did not say.</summary>
    public const string Unknown = "unknown";

    private const int Batch = 20_000;
    private const int LongestProfession = 60;

    /// <summary>First ages of the bands.</summary>
    private static readonly int[] Bands = [18, 25, 35, 45, 60];

    /// <returns>Steps published; 0 when it was done this month already.</returns>
    public Outcome<int> Run(Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<int>.Refused(closed.Refusals);
        }

        var today = store.Today;
        if (record.Read(db => db.Rows<StatisticDay>().OrderByDescending(d => d.On).FirstOrDefault()) is { } last && last.On >= new DateOnly(today.Year, today.Month, 1))
        {
            return 0;
        }

        var tree = new StatisticTree(atlas());
        var count = Count(tree, today, stop);
        return record.Change(db => Publish(db, tree, count, today, actor));
    }

    private int Publish(RecordDb db, StatisticTree tree, Counted count, DateOnly today, Actor actor)
    {
        var turns = db.Rows<StatisticTurn>().ToDictionary(t => t.Place);
        var awake = Awake(tree, count, turns);
        var published = db.Rows<StatisticStep>().AsNoTracking().AsEnumerable().GroupBy(s => (s.Topic, s.Category)).ToDictionary(g => g.Key, g => g.ToList());
        var steps = new List<StatisticStep>();
        foreach (var (topic, category) in count.Cells.Keys.Concat(published.Keys).Distinct().Order().ToList())
        {
            var own = new int[tree.Places.Count];
            foreach (var step in published.GetValueOrDefault((topic, category), []))
            {
                own[Math.Max(tree.NumberOf(step.Place), 0)] += step.Step;
            }

            var actual = SteppedCounts.Sums(tree.Parents, count.Cells.GetValueOrDefault((topic, category)) ?? new int[own.Length]);
            var next = SteppedCounts.Next(tree.Parents, actual, own, awake);
            steps.AddRange(Enumerable.Range(0, own.Length).Where(i => next[i] != own[i]).Select(i => new StatisticStep(today, topic, category, tree.Places[i].Code, next[i] - own[i])));
        }

        BulkInsert.Into(db, steps, default);
        db.Add(new StatisticDay(today, count.Members / SteppedCounts.Least * SteppedCounts.Least));
        for (var i = 0; i < awake.Length; i++)
        {
            if (awake[i])
            {
                Turn(db, turns, tree.Places[i].Code, count.Newest);
            }
        }

        db.Journal(actor, store.Clock, "statistics-published", "members", OrganisationJson.Write(new { steps = steps.Count }));
        return steps.Count;
    }

    private static void Turn(RecordDb db, Dictionary<string, StatisticTurn> turns, string place, long seq)
    {
        if (turns.TryGetValue(place, out var turn))
        {
            db.Entry(turn).CurrentValues.SetValues(turn with { Seq = seq });
        }
        else
        {
            db.Add(new StatisticTurn(place, seq));
        }
    }

    /// <summary>Places where ten members or more changed since they were last looked at: which ten, nobody can tell from the counts.</summary>
    private static bool[] Awake(StatisticTree tree, Counted count, Dictionary<string, StatisticTurn> turns)
    {
        var changed = new int[tree.Places.Count];
        var seen = tree.Places.Select(p => turns.GetValueOrDefault(p.Code)?.Seq ?? 0).ToArray();
        foreach (var (place, seq) in count.Changes)
        {
            for (var i = place; i >= 0; i = tree.Parents[i])
            {
                changed[i] += seq > seen[i] ? 1 : 0;
            }
        }

        return [.. changed.Select(c => c >= SteppedCounts.Least)];
    }

    /// <summary>Opens every box once and keeps numbers only.</summary>
    private Counted Count(StatisticTree tree, DateOnly today, CancellationToken stop)
    {
        var (cells, changes, professions) = (new Dictionary<(string, string), int[]>(), new List<(int, long)>(), new Dictionary<(string Word, int Region), int>());
        var (members, newest) = (0, 0L);
        void Add(StatisticTopic topic, string category, int place, int by)
        {
            var key = (topic.ToString().ToLowerInvariant(), category);
            (cells.TryGetValue(key, out var counts) ? counts : cells[key] = new int[tree.Places.Count])[place] += by;
        }

        for (long? after = 0; after is { } from;)
        {
            stop.ThrowIfCancellationRequested();
            var rows = record.Read(db => db.Rows<MemberRow>().AsNoTracking().Where(m => m.Id > from).OrderBy(m => m.Id).Take(Batch)
                .Select(m => new { Row = m, Wrapped = db.Rows<PersonKey>().Where(k => k.Member == m.Id).Select(k => k.Wrapped).FirstOrDefault() }).ToList());
            var read = new PersonalData?[rows.Count];
            Parallel.For(0, rows.Count, i => read[i] = rows[i] is { Wrapped: { } wrapped, Row: { Sealed: { } content, State: MemberState.Member or MemberState.Suspended } row }
                ? PersonKeys.Read(store.Keys.Open(new PersonKey(row.Id, wrapped)), row.Id, content) : null);
            for (var i = 0; i < rows.Count; i++)
            {
                var (place, row) = (tree.NumberOf(rows[i].Row.Place), rows[i].Row);
                if (place < 0)
                {
                    continue;
                }

                changes.Add((place, row.Seq));
                newest = Math.Max(newest, row.Seq);
                if (read[i] is not { } data)
                {
                    continue;
                }

                members++;
                Add(StatisticTopic.Sex, data.Sex?.ToString().ToLowerInvariant() ?? Unknown, place, 1);
                Add(StatisticTopic.Age, Band(data.Born, today), place, 1);
                var work = (ProfessionOf(data.Profession), tree.Raise(place, PlaceLevel.Region));
                professions[work] = professions.GetValueOrDefault(work) + 1;
            }

            after = rows.Count < Batch ? null : rows[^1].Row.Id;
        }

        // Words that fewer than ten wrote may name somebody: they are not even a category.
        foreach (var word in professions.GroupBy(p => p.Key.Word).Where(g => g.Sum(p => p.Value) >= SteppedCounts.Least).SelectMany(g => g))
        {
            Add(StatisticTopic.Profession, word.Key.Word, word.Key.Region, word.Value);
        }

        return new Counted(cells, changes, members, newest);
    }

    private static string Band(DateOnly? born, DateOnly today)
    {
        if (born is not { } day)
        {
            return Unknown;
        }

        var age = today.Year - day.Year - (day > today.AddYears(day.Year - today.Year) ? 1 : 0);
        return Array.FindLast(Bands, b => b <= age) is > 0 and var first ? first.ToString(CultureInfo.InvariantCulture) : Unknown;
    }

    private static string ProfessionOf(string? written) => written?.Trim().ToLowerInvariant() is { Length: > 0 and <= LongestProfession } word ? word : Unknown;

    /// <param name="Cells">Persons at each place alone, by topic and category.</param>
    /// <param name="Changes">The last change of every entry of the register, with its place.</param>
    private sealed record Counted(Dictionary<(string Topic, string Category), int[]> Cells, List<(int Place, long Seq)> Changes, int Members, long Newest);
}
