using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Mandates;
using Daira.Organisation.Statistics;
using Daira.Platform.Tests.Members;

namespace Daira.Platform.Tests.Statistics;

/// <summary>Somebody who keeps every page ever published subtracts each from each: across places, levels and dates nothing speaks of fewer than ten.</summary>
public class SteppedCountsTests
{
    private const int Categories = 3;
    private const int Months = 40;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory, MemberData(nameof(Seeds))]
    public void Nothing_that_can_be_subtracted_is_a_group_of_fewer_than_ten(int seed)
    {
        var chance = new Random(seed);
        var parents = Tree(chance);
        var people = new List<(int Place, int Category)>();
        var (own, turn, shownBefore) = (Zero(parents), new int[parents.Count], (int?[][]?)null);
        var changes = new int[parents.Count];
        var told = 0;
        for (var month = 0; month < Months; month++)
        {
            Live(chance, parents, people, changes, month == 0 ? 900 : chance.Next(60));
            var awake = Enumerable.Range(0, parents.Count).Select(i => changes[i] - turn[i] >= SteppedCounts.Least).ToArray();
            for (var c = 0; c < Categories; c++)
            {
                var next = SteppedCounts.Next(parents, SteppedCounts.Sums(parents, Counts(parents, people, c)), own[c], awake);

                // Where fewer than ten came or went, at a place and everywhere below it, nothing moves.
                for (var i = 0; i < next.Length; i++)
                {
                    (awake[i] || HasAwakeBelow(parents, awake, i) || next[i] == own[c][i]).ShouldBeTrue();
                }

                own[c] = next;
            }

            for (var i = 0; i < turn.Length; i++)
            {
                turn[i] = awake[i] ? changes[i] : turn[i];
            }

            var shown = own.Select(o => SteppedCounts.Sums(parents, o).Select(v => v > 0 ? v : (int?)null).ToArray()).ToArray();
            told += shown.Sum(s => s.Count(v => v is not null));
            foreach (var (small, what) in Small(parents, shown, shownBefore))
            {
                small.ShouldBe(0, $"seed {seed}, month {month}: {what}");
            }

            shownBefore = shown;
        }

        told.ShouldBeGreaterThan(Months * Categories);
    }

    [Fact]
    public void A_published_count_is_near_to_the_truth()
    {
        var chance = new Random(99);
        var parents = Tree(chance);
        var people = new List<(int Place, int Category)>();
        Live(chance, parents, people, new int[parents.Count], 5_000);
        var all = Enumerable.Repeat(true, parents.Count).ToArray();
        for (var c = 0; c < Categories; c++)
        {
            var actual = SteppedCounts.Sums(parents, Counts(parents, people, c));
            var shown = SteppedCounts.Sums(parents, SteppedCounts.Next(parents, actual, new int[parents.Count], all));
            for (var i = 0; i < actual.Length; i++)
            {
                Math.Abs(shown[i] - actual[i]).ShouldBeLessThan(SteppedCounts.Least);
            }
        }
    }

    /// <summary>The attack would find what a plain threshold gives away.</summary>
    [Fact]
    public void A_threshold_alone_would_be_found_out()
    {
        int[] parents = [-1, 0, 0];
        int?[][] naive = [[23, 20, null]];
        Small(parents, naive, null).ShouldNotBeEmpty();
        Small(parents, [[30, 30, null]], [[29, 29, null]]).ShouldNotBeEmpty();
        SteppedCounts.Sums(parents, SteppedCounts.Next(parents, [23, 20, 3], [0, 0, 0], [true, true, true])).ShouldBe([20, 20, 0]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Pages_show_what_was_published_and_nobody_without_the_right_sees_it(Engine engine)
    {
        using var r = new Register(engine);
        var (record, clock) = (r.Party.Installation.Record, r.Party.Installation.Clock);
        var (publish, statistics) = (new PublishStatistics(record, r.Store, () => r.Party.Atlas), new MemberStatistics(record, r.Store, () => r.Party.Atlas));
        StatisticTable Table(StatisticTopic topic, string? within = null, DateOnly? on = null) => statistics.Run(topic, within, on, r.In(r.SefrouOffice, "treasurer")).Value;
        Refused("operator-only", publish.Run(r.In(r.Country, "secretary-general"), default));
        Refused("sign-in-first", statistics.Run(StatisticTopic.Sex, null, null, Actor.Anyone));
        Refused("no-right", statistics.Run(StatisticTopic.Sex, null, null, r.In(r.Arbitration, "president")));
        Refused("unknown-place", statistics.Run(StatisticTopic.Sex, "999", null, Actor.Operator));
        Table(StatisticTopic.Sex).On.ShouldBeNull();

        // Twelve women and three men at Sefrou, four women at Agdal.
        for (var i = 0; i < 19; i++)
        {
            var (sex, place) = (i is >= 12 and < 15 ? Sex.Male : Sex.Female, i < 15 ? Register.Sefrou : Register.Agdal);
            Registered(r, i, sex, place);
        }

        publish.Run(Actor.Clock, default).Value.ShouldBeGreaterThan(0);
        var first = Table(StatisticTopic.Sex);
        first.On.ShouldBe(r.Store.Today);
        
        // The four of Agdal are too few for any place that could be told apart from Sefrou.
        Told(first, "female", first.Around).ShouldBe(12);
        Told(first, "male", first.Around).ShouldBeNull();
        var province = Table(StatisticTopic.Sex, "3451");
        Told(province, "female", province.Below.Single(l => l.Place.Code == Register.Sefrou)).ShouldBe(12);

        // What only eight wrote is no category, and their word is nowhere.
        Table(StatisticTopic.Profession).Categories.ShouldBe(["أستاذة"]);
        Table(StatisticTopic.Age).Categories.ShouldNotBeEmpty();

        // One more woman: a month later nothing moves; after ten more it does, and the day before still shows what it showed.
        Registered(r, 20, Sex.Female, Register.Sefrou);
        publish.Run(Actor.Clock, default).Value.ShouldBe(0);
        clock.Advance(TimeSpan.FromDays(31));
        publish.Run(Actor.Clock, default).Value.ShouldBe(0);
        Told(Table(StatisticTopic.Sex, "3451"), "female", Table(StatisticTopic.Sex, "3451").Around).ShouldBe(12);
        for (var i = 21; i < 31; i++)
        {
            Registered(r, i - 20, Sex.Female, Register.Sefrou);
        }

        clock.Advance(TimeSpan.FromDays(31));
        publish.Run(Actor.Clock, default).Value.ShouldBeGreaterThan(0);
        Told(Table(StatisticTopic.Sex, "3451"), "female", Table(StatisticTopic.Sex, "3451").Around).ShouldBe(23);
        Told(Table(StatisticTopic.Sex, "3451", first.On), "female", Table(StatisticTopic.Sex, "3451", first.On).Around).ShouldBe(12);
        Should.Throw<System.Data.Common.DbException>(() => { using var connection = record.Database.Open(); connection.Run("insert into statistic_steps values ('sex', '2026-11-20', 'female', '4', 3)"); });
    }

    private static int? Told(StatisticTable table, string category, StatisticLine line) => table.Categories.ToList().IndexOf(category) is >= 0 and var at ? line.Counts[at] : null;

    private static void Registered(Register r, int i, Sex sex, string place) => new RegisterMember(r.Store, () => r.Party.Atlas).Run(
        new Registration(new Declaration("هبة المندار", null, $"19{70 + i}-01-01", sex, Profession: i < 11 ? "أستاذة" : "مخترع وحيد"), place, null, r.Store.Today.AddDays(-9), new Daira.Organisation.Bodies.Act("سجل")), Actor.Operator)
        .IsDone.ShouldBeTrue();

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);

    /// <summary>Everything that the pages let be worked out: each count, what is left of a place when those shown below it are taken away, and how much each of these moved.</summary>
    private static IEnumerable<(int Small, string What)> Small(IReadOnlyList<int> parents, int?[][] shown, int?[][]? before)
    {
        for (var c = 0; c < shown.Length; c++)
        {
            for (var i = 0; i < parents.Count; i++)
            {
                var (count, rest) = (shown[c][i] ?? 0, Rest(parents, shown[c], i));
                if (IsSmall(count))
                {
                    yield return (count, $"count at {i}");
                }

                if (IsSmall(rest))
                {
                    yield return (rest, $"rest at {i}");
                }

                if (before is not null && IsSmall(rest - Rest(parents, before[c], i)))
                {
                    yield return (rest - Rest(parents, before[c], i), $"move of the rest at {i}");
                }
            }
        }
    }

    private static int Rest(IReadOnlyList<int> parents, int?[] shown, int place) => (shown[place] ?? 0) - Enumerable.Range(0, parents.Count).Where(i => parents[i] == place).Sum(i => shown[i] ?? 0);

    private static bool IsSmall(int count) => Math.Abs(count) is > 0 and < SteppedCounts.Least;

    private static bool HasAwakeBelow(IReadOnlyList<int> parents, bool[] awake, int place) => Enumerable.Range(0, parents.Count).Any(i => parents[i] == place && (awake[i] || HasAwakeBelow(parents, awake, i)));

    private static int[][] Zero(IReadOnlyList<int> parents) => [.. Enumerable.Range(0, Categories).Select(_ => new int[parents.Count])];

    /// <summary>A country of four regions, each of one to four provinces of one to six communes.</summary>
    private static List<int> Tree(Random chance)
    {
        var parents = new List<int> { -1 };
        for (var region = 0; region < 4; region++)
        {
            parents.Add(0);
            var above = parents.Count - 1;
            for (var province = chance.Next(1, 5); province > 0; province--)
            {
                parents.Add(above);
                var at = parents.Count - 1;
                parents.AddRange(Enumerable.Repeat(at, chance.Next(1, 7)));
            }
        }

        return parents;
    }

    private static void Live(Random chance, IReadOnlyList<int> parents, List<(int Place, int Category)> people, int[] changes, int events)
    {
        var leaves = Enumerable.Range(0, parents.Count).Where(i => !parents.Contains(i)).ToList();
        for (var e = 0; e < events; e++)
        {
            var leaving = people.Count > 50 && chance.Next(3) == 0 ? chance.Next(people.Count) : -1;
            var place = leaving >= 0 ? people[leaving].Place : leaves[Math.Min(chance.Next(leaves.Count), chance.Next(leaves.Count))];
            if (leaving >= 0)
            {
                people.RemoveAt(leaving);
            }
            else
            {
                people.Add((place, chance.Next(10) switch { < 6 => 0, < 9 => 1, _ => 2 }));
            }

            for (var i = place; i >= 0; i = parents[i])
            {
                changes[i]++;
            }
        }
    }

    private static int[] Counts(IReadOnlyList<int> parents, List<(int Place, int Category)> people, int category)
    {
        var counts = new int[parents.Count];
        foreach (var (place, _) in people.Where(p => p.Category == category))
        {
            counts[place]++;
        }

        return counts;
    }
}
