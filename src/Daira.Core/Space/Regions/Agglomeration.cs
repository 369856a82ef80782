namespace Daira.Core.Space.Regions;

/// <summary>Neighbouring clusters grow together, nearest first; each time the shortest link between the two enters the tree.</summary>
internal sealed class Agglomeration
{
    private readonly RegionUnits units;
    private readonly Linkage linkage;
    private readonly Cluster?[] clusters;
    private readonly PriorityQueue<(int First, int Second, int FirstAge, int SecondAge), (double Distance, int First, int Second)> queue = new();

    public Agglomeration(RegionUnits units, Linkage linkage)
    {
        this.units = units;
        this.linkage = linkage;
        clusters = [.. Enumerable.Range(0, units.Count).Select(unit => new Cluster(units, unit))];
    }

    public SpanningTree Grow()
    {
        var tree = new SpanningTree(units.Count);
        for (var unit = 0; unit < units.Count; unit++)
            foreach (var other in units.Neighbours[unit])
                if (unit < other)
                    Meet(unit, other, new(units.Squared(unit, other), unit, other));
        while (queue.TryDequeue(out var pair, out _))
        {
            // An entry is stale when one of the two has grown or gone since.
            if (clusters[pair.First]?.Age != pair.FirstAge || clusters[pair.Second]?.Age != pair.SecondAge)
                continue;
            var link = clusters[pair.First]!.Links[pair.Second];
            tree.Join(link.First, link.Second);
            Unite(pair.First, pair.Second);
        }

        return tree;
    }

    private void Meet(int first, int second, Link link)
    {
        clusters[first]!.Links[second] = link;
        clusters[second]!.Links[first] = link;
        Enqueue(first, second);
    }

    private void Enqueue(int first, int second)
    {
        (first, second) = (Math.Min(first, second), Math.Max(first, second));
        Cluster a = clusters[first]!, b = clusters[second]!;
        queue.Enqueue((first, second, a.Age, b.Age), (Distance(a, b), first, second));
    }

    private void Unite(int first, int second)
    {
        if (clusters[first]!.Links.Count < clusters[second]!.Links.Count)
            (first, second) = (second, first);
        Cluster stays = clusters[first]!, goes = clusters[second]!;
        clusters[second] = null;
        stays.Absorb(goes);
        stays.Links.Remove(second);
        foreach (var (other, link) in goes.Links)
        {
            if (other == first)
                continue;
            clusters[other]!.Links.Remove(second);
            var shortest = stays.Links.TryGetValue(other, out var known) && known.CompareTo(link) <= 0 ? known : link;
            stays.Links[other] = clusters[other]!.Links[first] = shortest;
        }

        foreach (var other in stays.Links.Keys)
            Enqueue(first, other);
    }

    private double Distance(Cluster a, Cluster b) => linkage switch
    {
        Linkage.Ward => a.Sums.BetweenMeans(b.Sums) * a.Sums.Count * b.Sums.Count / (a.Sums.Count + b.Sums.Count),
        Linkage.Average => a.Sums.BetweenMeans(b.Sums) + (a.Sums.Differences / a.Sums.Count) + (b.Sums.Differences / b.Sums.Count),
        _ => a.Farthest(b, units),
    };

    private readonly record struct Link(double Length, int First, int Second) : IComparable<Link>
    {
        public int CompareTo(Link other) => (Length, First, Second).CompareTo((other.Length, other.First, other.Second));

        public static bool operator <(Link a, Link b) => a.CompareTo(b) < 0;

        public static bool operator >(Link a, Link b) => a.CompareTo(b) > 0;

        public static bool operator <=(Link a, Link b) => a.CompareTo(b) <= 0;

        public static bool operator >=(Link a, Link b) => a.CompareTo(b) >= 0;
    }

    private sealed class Cluster
    {
        private readonly List<int> members = [];
        private double least;
        private double most;

        public Cluster(RegionUnits units, int unit)
        {
            Sums = new(units.Figures[unit].Length);
            Sums.Add(units.Figures[unit], units.Population[unit]);
            members.Add(unit);
            least = most = units.Figures[unit][0];
        }

        public GroupSums Sums { get; }

        public Dictionary<int, Link> Links { get; } = [];

        /// <summary>How often it has grown.</summary>
        public int Age { get; private set; }

        public void Absorb(Cluster other)
        {
            Sums.Add(other.Sums);
            members.AddRange(other.members);
            (least, most) = (Math.Min(least, other.least), Math.Max(most, other.most));
            Age++;
        }

        public double Farthest(Cluster other, RegionUnits units)
        {
            // Of one variable the extremes tell.
            if (units.Figures[members[0]].Length == 1)
                return Math.Max(most - other.least, other.most - least);
            var farthest = 0.0;
            foreach (var member in members)
                foreach (var one in other.members)
                    farthest = Math.Max(farthest, units.Squared(member, one));
            return farthest;
        }
    }
}
