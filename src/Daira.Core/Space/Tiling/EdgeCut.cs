namespace Daira.Core.Space.Tiling;

/// <summary>Where an edge enters and leaves a box whose sides lie half a unit outside its points, exactly (Liang and Barsky 1984 in whole numbers).</summary>
internal readonly struct EdgeCut(int ax, int ay, int bx, int by, Box inside)
{
    /// <summary>The frame points, one unit outside the box, nearest to where the edge enters and leaves; where it starts or ends inside, that end itself. Null when it stays outside.</summary>
    public ((int X, int Y) Start, (int X, int Y) End)? Span()
    {
        var (enter, leave) = (new Fraction(0, 1), new Fraction(1, 1));
        (int Dx, int Dy) enterSide = default, leaveSide = default;
        Span<(long Delta, long Distance, int Dx, int Dy)> sides =
        [
            (-2L * (bx - ax), (2L * ax) - ((2L * inside.MinX) - 1), -1, 0),
            (2L * (bx - ax), (2L * inside.MaxX) + 1 - (2L * ax), 1, 0),
            (-2L * (by - ay), (2L * ay) - ((2L * inside.MinY) - 1), 0, -1),
            (2L * (by - ay), (2L * inside.MaxY) + 1 - (2L * ay), 0, 1),
        ];
        foreach (var (delta, distance, dx, dy) in sides)
        {
            if (delta == 0)
            {
                if (distance < 0)
                {
                    return null;
                }
            }
            else if (delta < 0)
            {
                var at = new Fraction(-distance, -delta);
                if (at > enter)
                {
                    (enter, enterSide) = (at, (dx, dy));
                }
            }
            else
            {
                var at = new Fraction(distance, delta);
                if (at < leave)
                {
                    (leave, leaveSide) = (at, (dx, dy));
                }
            }
        }

        return enter > leave || (enterSide != default && leaveSide != default && !(enter < leave))
            ? null
            : (PointAt(enter, enterSide), PointAt(leave, leaveSide));
    }

    private (int X, int Y) PointAt(Fraction at, (int Dx, int Dy) side) => side switch
    {
        (-1, 0) => (inside.MinX - 1, Along(ay, by, at)),
        (1, 0) => (inside.MaxX + 1, Along(ay, by, at)),
        (0, -1) => (Along(ax, bx, at), inside.MinY - 1),
        (0, 1) => (Along(ax, bx, at), inside.MaxY + 1),
        _ => (at > new Fraction(0, 1) ? bx : ax, at > new Fraction(0, 1) ? by : ay),
    };

    /// <summary>Nearest unit to a + (b − a)·t, a tie up.</summary>
    private static int Along(int a, int b, Fraction t) =>
        a + (int)Int128.CreateChecked(FloorDivide((2 * (Int128)(b - a) * t.Numerator) + t.Denominator, 2 * (Int128)t.Denominator));

    private static Int128 FloorDivide(Int128 n, Int128 d) => n >= 0 ? n / d : -((-n + d - 1) / d);

    /// <summary>Denominators are positive and below 2²⁹, so that cross products fit 64 bits.</summary>
    private readonly record struct Fraction(long Numerator, long Denominator)
    {
        public static bool operator <(Fraction a, Fraction b) => a.Numerator * b.Denominator < b.Numerator * a.Denominator;

        public static bool operator >(Fraction a, Fraction b) => b < a;
    }
}
