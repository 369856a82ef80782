using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Daira.Core.Randomness;

namespace Daira.Core.Space.Association;

/// <summary>
/// Ordered random samples without repetition, 64 permutations at a time: 4 blocks of 16 lanes, a lane being one
/// permutation. Sample element j of block b and lane l stands at [(b · size + j) · 16 + l].
/// </summary>
/// <remarks>
/// Element = ⌊word · n / 2³²⌋ of a Philox word, so that no unit's chance differs from 1/n by more than n / 2³² of it. Where
/// a sample repeats itself, the repeating element is drawn again from a stream of its own. Elements are places 0 … n − 1;
/// who leaves out a unit of n + 1 lets its place stand for the last one.
/// </remarks>
internal readonly unsafe struct ConditionalDraws
{
    public const int Lanes = 16, Blocks = 4, PerChunk = Lanes * Blocks;

    // Counters of this purpose: words 2 and 3 are (unit, purpose), apart from every RandomStream with a small unit.
    private const uint DrawPurpose = 0x4C490001, RepairPurpose = 0x4C490002, ShufflePurpose = 0x4C490003;
    private const int LargestRejection = 64;

    private readonly ulong seed;
    private readonly int size;
    private readonly int pool;
    private readonly VectorPath path;

    /// <param name="seed">Seed of the streams.</param>
    /// <param name="size">Elements of a sample, at most <paramref name="pool"/>.</param>
    /// <param name="pool">Places to draw from.</param>
    /// <param name="path">A resolved path.</param>
    public ConditionalDraws(long seed, int size, int pool, VectorPath path)
    {
        this.seed = unchecked((ulong)seed);
        this.size = size;
        this.pool = pool;
        this.path = path;
    }

    /// <summary>Length of a chunk's buffer.</summary>
    public int Length => PerChunk * size;

    /// <summary>Draws one chunk of 64 permutations of a unit's stream.</summary>
    public void Fill(uint unit, int chunk, int* target)
    {
        if (size * 2 > pool || size > LargestRejection)
        {
            Shuffle(unit, chunk, target);
            return;
        }

        switch (path)
        {
            case VectorPath.Bits512: Draw512(unit, chunk, target); break;
            case VectorPath.Bits256: Draw256(unit, chunk, target); break;
            default: DrawScalar(unit, chunk, target); break;
        }

        for (var block = 0; block < Blocks; block++)
        {
            var repeated = Repeated(target + (block * size * Lanes));
            for (; repeated != 0; repeated &= repeated - 1)
                Repair(unit, (chunk * Blocks) + block, BitOperations.TrailingZeroCount(repeated), target + (block * size * Lanes));
        }
    }

    private void Draw512(uint unit, int chunk, int* target)
    {
        var keys = stackalloc ulong[2 * Philox.BulkRounds];
        Philox.Keys(seed, keys);
        var bound = Vector512.Create((ulong)pool).AsUInt32();
        var lane = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        for (var call = 0; call < size; call++, target += 4 * Lanes)
        {
            var a = Vector512.Create((ulong)((uint)(chunk * size) + (uint)call));
            var b = lane;
            var c = Vector512.Create((ulong)unit);
            var d = Vector512.Create((ulong)DrawPurpose);
            var (e, f, g, h) = (a, lane + Vector512.Create(8UL), c, d);
            Philox.Generate(ref a, ref b, ref c, ref d, keys);
            Philox.Generate(ref e, ref f, ref g, ref h, keys);
            Place(a, e, bound, target);
            Place(b, f, bound, target + Lanes);
            Place(c, g, bound, target + (2 * Lanes));
            Place(d, h, bound, target + (3 * Lanes));
        }
    }

    /// <summary>The upper halves of the sixteen products are the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector512<ulong> low, Vector512<ulong> high, Vector512<uint> bound, int* at)
    {
        var first = Avx512F.Multiply(low.AsUInt32(), bound).AsInt32();
        var second = Avx512F.Multiply(high.AsUInt32(), bound).AsInt32();
        Avx512F.PermuteVar16x32x2(first, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), second).Store(at);
    }

    private void Draw256(uint unit, int chunk, int* target)
    {
        var keys = stackalloc ulong[2 * Philox.BulkRounds];
        Philox.Keys(seed, keys);
        var bound = Vector256.Create((ulong)pool).AsUInt32();
        var lane = Vector256.Create(0UL, 1, 2, 3);
        for (var call = 0; call < size; call++, target += 4 * Lanes)
        {
            for (var half = 0; half < Lanes; half += 8)
            {
                var a = Vector256.Create((ulong)((uint)(chunk * size) + (uint)call));
                var b = lane + Vector256.Create((ulong)half);
                var c = Vector256.Create((ulong)unit);
                var d = Vector256.Create((ulong)DrawPurpose);
                var (e, f, g, h) = (a, b + Vector256.Create(4UL), c, d);
                Philox.Generate(ref a, ref b, ref c, ref d, keys);
                Philox.Generate(ref e, ref f, ref g, ref h, keys);
                Place(a, e, bound, target + half);
                Place(b, f, bound, target + half + Lanes);
                Place(c, g, bound, target + half + (2 * Lanes));
                Place(d, h, bound, target + half + (3 * Lanes));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector256<ulong> low, Vector256<ulong> high, Vector256<uint> bound, int* at)
    {
        var first = Avx2.Multiply(low.AsUInt32(), bound).AsSingle();
        var second = Avx2.Multiply(high.AsUInt32(), bound).AsSingle();
        // Odd words of both, then the middle quarters exchanged: an order of bits only, no arithmetic on them.
        var odd = Avx.Shuffle(first, second, 0b11_01_11_01).AsUInt64();
        Avx2.Permute4x64(odd, 0b11_01_10_00).AsInt32().Store(at);
    }

    private void DrawScalar(uint unit, int chunk, int* target)
    {
        for (var call = 0; call < size; call++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var words = Philox.Generate(new((uint)(chunk * size) + (uint)call, (uint)lane, unit, DrawPurpose), seed, Philox.BulkRounds);
                var at = target + (call * 4 * Lanes) + lane;
                at[0] = Element(words.A);
                at[Lanes] = Element(words.B);
                at[2 * Lanes] = Element(words.C);
                at[3 * Lanes] = Element(words.D);
            }
        }
    }

    private int Element(uint word) => (int)(((ulong)word * (uint)pool) >> 32);

    /// <summary>A bit for each lane of a block whose sample repeats an element.</summary>
    private uint Repeated(int* block) => path switch
    {
        VectorPath.Bits512 => Repeated512(block),
        VectorPath.Bits256 => Repeated256(block) | (Repeated256(block + 8) << 8),
        _ => RepeatedScalar(block),
    };

    // Two elements are equal when they differ by no bit: the smallest difference of any pair tells.
    private uint Repeated512(int* block)
    {
        var smallest = Vector512<uint>.AllBitsSet;
        for (var later = 1; later < size; later++)
        {
            var element = Vector512.Load((uint*)block + (later * Lanes));
            for (var earlier = 0; earlier < later; earlier++)
                smallest = Vector512.Min(smallest, element ^ Vector512.Load((uint*)block + (earlier * Lanes)));
        }

        return (uint)Vector512.Equals(smallest, Vector512<uint>.Zero).ExtractMostSignificantBits();
    }

    private uint Repeated256(int* block)
    {
        var smallest = Vector256<uint>.AllBitsSet;
        for (var later = 1; later < size; later++)
        {
            var element = Vector256.Load((uint*)block + (later * Lanes));
            for (var earlier = 0; earlier < later; earlier++)
                smallest = Vector256.Min(smallest, element ^ Vector256.Load((uint*)block + (earlier * Lanes)));
        }

        return Vector256.Equals(smallest, Vector256<uint>.Zero).ExtractMostSignificantBits();
    }

    private uint RepeatedScalar(int* block)
    {
        var found = 0u;
        for (var lane = 0; lane < Lanes; lane++)
            for (var later = 1; later < size; later++)
                if (Occurs(block + lane, block[(later * Lanes) + lane], later))
                    found |= 1u << lane;
        return found;
    }

    private void Repair(uint unit, int block, int lane, int* target)
    {
        var attempt = 0u;
        for (var at = 1; at < size; at++)
        {
            while (Occurs(target + lane, target[(at * Lanes) + lane], at))
            {
                var counter = new Philox.Words((uint)block, ((uint)lane << 24) | attempt++, unit, RepairPurpose);
                target[(at * Lanes) + lane] = Element(Philox.Generate(counter, seed).A);
            }
        }
    }

    private static bool Occurs(int* lane, int element, int before)
    {
        for (var at = 0; at < before; at++)
            if (lane[at * Lanes] == element)
                return true;
        return false;
    }

    /// <summary>For samples that are a large part of the pool: the beginning of a shuffle of it.</summary>
    private void Shuffle(uint unit, int chunk, int* target)
    {
        var order = new int[pool];
        for (var at = 0; at < pool; at++)
            order[at] = at;
        for (var permutation = 0; permutation < PerChunk; permutation++)
        {
            var stream = new RandomStream(unchecked((long)seed), ((long)ShufflePurpose << 32) | unit);
            stream.Skip((ulong)((chunk * PerChunk) + permutation) << 32);
            var column = target + (permutation / Lanes * size * Lanes) + (permutation % Lanes);
            for (var at = 0; at < size; at++)
            {
                var other = at + stream.NextBelow(pool - at);
                (order[at], order[other]) = (order[other], order[at]);
                column[at * Lanes] = order[at];
            }
        }
    }
}
