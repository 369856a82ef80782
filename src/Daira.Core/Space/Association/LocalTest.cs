using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>What a local statistic must say of itself to be tested over all units.</summary>
internal abstract class LocalTest(DefinedUnits defined)
{
    public const int FewestUnits = 3;
    private const int Stripe = 2048;

    public DefinedUnits Defined => defined;

    public SpatialWeights Weights => defined.Weights;

    /// <summary>Why no unit can be tested.</summary>
    public abstract UndefinedReason Reason { get; }

    /// <summary>Whether chance is asked about this unit, which has neighbours.</summary>
    public virtual bool Asks(int unit) => true;

    public abstract LagRanking Ranking(PermutationSettings settings);

    public abstract double Statistic(int unit);

    /// <summary>Turns ranks of the lag into ranks of the statistic, where it grows against the lag or not at all.</summary>
    public virtual (int Above, int Below) Ranks(int unit, int above, int below, int permutations) => (above, below);

    /// <summary>Its class, should it be significant.</summary>
    public abstract ClusterClass Side(int unit, double statistic, int above, int below);

    public LocalAssociation Run(PermutationSettings settings)
    {
        settings.Check();
        var results = new LocalResults(defined, settings);
        if (Reason != UndefinedReason.None)
            return results.Untested(Reason);
        var counts = Ranking(settings).Rank(unit => Weights.Neighbours.Degree(unit) > 0 && Asks(unit));
        Parallel.For(0, (defined.Count + Stripe - 1) / Stripe, settings.Parallelism(), stripe =>
        {
            for (var unit = stripe * Stripe; unit < Math.Min(defined.Count, (stripe + 1) * Stripe); unit++)
                Describe(unit, counts, results, settings.Permutations);
        });
        return results.Finish();
    }

    private void Describe(int unit, RankCounts counts, LocalResults results, int permutations)
    {
        if (Weights.Neighbours.Degree(unit) == 0)
        {
            results.Set(unit, double.NaN, ClusterClass.NoNeighbours, null);
            return;
        }

        var ranks = Ranks(unit, counts.Above[unit], counts.Below[unit], permutations);
        var statistic = Statistic(unit);
        results.Set(unit, statistic, Side(unit, statistic, ranks.Above, ranks.Below), Asks(unit) ? ranks : null);
    }
}

/// <summary>Results of defined units put back in the places of all units.</summary>
internal sealed class LocalResults
{
    private readonly DefinedUnits defined;
    private readonly PermutationSettings settings;
    private readonly int[] neighbours;
    private readonly double[] statistics;
    private readonly ClusterClass[] sides;
    private readonly RankCounts counts;

    public LocalResults(DefinedUnits defined, PermutationSettings settings)
    {
        this.defined = defined;
        this.settings = settings;
        neighbours = new int[defined.All];
        statistics = new double[defined.All];
        sides = new ClusterClass[defined.All];
        counts = new(new int[defined.All], new int[defined.All]);
        Array.Fill(statistics, double.NaN);
        Array.Fill(counts.Above, LocalAssociation.NotTested);
    }

    public void Set(int unit, double statistic, ClusterClass side, (int Above, int Below)? ranks)
    {
        var place = defined.Units[unit];
        (statistics[place], sides[place], neighbours[place]) = (statistic, side, defined.Weights.Neighbours.Degree(unit));
        (counts.Above[place], counts.Below[place]) = ranks ?? (LocalAssociation.NotTested, 0);
    }

    /// <summary>All units, none of which can be tested.</summary>
    public LocalAssociation Untested(UndefinedReason reason)
    {
        for (var unit = 0; unit < defined.Count; unit++)
            neighbours[defined.Units[unit]] = defined.Weights.Neighbours.Degree(unit);
        return new(settings, reason, neighbours, statistics, sides, counts);
    }

    public LocalAssociation Finish() => new(settings, UndefinedReason.None, neighbours, statistics, sides, counts);
}
