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
/// a sample repeats itself, the repeating element is drawn again from a stream of its own.
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
    /// <param name="pool">Units to draw from, the excluded one not counted.</param>
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

    /// <summary>Draws one chunk of 64 permutations.</summary>
    /// <param name="unit">Which stream.</param>
    /// <param name="excluded">Unit never drawn; −1 for none.</param>
    public void Fill(uint unit, int excluded, int chunk, int* target)
    {
        if (size * 2 > pool || size > LargestRejection)
        {
            Shuffle(unit, excluded, chunk, target);
            return;
        }

        var skip = excluded < 0 ? int.MaxValue : excluded;
        switch (path)
        {
            case VectorPath.Bits512: Draw512(unit, skip, chunk, target); break;
            case VectorPath.Bits256: Draw256(unit, skip, chunk, target); break;
            default: DrawScalar(unit, skip, chunk, target); break;
        }

        for (var block = 0; block < Blocks; block++)
        {
            var repeated = Repeated(target + (block * size * Lanes));
            for (; repeated != 0; repeated &= repeated - 1)
                Repair(unit, skip, (chunk * Blocks) + block, BitOperations.TrailingZeroCount(repeated), target + (block * size * Lanes));
        }
    }

    private void Draw512(uint unit, int skip, int chunk, int* target)
    {
        var bound = Vector512.Create((ulong)pool).AsUInt32();
        var skipped = Vector512.Create((long)skip);
        var low = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        for (var call = 0; call < size; call++)
        {
            for (var half = 0; half < Lanes; half += 8)
            {
                var a = Vector512.Create((ulong)((uint)(chunk * size) + (uint)call));
                var b = low + Vector512.Create((ulong)half);
                var c = Vector512.Create((ulong)unit);
                var d = Vector512.Create((ulong)DrawPurpose);
                Philox.Generate(ref a, ref b, ref c, ref d, seed);
                var at = target + (call * 4 * Lanes) + half;
                Place(a, bound, skipped, at);
                Place(b, bound, skipped, at + Lanes);
                Place(c, bound, skipped, at + (2 * Lanes));
                Place(d, bound, skipped, at + (3 * Lanes));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector512<ulong> words, Vector512<uint> bound, Vector512<long> skipped, int* at)
    {
        var element = (Avx512F.Multiply(words.AsUInt32(), bound) >>> 32).AsInt64();
        element -= Vector512.GreaterThanOrEqual(element, skipped);
        Avx512F.ConvertToVector256Int32(element).Store(at);
    }

    private void Draw256(uint unit, int skip, int chunk, int* target)
    {
        var bound = Vector256.Create((ulong)pool).AsUInt32();
        var skipped = Vector256.Create((long)skip);
        var low = Vector256.Create(0UL, 1, 2, 3);
        for (var call = 0; call < size; call++)
        {
            for (var quarter = 0; quarter < Lanes; quarter += 4)
            {
                var a = Vector256.Create((ulong)((uint)(chunk * size) + (uint)call));
                var b = low + Vector256.Create((ulong)quarter);
                var c = Vector256.Create((ulong)unit);
                var d = Vector256.Create((ulong)DrawPurpose);
                Philox.Generate(ref a, ref b, ref c, ref d, seed);
                var at = target + (call * 4 * Lanes) + quarter;
                Place(a, bound, skipped, at);
                Place(b, bound, skipped, at + Lanes);
                Place(c, bound, skipped, at + (2 * Lanes));
                Place(d, bound, skipped, at + (3 * Lanes));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Place(Vector256<ulong> words, Vector256<uint> bound, Vector256<long> skipped, int* at)
    {
        var element = (Avx2.Multiply(words.AsUInt32(), bound) >>> 32).AsInt64();
        element -= Vector256.GreaterThanOrEqual(element, skipped);
        var packed = Avx2.PermuteVar8x32(element.AsInt32(), Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6));
        packed.GetLower().Store(at);
    }

    private void DrawScalar(uint unit, int skip, int chunk, int* target)
    {
        for (var call = 0; call < size; call++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var words = Philox.Generate(new((uint)(chunk * size) + (uint)call, (uint)lane, unit, DrawPurpose), seed);
                var at = target + (call * 4 * Lanes) + lane;
                at[0] = Element(words.A, skip);
                at[Lanes] = Element(words.B, skip);
                at[2 * Lanes] = Element(words.C, skip);
                at[3 * Lanes] = Element(words.D, skip);
            }
        }
    }

    private int Element(uint word, int skip)
    {
        var element = (int)(((ulong)word * (uint)pool) >> 32);
        return element >= skip ? element + 1 : element;
    }

    /// <summary>A bit for each lane of a block whose sample repeats an element.</summary>
    private uint Repeated(int* block) => path switch
    {
        VectorPath.Bits512 => Repeated512(block),
        VectorPath.Bits256 => Repeated256(block) | (Repeated256(block + 8) << 8),
        _ => RepeatedScalar(block),
    };

    private uint Repeated512(int* block)
    {
        var found = Vector512<int>.Zero;
        for (var later = 1; later < size; later++)
        {
            var element = Vector512.Load(block + (later * Lanes));
            for (var earlier = 0; earlier < later; earlier++)
                found |= Vector512.Equals(element, Vector512.Load(block + (earlier * Lanes)));
        }

        return (uint)found.ExtractMostSignificantBits();
    }

    private uint Repeated256(int* block)
    {
        var found = Vector256<int>.Zero;
        for (var later = 1; later < size; later++)
        {
            var element = Vector256.Load(block + (later * Lanes));
            for (var earlier = 0; earlier < later; earlier++)
                found |= Vector256.Equals(element, Vector256.Load(block + (earlier * Lanes)));
        }

        return found.ExtractMostSignificantBits();
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

    private void Repair(uint unit, int skip, int block, int lane, int* target)
    {
        var attempt = 0u;
        for (var at = 1; at < size; at++)
        {
            while (Occurs(target + lane, target[(at * Lanes) + lane], at))
            {
                var counter = new Philox.Words((uint)block, ((uint)lane << 24) | attempt++, unit, RepairPurpose);
                target[(at * Lanes) + lane] = Element(Philox.Generate(counter, seed).A, skip);
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
    private void Shuffle(uint unit, int excluded, int chunk, int* target)
    {
        var order = new int[pool];
        for (var at = 0; at < pool; at++)
            order[at] = excluded >= 0 && at >= excluded ? at + 1 : at;
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
