namespace Daira.Core.Space.Weights;

/// <summary>Pairs of shapes that share points or edges exactly, and which edges only one shape has.</summary>
internal sealed class CommonPoints
{
    private readonly Borders borders;
    private readonly int[] ids;
    private readonly PointOccurrences occurrences;
    private readonly PairLengths pairs;

    private CommonPoints(Borders borders)
    {
        this.borders = borders;
        ids = PointNumbers.Of(borders.X, borders.Y, out var points);
        occurrences = new(ids, points, borders);
        pairs = new(borders.Shapes);
    }

    /// <summary>Index of the first point of each edge that no other shape has, ascending.</summary>
    public List<int> Unshared { get; } = [];

    public static CommonPoints Find(Borders borders, ContiguityRule rule)
    {
        var found = new CommonPoints(borders);
        for (var point = 0; point < found.occurrences.Points; point++)
            found.Meet(found.occurrences[point], rule);
        found.Unshared.Sort();
        return found;
    }

    /// <summary>Whether the shapes share a point (queen) or an edge (rook).</summary>
    public bool Contains(int first, int second) => pairs.Contains(first, second);

    /// <summary>Neighbours with the length of border that they share; 0 where it is a point.</summary>
    /// <param name="more">Pairs found otherwise.</param>
    public Neighbours ToNeighbours(IEnumerable<(int First, int Second, double Length)> more, bool lengths)
    {
        foreach (var (first, second, length) in more)
            pairs.Add(first, second, length);
        return pairs.ToNeighbours(lengths);
    }

    /// <summary>What happens at one point: who meets there, and which edges lead from it to points of higher number.</summary>
    private void Meet(ReadOnlySpan<int> places, ContiguityRule rule)
    {
        for (var at = 0; at < places.Length; at++)
        {
            var place = places[at];
            for (var earlier = 0; rule == ContiguityRule.Queen && earlier < at; earlier++)
                if (borders.Owner[places[earlier]] != borders.Owner[place])
                    pairs.Add(borders.Owner[places[earlier]], borders.Owner[place], 0);
            if (ids[place] < ids[place + 1])
                MeetAlong(place, place + 1, places);
            var before = borders.Before(place);
            if (ids[place] < ids[before])
                MeetAlong(place, before, places);
        }
    }

    private void MeetAlong(int place, int end, ReadOnlySpan<int> places)
    {
        var shared = false;
        foreach (var other in places)
        {
            if (borders.Owner[other] == borders.Owner[place])
                continue;
            if (ids[other + 1] != ids[end] && ids[borders.Before(other)] != ids[end])
                continue;
            shared = true;
            if (borders.Owner[place] < borders.Owner[other])
                pairs.Add(borders.Owner[place], borders.Owner[other], borders.Length(place, end));
        }

        if (!shared)
            Unshared.Add(end == place + 1 ? place : end);
    }

    /// <summary>Where each distinct point occurs.</summary>
    private sealed class PointOccurrences
    {
        private readonly int[] starts;
        private readonly int[] places;

        public PointOccurrences(int[] ids, int points, Borders borders)
        {
            starts = new int[points + 1];
            places = GC.AllocateUninitializedArray<int>(ids.Length);
            for (var ring = 0; ring < borders.Rings; ring++)
                for (var place = borders.Start(ring); place < borders.Start(ring + 1) - 1; place++)
                    starts[ids[place] + 1]++;
            for (var point = 0; point < points; point++)
                starts[point + 1] += starts[point];
            var next = starts.AsSpan(0, points).ToArray();
            for (var ring = 0; ring < borders.Rings; ring++)
                for (var place = borders.Start(ring); place < borders.Start(ring + 1) - 1; place++)
                    places[next[ids[place]]++] = place;
        }

        public int Points => starts.Length - 1;

        public ReadOnlySpan<int> this[int point] => places.AsSpan(starts[point], starts[point + 1] - starts[point]);
    }
}
