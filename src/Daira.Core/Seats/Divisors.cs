using System.Numerics;
using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>
/// The divisors of a highest-averages method: a list that holds s seats bids votes ÷ d(s) for its next one.
/// d rises strictly; where d(0) is zero every list with a vote is served before any list's second seat, larger lists first.
/// </summary>
/// <remarks>Source: Balinski and Young, <i>Fair Representation</i> (1982); Pukelsheim (2017), ch. 3.</remarks>
public abstract record Divisors
{
    /// <summary>1, 2, 3, 4 …</summary>
    public static Divisors DHondt { get; } = new LinearDivisors(1, 1);

    /// <summary>1, 3, 5, 7 …</summary>
    public static Divisors SainteLague { get; } = new LinearDivisors(2, 1);

    /// <summary>1.4, 3, 5, 7 …</summary>
    public static Divisors ModifiedSainteLague { get; } = new LinearDivisors(20, 10) { First = 14 };

    /// <summary>1, 1.5, 2, 2.5 …</summary>
    public static Divisors Imperiali { get; } = new LinearDivisors(1, 2);

    /// <summary>1, 4, 7, 10 …</summary>
    public static Divisors Danish { get; } = new LinearDivisors(3, 1);

    /// <summary>0, 1, 2, 3 …</summary>
    public static Divisors Adams { get; } = new LinearDivisors(1, 0);

    /// <summary>Harmonic means of s and s+1: 0, 4/3, 12/5 …</summary>
    public static Divisors Dean { get; } = new DeanDivisors();

    /// <summary>Geometric means of s and s+1: 0, √2, √6 …; bids are compared as squares.</summary>
    public static Divisors HuntingtonHill { get; } = new HuntingtonHillDivisors();

    /// <summary>1, 2, 4, 8 …</summary>
    public static Divisors Macau { get; } = new MacauDivisors();

    /// <summary>The stationary divisors s + r: r = 1 D'Hondt, ½ Sainte-Laguë, 0 Adams.</summary>
    /// <param name="r">0…1.</param>
    /// <param name="first">Another first divisor, ≥ 0, or null. It must be less than the second, 1 + r.</param>
    public static Divisors Stationary(Fraction r, Fraction? first = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(r, Fraction.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(r, 1);
        if (first is { } f)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(f, Fraction.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(f, r + 1);
        }

        var scale = r.Denominator * (first?.Denominator ?? 1);
        long Scaled(Fraction value) => (long)(value * new Fraction(scale, 1)).Numerator;
        return new LinearDivisors((long)scale, Scaled(r)) { First = first is null ? null : Scaled(first.Value) };
    }

    /// <summary>2 when bids are compared as squares, else 1.</summary>
    public virtual int Power => 1;

    /// <summary>d(s)^<see cref="Power"/> × a constant of the method.</summary>
    /// <param name="seats">Seats already held, ≥ 0.</param>
    public abstract Fraction At(int seats);

    /// <summary>d(s)^<see cref="Power"/> as printed in tables, the method's constant taken out (modified Sainte-Laguë: 1.4, 3, 5 …).</summary>
    public virtual Fraction Printed(int seats) => At(seats);

    /// <summary>votes^<see cref="Power"/> ÷ <see cref="Printed"/>: the bid for the next seat; null where the divisor is zero.</summary>
    public Fraction? Bid(long votes, int seats) =>
        Printed(seats) is var d && d == Fraction.Zero ? null : new Fraction(BigInteger.Pow(votes, Power), 1) / d;

    /// <summary>Compares the bid of <paramref name="votes"/> holding <paramref name="seats"/> with another's; exact. Over a divisor of zero every bid is greater than over others.</summary>
    /// <param name="votes">&gt; 0.</param>
    /// <param name="otherVotes">&gt; 0.</param>
    internal virtual int Compare(long votes, int seats, long otherVotes, int otherSeats)
    {
        var (a, b) = (At(seats), At(otherSeats));
        var left = BigInteger.Pow(votes, Power) * a.Denominator * b.Numerator;
        return a == Fraction.Zero && b == Fraction.Zero ? votes.CompareTo(otherVotes) : left.CompareTo(BigInteger.Pow(otherVotes, Power) * b.Denominator * a.Numerator);
    }
}

/// <summary>d(s) = Step × s + Offset, with another first divisor if given; whole numbers, a common scale left in.</summary>
/// <param name="Step">&gt; 0.</param>
/// <param name="Offset">≥ 0.</param>
public sealed record LinearDivisors(long Step, long Offset) : Divisors
{
    /// <summary>d(0) when it is not <see cref="Offset"/>; less than Step + Offset.</summary>
    public long? First { get; init; }

    /// <inheritdoc/>
    public override Fraction At(int seats) => Scaled(seats);

    /// <inheritdoc/>
    public override Fraction Printed(int seats) => First switch
    {
        14 when Offset == 10 => new Fraction(Scaled(seats), 10),
        _ when (Step, Offset) == (1, 2) => new Fraction(Scaled(seats), 2),
        _ => Scaled(seats),
    };

    internal long Scaled(int seats) => seats == 0 && First is { } first ? first : (Step * seats) + Offset;

    internal override int Compare(long votes, int seats, long otherVotes, int otherSeats)
    {
        var (a, b) = (Scaled(seats), Scaled(otherSeats));
        return a == 0 && b == 0 ? votes.CompareTo(otherVotes) : ((Int128)votes * b).CompareTo((Int128)otherVotes * a);
    }
}

internal sealed record DeanDivisors : Divisors
{
    public override Fraction At(int seats) => new((BigInteger)2 * seats * (seats + 1L), (2L * seats) + 1);
}

internal sealed record HuntingtonHillDivisors : Divisors
{
    public override int Power => 2;

    public override Fraction At(int seats) => new((BigInteger)seats * (seats + 1L), 1);
}

internal sealed record MacauDivisors : Divisors
{
    public override Fraction At(int seats) => new(BigInteger.One << seats, 1);
}
