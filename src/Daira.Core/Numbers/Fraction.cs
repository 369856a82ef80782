using System.Globalization;
using System.Numerics;

namespace Daira.Core.Numbers;

/// <summary>An exact rational number in lowest terms with a positive denominator; never rounds, never overflows.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger denominatorLessOne;

    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">Any integer but zero.</param>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction's denominator must not be zero.");
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        denominatorLessOne = (denominator / common) - 1;
    }

    /// <summary>Numerator in lowest terms; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator in lowest terms, ≥ 1 (so that <c>default</c> is zero).</summary>
    public BigInteger Denominator => denominatorLessOne + 1;

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>Greatest integer not above the number.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Least integer not below the number.</summary>
    public BigInteger Ceiling() => -(-this).Floor();

    /// <summary>Nearest integer; a half goes up.</summary>
    public BigInteger Round() => (this + new Fraction(1, 2)).Floor();

    /// <summary>The number cut to <paramref name="decimals"/> decimal places towards −∞, as a calculator would show it.</summary>
    /// <param name="decimals">0…18.</param>
    public decimal Truncate(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 18);
        var scale = BigInteger.Pow(10, decimals);
        var scaled = (this * new Fraction(scale, 1)).Floor();
        return (decimal)(scaled / scale) + ((decimal)(scaled % scale) / (decimal)scale);
    }

    /// <summary>The distance from zero.</summary>
    public static Fraction Abs(Fraction value) => new(BigInteger.Abs(value.Numerator), value.Denominator);

    /// <summary>The nearest double: for drawing and for statistics, never for deciding.</summary>
    public double ToDouble() => Math.Exp(BigInteger.Log(BigInteger.Abs(Numerator)) - BigInteger.Log(Denominator)) is var approximate
        && BigInteger.Abs(Numerator) < (BigInteger.One << 53) && Denominator < (BigInteger.One << 53)
            ? (double)Numerator / (double)Denominator
            : Numerator.Sign * approximate;

    /// <summary>The exact value of a decimal.</summary>
    public static Fraction From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new(value < 0 ? -digits : digits, BigInteger.Pow(10, scale));
    }

    /// <summary>The exact value of a whole number.</summary>
    public static implicit operator Fraction(long value) => new(value, 1);

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    /// <summary>The opposite.</summary>
    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Exact comparison.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    /// <summary>Exact equality.</summary>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Exact inequality.</summary>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && denominatorLessOne == other.denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, denominatorLessOne);

    /// <summary><c>7/3</c>, or <c>4</c> when whole.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
