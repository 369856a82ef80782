using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

public class AgainstSlowReference
{
    public static TheoryData<string> Methods => [.. Case.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Engine_and_big_integer_fractions_agree_on_a_hundred_thousand_cases(string method)
    {
        var random = new Random(20211);
        for (var n = 0; n < Case.Many(100_000); n++)
        {
            var contest = Case.Draw(random, method);
            var slow = SlowReference.Allot(method, contest.Votes, contest.Candidates, contest.Seats, contest.Threshold, contest.Basis);
            var draft = Allocator.Draw(contest.Rule, contest.Tally, null, null);
            if (!draft.AtLeast.SequenceEqual(slow.AtLeast)
                || !draft.AtLeast.Zip(draft.Open, (a, o) => a + o).SequenceEqual(slow.AtMost)
                || draft.State != slow.State)
            {
                Assert.Fail($"{contest}: engine {draft.State} [{string.Join(",", draft.AtLeast)}]+[{string.Join(",", draft.Open)}], "
                    + $"reference {slow.State} [{string.Join(",", slow.AtLeast)}]…[{string.Join(",", slow.AtMost)}]");
            }
        }
    }
}
