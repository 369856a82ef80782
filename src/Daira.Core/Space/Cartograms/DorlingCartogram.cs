namespace Daira.Core.Space.Cartograms;

/// <summary>Circles instead of territories: area in proportion to a value, near their place, beside their neighbours, none over another (Dorling 1996).</summary>
public static class DorlingCartogram
{
    /// <param name="items">Places with their values; a value of 0 gets a circle of radius 0.</param>
    /// <param name="neighbours">For each item the positions of its neighbours; symmetric, without itself.</param>
    /// <param name="settings">Defaults when null.</param>
    /// <returns>One circle per item, in the same order and units. Areas are in exact proportion; no two circles overlap.</returns>
    /// <exception cref="ArgumentException">A value is negative or not finite, a coordinate is not finite, or the lists do not fit each other.</exception>
    public static IReadOnlyList<Circle> Place(IReadOnlyList<CartogramItem> items, IReadOnlyList<int[]> neighbours, DorlingSettings? settings = null)
    {
        Check(items, neighbours);
        var layout = new Layout(items, neighbours, (settings ?? new DorlingSettings()).Checked());
        return layout.Run();
    }

    private static void Check(IReadOnlyList<CartogramItem> items, IReadOnlyList<int[]> neighbours)
    {
        if (neighbours.Count != items.Count)
        {
            throw new ArgumentException($"There are {items.Count} items but {neighbours.Count} lists of neighbours.", nameof(neighbours));
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (!double.IsFinite(items[i].X) || !double.IsFinite(items[i].Y) || !double.IsFinite(items[i].Value) || items[i].Value < 0)
            {
                throw new ArgumentException($"Item {i} is {items[i]}; allowed are finite places and values of 0 and more. Leave out what is unknown.", nameof(items));
            }

            if (neighbours[i].Any(n => n < 0 || n >= items.Count || n == i))
            {
                throw new ArgumentException($"Item {i} has a neighbour outside 0 to {items.Count - 1} or itself.", nameof(neighbours));
            }
        }
    }

    private sealed class Layout
    {
        /// <summary>Shrinking all radii by less than this part is not seen.</summary>
        private const double Settled = 0.97;

        private readonly IReadOnlyList<int[]> neighbours;
        private readonly DorlingSettings settings;
        private readonly double[] homeX;
        private readonly double[] homeY;
        private readonly double[] x;
        private readonly double[] y;
        private readonly double[] radius;
        private readonly int[] order;
        private readonly double[] left;
        private readonly List<(int I, int J)> overlaps = [];

        public Layout(IReadOnlyList<CartogramItem> items, IReadOnlyList<int[]> neighbours, DorlingSettings settings)
        {
            (this.neighbours, this.settings) = (neighbours, settings);
            (homeX, homeY) = ([.. items.Select(i => i.X)], [.. items.Select(i => i.Y)]);
            (x, y) = ([.. homeX], [.. homeY]);
            (order, left) = (new int[x.Length], new double[x.Length]);
            Part();
            radius = [.. items.Select(i => double.Sqrt(i.Value / double.Pi))];
            var scale = Scale();
            for (var i = 0; i < radius.Length; i++)
            {
                radius[i] *= scale;
            }
        }

        public Circle[] Run()
        {
            for (var round = 0; round < settings.Rounds; round++)
            {
                Move(settings.Pull * (1 - ((double)round / settings.Rounds)));
            }

            // A single tight pair would shrink all circles: pushing alone goes on while that pays.
            for (var round = 0; round < settings.Rounds && Tightest() < Settled; round++)
            {
                Move(0);
            }

            var shrink = Tightest();
            return [.. radius.Select((r, i) => new Circle(x[i], y[i], r * shrink))];
        }

        private void Move(double pull)
        {
            var (pushX, pushY) = (new double[x.Length], new double[x.Length]);
            if (pull > 0)
            {
                Attract(pushX, pushY, pull);
            }

            Repel(pushX, pushY);
            for (var i = 0; i < x.Length; i++)
            {
                (x[i], y[i]) = (x[i] + pushX[i], y[i] + pushY[i]);
            }
        }

        /// <summary>Neighbours' circles just touch on average when each stands at home.</summary>
        private double Scale()
        {
            var (distances, radii) = (0d, 0d);
            for (var i = 0; i < x.Length; i++)
            {
                foreach (var j in neighbours[i])
                {
                    distances += double.Hypot(homeX[i] - homeX[j], homeY[i] - homeY[j]);
                    radii += radius[i] + radius[j];
                }
            }

            if (radii > 0 && distances > 0)
            {
                return distances / radii;
            }

            var total = radius.Sum(r => double.Pi * r * r);
            var box = (homeX.DefaultIfEmpty().Max() - homeX.DefaultIfEmpty().Min()) * (homeY.DefaultIfEmpty().Max() - homeY.DefaultIfEmpty().Min());
            return total > 0 && box > 0 ? double.Sqrt(box / 2 / total) : 1;
        }

        /// <summary>Items at one place are set a hair apart, each in its own direction, so that they can be pushed apart.</summary>
        private void Part()
        {
            var hair = 1e-9 * double.Max(1e-300, homeX.Concat(homeY).Select(double.Abs).DefaultIfEmpty(1).Max());
            for (var i = 0; i < x.Length; i++)
            {
                var (sine, cosine) = double.SinCos(2.399963229728653 * i);
                (x[i], y[i]) = (x[i] + (hair * cosine), y[i] + (hair * sine));
            }
        }

        private void Attract(double[] pushX, double[] pushY, double pull)
        {
            for (var i = 0; i < x.Length; i++)
            {
                pushX[i] += pull * settings.Home * (homeX[i] - x[i]);
                pushY[i] += pull * settings.Home * (homeY[i] - y[i]);
                foreach (var j in neighbours[i])
                {
                    var (dx, dy) = (x[j] - x[i], y[j] - y[i]);
                    var distance = Distance(i, j);
                    var gap = distance - radius[i] - radius[j];
                    if (gap > 0)
                    {
                        var share = pull * gap / distance / neighbours[i].Length * Weight(j, i);
                        (pushX[i], pushY[i]) = (pushX[i] + (share * dx), pushY[i] + (share * dy));
                    }
                }
            }
        }

        private void Repel(double[] pushX, double[] pushY)
        {
            foreach (var (i, j) in Overlapping())
            {
                var (dx, dy) = (x[j] - x[i], y[j] - y[i]);
                var distance = double.Max(Distance(i, j), 1e-300);
                var overlap = (radius[i] + radius[j] - distance) / distance;
                pushX[i] -= overlap * dx * 0.5 * Weight(j, i);
                pushY[i] -= overlap * dy * 0.5 * Weight(j, i);
                pushX[j] += overlap * dx * 0.5 * Weight(i, j);
                pushY[j] += overlap * dy * 0.5 * Weight(i, j);
            }
        }

        /// <summary>The larger circle moves less: the other's share of both radii, from 0 to 1.</summary>
        private double Weight(int other, int self) => radius[other] / double.Max(radius[other] + radius[self], 1e-300);

        /// <summary>Pairs that overlap, by a sweep from left to right.</summary>
        private List<(int I, int J)> Overlapping()
        {
            for (var i = 0; i < x.Length; i++)
            {
                (order[i], left[i]) = (i, x[i] - radius[i]);
            }

            Array.Sort(left, order);
            overlaps.Clear();
            for (var a = 0; a < order.Length; a++)
            {
                var (i, right) = (order[a], x[order[a]] + radius[order[a]]);
                for (var b = a + 1; b < order.Length && left[b] < right; b++)
                {
                    var j = order[b];
                    var (reach, down) = (radius[i] + radius[j], y[i] - y[j]);
                    if (double.Abs(down) < reach && Distance(i, j) < reach)
                    {
                        overlaps.Add((i, j));
                    }
                }
            }

            return overlaps;
        }

        private double Distance(int i, int j)
        {
            var (dx, dy) = (x[i] - x[j], y[i] - y[j]);
            return double.Sqrt((dx * dx) + (dy * dy));
        }

        /// <summary>What remains of overlap after the last round is taken from all radii alike.</summary>
        private double Tightest() => Overlapping()
            .Select(p => Distance(p.I, p.J) / (radius[p.I] + radius[p.J]) * (1 - 1e-12))
            .DefaultIfEmpty(1)
            .Min();
    }
}

/// <summary>A place with the value that its symbol shows.</summary>
/// <param name="X">Eastwards on a plane, e.g. metres.</param>
/// <param name="Y">Northwards, in the same unit.</param>
/// <param name="Value">0 and more, e.g. inhabitants or seats.</param>
public readonly record struct CartogramItem(double X, double Y, double Value);

/// <summary>A circle on the plane of the items.</summary>
public readonly record struct Circle(double X, double Y, double Radius);

/// <summary>How circles find their places.</summary>
public sealed record DorlingSettings
{
    /// <summary>Rounds of moving, 1…10,000, default 600.</summary>
    public int Rounds { get; init; } = 600;

    /// <summary>How strongly neighbours draw each other in the first round, 0…1, falling to 0 in the last; default 0.4.</summary>
    public double Pull { get; init; } = 0.4;

    /// <summary>How strongly each is drawn to its own place, as a part of <see cref="Pull"/>, 0…1, default 0.05.</summary>
    public double Home { get; init; } = 0.05;

    internal DorlingSettings Checked()
    {
        Check(nameof(Rounds), Rounds is >= 1 and <= 10_000, Rounds, "1 to 10,000");
        Check(nameof(Pull), Pull is >= 0 and <= 1, Pull, "0 to 1");
        Check(nameof(Home), Home is >= 0 and <= 1, Home, "0 to 1");
        return this;
    }

    private static void Check(string name, bool isAllowed, object value, string range)
    {
        if (!isAllowed)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; allowed are {range}.");
        }
    }
}
