using Daira.Elections.Scenarios;

namespace Daira.Web.Pages.Simulations;

/// <summary>Seats of lists as bars, laid out in reading direction: from 5 to 95 % thin, from 25 to 75 % thick, a mark at the median.</summary>
internal sealed class SeatRanges
{
    public const int Width = 560;
    private const int RoomForLetters = 78;
    private const int RoomForFigures = 96;
    private const int Top = 30;
    private const int RowHeight = 34;

    private readonly bool rightToLeft;
    private readonly int most;

    /// <param name="lists">Most seats first, one or more.</param>
    public SeatRanges(IReadOnlyList<SimulatedList> lists, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        var step = StepFor(lists.Max(l => l.Most));
        most = Math.Max(step, (lists.Max(l => l.Most) + step - 1) / step * step);
        Ticks = [.. Enumerable.Range(0, (most / step) + 1).Select(i => (X(i * step), i * step))];
        Rows = [.. lists.Select(RowOf)];
    }

    public IReadOnlyList<(int X, int Seats)> Ticks { get; }

    public IReadOnlyList<Row> Rows { get; }

    public int Height => Top + (RowHeight * Rows.Count) + 6;

    public int LettersX => Along(RoomForLetters - 10);

    public int FiguresX => Along(Width - RoomForFigures + 10);

    /// <summary>Letters end, figures begin, where the bars stand; in drawings the words are physical.</summary>
    public string LettersAnchor => rightToLeft ? "start" : "end";

    public string FiguresAnchor => rightToLeft ? "end" : "start";

    private Row RowOf(SimulatedList list, int i)
    {
        var y = Top + (RowHeight * i) + (RowHeight / 2);
        return new(list, y, Bar(list.Least, list.Most, y, 3), Bar(list.Quantile(0.25), list.Quantile(0.75), y, 9), X(list.Median));
    }

    private string Bar(int from, int to, int y, int half)
    {
        var (left, right) = (Math.Min(X(from), X(to)), Math.Max(X(from), X(to)));
        return FormattableString.Invariant($"M{left} {y - half}H{Math.Max(left + 2, right)}V{y + half}H{left}Z");
    }

    private static int StepFor(int most) => most switch { <= 10 => 2, <= 25 => 5, <= 60 => 10, <= 120 => 20, <= 250 => 50, _ => 100 };

    private int X(int seats) => Along(RoomForLetters + ((Width - RoomForLetters - RoomForFigures) * seats / most));

    private int Along(int distance) => rightToLeft ? Width - distance : distance;

    public sealed record Row(SimulatedList List, int Y, string Outer, string Inner, int Median);
}
