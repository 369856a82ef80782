namespace Daira.Core.Numbers;

/// <summary>Arithmetic of whole numbers that the language lacks.</summary>
internal static class WholeNumbers
{
    /// <summary>⌊a/b⌋ for b &gt; 0 and |a| below 2⁶²: guessed by a double, which is quicker than a division, then put right exactly.</summary>
    public static long Floor(long a, long b)
    {
        var quotient = (long)Math.Floor((double)a / b);
        var rest = a - (quotient * b);
        while (rest < 0)
        {
            (quotient, rest) = (quotient - 1, rest + b);
        }

        while (rest >= b)
        {
            (quotient, rest) = (quotient + 1, rest - b);
        }

        return quotient;
    }

    /// <summary>Greatest n with n² ≤ value.</summary>
    /// <param name="value">≥ 0.</param>
    public static System.Numerics.BigInteger Root(System.Numerics.BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        var root = System.Numerics.BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (root * root > value)
        {
            root = (root + (value / root)) >> 1;
        }

        return root;
    }
}
