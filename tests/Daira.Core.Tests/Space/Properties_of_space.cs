using Daira.Core.Randomness;
using Daira.Core.Space.Association;
using Daira.Core.Space.Classes;
using Daira.Core.Space.Weights;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Core.Tests.Space;

public class Properties_of_space
{
    private static readonly PermutationSettings Few = new() { Permutations = 499 };

    [Fact]
    public void Every_figure_lies_in_the_class_whose_bounds_hold_it() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Some(), figures =>
        {
            double[] values = [.. figures.Select(figure => figure / 4.0)];
            foreach (var breaks in All(values))
            {
                values.ShouldAllBe(value => Holds(breaks, value));
                breaks.Counts(values).Sum().ShouldBe(values.Length);
                breaks.Inner.ShouldBe(breaks.Inner.Distinct().Order());
            }

            foreach (var breaks in new[] { Classifier.NaturalBreaks(values, 4), Classifier.Quantiles(values, 4), Classifier.MaximumBreaks(values, 4), Classifier.HeadTail(values) })
                breaks.Counts(values).ShouldAllBe(count => count > 0);
        }));

    [Fact]
    public void Natural_breaks_are_never_worse_than_any_other_way() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Some(), figures =>
        {
            double[] values = [.. figures.Select(figure => figure / 4.0)];
            foreach (var other in All(values).Where(breaks => breaks.Count > 1))
                Cost(values, Classifier.NaturalBreaks(values, other.Count)).ShouldBeLessThanOrEqualTo(Cost(values, other) + 1e-9);
        }));

    [Fact]
    public void Corrected_p_values_keep_their_order_and_are_never_smaller() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Some(), figures =>
        {
            double[] p = [.. figures.Select(figure => Math.Abs(figure % 101) / 100.0)];
            foreach (var correction in Enum.GetValues<Correction>())
            {
                var q = correction.Apply(p);
                for (var at = 0; at < p.Length; at++)
                    q[at].ShouldBeInRange(p[at] - 1e-15, 1);
                p.Zip(q).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).Select(pair => pair.Second).ShouldBeInOrder();
            }
        }));

    [Fact]
    public void No_statistic_depends_on_threads_or_vector_width()
    {
        var (figures, weights) = Local_Moran.Random(250, WeightStyle.RowStandardised);
        double[] flags = [.. figures.Select(figure => figure > 1 ? 1.0 : 0.0)];
        foreach (var draws in Enum.GetValues<Draws>())
        {
            foreach (var statistic in Statistics(figures, flags, weights))
            {
                var expected = statistic(Few with { Draws = draws, Threads = 1, Path = VectorPath.Scalar }).Units.ToArray();
                foreach (var path in Enum.GetValues<VectorPath>().Where(path => path.IsSupported()))
                    foreach (var threads in new[] { 2, 8 })
                        statistic(Few with { Draws = draws, Threads = threads, Path = path }).Units.ShouldBe(expected);
            }
        }
    }

    [Theory]
    [InlineData(Draws.Fresh)]
    [InlineData(Draws.Shared)]
    public void Geary_and_G_have_the_p_of_all_arrangements(Draws draws)
    {
        double[] figures = [1, 5, 2, 8, 3, 13, 4];
        var ring = Neighbours.FromLists([.. Enumerable.Range(0, 7).Select(unit => (IReadOnlyList<int>)[(unit + 1) % 7, (unit + 6) % 7])]).Weigh(WeightStyle.RowStandardised);
        var settings = Few with { Draws = draws, Permutations = 200_000 };
        var geary = LocalGeary.Of([figures], ring, settings);
        var g = LocalG.Of(figures, ring, settings);
        var star = LocalG.Star(figures, ring, settings);
        for (var unit = 0; unit < 7; unit++)
        {
            geary.P(unit, Tail.Less)!.Value.ShouldBe(Share(figures, unit, other => -Math.Pow(figures[unit] - other, 2)), 0.005);
            g.P(unit, Tail.Greater)!.Value.ShouldBe(Share(figures, unit, other => other), 0.005);
            star.P(unit, Tail.Greater).ShouldBe(g.P(unit, Tail.Greater));
        }
    }

    [Fact]
    public void Figures_far_from_each_other_are_still_ranked()
    {
        // one unit outweighs all others a millionfold: whole numbers would not tell the others apart
        var (figures, weights) = Local_Moran.Random(300, WeightStyle.RowStandardised);
        figures[17] = 1e9;
        WholeFigures.From(figures, 20).ShouldBeNull();
        double[] rare = [.. Enumerable.Range(0, 5000).Select(unit => unit == 4321 ? 1.0 : 0.0)];
        WholeFigures.From(rare, 20).ShouldNotBeNull();
        foreach (var draws in Enum.GetValues<Draws>())
        {
            var p = LocalG.Of(figures, weights, Few with { Draws = draws }).Units.Select(unit => unit.P!.Value).ToArray();
            p.Distinct().Count().ShouldBeGreaterThan(100);
        }
    }

    private static IEnumerable<Func<PermutationSettings, LocalAssociation>> Statistics(double[] figures, double[] flags, SpatialWeights weights) =>
    [
        settings => LocalMoran.Bivariate(figures, flags, weights, settings),
        settings => LocalGeary.Of([figures, flags], weights, settings),
        settings => LocalG.Of(figures, weights, settings),
        settings => LocalG.Star(figures, weights, settings),
        settings => LocalJoinCount.Of(flags, weights, settings),
        settings => LocalJoinCount.Beside(flags, [.. flags.Select(flag => 1 - flag)], weights, settings),
    ];

    private static double Share(double[] figures, int unit, Func<double, double> figure)
    {
        var others = Enumerable.Range(0, 7).Where(other => other != unit).Select(other => figure(figures[other])).ToArray();
        var observed = figure(figures[(unit + 1) % 7]) + figure(figures[(unit + 6) % 7]);
        var sums = Enumerable.Range(0, 6).SelectMany(first => Enumerable.Range(0, first).Select(second => others[first] + others[second])).ToArray();
        return sums.Count(sum => sum >= observed - 1e-9) / (double)sums.Length;
    }

    private static Arbitrary<int[]> Some() => ArbMap.Default.GeneratorFor<int>().NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    private static IEnumerable<ClassBreaks<double>> All(double[] values) =>
    [
        Classifier.NaturalBreaks(values, 4), Classifier.Quantiles(values, 4), Classifier.EqualIntervals(values, 4), Classifier.StandardDeviations(values),
        Classifier.HeadTail(values), Classifier.Box(values), Classifier.Percentiles(values), Classifier.Pretty(values, 4), Classifier.MaximumBreaks(values, 4),
    ];

    private static bool Holds(ClassBreaks<double> breaks, double value)
    {
        var number = breaks.ClassOf(value);
        var (from, to) = breaks.Bounds(number);
        return value <= to && (number == 0 ? value >= from : value > from);
    }

    private static double Cost(double[] values, ClassBreaks<double> breaks) =>
        values.GroupBy(breaks.ClassOf).Sum(group => group.Sum(value => Math.Pow(value - group.Average(), 2)));
}
