using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses.Classes;

/// <summary>Which round breaks, which colours, and whether figures are shares or differences.</summary>
/// <param name="Text">Ids of the rules' texts begin with it.</param>
internal sealed record ScaleKind(string Colours, IReadOnlyList<decimal> RoundBreaks, string Text, Func<decimal, object> Shown)
{
    public static ScaleKind Shares { get; } = new("sequential", [0.05m, 0.10m, 0.20m, 0.30m], "class", d => new Share(d));

    public static ScaleKind Turnout { get; } = new("sequential", [0.30m, 0.40m, 0.50m, 0.60m], "class", d => new Share(d));

    /// <summary>Effective numbers of lists and their like.</summary>
    public static ScaleKind Numbers { get; } = new("sequential", [3, 4, 5, 7], "class", d => decimal.Round(d, 2));

    public static ScaleKind ChangesOfNumbers { get; } = new("diverging", [-2, -1, -0.25m, 0.25m, 1, 2], "class", d => decimal.Round(d, 2));

    public static ScaleKind Changes { get; } = new("diverging", [-0.15m, -0.05m, -0.01m, 0.01m, 0.05m, 0.15m], "points", d => new Points(d));
}

/// <summary>Inner breaks that cut figures into classes: class k holds break[k−1] ≤ figure &lt; break[k], the last everything above.</summary>
internal sealed record Scale(ScaleKind Kind, IReadOnlyList<decimal> Breaks)
{
    /// <summary>Diverging colours have their neutral step in the middle: seven of them, so that fewer classes still keep the ends.</summary>
    private const int DivergingSlots = 7;

    public string ClassOf(decimal figure) => IdOf(IndexOf(figure));

    /// <summary>0-based.</summary>
    public int IndexOf(decimal figure) => Breaks.Count(b => b <= figure);

    public IReadOnlyList<ClassRule> Rules() =>
        [.. Enumerable.Range(0, Breaks.Count + 1).Select(k => new ClassRule(IdOf(k), SwatchOf(k), RuleOf(k), RuleOf(k)))];

    private static string IdOf(int k) => $"q{k + 1}";

    private string SwatchOf(int k) => Kind.Colours == "diverging" ? $"diverging-{DivergingSlot(k)}" : $"{Kind.Colours}-{k}";

    private int DivergingSlot(int k) => 2 * k <= Breaks.Count
        ? ((2 * k * (DivergingSlots - 1)) + Breaks.Count) / (2 * Breaks.Count)
        : DivergingSlots - 1 - DivergingSlot(Breaks.Count - k);

    public Message RuleOf(int k) => k == 0
        ? new Message($"{Kind.Text}.below", Kind.Shown(Breaks[0]))
        : k == Breaks.Count
            ? new Message($"{Kind.Text}.from", Kind.Shown(Breaks[^1]))
            : new Message($"{Kind.Text}.from-to", Kind.Shown(Breaks[k - 1]), Kind.Shown(Breaks[k]));
}
