using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class MarginsTests
{
    public static TheoryData<string> Methods => [.. Case.Methods];

    /// <summary>Every number of votes below the margin is tried: none moves the seat; the margin does.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Margins_are_the_fewest_votes_that_a_re_run_confirms(string method)
    {
        var random = new Random(404);
        for (var n = 0; n < 200; n++)
        {
            var contest = Case.Draw(random, method);
            if (contest.Votes.Sum() < 2_000)
            {
                Prove(contest);
            }
        }
    }

    private static void Prove(Case contest)
    {
        var (rule, tally) = (contest.Rule, contest.Tally);
        var now = Allocator.Allocate(rule, tally);
        foreach (var (i, margin) in Margins.Of(rule, tally).Index())
        {
            if (now.Lists[i].Seats is not { } seats)
            {
                margin.ToGain.Reason.ShouldBe(MarginReason.Open);
                continue;
            }

            if (margin.ToGain.Reason != MarginReason.NothingToGain)
            {
                // Beyond 4,000 votes only the two numbers beside the answer are tried.
                var found = Enumerable.Range(1, 4_000).Cast<int?>().FirstOrDefault(x => After(rule, tally, i, x!.Value).AtLeast >= seats + 1);
                if (found is null && margin.ToGain.Votes > 4_000)
                {
                    After(rule, tally, i, margin.ToGain.Votes.Value).AtLeast.ShouldBeGreaterThan(seats, $"{contest}: gain of {margin.List}");
                    After(rule, tally, i, margin.ToGain.Votes.Value - 1).AtLeast.ShouldBe(seats, $"{contest}: gain of {margin.List}");
                    continue;
                }

                margin.ToGain.Votes.ShouldBe(found, $"{contest}: gain of {margin.List}");
            }

            if (seats > 0)
            {
                var most = (int)Math.Min(tally.Lists[i].Votes, tally.ListVotes - 1);
                var found = Enumerable.Range(1, Math.Max(0, most)).Cast<int?>().FirstOrDefault(y => After(rule, tally, i, -y!.Value).AtMost < seats);
                margin.ToLose.Votes.ShouldBe(found, $"{contest}: loss of {margin.List}");
            }
        }
    }

    private static (int AtLeast, int AtMost) After(SeatRule rule, Tally tally, int i, long votes)
    {
        var draft = Allocator.Draw(rule, Margins.WithVotes(tally, tally.Lists[i].Code, votes), null, null);
        return (draft.AtLeast[i], draft.AtLeast[i] + draft.Open[i]);
    }
}
