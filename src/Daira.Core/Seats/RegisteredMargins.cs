using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// Quotient on a known roll R: the others' full quotas and remainders stay as they are. With t − 1 full quotas of its own the list
/// leaves k = S − (others' quotas) − (t − 1) seats to remainders, and needs one above the k-th of the others'.
/// </summary>
internal sealed class RegisteredMargins : ClosedMargins
{
    private readonly VotesInOrder lists;
    private readonly long registered;
    private readonly long most;
    private readonly long[] full;
    private readonly long[] rest;
    private readonly long quotas;

    /// <summary>Remainders of lists with a vote, largest first.</summary>
    private readonly long[] sorted;

    public RegisteredMargins(VotesInOrder lists, long registered, long most)
    {
        (this.lists, this.registered, this.most) = (lists, registered, most);
        full = Array.ConvertAll(lists.Votes, v => v * lists.Seats / registered);
        rest = Array.ConvertAll(lists.Votes, v => v * lists.Seats % registered);
        quotas = full.Sum();
        sorted = [.. rest.Where((_, i) => lists.Votes[i] > 0)];
        Array.Sort(sorted);
        Array.Reverse(sorted);
    }

    public override long? ToGain(int i, int target)
    {
        var (left, others) = (Left(i, target), Others(i));
        if (left < 1)
        {
            return null;
        }

        var paid = (target - 1) * registered;
        var needed = left > others + 1 ? Above(target * registered)
            : left == others + 1 ? Above(paid)
            : WholeNumbers.Floor(paid + Rival(i, left), lists.Seats) + 1;
        var extra = Math.Max(1, needed - lists.Votes[i]);
        return extra <= most ? extra : null;
    }

    public override long? ToLose(int i, int target)
    {
        var (left, others) = (Left(i, target), Others(i));
        if (others == 0)
        {
            // All votes of the contest cannot be lost.
            return null;
        }

        var kept = left < 1 || left > others ? 0 : Math.Max(0, Above(((target - 1) * registered) + Rival(i, left)) - 1);
        return Math.Max(1, lists.Votes[i] - kept);
    }

    /// <summary>Seats that remainders fill when the list has one full quota less than the target.</summary>
    private long Left(int i, int target) => lists.Seats - (quotas - full[i]) - (target - 1);

    private int Others(int i) => sorted.Length - (lists.Votes[i] > 0 ? 1 : 0);

    /// <summary>The k-th largest remainder of the others.</summary>
    private long Rival(int i, long k) => lists.Votes[i] > 0 && rest[i] >= sorted[k - 1] ? sorted[k] : sorted[k - 1];

    /// <summary>Fewest votes that, times the seats, reach so much.</summary>
    private long Above(long product) => -WholeNumbers.Floor(-product, lists.Seats);
}
