using Daira.Core.Numbers;

namespace Daira.Core.Indices;

/// <summary>How much of the vote moved between lists from one election to the next; exact.</summary>
/// <remarks>
/// Sources: Pedersen, “The dynamics of European party systems”, European Journal of Political Research 7 (1979); its two parts:
/// Powell and Tucker, “Revisiting electoral volatility”, British Journal of Political Science 44 (2014); blocs: Bartolini and Mair (1990).
/// </remarks>
/// <param name="Stayed">½ Σ|Δ share| over lists with a figure in both elections, 0…1.</param>
/// <param name="Turned">½ Σ share of lists with a figure in one of them only: what entry and exit moved, if they did not stand in the other, 0…1.</param>
public sealed record Volatility(Fraction Stayed, Fraction Turned)
{
    /// <summary>Pedersen's index: both parts, 0…1.</summary>
    public Fraction Total => Stayed + Turned;

    /// <param name="lists">Votes before and after, ≥ 0; null = the source has no figure. A predecessor, a merger or a bloc is one entry with the sum of its lists.</param>
    /// <returns>Null when nobody received a vote in one of the two.</returns>
    public static Volatility? Of(IReadOnlyList<(long? Before, long? After)> lists)
    {
        Int128 before = 0, after = 0, stayed = 0, turned = 0;
        foreach (var (b, a) in lists)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(b ?? 0, nameof(lists));
            ArgumentOutOfRangeException.ThrowIfNegative(a ?? 0, nameof(lists));
            before += b ?? 0;
            after += a ?? 0;
        }

        if (before == 0 || after == 0)
        {
            return null;
        }

        foreach (var (b, a) in lists)
        {
            // Over the common denominator before × after, so that one division at the end is the only one.
            var moved = checked(((a ?? 0) * before) - ((b ?? 0) * after));
            if (b is null || a is null)
            {
                turned = checked(turned + Int128.Abs(moved));
            }
            else
            {
                stayed = checked(stayed + Int128.Abs(moved));
            }
        }

        var whole = checked(2 * before * after);
        return new(new Fraction(stayed, whole), new Fraction(turned, whole));
    }
}
