namespace Daira.Organisation.Statistics;

/// <summary>
/// Counts of persons over a tree of places that can be published again and again without ever speaking of fewer than ten. What is not told at
/// a place of its own is counted at the place above, in an account of its own there; a published count is the sum of the accounts below and
/// at a place. Each account stands at zero or at ten or more, and moves by ten or more or not at all: whatever is subtracted from whatever,
/// across places, levels and dates, is made of such accounts and moves (docs/methods/stepped-counts).
/// </summary>
public static class SteppedCounts
{
    /// <summary>Fewest persons of a group that is spoken of.</summary>
    public const int Least = 10;

    /// <param name="parents">Index of the place above, −1 at the top; every place stands after the one above it.</param>
    /// <param name="actual">Persons at each place with all below it.</param>
    /// <param name="own">Accounts as they were last published.</param>
    /// <param name="awake">Places where ten persons or more came, went or changed since they were last looked at.</param>
    /// <returns>Accounts as they may be published now.</returns>
    public static int[] Next(IReadOnlyList<int> parents, IReadOnlyList<int> actual, IReadOnlyList<int> own, IReadOnlyList<bool> awake)
    {
        var (next, below, moved) = (own.ToArray(), new int[own.Count], new bool[own.Count]);
        for (var i = own.Count - 1; i >= 0; i--)
        {
            next[i] = awake[i] || moved[i] ? Choose(actual[i], below[i], own[i]) : own[i];
            if (parents[i] is >= 0 and var above)
            {
                below[above] += below[i] + next[i];
                moved[above] |= moved[i] || next[i] != own[i];
            }
        }

        return next;
    }

    /// <summary>Published counts: each account with all below it.</summary>
    public static int[] Sums(IReadOnlyList<int> parents, IReadOnlyList<int> own)
    {
        var sums = own.ToArray();
        for (var i = sums.Length - 1; i >= 0; i--)
        {
            if (parents[i] is >= 0 and var above)
            {
                sums[above] += sums[i];
            }
        }

        return sums;
    }

    /// <summary>The nearest to the truth that may be told: the truth itself, what stood before, or nothing at this place.</summary>
    private static int Choose(int actual, int below, int before) =>
        ((int[])[actual - below, before, 0]).Where(c => IsTold(c) && IsTold(c - before) && below + c >= 0 && IsTold(below + c)).MinBy(c => Math.Abs(below + c - actual));

    private static bool IsTold(int count) => count == 0 || Math.Abs(count) >= Least;
}
