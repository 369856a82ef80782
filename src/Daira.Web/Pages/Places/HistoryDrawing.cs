using Daira.Elections.Results;

namespace Daira.Web.Pages.Places;

/// <summary>
/// Lines of shares over contests, laid out in reading direction: time starts where the reader starts. Years stand at their true distance;
/// letters and share stand at the latest end of each line, moved apart where lines end close together.
/// </summary>
internal sealed class HistoryDrawing
{
    public const int Width = 560;
    public const int Height = 350;

    /// <summary>Room for the values where time starts, and for names and shares where it ends.</summary>
    private const int RoomForValues = 62;
    private const int RoomForNames = 158;
    private const int Top = 28;
    private const int Bottom = 302;
    private const int MostLines = 6;
    private const int LineOfText = 21;
    private readonly bool rightToLeft;
    private readonly decimal top;
    private readonly int firstYear;
    private readonly int lastYear;

    /// <param name="history">Oldest first, two or more.</param>
    public HistoryDrawing(IReadOnlyList<ResultAt> history, string? own, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        firstYear = history[0].Contest.Date.Year;
        lastYear = history[^1].Contest.Date.Year;
        var codes = Followed(history, own);
        Own = own is not null && codes.Contains(own) ? own : codes.FirstOrDefault();
        var step = StepFor(codes.Max(c => history.Max(r => r.Of(c)?.Share ?? 0)));
        top = step.Top;
        Ticks = [.. step.Values.Select(v => (Y(v), v))];
        Years = [.. history.Select(r => (X(r.Contest.Date.Year), r.Contest.Date.Year))];
        Lines = [.. codes.Select(c => LineOf(c, history))];
        Ends = Spread(codes, history[^1]);
    }

    /// <summary>The list drawn thick: the one asked for, else the latest first.</summary>
    public string? Own { get; }

    public IReadOnlyList<(int Y, decimal Value)> Ticks { get; }

    public IReadOnlyList<(int X, int Year)> Years { get; }

    public IReadOnlyList<Line> Lines { get; }

    public IReadOnlyList<End> Ends { get; }

    /// <summary>Values stand where time starts, names where it ends.</summary>
    public int TickX => Along(RoomForValues - 14);

    public int GridFrom => Along(RoomForValues);

    public int GridTo => Along(Width - RoomForNames);

    public string TickAnchor => rightToLeft ? "start" : "end";

    public string EndAnchor => rightToLeft ? "end" : "start";

    /// <summary>The lists with most votes now, and whoever led before.</summary>
    private static List<string> Followed(IReadOnlyList<ResultAt> history, string? own)
    {
        var now = history[^1].Lists.Where(l => l.Votes > 0).Select(l => l.List.Code);
        var before = history.Reverse().Skip(1).Select(r => r.Leader?.List.Code).OfType<string>();
        var asked = own is not null && history.Any(r => r.Of(own)?.Share is not null) ? new[] { own } : [];
        return [.. asked.Concat(now.Take(3)).Concat(before).Concat(now.Skip(3)).Distinct().Take(MostLines)];
    }

    private static (decimal Top, IEnumerable<decimal> Values) StepFor(decimal most)
    {
        var step = new[] { 0.01m, 0.02m, 0.05m, 0.1m, 0.2m }.First(s => most <= s * 6 || s == 0.2m);
        var count = (int)decimal.Ceiling(Math.Max(most, step) / step);
        return (count * step, Enumerable.Range(0, count + 1).Select(i => i * step));
    }

    private Line LineOf(string code, IReadOnlyList<ResultAt> history)
    {
        var points = history.Select(r => r.Of(code)?.Share is { } share ? (X(r.Contest.Date.Year), Y(share)) : ((int X, int Y)?)null).ToList();
        return new Line(code, PathOf(points), [.. points.OfType<(int X, int Y)>()]);
    }

    /// <summary>A line breaks where the list has no figure: it did not stand, or nobody reported it.</summary>
    private static string PathOf(List<(int X, int Y)?> points)
    {
        var path = new System.Text.StringBuilder();
        var isDown = false;
        foreach (var point in points)
        {
            if (point is { } p)
            {
                path.Append(isDown ? 'L' : 'M').Append(p.X).Append(' ').Append(p.Y);
            }

            isDown = point is not null;
        }

        return path.ToString();
    }

    private List<End> Spread(List<string> codes, ResultAt latest)
    {
        var ends = codes.Select(c => (Code: c, latest.Of(c)?.Share)).Where(e => e.Share is not null)
            .Select(e => (e.Code, Share: e.Share!.Value, Y: Y(e.Share.Value))).OrderBy(e => e.Y).ToList();
        var labels = Apart([.. ends.Select(e => e.Y)]);
        var x = X(lastYear);
        var sign = rightToLeft ? -1 : 1;
        return [.. ends.Select((e, i) => new End(e.Code, e.Share, x + (7 * sign), e.Y, x + (18 * sign), labels[i], x + (22 * sign)))];
    }

    /// <summary>Positions at least a line of text apart, in order, pushed down and then back inside.</summary>
    private static int[] Apart(int[] wanted)
    {
        var placed = (int[])wanted.Clone();
        for (var i = 1; i < placed.Length; i++)
        {
            placed[i] = Math.Max(placed[i], placed[i - 1] + LineOfText);
        }

        for (var i = placed.Length - 1; i >= 0; i--)
        {
            placed[i] = Math.Min(placed[i], Bottom - (LineOfText * (placed.Length - 1 - i)));
        }

        return placed;
    }

    private int X(int year)
    {
        const int From = RoomForValues + 20;
        const int To = Width - RoomForNames;
        return Along(From + ((To - From) * (year - firstYear) / Math.Max(1, lastYear - firstYear)));
    }

    /// <summary>A distance from where the reader starts, as a position on the drawing.</summary>
    private int Along(int distance) => rightToLeft ? Width - distance : distance;

    private int Y(decimal share) => (int)Math.Round(Bottom - (share / top * (Bottom - Top)));

    public sealed record Line(string Code, string Path, IReadOnlyList<(int X, int Y)> Points);

    public sealed record End(string Code, decimal Share, int FromX, int FromY, int ToX, int LabelY, int TextX);
}
