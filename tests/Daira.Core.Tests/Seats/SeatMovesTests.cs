using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class SeatMovesTests
{
    public static TheoryData<string> Methods => [.. Case.Methods.Where(m => m != "quota-method")];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Votes_from_a_rival_are_the_fewest_that_a_re_run_confirms(string method)
    {
        var random = new Random(55);
        for (var n = 0; n < Case.Many(400, 8); n++)
        {
            var contest = Case.Draw(random, method);
            if (contest.Votes.Length < 2 || contest.Votes.Sum() > 1_500)
            {
                continue;
            }

            var (rule, tally) = (contest.Rule, contest.Tally);
            var now = Allocator.Allocate(rule, tally);
            var figure = SeatMoves.ToGainFrom(rule, tally, "L0", "L1");
            if (figure.Reason is MarginReason.Open or MarginReason.NothingToGain)
            {
                continue;
            }

            var found = Enumerable.Range(1, (int)contest.Votes[1]).Cast<int?>().FirstOrDefault(x => Gains(contest, x!.Value, now["L0"].Seats!.Value));
            figure.Votes.ShouldBe(found, contest.ToString());
        }
    }

    [Fact]
    public void The_list_that_loses_the_seat_is_named()
    {
        var rule = new SeatRule(new LargestRemainder(Quota.Hare));
        var tally = new Tally(3, [new ListTally("A", 500), new ListTally("B", 300), new ListTally("C", 200)]);
        var gain = Margins.Of(rule, tally)[0].ToGain.Votes!.Value;
        SeatMoves.After(rule, tally, "A", gain).ShouldBe([new SeatMove("A", 1, 2), new SeatMove("C", 1, 0)]);
        SeatMoves.After(rule, tally, "A", gain - 1).ShouldNotContain(m => m.List == "A" && m.After == 2);
        Should.Throw<ArgumentOutOfRangeException>(() => SeatMoves.After(rule, tally, "A", -501));
        Should.Throw<ArgumentOutOfRangeException>(() => SeatMoves.After(rule, tally, "Z", 1)).ParamName.ShouldBe("list");
        SeatMoves.After(rule, tally, "A", -500).ShouldContain(new SeatMove("A", 1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => SeatMoves.ToGainFrom(rule, tally, "A", "A"));
    }

    [Fact]
    public void By_turnout_every_roll_is_answered_and_other_quotients_are_refused()
    {
        var tally = new Tally(3, [new ListTally("A", 600), new ListTally("B", 300), new ListTally("C", 100)]) { Registered = 1500 };
        var rule = new SeatRule(new LargestRemainder(Quota.OfRegistered));
        var ranges = SeatMoves.ByTurnout(rule, tally);
        ranges[0].From.ShouldBe(1000);
        ranges[0].Seats.ShouldBe([2, 1, 0]);
        ranges[^1].Seats.ShouldBe([1, 1, 1]);
        Should.Throw<ArgumentException>(() => SeatMoves.ByTurnout(new SeatRule(new LargestRemainder(Quota.Hare)), tally));
    }

    private static bool Gains(Case contest, long votes, int seats)
    {
        long[] moved = [contest.Votes[0] + votes, contest.Votes[1] - votes, .. contest.Votes[2..]];
        return Allocator.Draw(contest.Rule, (contest with { Votes = moved }).Tally, null, null).AtLeast[0] > seats;
    }
}
