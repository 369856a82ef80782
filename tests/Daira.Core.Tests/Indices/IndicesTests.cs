using Daira.Core.Indices;
using Daira.Core.Numbers;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Core.Tests.Indices;

public class IndicesTests
{
    /// <summary>65, 25, 10 become 65, 15, 20: the textbook example of the index, 10.</summary>
    [Fact]
    public void Volatility_of_the_textbook_example() =>
        Volatility.Of([(65, 65), (25, 15), (10, 20)])!.Total.ShouldBe(new Fraction(1, 10));

    /// <summary>35, 45, 20 become 45, 40, 15: Butler 7.5, Steed 45/85 − 35/80 = 9.19; the published example of the two.</summary>
    [Fact]
    public void Butler_and_Steed_swing_of_the_published_example()
    {
        var swing = TwoListSwing.Of((35, 45), (45, 40), (100, 100));
        swing.Butler.ShouldBe(new Fraction(75, 1000));
        swing.Steed.ShouldBe(new Fraction(125, 1360));
        Math.Round(swing.Steed!.Value.Truncate(6) * 100, 2).ShouldBe(9.19m);
    }

    /// <summary>Great Britain 1992 → 1997, shares of the two parties: the swing of 10.2 points that everyone quotes.</summary>
    [Fact]
    public void The_swing_of_Great_Britain_in_1997() =>
        Math.Round(TwoListSwing.Of((352, 443), (428, 315), (1000, 1000)).Butler.Truncate(6) * 100, 1).ShouldBe(10.2m);

    /// <summary>Denmark 1971 → 1973, published shares in tenths of a percent: 29 when the Centre Democrats count as new, 21 when they count as what they were, a split from the Social Democrats (Bartolini and Mair's rule).</summary>
    [Fact]
    public void A_split_counted_as_one_with_its_origin_lowers_volatility()
    {
        (long?, long?)[] others = [(null, 159), (156, 123), (143, 112), (167, 92), (91, 60), (20, 40), (14, 36), (17, 29), (16, 15)];
        var apart = Volatility.Of([(373, 256), (null, 78), .. others])!;
        var together = Volatility.Of([(373, 256 + 78), .. others])!;
        Math.Round(apart.Total.Truncate(6) * 100).ShouldBe(29);
        Math.Round(together.Total.Truncate(6) * 100).ShouldBe(21);
        apart.Turned.ShouldBe(new Fraction(159 + 78, 2000));
    }

    [Fact]
    public void Laakso_and_Taagepera_give_equal_lists_their_number()
    {
        EffectiveNumber.Of([50, 50])!.Value.ShouldBe(2);
        EffectiveNumber.Of([1, 1, 1, 1, 0])!.Value.ShouldBe(4);
        EffectiveNumber.Of([55, 25, 20])!.Value.ShouldBe(new Fraction(10_000, 4050));
        EffectiveNumber.Of([0, 0]).ShouldBeNull();
    }

    [Fact]
    public void Nationalisation_is_one_where_the_share_is_the_same_everywhere_and_lowest_where_it_is_in_one_place()
    {
        Nationalisation.Score([0.3m, 0.3m, 0.3m]).ShouldBe(1);
        Nationalisation.Score([0, 0, 0, 0.4m]).ShouldBe(0.25m);
        Nationalisation.Score([0, 0]).ShouldBeNull();
        Nationalisation.Score([]).ShouldBeNull();
        Nationalisation.OfSystem([(75, 1m), (25, 0.5m)]).ShouldBe(0.875m);
    }

    /// <summary>The definition of Gini's coefficient, Σ|x−y| ÷ 2n²x̄, and the formula printed with the R package electoral: 2Σix ÷ nΣx − (n+1)/n.</summary>
    [Fact]
    public void Nationalisation_agrees_with_two_other_ways_of_writing_it() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Gen.Choose(0, 1000).ListOf().Select(l => l.Select(x => x / 1000m).ToArray()).ToArbitrary(),
        shares =>
        {
            var sum = shares.Sum();
            if (sum == 0)
            {
                return Nationalisation.Score(shares) is null;
            }

            var n = shares.Length;
            var pairs = 1 - ((from x in shares from y in shares select Math.Abs(x - y)).Sum() / (2 * n * sum));
            var ranked = 1 - ((2 * shares.Order().Select((x, i) => (i + 1) * x).Sum() / (n * sum)) - ((n + 1m) / n));
            var score = Nationalisation.Score(shares)!.Value;
            return Math.Abs(score - pairs) < 1e-20m && Math.Abs(score - ranked) < 1e-20m && score > 0 && score <= 1;
        }));

    [Fact]
    public void Volatility_lies_between_nothing_and_everything_and_does_not_depend_on_the_order_of_time_or_lists() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Gen.Choose(-1, 2_000_000).Two().NonEmptyListOf().ToArbitrary(),
        pairs =>
        {
            (long? Before, long? After)[] lists = [.. pairs.Select(p => (p.Item1 < 0 ? (long?)null : p.Item1, p.Item2 < 0 ? (long?)null : p.Item2))];
            var index = Volatility.Of(lists);
            var back = Volatility.Of([.. lists.Reverse().Select(l => (l.After, l.Before))]);
            var asZero = Volatility.Of([.. lists.Select(l => ((long?)(l.Before ?? 0), (long?)(l.After ?? 0)))]);
            return index is null
                ? back is null && asZero is null
                : index.Total >= 0 && index.Total <= 1 && index.Total == back!.Total && index.Total == asZero!.Total && asZero.Turned == 0;
        }));

    /// <summary>Taking lists together can hide movement between them, never add any.</summary>
    [Fact]
    public void A_coalition_never_raises_volatility() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Gen.Choose(0, 50_000).Two().ArrayOf(6).ToArbitrary(),
        pairs =>
        {
            (long? Before, long? After)[] lists = [.. pairs.Select(p => ((long?)p.Item1, (long?)p.Item2))];
            (long? Before, long? After) merged = (lists[0].Before + lists[1].Before, lists[0].After + lists[1].After);
            return Volatility.Of(lists) is not { } apart || Volatility.Of([merged, .. lists[2..]])!.Total <= apart.Total;
        }));

    [Fact]
    public void Misuse_names_the_range()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Volatility.Of([(-1, 2)]));
        Should.Throw<ArgumentOutOfRangeException>(() => EffectiveNumber.Of([-1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Nationalisation.Score([-0.1m]));
        Should.Throw<ArgumentOutOfRangeException>(() => TwoListSwing.Of((3, 3), (3, 3), (5, 6)));
    }
}
