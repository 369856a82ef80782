using Daira.Core.Randomness;
using Daira.Core.Space.Classes;

namespace Daira.Core.Tests.Space;

public class Classes_of_figures
{
    [Fact]
    public void Natural_breaks_are_the_best_of_all_partitions()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var stream = new RandomStream(seed, 0);
            var figures = Enumerable.Range(0, 3 + stream.NextBelow(10)).Select(_ => (double)stream.NextBelow(15)).ToArray();
            var classes = 2 + stream.NextBelow(4);
            var breaks = Classifier.NaturalBreaks(figures, classes);
            var distinct = figures.Distinct().Order().ToArray();
            breaks.Count.ShouldBe(Math.Min(classes, distinct.Length));
            Cost(figures, breaks.ClassOf).ShouldBe(Cheapest(figures, distinct, breaks.Count), 1e-9);
        }
    }

    [Fact]
    public void Fewer_distinct_figures_than_classes_give_a_class_each()
    {
        var breaks = Classifier.NaturalBreaks([0.1m, 0.1m, 0.4m], 5);
        breaks.ShouldSatisfyAllConditions(
            () => breaks.Count.ShouldBe(2),
            () => breaks.Inner.ShouldBe([0.1m]),
            () => breaks.Counts([0.1m, 0.1m, 0.4m]).ShouldBe([2, 1]));
        Classifier.NaturalBreaks([7m, 7m], 3).Count.ShouldBe(1);
        Classifier.Quantiles([7m, 7m], 3).Count.ShouldBe(1);
        Classifier.Pretty([7m, 7m], 3).Count.ShouldBe(1);
        Classifier.EqualIntervals([7m, 7m], 3).Count.ShouldBe(1);
        Classifier.HeadTail([7m, 7m]).Count.ShouldBe(1);
        Classifier.MaximumBreaks([7m, 7m], 3).Count.ShouldBe(1);
        Classifier.StandardDeviations([7m, 7m]).Count.ShouldBe(1);
        Classifier.Box([7m, 7m]).Count.ShouldBe(1);
    }

    [Fact]
    public void Quantiles_keep_equal_figures_together()
    {
        int[] figures = [0, 0, 0, 0, 0, 0, 1, 2];
        var breaks = Classifier.Quantiles(figures.Select(figure => (decimal)figure), 4);
        breaks.Counts(figures.Select(figure => (decimal)figure)).ShouldBe([6, 2]);
    }

    [Fact]
    public void Quarters_of_eight_hold_two_each() =>
        Classifier.Quantiles(Enumerable.Range(1, 8).Select(figure => (double)figure), 4)
            .Counts(Enumerable.Range(1, 8).Select(figure => (double)figure)).ShouldBe([2, 2, 2, 2]);

    [Fact]
    public void Equal_intervals_of_decimals_are_exact() =>
        Classifier.EqualIntervals([0m, 0.5m, 1m], 5).Inner.ShouldBe([0.2m, 0.4m, 0.6m, 0.8m]);

    [Fact]
    public void Pretty_breaks_are_round() =>
        Classifier.Pretty([0.013m, 0.468m], 5).Inner.ShouldBe([0.1m, 0.2m, 0.3m, 0.4m]);

    [Fact]
    public void Pretty_breaks_go_below_zero() =>
        Classifier.Pretty([-0.12m, 0.09m], 4).Inner.ShouldBe([-0.1m, -0.05m, 0m, 0.05m]);

    [Fact]
    public void Maximum_breaks_stand_in_the_widest_gaps() =>
        Classifier.MaximumBreaks([1.0, 2, 10, 11, 30], 3).Inner.ShouldBe([6, 20.5]);

    [Fact]
    public void Head_tail_divides_while_the_head_is_a_minority()
    {
        double[] figures = [1, 1, 1, 1, 1, 1, 1, 2, 3, 20];
        // mean 3.2 leaves one figure in the head
        Classifier.HeadTail(figures).Inner.ShouldBe([3.2]);
    }

    [Fact]
    public void A_box_map_sets_outliers_apart()
    {
        double[] figures = [-100, 1, 2, 3, 4, 5, 6, 7, 100];
        Classifier.Box(figures).Counts(figures).ShouldBe([1, 2, 2, 2, 1, 1]);
    }

    [Fact]
    public void Nothing_and_numbers_that_are_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => Classifier.Quantiles(Array.Empty<double>(), 4));
        Should.Throw<ArgumentException>(() => Classifier.Quantiles([1, double.NaN], 4));
        Should.Throw<ArgumentOutOfRangeException>(() => Classifier.NaturalBreaks([1.0], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Classifier.Percentiles([1.0], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Classifier.Box([1.0], 0));
    }

    private static double Cheapest(double[] figures, double[] distinct, int classes) =>
        Ways(distinct.Length - 1, classes - 1, 0)
            .Min(lasts => Cost(figures, figure => lasts.Count(last => figure > distinct[last])));

    private static IEnumerable<int[]> Ways(int places, int breaks, int from)
    {
        if (breaks == 0)
            return [[]];
        return Enumerable.Range(from, Math.Max(0, places - from))
            .SelectMany(first => Ways(places, breaks - 1, first + 1).Select(rest => (int[])[first, .. rest]));
    }

    private static double Cost(double[] figures, Func<double, int> classOf) =>
        figures.GroupBy(classOf).Sum(group => group.Sum(figure => Math.Pow(figure - group.Average(), 2)));
}
