using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Daira.Core.Numbers;

/// <summary>
/// Elementary functions made of IEEE additions, multiplications and divisions only, in a fixed order, so that every
/// machine returns the same bits (libraries differ in the last one). For random streams and likelihoods.
/// </summary>
public static class Elementary
{
    // ln 2 in two parts: multiples of the first by a small whole number are exact (Cody and Waite 1980).
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;
    private const float Ln2HighSingle = 0.693359375f, Ln2LowSingle = -2.12194440e-4f;

    /// <summary>e^x within 2 units of the last place for |x| ≤ 700.</summary>
    /// <exception cref="ArgumentOutOfRangeException">|x| &gt; 700.</exception>
    public static double Exp(double x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(x), 700);
        var k = Math.Floor((x * 1.44269504088896340736) + 0.5);
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        var sum = 1.0;
        for (var n = 14; n >= 1; n--)
        {
            sum = 1 + (r * sum / n);
        }

        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>ln x within 2 units of the last place for normal x &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is not a normal positive number.</exception>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, 2.2250738585072014e-308);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, double.MaxValue);
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        var s = (m - 1) / (m + 1);
        var (square, sum) = (s * s, 0.0);
        for (var n = 23; n >= 1; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return (exponent * Ln2High) + ((2 * s * sum) + (exponent * Ln2Low));
    }

    /// <summary>The z with Φ(z) = p, relative error about 10⁻¹⁶.</summary>
    /// <param name="p">Above 0 and below 1.</param>
    /// <remarks>Wichura, “Algorithm AS 241: The percentage points of the normal distribution”, Applied Statistics 37 (1988).</remarks>
    public static double NormalQuantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Ratio(CentreTop, CentreBottom, r);
        }

        var tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        var z = tail <= 5 ? Ratio(MiddleTop, MiddleBottom, tail - 1.6) : Ratio(FarTop, FarBottom, tail - 5);
        return q < 0 ? -z : z;
    }

    /// <summary>e^x in sixteen lanes of single precision, relative error below 2·10⁻⁷ for |x| ≤ 80; beyond, x is held at ±80.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-80f)), Vector512.Create(80f));
        var k = Vector512.Floor((x * Vector512.Create(1.44269504f)) + Vector512.Create(0.5f));
        var r = (x - (k * Vector512.Create(Ln2HighSingle))) - (k * Vector512.Create(Ln2LowSingle));
        // Minimax coefficients of the Cephes library's expf.
        var sum = (Vector512.Create(1.9875691500e-4f) * r) + Vector512.Create(1.3981999507e-3f);
        sum = (sum * r) + Vector512.Create(8.3334519073e-3f);
        sum = (sum * r) + Vector512.Create(4.1665795894e-2f);
        sum = (sum * r) + Vector512.Create(1.6666665459e-1f);
        sum = (sum * r) + Vector512.Create(5.0000001201e-1f);
        sum = (sum * (r * r)) + r + Vector512<float>.One;
        var scale = (Vector512.ConvertToInt32(k) + Vector512.Create(127)) << 23;
        return sum * scale.AsSingle();
    }

    private static double Ratio(ReadOnlySpan<double> top, ReadOnlySpan<double> bottom, double r)
    {
        var (numerator, denominator) = (0.0, 0.0);
        for (var n = top.Length - 1; n >= 0; n--)
        {
            numerator = (numerator * r) + top[n];
            denominator = (denominator * r) + bottom[n];
        }

        return numerator / denominator;
    }

    private static ReadOnlySpan<double> CentreTop =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static ReadOnlySpan<double> CentreBottom =>
    [
        1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static ReadOnlySpan<double> MiddleTop =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
