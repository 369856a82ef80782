using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class MarginsTests
{
    public static TheoryData<string> Methods => [.. Case.Methods.Where(m => m != "quota-method")];

    [Fact]
    public void The_quota_method_has_no_closed_form_and_says_so_for_one_list_as_for_all()
    {
        var tally = new Tally(5, [new ListTally("A", 60), new ListTally("B", 40)]);
        var rule = new SeatRule(new QuotaMethod());
        var one = Margins.Of(Allocator.Allocate(rule, tally), "B");
        one.ToGain.Reason.ShouldBe(MarginReason.NotModelled);
        one.ShouldBe(Margins.Of(rule, tally)[1]);
    }

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

    /// <summary>The shared table and the list-by-list search are two ways to the same numbers.</summary>
    [Fact]
    public void Table_and_search_agree()
    {
        var random = new Random(92);
        var (compared, unknown) = (0, 0);
        for (var n = 0; n < 8_000; n++)
        {
            var contest = Case.Draw(random, "hare");
            var (rule, tally) = (contest.Rule, contest.Tally);
            if (random.Next(3) > 0)
            {
                contest = contest with { Threshold = null, Candidates = new int?[contest.Votes.Length], Seats = random.Next(2, 6) };
                (rule, tally) = (contest.Rule, contest.Tally);
                rule = rule with { Method = new LargestRemainder(Quota.OfRegistered) };
                tally = tally with { Registered = random.Next(3) > 0 ? null : tally.ListVotes + random.NextInt64(3 * tally.ListVotes), RegisteredAtLeast = random.Next(4) > 0 ? tally.ListVotes * random.Next(10, 40) / 10 : null };
            }

            if (MarginTable.Try(rule, tally) is { } table)
            {
                table.ShouldBe(Margins.Search(rule, tally), $"{contest} registered={tally.Registered} at least {tally.RegisteredAtLeast}");
                compared++;
                unknown += tally.Registered is null ? 1 : 0;
            }
        }

        compared.ShouldBeGreaterThan(2_000);
        unknown.ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData("dhondt")]
    [InlineData("sainte-lague")]
    [InlineData("modified-sainte-lague")]
    [InlineData("imperiali")]
    [InlineData("danish")]
    public void Bids_at_hand_and_the_search_agree(string method)
    {
        var random = new Random(93);
        var compared = 0;
        for (var n = 0; n < 4_000; n++)
        {
            var contest = Case.Draw(random, method);
            contest = contest with { Threshold = null, Candidates = new int?[contest.Votes.Length] };
            var tally = contest.Tally with { Registered = random.Next(2) == 0 ? null : contest.Votes.Sum() + random.Next(200) };
            if (MarginTable.Try(contest.Rule, tally) is { } table)
            {
                table.ShouldBe(Margins.Search(contest.Rule, tally), $"{contest} registered={tally.Registered}");
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(1_500);
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
