using Daira.Core.Numbers;

namespace Daira.Core.Indices;

/// <summary>How many lists of equal size would be as scattered as these (Laakso and Taagepera 1979): (Σv)² ÷ Σv², exact.</summary>
public static class EffectiveNumber
{
    /// <param name="votes">Or seats; ≥ 0.</param>
    /// <returns>≥ 1; null when all are 0.</returns>
    public static Fraction? Of(IEnumerable<long> votes)
    {
        Int128 sum = 0, squares = 0;
        foreach (var v in votes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(v, nameof(votes));
            sum += v;
            squares = checked(squares + ((Int128)v * v));
        }

        return squares == 0 ? null : new Fraction(checked(sum * sum), squares);
    }
}
