using System.Buffers;

namespace Daira.Core.Names;

/// <summary>
/// How alike two names are, 0…1. Let d be the least cost of turning the letters (or sounds) of one into the other's by reading one as
/// another, leaving one out, or exchanging two neighbours, each costing what <c>docs/methods/names.md</c> lists and less in common words;
/// let w be what the heavier name would cost to leave out whole. The similarity is 1 − d/w, or 0 where that is negative; it is 1 when the
/// folded names are equal but for word spacing, and 0 when either has no letter or both have numbers and these differ (school 1, school 2). Of a spelling with two readings the nearer counts.
/// </summary>
/// <remarks>Weighted Damerau–Levenshtein distance in its restricted form (Damerau 1964; Levenshtein 1966; Wagner and Fischer 1974).</remarks>
public static class NameSimilarity
{
    /// <summary>What exchanging two neighbouring letters costs, of their mean weight.</summary>
    private const float Exchange = 0.5f;

    /// <summary>The similarity of two names as written; symmetric.</summary>
    /// <param name="a">A name in Arabic, Latin or Tifinagh script.</param>
    /// <param name="b">Another, in the same or another script.</param>
    /// <returns>0 (nothing in common) … 1 (the same but for folding and word spacing).</returns>
    public static double Between(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Between(SpelledName.Of(a), SpelledName.Of(b));
    }

    internal static double Between(SpelledName a, SpelledName b, double least = 0)
    {
        if (a.Joined.Length == 0 || b.Joined.Length == 0)
        {
            return 0;
        }

        if (a.Joined == b.Joined)
        {
            return 1;
        }

        if (a.Numbers.Length > 0 && b.Numbers.Length > 0 && a.Numbers != b.Numbers)
        {
            return 0;
        }

        var score = OfReadings(a, b, least);
        score = a.Apart is { } apart ? Math.Max(score, OfReadings(apart, b, least)) : score;
        score = b.Apart is { } other ? Math.Max(score, OfReadings(a, other, least)) : score;
        return a.Apart is { } one && b.Apart is { } two ? Math.Max(score, OfReadings(one, two, least)) : score;
    }

    private static double OfReadings(SpelledName a, SpelledName b, double least)
    {
        var across = a.Script != b.Script;
        var heavier = Math.Max(a.Weight[across ? 1 : 0], b.Weight[across ? 1 : 0]);
        if (heavier <= 0)
        {
            return 0;
        }

        var swapped = string.CompareOrdinal(a.Joined, b.Joined) > 0;
        var distance = swapped ? Distance(b, a, across, (1 - least) * heavier) : Distance(a, b, across, (1 - least) * heavier);

        // Unlike texts never score what equal ones do: 0.999 at most.
        return Math.Clamp(1 - (distance / heavier), 0, 0.999);
    }

    /// <summary>Stops with a distance beyond <paramref name="most"/> as soon as no way can stay within it.</summary>
    private static float Distance(SpelledName a, SpelledName b, bool across, double most)
    {
        var (weights, width) = (LetterCosts.WeightsFor(across), b.Letters.Length + 1);
        var rented = ArrayPool<float>.Shared.Rent(3 * width);
        var above = rented.AsSpan(0, width);
        above[0] = 0;
        for (var j = 1; j < width; j++)
        {
            above[j] = above[j - 1] + (weights[b.Letters[j - 1]] * b.Shares[j - 1]);
        }

        for (var i = 1; i <= a.Letters.Length; i++)
        {
            var before = rented.AsSpan((i + 1) % 3 * width, width);
            var row = rented.AsSpan(i % 3 * width, width);
            var least = Row(a, b, i, weights, before, above, row);
            if (least > most + 1e-4)
            {
                ArrayPool<float>.Shared.Return(rented);
                return float.MaxValue;
            }

            above = row;
        }

        var distance = above[width - 1];
        ArrayPool<float>.Shared.Return(rented);
        return distance;
    }

    /// <returns>The least cost in this row or the one above, which an exchange may still reach.</returns>
    private static float Row(SpelledName a, SpelledName b, int i, float[] weights, ReadOnlySpan<float> before, ReadOnlySpan<float> above, Span<float> row)
    {
        var (letter, share) = (a.Letters[i - 1], a.Shares[i - 1]);
        var weight = weights[letter] * share;
        var confused = LetterCosts.Confused.Slice(letter * LetterCosts.Count, LetterCosts.Count);
        row[0] = above[0] + weight;
        var least = Math.Min(row[0], above[0]);
        for (var j = 1; j < row.Length; j++)
        {
            var (other, otherShare) = (b.Letters[j - 1], b.Shares[j - 1]);
            var otherWeight = weights[other] * otherShare;
            var read = confused[other];
            var reading = read >= 0 ? read * (share + otherShare) / 2 : Math.Min((share + otherShare) / 2, weight + otherWeight);
            var cost = Math.Min(above[j - 1] + reading, Math.Min(above[j] + weight, row[j - 1] + otherWeight));
            if (i > 1 && j > 1 && letter == b.Letters[j - 2] && a.Letters[i - 2] == other && letter != other)
            {
                cost = Math.Min(cost, before[j - 2] + (Exchange * (weight + otherWeight) / 2));
            }

            row[j] = cost;
            least = Math.Min(least, Math.Min(cost, above[j]));
        }

        return least;
    }
}
