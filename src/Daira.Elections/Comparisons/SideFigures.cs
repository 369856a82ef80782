using Daira.Core.Indices;
using Daira.Core.Seats;
using Daira.Elections.Analyses.Topics;
using Daira.Elections.Results;

namespace Daira.Elections.Comparisons;

/// <summary>One of the two contests, its lists taken together as compared.</summary>
/// <param name="columns">For each compared list its columns in the results.</param>
internal sealed class SideFigures(ContestResults results, int[][] columns)
{
    private const int Decimals = 12;

    public ContestResults Results { get; } = results;

    public long? Votes(int row, int list)
    {
        if (row < 0)
        {
            return null;
        }

        long? sum = null;
        foreach (var column in columns[list])
        {
            if (Results.Votes(row, column) is { } votes)
            {
                sum = checked((sum ?? 0) + votes);
            }
        }

        return sum;
    }

    public long? Votes(IReadOnlyList<int> rows, int list) => Sum(rows, row => Votes(row, list));

    public long? AllVotes(IReadOnlyList<int> rows) => Sum(rows, row => row < 0 ? null : Results.ListVotes(row));

    /// <param name="whole">The whole country, whose members may be published for it alone.</param>
    public int? Seats(IReadOnlyList<int> rows, int list, bool whole) => whole && Results.National is { Proclaimed.Count: > 0 } national
        ? columns[list].Sum(c => national.Proclaimed.GetValueOrDefault(Results.Lists[c].Code))
        : (int?)Sum(rows, row => row < 0 ? null : Sum(columns[list], c => Results.Proclaimed(row, c)));

    public ComparedSide At(IReadOnlyList<int> rows, bool whole)
    {
        var votes = new long?[columns.Length];
        var seats = new int?[columns.Length];
        for (var list = 0; list < columns.Length; list++)
        {
            (votes[list], seats[list]) = (Votes(rows, list), Seats(rows, list, whole));
        }

        var totals = TotalsOf(rows);
        return new ComparedSide(
            AllVotes(rows),
            totals.Registered,
            TurnoutTopic.TurnoutOf(totals),
            SpoiltOf(totals),
            EffectiveNumber.Of(votes.OfType<long>())?.Truncate(Decimals),
            Gallagher(rows, votes, seats, whole),
            LeaderOf(votes),
            Array.TrueForAll(seats, s => s is null) ? null : seats.Sum());
    }

    /// <summary>As published for one place; over several only what every one of them reports.</summary>
    private PlaceTotals TotalsOf(IReadOnlyList<int> rows)
    {
        if (rows.Count == 1)
        {
            return rows[0] < 0 ? new(null, null, null, null, null, null) : Results.Totals[rows[0]];
        }

        return new PlaceTotals(null, Whole(t => t.Registered), Whole(t => t.Voters), Whole(t => t.Spoilt), null, null);

        long? Whole(Func<PlaceTotals, long?> figure)
        {
            long sum = 0;
            foreach (var row in rows)
            {
                if (row < 0 || figure(Results.Totals[row]) is not { } known)
                {
                    return null;
                }

                sum = checked(sum + known);
            }

            return rows.Count == 0 ? null : sum;
        }
    }

    private static decimal? SpoiltOf(PlaceTotals totals) =>
        totals is { Spoilt: { } spoilt, Voters: > 0 and { } voters } ? (decimal)spoilt / voters : totals.SpoiltShare;

    private decimal? Gallagher(IReadOnlyList<int> rows, long?[] votes, int?[] seats, bool whole)
    {
        var unknown = Enumerable.Range(0, votes.Length).Any(i => votes[i] is null && seats[i] > 0)
            || rows.Any(r => r < 0 || Results.ListVotes(r) is null || !(whole && Results.National is { Proclaimed.Count: > 0 }) && !IsPublished(r))
            || (whole && Results.National?.Proclaimed.Any(p => p.Value > 0 && Results.ColumnOf(p.Key) < 0) == true);
        return unknown || votes.Sum() is null or 0 || seats.Sum() is null or 0
            ? null
            : Disproportionality.Of([.. votes.Select(v => v ?? 0)], [.. seats.Select(s => s ?? 0)]).Gallagher;
    }

    /// <summary>Whether any member elected at a place is published: once one is, lists without one there have none.</summary>
    private bool IsPublished(int row)
    {
        for (var column = 0; column < Results.Lists.Count; column++)
        {
            if (Results.Proclaimed(row, column) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static int? LeaderOf(long?[] votes)
    {
        int? leader = null;
        var tie = false;
        for (var list = 0; list < votes.Length; list++)
        {
            if (votes[list] is > 0 and { } own && (leader is null || own >= votes[leader.Value]))
            {
                tie = leader is { } first && own == votes[first];
                leader = list;
            }
        }

        return tie ? null : leader;
    }

    private static long? Sum(IReadOnlyList<int> of, Func<int, long?> figure)
    {
        long? sum = null;
        foreach (var item in of)
        {
            if (figure(item) is { } known)
            {
                sum = checked((sum ?? 0) + known);
            }
        }

        return sum;
    }
}
