using Daira.Elections.Results;

namespace Daira.Elections.Analyses;

/// <summary>A list's share of all votes that the source has, over the whole country.</summary>
internal static class NationalShare
{
    /// <returns>Null when the list has no figure anywhere.</returns>
    public static decimal? Of(ContestResults results, int column)
    {
        long own = 0, all = 0;
        var known = false;
        for (var row = 0; row < results.Places.Count; row++)
        {
            all += results.ListVotes(row) ?? 0;
            if (results.Votes(row, column) is { } votes)
            {
                own += votes;
                known = true;
            }
        }

        return known && all > 0 ? (decimal)own / all : null;
    }
}
