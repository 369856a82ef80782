using Daira.Elections.Contests;
using Daira.Elections.Scenarios;

namespace Daira.Web.Pages.Scenarios;

/// <summary>The members of a house in a half circle, list by list in reading direction, a dot a seat; seats nobody can tell yet are hollow and come last.</summary>
internal sealed class HouseDrawing
{
    public const int Width = 640;
    public const int Height = 350;
    private const double CentreX = Width / 2.0;
    private const double CentreY = 322;
    private const double Outer = 236;
    private const double Inner = 96;
    private const double Labels = 258;

    /// <summary>Lists with a smaller part of the house are named in the legend only.</summary>
    private const double SmallestNamed = 0.05;

    /// <param name="lists">Lists with the seats that are certainly theirs, in the order drawn.</param>
    public HouseDrawing(IEnumerable<(ElectoralList List, int Seats)> lists, int house, bool rightToLeft)
    {
        var certain = lists.Where(l => l.Seats > 0).ToList();
        var places = Places(house, rightToLeft);
        Radius = places.Count == 0 ? 0 : Math.Min(9, Math.PI * (Outer + Inner) / 2 * Rows(house) / Math.Max(1, house) * 0.42);
        var taken = 0;
        foreach (var (list, seats) in certain)
        {
            Parts.Add(PartOf(list, places.GetRange(taken, Math.Min(seats, places.Count - taken)), house));
            taken = Math.Min(places.Count, taken + seats);
        }

        Open = places[taken..].ConvertAll(p => (p.X, p.Y));
    }

    public double Radius { get; }

    public List<Part> Parts { get; } = [];

    /// <summary>Dots of seats that wait for a figure, a birth date or lots.</summary>
    public IReadOnlyList<(double X, double Y)> Open { get; }

    private static Part PartOf(ElectoralList list, List<(double X, double Y, double Angle)> dots, int house)
    {
        var angle = dots.Count == 0 ? 0 : (dots.Min(d => d.Angle) + dots.Max(d => d.Angle)) / 2;
        var label = dots.Count >= SmallestNamed * house ? ((int)(CentreX - (Labels * Math.Cos(angle))), (int)(CentreY - (Labels * Math.Sin(angle)))) : ((int X, int Y)?)null;
        return new Part(list, dots.ConvertAll(d => (d.X, d.Y)), label, label is null ? "middle" : Math.Cos(angle) switch { > 0.35 => "end", < -0.35 => "start", _ => "middle" });
    }

    /// <summary>Rows of dots so that dots of a row stand about as far apart as rows do.</summary>
    private static int Rows(int house) => Math.Clamp((int)Math.Round(Math.Sqrt(house * (Outer - Inner) / (Math.PI * (Outer + Inner) / 2))), 1, 14);

    /// <summary>From where the reader starts: by angle, then from the outer row inwards.</summary>
    private static List<(double X, double Y, double Angle)> Places(int house, bool rightToLeft)
    {
        var rows = Rows(house);
        var radii = Enumerable.Range(0, rows).Select(r => rows == 1 ? Outer : Inner + ((Outer - Inner) * r / (rows - 1))).ToArray();
        var left = house;
        var places = new List<(double X, double Y, double Angle)>();
        for (var r = 0; r < rows; r++)
        {
            var here = r == rows - 1 ? left : (int)Math.Round(left * radii[r] / radii[r..].Sum());
            left -= here;
            places.AddRange(Enumerable.Range(0, here).Select(i => At(radii[r], here == 1 ? Math.PI / 2 : Math.PI * i / (here - 1))));
        }

        return [.. places.OrderBy(p => rightToLeft ? -p.Angle : p.Angle).ThenByDescending(p => Math.Abs(p.Y - CentreY))];
    }

    private static (double X, double Y, double Angle) At(double radius, double angle) =>
        (Math.Round(CentreX - (radius * Math.Cos(angle)), 1), Math.Round(CentreY - (radius * Math.Sin(angle)), 1), angle);

    /// <param name="Label">Where its letters stand; null when only the legend names it.</param>
    public sealed record Part(ElectoralList List, IReadOnlyList<(double X, double Y)> Dots, (int X, int Y)? Label, string Anchor);
}
