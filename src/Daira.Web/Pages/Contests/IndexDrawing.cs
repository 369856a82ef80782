using Daira.Elections.Results;

namespace Daira.Web.Pages.Contests;

/// <summary>A few indices over contests as lines, time in reading direction, years at their true distance; each line named where it ends.</summary>
internal sealed class IndexDrawing
{
    public const int Width = 560;
    public const int Height = 250;
    private const int RoomForValues = 62;
    private const int RoomForNames = 150;
    private const int Top = 22;
    private const int Bottom = 206;
    private const int LineOfText = 20;

    private readonly bool rightToLeft;
    private readonly decimal top;
    private readonly int firstYear;
    private readonly int lastYear;

    /// <param name="series">Oldest first, two or more.</param>
    public IndexDrawing(IReadOnlyList<ContestIndices> series, IReadOnlyList<(string Id, Func<ContestIndices, decimal?> Of)> lines, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        (firstYear, lastYear) = (series[0].Contest.Date.Year, series[^1].Contest.Date.Year);
        var most = lines.SelectMany(l => series.Select(l.Of)).Max() ?? 0;
        var step = new[] { 0.01m, 0.02m, 0.05m, 0.1m, 0.2m, 1m, 2m, 5m }.FirstOrDefault(s => most <= s * 5, 10m);
        top = Math.Max(step, decimal.Ceiling(most / step) * step);
        Ticks = [.. Enumerable.Range(0, (int)(top / step) + 1).Select(i => (Y(i * step), i * step))];
        Years = [.. series.Select(c => (X(c.Contest.Date.Year), c.Contest.Date.Year))];
        var ends = Apart([.. lines.Select(l => Y(l.Of(series[^1]) ?? 0))]);
        Lines = [.. lines.Select((l, i) => new Line(l.Id, [.. series.Where(c => l.Of(c) is not null).Select(c => (X(c.Contest.Date.Year), Y(l.Of(c)!.Value)))], ends[i]))];
    }

    public IReadOnlyList<(int Y, decimal Value)> Ticks { get; }

    public IReadOnlyList<(int X, int Year)> Years { get; }

    public IReadOnlyList<Line> Lines { get; }

    public int TickX => Along(RoomForValues - 14);

    public int GridFrom => Along(RoomForValues);

    public int GridTo => Along(Width - RoomForNames);

    public int NameX => Along(Width - RoomForNames + 14);

    public string TickAnchor => rightToLeft ? "start" : "end";

    public string NameAnchor => rightToLeft ? "end" : "start";

    private static int[] Apart(int[] wanted)
    {
        var placed = (int[])wanted.Clone();
        var order = Enumerable.Range(0, placed.Length).OrderBy(i => wanted[i]).ToArray();
        for (var i = 1; i < order.Length; i++)
        {
            placed[order[i]] = Math.Max(placed[order[i]], placed[order[i - 1]] + LineOfText);
        }

        return placed;
    }

    private int X(int year) => Along(RoomForValues + 16 + ((Width - RoomForNames - RoomForValues - 16) * (year - firstYear) / Math.Max(1, lastYear - firstYear)));

    private int Along(int distance) => rightToLeft ? Width - distance : distance;

    private int Y(decimal value) => (int)Math.Round(Bottom - (value / top * (Bottom - Top)));

    public sealed record Line(string Id, IReadOnlyList<(int X, int Y)> Points, int NameY)
    {
        public string Path => "M" + string.Join('L', Points.Select(p => FormattableString.Invariant($"{p.X} {p.Y}")));
    }
}
