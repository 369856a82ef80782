using Daira.Elections.Scenarios;

namespace Daira.Web.Pages.Simulations;

/// <summary>How often a list has how many seats: columns in reading direction, those between 5 and 95 % darker.</summary>
internal sealed class SeatHistogram
{
    public const int Width = 560;
    public const int Height = 240;
    private const int Side = 30;
    private const int Top = 16;
    private const int Bottom = 196;
    private const int MostColumns = 40;
    private const int MostTicks = 6;

    private readonly bool rightToLeft;
    private readonly int first;
    private readonly int count;

    public SeatHistogram(SimulatedList list, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        var last = list.Quantile(0.995);
        first = list.Quantile(0.005);
        Step = ((last - first) / MostColumns) + 1;
        count = ((last - first) / Step) + 1;
        var elections = Enumerable.Range(0, count).Select(i => Enumerable.Range(first + (i * Step), Step).Where(s => s <= list.Totals.House).Sum(list.Elections)).ToArray();
        var highest = Math.Max(1, elections.Max());
        Columns = [.. elections.Select((n, i) => ColumnOf(list, i, n, highest))];
        Most = (decimal)highest / list.Totals.Elections;
        var every = (count + MostTicks - 1) / MostTicks;
        Ticks = [.. Enumerable.Range(0, count).Where(i => i % every == 0).Select(i => (X(i) + (ColumnWidth / 2), first + (i * Step)))];
    }

    /// <summary>Numbers of seats in one column.</summary>
    public int Step { get; }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<(int X, int Seats)> Ticks { get; }

    /// <summary>Share of the elections in the highest column.</summary>
    public decimal Most { get; }

    public static int GroundY => Bottom;

    private int ColumnWidth => Math.Max(2, (Width - (2 * Side)) / count);

    private Column ColumnOf(SimulatedList list, int i, long elections, long highest)
    {
        var height = (int)((Bottom - Top) * elections / highest);
        var from = first + (i * Step);
        return new(X(i), Bottom - height, Math.Max(1, ColumnWidth - 2), height, from >= list.Least && from <= list.Most);
    }

    private int X(int i) => rightToLeft ? Width - Side - ((i + 1) * ColumnWidth) : Side + (i * ColumnWidth);

    public sealed record Column(int X, int Y, int Width, int Height, bool IsInner);
}
