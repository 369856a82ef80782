using Daira.Elections.Comparisons;

namespace Daira.Web.Pages.Compare;

/// <summary>
/// Every place as a point: share before along, share after up. Above the diagonal the list won, below it lost. Not mirrored in right-to-left
/// languages: both axes carry their numbers.
/// </summary>
internal sealed class ShareScatter
{
    public const int Size = 480;
    private const int Start = 56;
    private const int End = 464;

    public ShareScatter(ComparisonAnswer answer)
    {
        var known = answer.Places.Where(p => p.Figures[answer.Shown].Swing is not null).ToArray();
        var most = known.Select(p => p.Figures[answer.Shown]).Select(f => Math.Max(f.ShareBefore!.Value, f.ShareAfter!.Value)).DefaultIfEmpty(0.1m).Max();
        var step = new[] { 0.02m, 0.05m, 0.1m, 0.2m }.First(s => most <= s * 5 || s == 0.2m);
        Top = Math.Max(step, decimal.Ceiling(most / step) * step);
        Ticks = [.. Enumerable.Range(0, (int)(Top / step) + 1).Select(i => i * step).Select(v => (At(v), Up(v), v))];
        Points = [.. known.Select(p => new Point(p, At(p.Figures[answer.Shown].ShareBefore!.Value), Up(p.Figures[answer.Shown].ShareAfter!.Value)))];
    }

    public decimal Top { get; }

    public IReadOnlyList<(int X, int Y, decimal Value)> Ticks { get; }

    public IReadOnlyList<Point> Points { get; }

    private int At(decimal share) => Start + (int)Math.Round(share / Top * (End - Start));

    private int Up(decimal share) => Size - At(share);

    public sealed record Point(ComparedPlace Place, int X, int Y);
}
