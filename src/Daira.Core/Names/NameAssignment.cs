namespace Daira.Core.Names;

/// <summary>
/// Gives each place to one name at most, at the least total cost, where a match costs 1 − score and none costs 1 − the least score
/// considered. Names that alone are the same as a place, and it to them (score 1), are settled first: no sum may take a place from its own name.
/// </summary>
/// <remarks>Successive shortest paths on the sparse graph with dual prices (Kuhn 1955; Edmonds and Karp 1972), in whole millionths: sums are exact.</remarks>
internal sealed class NameAssignment
{
    private const double Unit = 1e6;
    private readonly (int Place, long Cost)[][] edges;
    private readonly long none;
    private readonly long[] nameDual;
    private readonly Dictionary<int, long> placeDual = [];
    private readonly Dictionary<int, int> nameOf = [];
    private readonly int[] placeOf;

    private NameAssignment(IReadOnlyList<IReadOnlyList<(int Place, double Score)>> candidates, double consider)
    {
        edges = [.. candidates.Select(list => list.Select(c => (c.Place, Cost: Cost(c.Score))).ToArray())];
        none = Cost(consider);
        nameDual = new long[edges.Length];
        placeOf = Enumerable.Repeat(-1, edges.Length).ToArray();
    }

    /// <param name="candidates">For each name its places with scores, each place once.</param>
    /// <param name="consider">The score below which none is better.</param>
    /// <returns>For each name its place, or −1. Equal totals go by the order of names and places.</returns>
    public static int[] Of(IReadOnlyList<IReadOnlyList<(int Place, double Score)>> candidates, double consider)
    {
        var assignment = new NameAssignment(candidates, consider);
        assignment.SettleSame();
        for (var name = 0; name < candidates.Count; name++)
        {
            if (assignment.placeOf[name] < 0 && assignment.edges[name].Length > 0)
            {
                assignment.Place(name);
            }
        }

        return assignment.placeOf;
    }

    private static long Cost(double score) => (long)Math.Round((1 - score) * Unit);

    private void SettleSame()
    {
        var same = edges.SelectMany((list, name) => list.Where(e => e.Cost == 0).Select(e => (Name: name, e.Place))).ToList();
        var (ofName, ofPlace) = (same.ToLookup(s => s.Name), same.ToLookup(s => s.Place));
        var settled = same.Where(s => ofName[s.Name].Count() == 1 && ofPlace[s.Place].Count() == 1).ToList();
        var taken = settled.Select(s => s.Place).ToHashSet();
        for (var name = 0; name < edges.Length; name++)
        {
            edges[name] = [.. edges[name].Where(e => !taken.Contains(e.Place))];
        }

        foreach (var (name, place) in settled)
        {
            placeOf[name] = place;
        }
    }

    private void Place(int start)
    {
        var tree = new Tree();
        var (name, at) = (start, 0L);
        var (end, endAt, endName) = (-1, long.MaxValue, -1);
        while (true)
        {
            tree.Names.Add((name, at));
            if (at + none - nameDual[name] < endAt)
            {
                (end, endAt, endName) = (-1, at + none - nameDual[name], name);
            }

            Reach(tree, name, at);
            if (!tree.TryNext(out var place, out at) || at >= endAt)
            {
                break;
            }

            if (!nameOf.TryGetValue(place, out name))
            {
                (end, endAt, endName) = (place, at, tree.From[place]);
                break;
            }

            tree.Places.Add((place, at));
        }

        Reprice(tree, endAt);
        Turn(tree, end, endName);
    }

    private void Reach(Tree tree, int name, long at)
    {
        foreach (var (place, cost) in edges[name])
        {
            tree.Offer(place, at + cost - nameDual[name] - placeDual.GetValueOrDefault(place), name);
        }
    }

    private void Reprice(Tree tree, long end)
    {
        foreach (var (name, at) in tree.Names)
        {
            nameDual[name] += end - at;
        }

        foreach (var (place, at) in tree.Places)
        {
            placeDual[place] = placeDual.GetValueOrDefault(place) - (end - at);
        }
    }

    /// <summary>Along the path each name takes the place that led on from it, and leaves its own to the one before.</summary>
    private void Turn(Tree tree, int place, int name)
    {
        while (true)
        {
            var left = placeOf[name];
            placeOf[name] = place;
            if (place >= 0)
            {
                nameOf[place] = name;
            }

            if (left < 0)
            {
                return;
            }

            (place, name) = (left, tree.From[left]);
        }
    }

    private sealed class Tree
    {
        private readonly Dictionary<int, long> best = [];
        private readonly PriorityQueue<int, (long At, int Place)> open = new();
        private readonly HashSet<int> closed = [];

        public List<(int Name, long At)> Names { get; } = [];

        public List<(int Place, long At)> Places { get; } = [];

        public Dictionary<int, int> From { get; } = [];

        public void Offer(int place, long at, int from)
        {
            if (!best.TryGetValue(place, out var known) || at < known)
            {
                best[place] = at;
                From[place] = from;
                open.Enqueue(place, (at, place));
            }
        }

        public bool TryNext(out int place, out long at)
        {
            while (open.TryDequeue(out place, out var key))
            {
                at = key.At;
                if (at == best[place] && closed.Add(place))
                {
                    return true;
                }
            }

            at = 0;
            return false;
        }
    }
}
