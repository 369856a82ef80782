namespace Daira.Core.Space.Cartograms;

/// <summary>One hexagon a seat: each constituency gets as many equal hexagons as it has seats, as near to its circle in the Dorling cartogram as can be.</summary>
/// <remarks>
/// Hexagons lie on one lattice, sized so that all circles' area is all hexagons' area. Seats are given to them with the least sum of
/// squared distances to the circles' centres (linear assignment), which keeps a constituency's hexagons together.
/// </remarks>
public static class HexagonMap
{
    /// <param name="items">Places; the value is the number of seats, a whole number of 0 and more.</param>
    /// <param name="neighbours">For each item the positions of its neighbours.</param>
    /// <param name="settings">How the circles find their places; defaults when null.</param>
    /// <returns>As many hexagons as seats, none twice, ordered by item; pointy side up.</returns>
    /// <exception cref="ArgumentException">A number of seats is not whole, or the lists do not fit (see <see cref="DorlingCartogram.Place"/>).</exception>
    public static HexagonLayout Place(IReadOnlyList<CartogramItem> items, IReadOnlyList<int[]> neighbours, DorlingSettings? settings = null)
    {
        if (items.Select((item, i) => (item.Value, i)).FirstOrDefault(s => s.Value != double.Floor(s.Value)) is { Value: not 0 } broken)
        {
            throw new ArgumentException($"Item {broken.i} has {broken.Value} seats; allowed are whole numbers of 0 and more.", nameof(items));
        }

        var circles = DorlingCartogram.Place(items, neighbours, settings);
        int[] seats = [.. items.SelectMany((item, i) => Enumerable.Repeat(i, (int)item.Value))];
        if (seats.Length == 0)
        {
            return new HexagonLayout(0, []);
        }

        // A hexagon of side s covers 3√3/2 s²; circles pack a plane to 90 % at best, hexagons fill it.
        var area = circles.Sum(c => double.Pi * c.Radius * c.Radius) / seats.Length * 1.1;
        var side = double.Sqrt(area / (1.5 * double.Sqrt(3)));
        var cells = Cells(circles, side);
        var chosen = LinearAssignment.Solve(seats.Length, cells.Count, (seat, cell) => Square(circles[seats[seat]], cells[cell]));
        return new HexagonLayout(side, [.. seats.Select((item, seat) => At(item, cells[chosen[seat]], side))]);
    }

    /// <summary>Lattice cells within reach of any circle; always more than there are seats.</summary>
    private static List<(double X, double Y, int Column, int Row)> Cells(IReadOnlyList<Circle> circles, double side)
    {
        var (width, height) = (double.Sqrt(3) * side, 1.5 * side);
        var cells = new HashSet<(int Column, int Row)>();
        foreach (var circle in circles.Where(c => c.Radius > 0))
        {
            var reach = (2 * circle.Radius) + (2 * width);
            for (var row = (int)double.Floor((circle.Y - reach) / height); row * height <= circle.Y + reach; row++)
            {
                for (var column = (int)double.Floor((circle.X - reach) / width); column * width <= circle.X + reach; column++)
                {
                    cells.Add((column, row));
                }
            }
        }

        return [.. cells.Order().Select(c => ((c.Column + ((c.Row & 1) * 0.5)) * width, c.Row * height, c.Column, c.Row))];
    }

    private static double Square(Circle circle, (double X, double Y, int Column, int Row) cell) =>
        ((circle.X - cell.X) * (circle.X - cell.X)) + ((circle.Y - cell.Y) * (circle.Y - cell.Y));

    private static Hexagon At(int item, (double X, double Y, int Column, int Row) cell, double side) =>
        new(item, cell.X, cell.Y, cell.Column, cell.Row);
}

/// <summary>Hexagons on one lattice.</summary>
/// <param name="Side">Length of a side, which is also the radius to the corners, in the items' unit; 0 when there are no seats.</param>
/// <param name="Hexagons">One per seat, ordered by item.</param>
public sealed record HexagonLayout(double Side, IReadOnlyList<Hexagon> Hexagons);

/// <summary>A hexagon with a corner up.</summary>
/// <param name="Item">Position of its constituency.</param>
/// <param name="X">Centre eastwards.</param>
/// <param name="Y">Centre northwards.</param>
/// <param name="Column">Column on the lattice.</param>
/// <param name="Row">Row on the lattice; odd rows lie half a hexagon further east.</param>
public readonly record struct Hexagon(int Item, double X, double Y, int Column, int Row);
