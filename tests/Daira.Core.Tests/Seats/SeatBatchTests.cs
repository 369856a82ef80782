using System.Diagnostics;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class SeatBatchTests
{
    [Fact]
    public void Batched_largest_remainders_are_those_of_the_engine()
    {
        var random = new Random(1);
        for (var n = 0; n < Case.Many(40_000); n++)
        {
            var contest = Case.Draw(random, "hare") with { Threshold = null };
            if (contest.Votes.Sum() > 8_000_000)
            {
                contest = contest with { Votes = [.. contest.Votes.Select(v => v / 1000)] };
                contest.Votes[0]++;
            }

            var registered = random.Next(2) == 0 ? contest.Votes.Sum() + random.Next(500) : 0;
            contest = contest with { Candidates = new int?[contest.Votes.Length] };
            var rule = registered == 0 ? contest.Rule : contest.Rule with { Method = new LargestRemainder(Quota.OfRegistered) };
            var draft = Allocator.Draw(rule, contest.Tally with { Registered = registered }, null, null);
            var won = new int[contest.Votes.Length];
            var doubts = SeatBatch.LargestRemainders([.. contest.Votes.Select(v => (int)v)], contest.Votes.Length, [contest.Seats], [(int)registered], won);
            (doubts > 0).ShouldBe(draft.Question is not null, contest.ToString());
            if (doubts == 0 || draft.State == SeatState.DrawingOfLots)
            {
                won.ShouldBe(draft.AtLeast, contest.ToString());
            }
        }
    }

    [Theory]
    [InlineData("dhondt")]
    [InlineData("sainte-lague")]
    [InlineData("modified-sainte-lague")]
    [InlineData("imperiali")]
    [InlineData("danish")]
    public void Batched_averages_are_those_of_the_engine(string method)
    {
        var random = new Random(2);
        var divisors = (LinearDivisors)((HighestAverages)AllocationMethod.ByName(method)!).Divisors;
        for (var n = 0; n < Case.Many(20_000); n++)
        {
            var contest = Case.Draw(random, method) with { Threshold = null };
            contest = contest with
            {
                Candidates = new int?[contest.Votes.Length],
                Votes = [.. contest.Votes.Select(v => Math.Min(v, 100_000_000))],
                Seats = random.Next(10) == 0 ? random.Next(1, 400) : contest.Seats,
            };
            var draft = Allocator.Draw(contest.Rule, contest.Tally, null, null);
            var won = new int[contest.Votes.Length];
            var doubts = SeatBatch.HighestAverages(divisors, [.. contest.Votes.Select(v => (int)v)], contest.Votes.Length, [contest.Seats], won);
            won.ShouldBe(draft.AtLeast, contest.ToString());
            (doubts > 0).ShouldBe(draft.Question is not null, contest.ToString());
        }
    }

    /// <summary>Blocks of sixteen and a last one that is not full, clear contests beside tied ones.</summary>
    [Theory]
    [InlineData("hare")]
    [InlineData("dhondt")]
    [InlineData("sainte-lague")]
    public void Contests_beside_each_other_are_allotted_as_each_alone(string method)
    {
        var random = new Random(4);
        var rule = new SeatRule(AllocationMethod.ByName(method)!);
        for (var n = 0; n < Case.Many(2_000); n++)
        {
            var (contests, lists, most) = (random.Next(1, 50), random.Next(1, 17), random.Next(3) == 0 ? 9 : 400_000);
            var votes = Enumerable.Range(0, contests * lists).Select(i => random.Next(i % lists == 0 ? 1 : 0, most)).ToArray();
            var seats = Enumerable.Range(0, contests).Select(_ => random.Next(1, 30)).ToArray();
            var won = new int[votes.Length];
            var doubts = rule.Method is HighestAverages { Divisors: LinearDivisors divisors }
                ? SeatBatch.HighestAverages(divisors, votes, lists, seats, won)
                : SeatBatch.LargestRemainders(votes, lists, seats, new int[contests], won);
            var drafts = seats.Select((s, c) => Allocator.Draw(rule, new Tally(s, [.. votes[(c * lists)..((c + 1) * lists)].Select((v, i) => new ListTally($"{i}", v))]), null, null)).ToArray();
            doubts.ShouldBe(drafts.Count(d => d.Question is not null));
            won.ShouldBe([.. drafts.SelectMany((d, c) => d.Question is SeatState.UndeterminedByText ? won[(c * lists)..((c + 1) * lists)] : d.AtLeast)]);
        }
    }

    [Fact]
    public void Batches_refuse_what_they_cannot_hold()
    {
        var won = new int[2];
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([1, -1], 2, [1], [0], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([0, 0], 2, [1], [0], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([5, 5], 2, [0], [0], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([5, 5], 2, [1], [9], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([100_000_000, 100_000_000], 2, [1], [0], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([int.MaxValue, int.MaxValue, 3], 3, [1], [0], new int[3]));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([5, 5], 2, [1 << 21], [0], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders([100_000, 100_000], 2, [20_000], [0], won)).Message.ShouldContain("Contest 0: votes 200000, seats 20000");
        Should.Throw<ArgumentException>(() => SeatBatch.HighestAverages((LinearDivisors)Divisors.DHondt, [.. Enumerable.Repeat(1, 38), 0, 0], 2, [.. Enumerable.Repeat(1, 20)], new int[40]))
            .Message.ShouldContain("Contest 19: votes 0");
        Should.Throw<ArgumentException>(() => SeatBatch.HighestAverages((LinearDivisors)Divisors.DHondt, [int.MaxValue, 1], 2, [1], won));
        Should.Throw<ArgumentException>(() => SeatBatch.HighestAverages((LinearDivisors)Divisors.DHondt, [1 << 30, 1], 2, [1 << 20], won));
        Should.Throw<ArgumentException>(() => SeatBatch.LargestRemainders(new int[17], 17, [1], [0], new int[17]));
        Should.Throw<ArgumentException>(() => SeatBatch.HighestAverages((LinearDivisors)Divisors.DHondt, [1, 2, 3], 2, [1], won));
        Should.Throw<ArgumentException>(() => SeatBatch.HighestAverages((LinearDivisors)Divisors.Adams, [1, 2], 2, [1], won));
    }

    /// <summary>Not a benchmark: catches only a lost fast path. The figures are written for whoever reads the log.</summary>
    [Fact]
    public void Batches_stay_fast_and_allocate_nothing()
    {
        var random = new Random(3);
        const int contests = 2_000;
        var votes = Enumerable.Range(0, contests * 12).Select(_ => random.Next(1, 30_000)).ToArray();
        var seats = Enumerable.Range(0, contests).Select(_ => random.Next(2, 7)).ToArray();
        var (bases, won) = (new int[contests], new int[votes.Length]);
        var dhondt = (LinearDivisors)Divisors.DHondt;
        var hare = Best(() => SeatBatch.LargestRemainders(votes, 12, seats, bases, won)) / contests;
        var averages = Best(() => SeatBatch.HighestAverages(dhondt, votes, 12, seats, won)) / contests;
        TestContext.Current.SendDiagnosticMessage("12 lists: largest remainders {0:F0} ns, D'Hondt {1:F0} ns", hare, averages);
        hare.ShouldBeLessThan(2_000);
        averages.ShouldBeLessThan(2_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SeatBatch.LargestRemainders(votes, 12, seats, bases, won);
        SeatBatch.HighestAverages(dhondt, votes, 12, seats, won);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var n = 0; n < Case.Many(300, 20); n++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return best;
    }
}
