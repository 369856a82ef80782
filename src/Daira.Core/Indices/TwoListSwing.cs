using Daira.Core.Numbers;

namespace Daira.Core.Indices;

/// <summary>How the balance between two lists moved; positive towards the first. Exact, −1…1.</summary>
/// <remarks>Source: Butler and Van Beek, “Why not swing?”, PS: Political Science and Politics 23 (1990); Steed, in Butler and King (1966).</remarks>
/// <param name="Butler">½ [(a′ − a) + (b − b′)] on shares of all votes.</param>
/// <param name="Steed">a′/(a′+b′) − a/(a+b): on the two lists' votes alone; null where neither received a vote in one of the two.</param>
public sealed record TwoListSwing(Fraction Butler, Fraction? Steed)
{
    /// <param name="first">Votes of the first list before and after, ≥ 0.</param>
    /// <param name="second">Votes of the second list before and after, ≥ 0.</param>
    /// <param name="all">Votes of all lists before and after, &gt; 0.</param>
    public static TwoListSwing Of((long Before, long After) first, (long Before, long After) second, (long Before, long After) all)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Before, Math.Max(1, checked(first.Before + second.Before)), nameof(all));
        ArgumentOutOfRangeException.ThrowIfLessThan(all.After, Math.Max(1, checked(first.After + second.After)), nameof(all));
        var butler = (new Fraction(first.After - second.After, all.After) - new Fraction(first.Before - second.Before, all.Before)) / 2;
        return new(butler, first.Before + second.Before == 0 || first.After + second.After == 0
            ? null
            : new Fraction(first.After, first.After + second.After) - new Fraction(first.Before, first.Before + second.Before));
    }
}
