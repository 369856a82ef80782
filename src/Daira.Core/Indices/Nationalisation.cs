namespace Daira.Core.Indices;

/// <summary>How evenly a list's share is spread over places: 1 − Gini's coefficient of its shares, each place counting once.</summary>
/// <remarks>Source: Jones and Mainwaring, “The nationalization of parties and party systems”, Party Politics 9 (2003).</remarks>
public static class Nationalisation
{
    /// <summary>Party nationalisation score (PNS).</summary>
    /// <param name="shares">One per place, ≥ 0.</param>
    /// <returns>Above 0 and up to 1 (the same share everywhere); null without a place or where every share is 0.</returns>
    public static decimal? Score(IEnumerable<decimal> shares)
    {
        var ordered = shares.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfNegative(ordered.FirstOrDefault(), nameof(shares));
        decimal sum = 0, ranked = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            sum += ordered[i];
            ranked += ((2 * i) + 1 - ordered.Length) * ordered[i];
        }

        return sum == 0 ? null : 1 - (ranked / (ordered.Length * sum));
    }

    /// <summary>Party system nationalisation score (PSNS): the lists' scores weighted by their votes.</summary>
    /// <returns>Null when no list has both.</returns>
    public static decimal? OfSystem(IEnumerable<(long Votes, decimal Score)> lists)
    {
        long votes = 0;
        decimal weighted = 0;
        foreach (var list in lists)
        {
            votes = checked(votes + list.Votes);
            weighted += list.Votes * list.Score;
        }

        return votes == 0 ? null : weighted / votes;
    }
}
