namespace Daira.Core.Seats;

/// <summary>One seat each to the lists with most votes.</summary>
internal sealed class PluralityAllocator(Draft draft, Ties ties, List<Step>? steps)
{
    private readonly Field field = draft.Field;
    private int number;

    public void Run()
    {
        var order = field.Contenders.OrderByDescending(i => field.Votes[i]).ThenBy(i => i).ToArray();
        var seats = Math.Min(draft.Seats, order.Length);
        draft.LeaveVacant(draft.Seats - seats);
        int? next = seats < order.Length ? order[seats] : null;
        var boundary = field.Votes[order[seats - 1]];
        var tied = next is { } n && field.Votes[n] == boundary ? Array.FindAll(order, i => field.Votes[i] == boundary) : [];
        var clear = tied.Length == 0 ? seats : Array.FindIndex(order, i => field.Votes[i] == boundary);
        foreach (var i in order.AsSpan(0, clear))
        {
            Win(i, next);
        }

        if (tied.Length > 0)
        {
            ties.Settle(draft, tied, seats - clear, i => Win(i, next));
        }
    }

    private void Win(int i, int? next)
    {
        draft.AtLeast[i]++;
        number++;
        var nextCode = next is { } n ? field.Code(n) : null;
        long? nextVotes = next is { } m ? field.Votes[m] : null;
        draft.Won.Add((i, new(1, SeatSource.Plurality, field.Votes[i], nextCode, nextVotes)));
        steps?.Add(new PluralitySeatStep(number, field.Code(i), field.Votes[i], nextCode, nextVotes));
    }
}
