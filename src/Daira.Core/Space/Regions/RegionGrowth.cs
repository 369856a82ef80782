using Daira.Core.Randomness;

namespace Daira.Core.Space.Regions;

/// <summary>One try of max-p: regions grown from random units, leftovers joined to the likest neighbour, then border units exchanged.</summary>
internal sealed class RegionGrowth
{
    private const int Free = -1;
    private const int MostRounds = 100;
    private readonly RegionUnits units;
    private readonly double bound;
    private readonly List<GroupSums> sums = [];

    private RegionGrowth(RegionUnits units, double bound)
    {
        this.units = units;
        this.bound = bound;
        Regions = new int[units.Count];
        Array.Fill(Regions, Free);
    }

    public int[] Regions { get; }

    public int Count => sums.Count;

    public double Differences => sums.Sum(group => group.Differences);

    public static RegionGrowth Grow(RegionUnits units, double bound, RandomStream stream)
    {
        var growth = new RegionGrowth(units, bound);
        int[] order = [.. Enumerable.Range(0, units.Count)];
        stream.Shuffle(order.AsSpan());
        foreach (var unit in order)
            if (growth.Regions[unit] == Free)
                growth.TryRegion(unit);
        growth.JoinLeftovers();
        return growth;
    }

    /// <summary>Moves units across borders while that makes regions more alike inside, keeps them connected and above the bound.</summary>
    public void Improve()
    {
        for (var (round, moved) = (0, true); moved && round < MostRounds; round++)
        {
            moved = false;
            for (var unit = 0; unit < units.Count; unit++)
                moved |= TryMove(unit);
        }
    }

    /// <summary>Grows by the unit nearest to the mean of what is there; given up when there is no free neighbour left.</summary>
    private void TryRegion(int seed)
    {
        var members = new List<int>();
        var group = new GroupSums(units.Figures[seed].Length);
        var border = new HashSet<int> { seed };
        while (border.Count > 0 && (group.Population < bound || members.Count == 0))
        {
            var next = members.Count == 0 ? seed : border.MinBy(unit => (group.FromMean(units.Figures[unit]), unit));
            border.Remove(next);
            members.Add(next);
            Regions[next] = sums.Count;
            group.Add(units.Figures[next], units.Population[next]);
            foreach (var other in units.Neighbours[next])
                if (Regions[other] == Free)
                    border.Add(other);
        }

        if (group.Population >= bound)
            sums.Add(group);
        else
            members.ForEach(member => Regions[member] = Free);
    }

    private void JoinLeftovers()
    {
        var open = new Queue<int>(Enumerable.Range(0, units.Count).Where(unit => Regions[unit] == Free));
        while (open.TryDequeue(out var unit))
        {
            var around = units.Neighbours[unit].ToArray().Select(other => Regions[other]).Where(region => region != Free).Distinct().ToArray();
            if (around.Length == 0)
            {
                // Its neighbours are leftovers too; one of them will be joined before it comes round again.
                open.Enqueue(unit);
                continue;
            }

            Join(unit, around.MinBy(region => (sums[region].FromMean(units.Figures[unit]), region)));
        }
    }

    private void Join(int unit, int region)
    {
        Regions[unit] = region;
        sums[region].Add(units.Figures[unit], units.Population[unit]);
    }

    private bool TryMove(int unit)
    {
        var from = Regions[unit];
        if (sums[from].Count == 1 || sums[from].Population - units.Population[unit] < bound)
            return false;
        var others = units.Neighbours[unit].ToArray().Select(other => Regions[other]).Where(region => region != from).Distinct().ToArray();
        var best = others.Select(to => (Gain: Gain(unit, from, to), to)).OrderByDescending(move => move.Gain).ThenBy(move => move.to).FirstOrDefault();
        if (others.Length == 0 || best.Gain <= 1e-12 * (1 + sums[from].Differences) || !StaysConnected(unit, from))
            return false;
        sums[from].Remove(units.Figures[unit], units.Population[unit]);
        Join(unit, best.to);
        return true;
    }

    private double Gain(int unit, int from, int to)
    {
        double leaving = sums[from].Count, arriving = sums[to].Count;
        return (sums[from].FromMean(units.Figures[unit]) * leaving / (leaving - 1)) - (sums[to].FromMean(units.Figures[unit]) * arriving / (arriving + 1));
    }

    private bool StaysConnected(int unit, int region)
    {
        var inside = units.Neighbours[unit].ToArray().Where(other => Regions[other] == region).ToArray();
        if (inside.Length == 0)
            return false;
        var seen = new HashSet<int> { unit, inside[0] };
        var open = new Stack<int>([inside[0]]);
        while (open.TryPop(out var next))
            foreach (var other in units.Neighbours[next])
                if (Regions[other] == region && seen.Add(other))
                    open.Push(other);
        return Array.TrueForAll(inside, seen.Contains);
    }
}
