using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>
/// The published parameters of the strong-areas rule. Shares and differences are fractions (0.20 = 20 points), weights
/// whole numbers that need not sum to 100: what is unknown takes no part and its weight is shared out.
/// </summary>
public sealed record StrongAreasSettings
{
    public static StrongAreasSettings Default { get; } = new();

    /// <summary>First by at least this margin: a stronghold. 0…1.</summary>
    public decimal StrongholdMargin { get; init; } = 0.20m;

    /// <summary>First by at least this margin: strong. 0…1, ≤ <see cref="StrongholdMargin"/>.</summary>
    public decimal StrongMargin { get; init; } = 0.05m;

    /// <summary>Behind the first list by at most this: winnable. 0…1, ≥ <see cref="StrongMargin"/>.</summary>
    public decimal WinnableMargin { get; init; } = 0.15m;

    public int LevelWeight { get; init; } = 30;

    public int MarginWeight { get; init; } = 40;

    public int NeighbourhoodWeight { get; init; } = 15;

    public int PersistenceWeight { get; init; } = 10;

    public int SeatsWeight { get; init; } = 5;

    /// <summary>
    /// How far the four other components together could move the margin if they had all the weight: 0…1, 0.10 = 10 points.
    /// At most as wide as the narrowest class, so that evidence never carries a place past a class.
    /// </summary>
    public decimal EvidenceReach { get; init; } = 0.10m;

    /// <summary>Votes above or below the last seat, as a fraction of the constituency's votes, from which the seats component speaks with its full weight. Above 0, at most 1.</summary>
    public decimal SeatsFull { get; init; } = 0.10m;

    /// <summary>Random permutations behind the neighbourhood's p-values.</summary>
    public int Permutations { get; init; } = 99_999;

    public long Seed { get; init; } = 2021;

    internal IEnumerable<Refusal> Faults()
    {
        if (!(StrongMargin is > 0 and < 1 && StrongMargin < StrongholdMargin && StrongholdMargin <= 1 && StrongMargin < WinnableMargin && WinnableMargin <= 1))
        {
            yield return Errors.StrongThresholds(this);
        }
        else if (EvidenceReach < 0 || EvidenceReach > NarrowestClass)
        {
            yield return Errors.EvidenceReach(EvidenceReach, NarrowestClass);
        }

        if (SeatsFull is <= 0 or > 1)
        {
            yield return Errors.SeatsFull(SeatsFull);
        }

        if (MarginWeight is < 1 or > 1000 || new[] { LevelWeight, NeighbourhoodWeight, PersistenceWeight, SeatsWeight }.Any(w => w is < 0 or > 1000))
        {
            yield return Errors.StrongWeights();
        }

        if (Permutations is < 99 or > 999_999)
        {
            yield return Errors.PermutationCount(Permutations);
        }
    }

    private decimal NarrowestClass => new[] { 2 * StrongMargin, StrongholdMargin - StrongMargin, WinnableMargin - StrongMargin }.Min();
}
