using System.Runtime.InteropServices;

namespace Daira.Core.Space.Weights;

/// <summary>Pairs of shapes that share points or edges exactly, and which edges only one shape has.</summary>
internal sealed class CommonPoints
{
    private readonly HashSet<long> pairs;
    private readonly int shapes;

    private CommonPoints(HashSet<long> pairs, List<int> unshared, int shapes)
    {
        this.pairs = pairs;
        Unshared = unshared;
        this.shapes = shapes;
    }

    /// <summary>Index of the first point of each edge that no other shape has.</summary>
    public List<int> Unshared { get; }

    public bool Contains(int first, int second) => pairs.Contains(Key(first, second));

    public static CommonPoints Find(Borders borders, ContiguityRule rule)
    {
        var common = new HashSet<long>();
        var edges = new EdgeOwners(borders, common);
        if (rule == ContiguityRule.Queen)
            AddSharedPoints(borders, common);
        return new(common, edges.Unshared(), borders.Shapes);
    }

    public Neighbours ToNeighbours(IEnumerable<(int First, int Second)> more)
    {
        var both = new List<long>(pairs.Count * 2);
        foreach (var pair in pairs.Concat(more.Select(pair => Key(pair.First, pair.Second))).Distinct())
        {
            both.Add(pair);
            both.Add((pair << 32) | (pair >>> 32));
        }

        both.Sort();
        var starts = new int[shapes + 1];
        foreach (var pair in both)
            starts[(int)(pair >> 32) + 1]++;
        for (var shape = 0; shape < shapes; shape++)
            starts[shape + 1] += starts[shape];
        return new(starts, [.. both.Select(pair => (int)pair)]);
    }

    internal static long Key(int first, int second) => ((long)Math.Min(first, second) << 32) | (uint)Math.Max(first, second);

    private static void AddSharedPoints(Borders borders, HashSet<long> pairs)
    {
        var owners = new Dictionary<(double X, double Y), int>(borders.Points);
        var further = new List<(int Shape, int Next)>();
        for (var ring = 0; ring < borders.Rings; ring++)
        {
            var shape = borders.ShapeOf(ring);
            var (start, length) = borders.PointsOf(ring).GetOffsetAndLength(borders.Points);
            for (var at = start; at < start + length - 1; at++)
            {
                ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, (borders.X[at], borders.Y[at]), out var exists);
                if (!exists)
                    head = -1;
                Meet(shape, ref head, further, pairs);
            }
        }
    }

    private static void Meet(int shape, ref int head, List<(int Shape, int Next)> owners, HashSet<long> pairs)
    {
        for (var at = head; at >= 0; at = owners[at].Next)
        {
            if (owners[at].Shape == shape)
                return;
            pairs.Add(Key(owners[at].Shape, shape));
        }

        owners.Add((shape, head));
        head = owners.Count - 1;
    }

    /// <summary>Which shapes have an edge, whatever its direction.</summary>
    private sealed class EdgeOwners
    {
        private readonly Dictionary<(double, double, double, double), (int Shape, int Point)> owners;

        public EdgeOwners(Borders borders, HashSet<long> pairs)
        {
            owners = new(borders.Points);
            for (var ring = 0; ring < borders.Rings; ring++)
            {
                var (start, length) = borders.PointsOf(ring).GetOffsetAndLength(borders.Points);
                for (var at = start; at < start + length - 1; at++)
                    Add(borders, borders.ShapeOf(ring), at, pairs);
            }
        }

        public List<int> Unshared() => [.. owners.Values.Where(owner => owner.Point >= 0).Select(owner => owner.Point).Order()];

        private void Add(Borders borders, int shape, int at, HashSet<long> pairs)
        {
            var (x, y) = (borders.X, borders.Y);
            var forward = x[at] < x[at + 1] || (x[at] == x[at + 1] && y[at] <= y[at + 1]);
            var key = forward ? (x[at], y[at], x[at + 1], y[at + 1]) : (x[at + 1], y[at + 1], x[at], y[at]);
            ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, key, out var exists);
            if (!exists)
            {
                owner = (shape, at);
            }
            else if (owner.Shape != shape)
            {
                pairs.Add(Key(owner.Shape, shape));
                owner.Point = -1;
            }
        }
    }
}
