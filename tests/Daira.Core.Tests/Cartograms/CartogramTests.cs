using Daira.Core.Space.Cartograms;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Core.Tests.Cartograms;

public class CartogramTests
{
    [Fact]
    public void Circles_never_overlap_and_areas_keep_their_proportions() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.Choose(1, 60).SelectMany(n => Gen.Choose(0, int.MaxValue).Select(seed => Items(n, seed))).ToArbitrary(), items =>
        {
            var circles = DorlingCartogram.Place(items, Nearest(items, 4), new DorlingSettings { Rounds = 80 });
            for (var i = 0; i < items.Length; i++)
            {
                (circles[i].Radius * circles[i].Radius * items[0].Value).ShouldBe(circles[0].Radius * circles[0].Radius * items[i].Value, 1e-6 * circles[0].Radius * circles[0].Radius * 1000);
                for (var j = 0; j < i; j++)
                {
                    double.Hypot(circles[i].X - circles[j].X, circles[i].Y - circles[j].Y).ShouldBeGreaterThanOrEqualTo((circles[i].Radius + circles[j].Radius) * (1 - 1e-9));
                }
            }
        }));

    [Fact]
    public void The_92_constituencies_get_305_hexagons_each_in_one_piece()
    {
        var folder = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(folder is not null, "trial data");
        var features = Tiling.Coverages.Read(Path.Combine(folder, "morocco/boundaries/constituencies_92.geojson"));
        CartogramItem[] items = [.. features.Select(f => new CartogramItem(f.Shape.Centroid.X * 0.86, f.Shape.Centroid.Y, (double)f.Properties["seats"]))];
        int[][] neighbours = [.. features.Select((f, i) => Enumerable.Range(0, features.Length).Where(j => j != i && f.Shape.Intersects(features[j].Shape)).ToArray())];

        var layout = HexagonMap.Place(items, neighbours);

        layout.Hexagons.Count.ShouldBe(305);
        layout.Hexagons.Select(h => (h.Column, h.Row)).Distinct().Count().ShouldBe(305);
        layout.Hexagons.GroupBy(h => h.Item).ShouldAllBe(g => g.Count() == (int)items[g.Key].Value);
        layout.Hexagons.GroupBy(h => h.Item).Where(g => Pieces([.. g]) > 1).Select(g => features[g.Key].Properties["name_fr"]).ShouldBeEmpty();
    }

    [Fact]
    public void Seats_go_to_the_cheapest_columns_as_by_trying_all()
    {
        var random = new System.Random(5);
        for (var round = 0; round < 50; round++)
        {
            var cost = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 7).Select(_ => (double)random.Next(100)).ToArray()).ToArray();
            var chosen = LinearAssignment.Solve(5, 7, (r, c) => cost[r][c]);
            chosen.Distinct().Count().ShouldBe(5);
            chosen.Select((c, r) => cost[r][c]).Sum().ShouldBe(Cheapest(cost, 0, []));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_value_that_is_no_size_is_refused(double value) =>
        Should.Throw<ArgumentException>(() => DorlingCartogram.Place([new(0, 0, value)], [[]])).Message.ShouldContain("0 and more");

    [Fact]
    public void Half_a_seat_is_refused() =>
        Should.Throw<ArgumentException>(() => HexagonMap.Place([new(0, 0, 2.5)], [[]])).Message.ShouldContain("whole numbers");

    [Fact]
    public void Items_at_one_place_are_set_side_by_side()
    {
        var circles = DorlingCartogram.Place([new(1, 1, 4), new(1, 1, 4), new(2, 1, 4)], [[1, 2], [0, 2], [0, 1]]);
        double.Hypot(circles[0].X - circles[1].X, circles[0].Y - circles[1].Y).ShouldBeGreaterThan(circles[0].Radius);
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        DorlingCartogram.Place([], []).ShouldBeEmpty();
        HexagonMap.Place([new(0, 0, 0)], [[]]).Hexagons.ShouldBeEmpty();
    }

    private static CartogramItem[] Items(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new CartogramItem(random.NextDouble() * 10, random.NextDouble() * 10, random.Next(1, 1000)))];
    }

    private static int[][] Nearest(CartogramItem[] items, int k)
    {
        var near = items.Select((a, i) => Enumerable.Range(0, items.Length).Where(j => j != i).OrderBy(j => double.Hypot(a.X - items[j].X, a.Y - items[j].Y)).Take(k).ToHashSet()).ToArray();
        return [.. near.Select((n, i) => Enumerable.Range(0, items.Length).Where(j => n.Contains(j) || near[j].Contains(i)).ToArray())];
    }

    private static int Pieces(Hexagon[] hexagons)
    {
        var open = hexagons.ToHashSet();
        var pieces = 0;
        for (; open.Count > 0; pieces++)
        {
            var stack = new Stack<Hexagon>([open.First()]);
            while (stack.TryPop(out var at))
            {
                open.Remove(at);
                foreach (var next in open.Where(o => IsBeside(at, o)).ToArray())
                {
                    stack.Push(next);
                }
            }
        }

        return pieces;
    }

    private static bool IsBeside(Hexagon a, Hexagon b) => (b.Row - a.Row) switch
    {
        0 => Math.Abs(a.Column - b.Column) == 1,
        1 or -1 => b.Column - a.Column is 0 || b.Column - a.Column == ((a.Row & 1) == 0 ? -1 : 1),
        _ => false,
    };

    private static double Cheapest(double[][] cost, int row, HashSet<int> taken) => row == cost.Length
        ? 0
        : Enumerable.Range(0, cost[0].Length).Where(c => !taken.Contains(c)).Min(c => cost[row][c] + Cheapest(cost, row + 1, [.. taken, c]));
}
