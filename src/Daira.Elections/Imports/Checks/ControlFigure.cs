using Daira.Elections.Results;

namespace Daira.Elections.Imports.Checks;

/// <summary>A published national figure that sums must meet.</summary>
/// <param name="Contests">The contests it sums over.</param>
/// <param name="List">Code of a list; null = all lists.</param>
public sealed record ControlFigure(IReadOnlyList<string> Contests, string? List, bool IsSeats, long Figure, string Source)
{
    /// <summary>The sum the data give; null when one of the contests is not loaded.</summary>
    public long? SumOf(ElectoralData data)
    {
        long sum = 0;
        foreach (var id in Contests)
        {
            if (data.Find(id) is not { } contest)
            {
                return null;
            }

            sum += IsSeats ? Seats(contest) : Votes(contest);
        }

        return sum;
    }

    private long Votes(ContestResults contest) => Cells(contest).Sum(c => contest.Votes(c.Row, c.Column) ?? 0);

    private long Seats(ContestResults contest) =>
        Cells(contest).Sum(c => (long?)contest.Proclaimed(c.Row, c.Column) ?? 0)
        + (contest.National?.Proclaimed.Where(p => List is null || p.Key == List).Sum(p => (long)p.Value) ?? 0);

    private IEnumerable<(int Row, int Column)> Cells(ContestResults contest) =>
        from row in Enumerable.Range(0, contest.Places.Count)
        from column in List is null ? Enumerable.Range(0, contest.Lists.Count) : Enumerable.Repeat(contest.ColumnOf(List), contest.ColumnOf(List) < 0 ? 0 : 1)
        select (row, column);
}
