using System.Globalization;
using System.Text;
using Daira.Core.Randomness;
using Daira.Core.Space.Association;
using Daira.Core.Space.Classes;
using Daira.Core.Space.Regions;
using Daira.Core.Space.Weights;
using NetTopologySuite.Geometries;

namespace Daira.Bench;

/// <summary>How processor time grows from a thousand to a million units: a table and a plot with logarithmic axes, on which a straight line of slope 1 is growth in proportion.</summary>
public static class SpaceGrowth
{
    private static readonly int[] Sides = [32, 100, 316, 1000];

    public static int Run(string folder)
    {
        var rows = Sides.SelectMany(side => Works(side).Select(work => (work.Name, Units: side * side, Ms: Time(work.Work)))).ToArray();
        File.WriteAllLines(Path.Combine(folder, "space-growth.csv"), ["work,units,processor_ms", .. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name},{row.Units},{row.Ms:F3}"))]);
        File.WriteAllText(Path.Combine(folder, "space-growth.svg"), Plot(rows));
        return 0;
    }

    private static double Time(Action work) => Measure.Milliseconds(work, runs: 7, atMostSeconds: 3).Processor;

    private static IEnumerable<(string Name, Action Work)> Works(int side)
    {
        var count = side * side;
        var stream = new RandomStream(1, side);
        double[] figures = [.. Enumerable.Range(0, count).Select(_ => stream.NextDouble())];
        var neighbours = Neighbours.FromLists([.. Enumerable.Range(0, count).Select(cell => (IReadOnlyList<int>)[.. Around(cell, side)])]);
        var weights = neighbours.Weigh(WeightStyle.RowStandardised);
        var settings = new PermutationSettings { Permutations = 99 };
        yield return ("local moran fresh 99", () => LocalMoran.Of(figures, weights, settings with { Draws = Draws.Fresh }));
        yield return ("local moran shared 999", () => LocalMoran.Of(figures, weights, settings with { Permutations = 999 }));
        yield return ("local moran shared 99999", () => LocalMoran.Of(figures, weights, settings with { Permutations = 99_999 }));
        yield return ("moran", () => GlobalMoran.Of(figures, weights));
        yield return ("natural breaks 5", () => Classifier.NaturalBreaks(figures, 5));
        yield return ("skater 12", () => Skater.Of([figures], neighbours, 12));
        var factory = new GeometryFactory();
        Geometry[] cells = [.. Enumerable.Range(0, count).Select(cell => factory.ToGeometry(new Envelope(cell % side, (cell % side) + 1, cell / side, (cell / side) + 1)))];
        yield return ("queen", () => Contiguity.Of(cells));
        Coordinate[] points = [.. figures.Select((figure, cell) => new Coordinate((cell % side) + (0.8 * figure), (cell / side) + (0.8 * figures[^(cell + 1)])))];
        yield return ("6 nearest", () => Nearest.Of(points, 6));
    }

    private static IEnumerable<int> Around(int cell, int side)
    {
        if (cell % side > 0)
            yield return cell - 1;
        if (cell % side < side - 1)
            yield return cell + 1;
        if (cell >= side)
            yield return cell - side;
        if (cell + side < side * side)
            yield return cell + side;
    }

    private static string Plot(IReadOnlyList<(string Name, int Units, double Ms)> rows)
    {
        string[] colours = ["#0b6e4f", "#d1495b", "#30638e", "#edae49", "#6a4c93", "#444444", "#00798c", "#8d6a9f"];
        var svg = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 760 460' font-family='sans-serif' font-size='12'>\n<rect width='760' height='460' fill='white'/>\n");
        foreach (var units in Sides.Select(side => side * side))
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='{X(units):F1}' y1='20' x2='{X(units):F1}' y2='420' stroke='#ddd'/><text x='{X(units):F1}' y='438' text-anchor='middle'>{units}</text>\n");
        for (var power = -1; power <= 4; power++)
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='70' y1='{Y(Math.Pow(10, power)):F1}' x2='530' y2='{Y(Math.Pow(10, power)):F1}' stroke='#ddd'/><text x='64' y='{Y(Math.Pow(10, power)) + 4:F1}' text-anchor='end'>{Math.Pow(10, power):G} ms</text>\n");
        foreach (var ((name, line), index) in rows.GroupBy(row => row.Name, StringComparer.Ordinal).Select((group, index) => ((group.Key, group.ToArray()), index)))
        {
            var points = string.Join(' ', line.Select(row => string.Create(CultureInfo.InvariantCulture, $"{X(row.Units):F1},{Y(row.Ms):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points='{points}' fill='none' stroke='{colours[index % colours.Length]}' stroke-width='2'/><text x='540' y='{40 + (index * 20)}' fill='{colours[index % colours.Length]}'>{name}</text>\n");
        }

        return svg.Append("<text x='300' y='455' text-anchor='middle'>units</text>\n</svg>\n").ToString();
    }

    private static double X(double units) => 70 + (460 * (Math.Log10(units) - 3) / 3);

    private static double Y(double milliseconds) => 420 - (400 * (Math.Log10(Math.Max(0.1, milliseconds)) + 1) / 5);
}
