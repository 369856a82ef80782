using System.Numerics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>The price of a seat: a basis divided by the seats plus some number, perhaps rounded.</summary>
/// <param name="Basis">Whose number is divided.</param>
/// <param name="SeatsAdded">0 Hare, 1 Droop and Hagenbach-Bischoff, 2 Imperiali.</param>
/// <param name="Rounding">How the quotient becomes a price.</param>
/// <remarks>Source: Pukelsheim, <i>Proportional Representation</i>, 2nd ed. (2017), ch. 5.</remarks>
public sealed record Quota(QuotaBasis Basis, int SeatsAdded = 0, QuotaRounding Rounding = QuotaRounding.Exact)
{
    /// <summary>The number divided when <see cref="Basis"/> is <see cref="QuotaBasis.Fixed"/>; &gt; 0.</summary>
    public long? FixedBasis { get; init; }

    /// <summary>V/S.</summary>
    public static Quota Hare { get; } = new(QuotaBasis.VotesOfEligibleLists);

    /// <summary>⌊V/(S+1)⌋+1.</summary>
    public static Quota Droop { get; } = new(QuotaBasis.VotesOfEligibleLists, 1, QuotaRounding.DownPlusOne);

    /// <summary>V/(S+1), exact.</summary>
    public static Quota HagenbachBischoff { get; } = new(QuotaBasis.VotesOfEligibleLists, 1);

    /// <summary>V/(S+1), rounded up.</summary>
    public static Quota HagenbachBischoffUp { get; } = HagenbachBischoff with { Rounding = QuotaRounding.Up };

    /// <summary>V/(S+1), rounded to the nearest whole number, a half going up.</summary>
    public static Quota HagenbachBischoffNearest { get; } = HagenbachBischoff with { Rounding = QuotaRounding.Nearest };

    /// <summary>V/(S+2).</summary>
    public static Quota Imperiali { get; } = new(QuotaBasis.VotesOfEligibleLists, 2);

    /// <summary>Registered voters ÷ seats.</summary>
    public static Quota OfRegistered { get; } = new(QuotaBasis.Registered);

    /// <summary>Persons who voted ÷ seats.</summary>
    public static Quota OfVoters { get; } = new(QuotaBasis.Voters);

    /// <summary>A given number ÷ seats.</summary>
    /// <param name="basis">&gt; 0.</param>
    public static Quota Of(long basis)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(basis);
        return new(QuotaBasis.Fixed) { FixedBasis = basis };
    }

    /// <summary>The price for a known basis: <c>Numerator ÷ Denominator</c>, not in lowest terms, so that remainders of all lists share the denominator.</summary>
    /// <param name="basis">&gt; 0.</param>
    /// <param name="seats">≥ 1.</param>
    internal (Int128 Numerator, Int128 Denominator) Price(Int128 basis, int seats)
    {
        var parts = (Int128)seats + SeatsAdded;
        return Rounding switch
        {
            QuotaRounding.Exact => (basis, parts),
            QuotaRounding.Down => (Int128.Max(basis / parts, 1), 1),
            QuotaRounding.Up => ((basis + parts - 1) / parts, 1),
            QuotaRounding.Nearest => (Int128.Max(((2 * basis) + parts) / (2 * parts), 1), 1),
            QuotaRounding.DownPlusOne => ((basis / parts) + 1, 1),
            _ => throw new InvalidOperationException($"Rounding {Rounding} is not one of the five."),
        };
    }

    internal static Fraction AsFraction(Int128 numerator, Int128 denominator) => new((BigInteger)numerator, (BigInteger)denominator);
}

/// <summary>Whose number a quota divides.</summary>
public enum QuotaBasis
{
    /// <summary>Votes of the lists that passed the threshold.</summary>
    VotesOfEligibleLists,

    /// <summary>All valid votes.</summary>
    ValidVotes,

    /// <summary>Persons who voted.</summary>
    Voters,

    /// <summary>Persons on the electoral roll.</summary>
    Registered,

    /// <summary>A number given with the rule.</summary>
    Fixed,
}

/// <summary>How basis ÷ parts becomes a price.</summary>
public enum QuotaRounding
{
    /// <summary>Kept as a fraction.</summary>
    Exact,

    /// <summary>Whole number below, at least 1.</summary>
    Down,

    /// <summary>Whole number above.</summary>
    Up,

    /// <summary>Nearest whole number, a half going up, at least 1.</summary>
    Nearest,

    /// <summary>Whole number below, plus 1 (Droop).</summary>
    DownPlusOne,
}
