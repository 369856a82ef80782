using Daira.Core.Randomness;
using Daira.Core.Space.Regions;
using Daira.Core.Space.Weights;

namespace Daira.Core.Tests.Space;

public class Regions_of_units
{
    private const int Side = 15;

    private static Neighbours Grid { get; } = Neighbours.FromLists([.. Enumerable.Range(0, Side * Side).Select(cell => (IReadOnlyList<int>)[.. Around(cell)])]);

    private static double[][] Figures { get; } = Invented();

    [Fact]
    public void Every_method_gives_as_many_connected_regions_as_asked_for()
    {
        foreach (var plan in Plans(9, new()))
        {
            plan.Count.ShouldBe(9);
            ShouldBeConnected(plan, Grid);
            plan.Explained.ShouldBeInRange(0.2, 1);
        }
    }

    [Fact]
    public void The_bound_holds_and_too_high_a_bound_is_refused()
    {
        double[] people = [.. Enumerable.Range(0, Side * Side).Select(cell => 1.0 + (cell % 4))];
        var settings = new RegionSettings { Population = people, SmallestPopulation = 40 };
        foreach (var plan in Plans(9, settings).Append(MaxP.Of(Figures, Grid, settings, seed: 1, tries: 20)))
        {
            ShouldBeConnected(plan, Grid);
            Enumerable.Range(0, plan.Count).ShouldAllBe(region => plan.Regions.Select((own, cell) => own == region ? people[cell] : 0).Sum() >= 40);
        }

        var tooHigh = settings with { SmallestPopulation = 10_000 };
        Plans(2, tooHigh).Append(MaxP.Of(Figures, Grid, tooHigh, 1)).ShouldAllBe(plan => plan.Refusal == RegionRefusal.PopulationBoundTooHigh && plan.Count == 0);
    }

    [Fact]
    public void The_first_cut_is_the_best_of_all_cuts_of_the_tree()
    {
        var units = RegionUnits.Of(Figures, Grid, new());
        var tree = SpanningTree.Shortest(units);
        var least = double.PositiveInfinity;
        for (var unit = 0; unit < units.Count; unit++)
            foreach (var other in tree[unit].Where(other => unit < other).ToArray())
                least = Math.Min(least, Differences(units, Beyond(tree, unit, other)));
        Skater.Of(Figures, Grid, 2).Within.ShouldBe(least, 1e-9);
    }

    [Fact]
    public void The_shortest_tree_is_as_short_as_that_of_prim()
    {
        var units = RegionUnits.Of(Figures, Grid, new());
        var tree = SpanningTree.Shortest(units);
        var kruskal = Enumerable.Range(0, units.Count).Sum(unit => tree[unit].Where(other => unit < other).Sum(other => units.Squared(unit, other)));
        var inside = new HashSet<int> { 0 };
        var prim = 0.0;
        while (inside.Count < units.Count)
        {
            var (length, next) = inside.SelectMany(unit => Grid[unit].ToArray().Where(other => !inside.Contains(other)).Select(other => (units.Squared(unit, other), other))).Min();
            inside.Add(next);
            prim += length;
        }

        kruskal.ShouldBe(prim, 1e-9);
    }

    [Theory]
    [InlineData(Linkage.Ward)]
    [InlineData(Linkage.Average)]
    [InlineData(Linkage.Complete)]
    public void Clusters_grow_as_a_plain_reading_of_the_method_says(Linkage linkage)
    {
        var stream = new RandomStream(3, 0);
        double[][] figures = [[.. Enumerable.Range(0, 36).Select(_ => stream.NextDouble())], [.. Enumerable.Range(0, 36).Select(_ => stream.NextDouble())]];
        var grid = Neighbours.FromLists([.. Enumerable.Range(0, 36).Select(cell => (IReadOnlyList<int>)[.. Enumerable.Range(0, 36).Where(other => Math.Abs((cell % 6) - (other % 6)) + Math.Abs((cell / 6) - (other / 6)) == 1)])]);
        foreach (var variables in new[] { figures, [figures[0]] })
        {
            var units = RegionUnits.Of(variables, grid, new());
            var tree = new Agglomeration(units, linkage).Grow();
            Enumerable.Range(0, 36).SelectMany(unit => tree[unit].Where(other => unit < other).Select(other => (unit, other))).Order()
                .ShouldBe(PlainTree(units, linkage).Order());
        }
    }

    [Fact]
    public void Planted_regions_are_found()
    {
        double[] figures = [.. Enumerable.Range(0, Side * Side).Select(cell => (cell % Side < 5 ? 0.0 : cell % Side < 10 ? 10 : 20) + (0.1 * ((cell * 7 % 11) / 11.0)))];
        foreach (var plan in PlansOf([figures], 3, new()))
            plan.Regions.ShouldBe(Enumerable.Range(0, Side * Side).Select(cell => cell % Side / 5));
    }

    [Fact]
    public void Max_p_finds_the_largest_number_where_it_is_known()
    {
        var row = Neighbours.FromLists([.. Enumerable.Range(0, 12).Select(cell => (IReadOnlyList<int>)[.. new[] { cell - 1, cell + 1 }.Where(other => other is >= 0 and < 12)])]);
        double[] figures = [.. Enumerable.Range(0, 12).Select(cell => (double)(cell / 3))];
        var plan = MaxP.Of([figures], row, new() { SmallestPopulation = 3 }, seed: 4);
        plan.Count.ShouldBe(4);
        plan.Within.ShouldBe(0, 1e-9);
        MaxP.Of([figures], row, new() { SmallestPopulation = 3 }, seed: 4).Regions.ShouldBe(plan.Regions);
    }

    [Fact]
    public void Unknown_units_pieces_and_nothing_are_told_apart()
    {
        var figures = Figures[0].ToArray();
        figures[7] = double.NaN;
        foreach (var plan in PlansOf([figures], 4, new()))
        {
            plan.Regions[7].ShouldBe(RegionPlan.Undefined);
            plan.Regions.Count(region => region < 0).ShouldBe(1);
            plan.Count.ShouldBe(4);
        }

        var islands = Neighbours.FromLists([[1], [0], [3], [2], []]);
        Skater.Of([[1, 2, 3, 4, 5]], islands, 2).Refusal.ShouldBe(RegionRefusal.MorePiecesThanRegions);
        Skater.Of([[1, 2, 3, 4, 5]], islands, 3).Regions.ShouldBe([0, 0, 1, 1, 2]);
        Skater.Of([[]], Neighbours.FromLists([]), 2).Refusal.ShouldBe(RegionRefusal.NoUnits);
        Skater.Of([[double.NaN]], Neighbours.FromLists([[]]), 1).Refusal.ShouldBe(RegionRefusal.NoUnits);
        Skater.Of([[1.0, 1, 1]], Neighbours.FromLists([[1], [0, 2], [1]]), 9).Count.ShouldBe(3);
        Should.Throw<ArgumentException>(() => Skater.Of([[1.0, 2]], islands, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Skater.Of([[1.0]], Neighbours.FromLists([[]]), 0));
        Should.Throw<ArgumentException>(() => Skater.Of([[1.0]], Neighbours.FromLists([[]]), 1, new() { Population = [-1] }));
    }

    [Fact]
    public void The_electoral_units_become_field_zones()
    {
        var queen = Contiguity.Of(TrialUnits.Shapes).Neighbours;
        var settings = new RegionSettings { SmallestPopulation = 30 };
        var shares = TrialUnits.Shares();
        var plan = Redcap.Of([shares], queen, 20, Linkage.Ward, settings);
        plan.Count.ShouldBe(20);
        ShouldBeConnected(plan, queen);
        plan.Regions.Where(region => region >= 0).GroupBy(region => region).ShouldAllBe(zone => zone.Count() >= 30);
        plan.Explained.ShouldBeGreaterThan(0.2);
    }

    private static IEnumerable<RegionPlan> Plans(int regions, RegionSettings settings) => PlansOf(Figures, regions, settings);

    private static IEnumerable<RegionPlan> PlansOf(double[][] figures, int regions, RegionSettings settings) =>
        Enum.GetValues<Linkage>().Select(linkage => Redcap.Of(figures, Grid, regions, linkage, settings)).Prepend(Skater.Of(figures, Grid, regions, settings));

    /// <summary>All pairs of clusters compared with all pairs of units at every step.</summary>
    private static List<(int, int)> PlainTree(RegionUnits units, Linkage linkage)
    {
        var clusters = Enumerable.Range(0, units.Count).Select(unit => new List<int> { unit }).ToList();
        var tree = new List<(int, int)>();
        while (clusters.Count > 1)
        {
            var nearest = (
                from a in clusters
                from b in clusters
                where a[0] < b[0]
                let links = a.SelectMany(x => b.Where(y => units.Neighbours.Contains(x, y)).Select(y => (Length: units.Squared(x, y), First: Math.Min(x, y), Second: Math.Max(x, y)))).ToArray()
                where links.Length > 0
                select (Distance: PlainDistance(units, a, b, linkage), a, b, links)).MinBy(pair => pair.Distance);
            var link = nearest.links.Min();
            tree.Add((link.First, link.Second));
            nearest.a.AddRange(nearest.b);
            clusters.Remove(nearest.b);
        }

        return tree;
    }

    private static double PlainDistance(RegionUnits units, List<int> a, List<int> b, Linkage linkage) => linkage switch
    {
        Linkage.Ward => Sum(units, [.. a, .. b]) - Sum(units, a) - Sum(units, b),
        Linkage.Average => a.SelectMany(x => b.Select(y => units.Squared(x, y))).Average(),
        _ => a.SelectMany(x => b.Select(y => units.Squared(x, y))).Max(),
    };

    private static double Differences(RegionUnits units, HashSet<int> side) =>
        Sum(units, [.. side]) + Sum(units, [.. Enumerable.Range(0, units.Count).Where(unit => !side.Contains(unit))]);

    private static double Sum(RegionUnits units, List<int> members) =>
        Enumerable.Range(0, units.Figures[0].Length).Sum(variable =>
        {
            var mean = members.Average(unit => units.Figures[unit][variable]);
            return members.Sum(unit => Math.Pow(units.Figures[unit][variable] - mean, 2));
        });

    private static HashSet<int> Beyond(SpanningTree tree, int root, int cut)
    {
        var seen = new HashSet<int> { root };
        var open = new Stack<int>([root]);
        while (open.TryPop(out var unit))
            foreach (var other in tree[unit])
                if (!(unit == root && other == cut) && seen.Add(other))
                    open.Push(other);
        return seen;
    }

    private static void ShouldBeConnected(RegionPlan plan, Neighbours neighbours)
    {
        var groups = new Groups(neighbours.Count);
        for (var unit = 0; unit < neighbours.Count; unit++)
            foreach (var other in neighbours[unit])
                if (plan.Regions[unit] == plan.Regions[other])
                    groups.Unite(unit, other);
        Enumerable.Range(0, neighbours.Count).Where(unit => plan.Regions[unit] >= 0).Select(groups.Find).Distinct().Count().ShouldBe(plan.Count);
    }

    private static double[][] Invented()
    {
        var stream = new RandomStream(12, 0);
        return
        [
            [.. Enumerable.Range(0, Side * Side).Select(cell => Math.Sin(cell % Side / 3.0) + (0.5 * stream.NextDouble()))],
            [.. Enumerable.Range(0, Side * Side).Select(cell => (cell / Side / 5.0) + stream.NextDouble())],
        ];
    }

    private static IEnumerable<int> Around(int cell)
    {
        if (cell % Side > 0)
            yield return cell - 1;
        if (cell % Side < Side - 1)
            yield return cell + 1;
        if (cell >= Side)
            yield return cell - Side;
        if (cell + Side < Side * Side)
            yield return cell + Side;
    }
}
