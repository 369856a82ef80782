namespace Daira.Core.Randomness;

/// <summary>
/// A stream of random numbers that depends only on (seed, unit): never on the thread, the order of the work or the
/// machine. One stream per unit of work (a unit of the map, a draw of a simulation, a chain).
/// </summary>
/// <remarks>
/// Words come from <see cref="Philox"/>: key = seed, counter = (position, unit). A stream holds 2⁶⁶ words; streams of
/// different units never overlap. Not for cryptography. A struct: pass it by reference, a copy repeats the same numbers.
/// </remarks>
public struct RandomStream
{
    private readonly ulong seed;
    private readonly ulong unit;
    private ulong position;
    private Philox.Words words;
    private int left;

    /// <param name="seed">Any value; the recipe of a result keeps it.</param>
    /// <param name="unit">Which stream of that seed.</param>
    public RandomStream(long seed, long unit)
    {
        this.seed = unchecked((ulong)seed);
        this.unit = unchecked((ulong)unit);
    }

    /// <summary>Moves to a place of the stream, counted in blocks of four words from its beginning.</summary>
    public void Skip(ulong block)
    {
        position = block;
        left = 0;
    }

    /// <summary>Uniform over all 32-bit words.</summary>
    public uint NextUInt32()
    {
        if (left == 0)
        {
            words = Philox.Generate(new((uint)position, (uint)(position >> 32), (uint)unit, (uint)(unit >> 32)), seed);
            position++;
            left = 4;
        }

        return left-- switch { 4 => words.A, 3 => words.B, 2 => words.C, _ => words.D };
    }

    /// <summary>Uniform over all 64-bit words.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in (0, 1): never 0 and never 1, so that its logarithm is finite. An odd multiple of 2⁻⁵³.</summary>
    public double NextOpenDouble() => ((NextUInt64() >> 12) * 2 + 1) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … bound − 1, exactly (Lemire 2019, doi:10.1145/3230636).</summary>
    /// <param name="bound">1 … 2³¹ − 1.</param>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Puts the items into a uniformly random order (Durstenfeld 1964).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
