using Daira.Elections.Results;

namespace Daira.Elections.Analyses;

/// <summary>How a list stands at one place: every figure exact, none when the source has none.</summary>
/// <param name="Votes">Of the list.</param>
/// <param name="Total">Of all lists that the source has there.</param>
/// <param name="Rival">Column of the strongest other list; −1 when the source has no other there.</param>
/// <param name="RivalVotes">0 when the source has no other list there.</param>
internal readonly record struct StandingAt(long Votes, long Total, int Rival, long RivalVotes)
{
    /// <summary>0…1. A quotient of whole numbers below 10²⁰ rounded to 28 digits never crosses a threshold of few digits, so comparing decimals compares the fractions.</summary>
    public decimal Share => (decimal)Votes / Total;

    /// <summary>Ahead of the second (positive) or behind the first (negative), as a fraction of all votes; 0 on a tie for the first place.</summary>
    public decimal Margin => (decimal)(Votes - RivalVotes) / Total;

    /// <returns>Null when the source has no figure for the list there, or nobody received a vote.</returns>
    public static StandingAt? Of(ContestResults results, int row, int column)
    {
        if (results.Votes(row, column) is not { } own || results.ListVotes(row) is not (> 0 and { } total))
        {
            return null;
        }

        var (rival, most) = (-1, 0L);
        for (var c = 0; c < results.Lists.Count; c++)
        {
            if (c != column && results.Votes(row, c) is { } votes && (rival < 0 || votes > most))
            {
                (rival, most) = (c, votes);
            }
        }

        return new StandingAt(own, total, rival, most);
    }

    /// <summary>Columns of the lists with most votes: one, several on a tie, none where nothing is known.</summary>
    public static IReadOnlyList<int> Firsts(ContestResults results, int row)
    {
        var most = -1L;
        var firsts = new List<int>();
        for (var c = 0; c < results.Lists.Count; c++)
        {
            if (results.Votes(row, c) is not { } votes || votes < most)
            {
                continue;
            }

            if (votes > most)
            {
                firsts.Clear();
                most = votes;
            }

            firsts.Add(c);
        }

        return firsts;
    }

    /// <summary>1 = first; equal votes share the better rank.</summary>
    public static int Rank(ContestResults results, int row, int column) =>
        1 + Enumerable.Range(0, results.Lists.Count).Count(c => results.Votes(row, c) > results.Votes(row, column));
}
