using System.Globalization;
using Daira.Core.Space.Classes;

namespace Daira.Elections.Analyses.Classes;

/// <summary>Cuts figures into classes as the question asks.</summary>
internal static class Breaks
{
    /// <summary>Digits of a stated break: hundredths of a point.</summary>
    private const int StatedDigits = 4;

    /// <param name="figures">The known ones; when there is none, the round breaks stand.</param>
    public static Scale Cut(IReadOnlyList<decimal> figures, Classification how, ScaleKind kind) => new(kind, how.Method switch
    {
        ClassificationMethod.Manual => how.Breaks,
        _ when figures.Count == 0 || figures.Distinct().Count() == 1 => kind.RoundBreaks,
        ClassificationMethod.Quantile => Between(Classifier.Quantiles(figures, how.Classes), figures),
        ClassificationMethod.NaturalBreaks => Between(Classifier.NaturalBreaks(figures, how.Classes), figures),
        ClassificationMethod.EqualInterval => Stated(Classifier.EqualIntervals(figures, how.Classes)),
        ClassificationMethod.StandardDeviation => Stated(Classifier.StandardDeviations(figures, Multiples(how.Classes))),
        ClassificationMethod.Pretty => Pretty(figures, how.Classes),
        ClassificationMethod.MaximumBreaks => Between(Classifier.MaximumBreaks(figures, how.Classes), figures),
        ClassificationMethod.HeadTail => [.. Between(Classifier.HeadTail(figures), figures).Take(Classification.MostClasses - 1)],
        ClassificationMethod.Box => Stated(Classifier.Box(figures)),
        ClassificationMethod.Percentile => Between(Classifier.Percentiles(figures), figures),
        _ => kind.RoundBreaks,
    });

    public static IEnumerable<KeyValuePair<string, string>> Settings(Classification how, Scale scale) =>
    [
        new("classes", how.Method.ToString()),
        new("breaks", string.Join(' ', scale.Breaks.Select(b => b.ToString(CultureInfo.InvariantCulture)))),
    ];

    /// <summary>One standard deviation apart, as many classes as asked for, even numbers meeting at the mean.</summary>
    private static double[] Multiples(int classes) =>
        [.. Enumerable.Range(0, classes - 1).Select(k => k - ((classes - 2) / 2.0))];

    /// <summary>Round steps make about as many classes as asked for: never more than the map's colours keep apart.</summary>
    private static decimal[] Pretty(IReadOnlyList<decimal> figures, int classes) =>
        Stated(Classifier.Pretty(figures, classes)) is var breaks && (breaks.Length < Classification.MostClasses || classes == 2) ? breaks : Pretty(figures, classes - 1);

    /// <summary>Core's breaks are figures of the class below; any number up to the next figure cuts the same, so the roundest is stated.</summary>
    private static decimal[] Between(ClassBreaks<decimal> breaks, IReadOnlyList<decimal> figures) =>
        [.. breaks.Inner.Select(b => Roundest(b, figures.Where(f => f > b).Min()))];

    private static decimal Roundest(decimal above, decimal upTo)
    {
        for (var digits = 1; digits < 28; digits++)
        {
            var step = 1m / Power(digits);
            var candidate = (Math.Floor(above / step) + 1) * step;
            if (candidate <= upTo)
            {
                return candidate;
            }
        }

        return upTo;
    }

    private static decimal Power(int digits) => Enumerable.Repeat(10m, digits).Aggregate(1m, (p, ten) => p * ten);

    private static decimal[] Stated(ClassBreaks<decimal> breaks) =>
        [.. breaks.Inner.Select(b => Math.Round(b, StatedDigits)).Distinct()];
}
