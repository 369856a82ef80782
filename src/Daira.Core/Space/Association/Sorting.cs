namespace Daira.Core.Space.Association;

/// <summary>Sorted lists of whole numbers.</summary>
internal static class Sorting
{
    private const int Bits = 11, Buckets = 1 << Bits, Passes = 3, SmallEnough = 4096;

    /// <summary>Sorts; long lists by their digits (radix), which takes time in proportion to their length.</summary>
    public static void Ascending(int[] numbers)
    {
        if (numbers.Length <= SmallEnough)
        {
            Array.Sort(numbers);
            return;
        }

        var other = GC.AllocateUninitializedArray<int>(numbers.Length);
        var (from, to) = (numbers, other);
        for (var pass = 0; pass < Passes; pass++)
        {
            Distribute(from, to, pass * Bits);
            (from, to) = (to, from);
        }

        from.CopyTo(numbers, 0);
    }

    /// <summary>How many numbers of an ascending list are below a value, and how many are at most it.</summary>
    public static (int Below, int AtMost) Rank(int[] ascending, int value)
    {
        var below = CountBelow(ascending, value);
        var atMost = below;
        // Ties are few unless figures are flags.
        for (var step = 0; step < 4; step++, atMost++)
            if (atMost == ascending.Length || ascending[atMost] != value)
                return (below, atMost);
        return (below, CountBelow(ascending, value + 1));
    }

    private static int CountBelow(int[] ascending, int value)
    {
        var start = 0;
        for (var length = ascending.Length; length > 0;)
        {
            var half = length / 2;
            // Sign bits instead of a branch, which would be guessed wrong every other time.
            start += (length - half) & (int)((ascending[start + half] - (long)value) >> 63);
            length = half;
        }

        return start;
    }

    private static void Distribute(int[] from, int[] to, int shift)
    {
        Span<int> places = stackalloc int[Buckets];
        places.Clear();
        foreach (var number in from)
            places[Digit(number, shift)]++;
        for (int bucket = 0, place = 0; bucket < Buckets; bucket++)
            (places[bucket], place) = (place, place + places[bucket]);
        foreach (var number in from)
            to[places[Digit(number, shift)]++] = number;
    }

    // The sign bit is turned over so that negative numbers come first.
    private static int Digit(int number, int shift) => (int)(((uint)number ^ 0x80000000) >> shift) & (Buckets - 1);
}
