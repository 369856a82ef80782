using Daira.Core.Seats;

namespace Daira.Elections.Laws;

/// <summary>
/// Puts other numbers of votes for one list to the same rule until its seats change. More votes never cost a list a seat
/// under these rules while the others stay as they are, so halving the range finds the exact number.
/// </summary>
internal sealed class VoteSearch(Allocation allocation, ListOutcome list)
{
    private readonly int index = allocation.Tally.Lists.ToList().FindIndex(l => l.Code == list.List.Code);
    private readonly int seats = list.Seats!.Value;
    private readonly long votes = list.Votes!.Value;

    /// <summary>Not sought beyond a list that has ten times all votes cast: then nothing but the unknown roll stands in the way.</summary>
    public long? ToGain()
    {
        if (seats >= allocation.Tally.Seats)
        {
            return null;
        }

        var most = 10 * Math.Max(1, allocation.Tally.Valid);
        return IsCertain(votes + most, seats + 1) ? Least(1, most, more => IsCertain(votes + more, seats + 1)) : null;
    }

    public long? ToLose() => seats == 0 ? null : Least(1, votes, fewer => !IsCertain(votes - fewer, seats));

    private bool IsCertain(long count, int wanted)
    {
        var lists = allocation.Tally.Lists.ToArray();
        lists[index] = lists[index] with { Votes = count };
        var tally = allocation.Tally with { Lists = lists };
        return Allocator.Faults(allocation.Rule, tally).Count == 0 && Allocator.Allocate(allocation.Rule, tally).Lists[index].AtLeast >= wanted;
    }

    /// <summary>The least number for which it holds, knowing that it holds for the last.</summary>
    private static long Least(long first, long last, Func<long, bool> holds)
    {
        while (first < last)
        {
            var middle = first + ((last - first) / 2);
            (first, last) = holds(middle) ? (first, middle) : (middle + 1, last);
        }

        return first;
    }
}
