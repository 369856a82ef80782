using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// How votes become seats in one constituency, as a law composes it: a method, who takes part, how ties end, what
/// happens with one list or one seat. Immutable; ask <see cref="Allocator.Allocate"/> with a <see cref="Tally"/>.
/// </summary>
public sealed record SeatRule(AllocationMethod Method)
{
    /// <summary>Who takes part; null = every list.</summary>
    public Threshold? Threshold { get; init; }

    /// <summary>What is looked at, in order, when figures are equal at the boundary; after the last criterion lots decide.</summary>
    public IReadOnlyList<TieCriterion> Ties { get; init; } = [];

    /// <summary>With one seat the list with most votes wins, whatever the method (Morocco: by-elections).</summary>
    public bool OneSeatGoesToTheFirst { get; init; }

    /// <summary>What a list that stands alone must reach; null = nothing. Morocco: 1/5 of the registered.</summary>
    public ShareThreshold? SingleList { get; init; }

    /// <summary>Compare with the quotient cut to a whole number, as minutes print it, and flag <see cref="SeatState.RoundingSensitive"/>.</summary>
    public bool CompareTruncatedQuotient { get; init; }

    /// <summary>The method that allots this tally's seats.</summary>
    internal AllocationMethod MethodFor(Tally tally) => OneSeatGoesToTheFirst && tally.Seats == 1 ? new Plurality() : Method;
}

/// <summary>What decides between equal figures.</summary>
public enum TieCriterion
{
    /// <summary>The list with more votes.</summary>
    MostVotes,

    /// <summary>The list whose next candidate is younger.</summary>
    YoungestCandidate,

    /// <summary>The list whose next candidate is older.</summary>
    OldestCandidate,
}

/// <summary>One of the families of methods.</summary>
public abstract record AllocationMethod
{
    private static readonly Dictionary<string, AllocationMethod> Named = new(StringComparer.Ordinal)
    {
        ["hare"] = new LargestRemainder(Quota.Hare),
        ["droop"] = new LargestRemainder(Quota.Droop),
        ["hagenbach-bischoff"] = new LargestRemainder(Quota.HagenbachBischoff),
        ["hagenbach-bischoff-up"] = new LargestRemainder(Quota.HagenbachBischoffUp),
        ["hagenbach-bischoff-nearest"] = new LargestRemainder(Quota.HagenbachBischoffNearest),
        ["imperiali-quota"] = new LargestRemainder(Quota.Imperiali),
        ["dhondt"] = new HighestAverages(Divisors.DHondt),
        ["sainte-lague"] = new HighestAverages(Divisors.SainteLague),
        ["modified-sainte-lague"] = new HighestAverages(Divisors.ModifiedSainteLague),
        ["imperiali"] = new HighestAverages(Divisors.Imperiali),
        ["danish"] = new HighestAverages(Divisors.Danish),
        ["adams"] = new HighestAverages(Divisors.Adams),
        ["dean"] = new HighestAverages(Divisors.Dean),
        ["huntington-hill"] = new HighestAverages(Divisors.HuntingtonHill),
        ["macau"] = new HighestAverages(Divisors.Macau),
        ["plurality"] = new Plurality(),
        ["quota-method"] = new QuotaMethod(),
    };

    /// <summary>Names of all methods that need no further figure; <c>base</c> (a given number ÷ seats) is <see cref="Quota.Of"/>.</summary>
    public static IReadOnlyCollection<string> Names => Named.Keys;

    /// <summary>The method of that name, e.g. <c>dhondt</c>; null when there is none.</summary>
    public static AllocationMethod? ByName(string name) => Named.GetValueOrDefault(name);
}

/// <summary>Each list gets a seat per full quota; the seats left go, one each, to the largest remainders.</summary>
public sealed record LargestRemainder(Quota Quota) : AllocationMethod;

/// <summary>Seat after seat to the highest votes ÷ divisor.</summary>
public sealed record HighestAverages(Divisors Divisors) : AllocationMethod;

/// <summary>One seat each to the lists (candidates) with most votes: with one seat, first past the post.</summary>
public sealed record Plurality : AllocationMethod;

/// <summary>Balinski and Young's quota method: D'Hondt kept within the exact share rounded up.</summary>
public sealed record QuotaMethod : AllocationMethod;
