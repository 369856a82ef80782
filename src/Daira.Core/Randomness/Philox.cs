using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Daira.Core.Randomness;

/// <summary>
/// Philox4x32: 128 random bits as a pure function of a 128-bit counter and a 64-bit key. Nothing is carried from one
/// number to the next, so any thread can compute any part of a stream.
/// </summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, “Parallel random numbers: as easy as 1, 2, 3”, SC'11, doi:10.1145/2063384.2063405.
/// Passes the known answers published with that paper.
/// </remarks>
public static class Philox
{
    internal const uint MultiplierA = 0xD2511F53, MultiplierB = 0xCD9E8D57;
    internal const uint WeylA = 0x9E3779B9, WeylB = 0xBB67AE85;

    /// <summary>Rounds of every stream: the authors' choice, with a margin.</summary>
    public const int Rounds = 10;

    /// <summary>Rounds of bulk draws: the fewest with which the authors found no failure in all of BigCrush.</summary>
    internal const int BulkRounds = 7;

    private const byte ThreeWayXor = 0x96;

    /// <summary>Four words for one counter.</summary>
    /// <param name="rounds">7 or more.</param>
    public static Words Generate(Words counter, ulong key, int rounds = Rounds)
    {
        var (a, b, c, d) = counter;
        uint keyA = (uint)key, keyB = (uint)(key >> 32);
        for (var round = 0; round < rounds; round++)
        {
            var productA = (ulong)a * MultiplierA;
            var productB = (ulong)c * MultiplierB;
            (a, b, c, d) = ((uint)(productB >> 32) ^ b ^ keyA, (uint)productB, (uint)(productA >> 32) ^ d ^ keyB, (uint)productA);
            keyA += WeylA;
            keyB += WeylB;
        }

        return new Words(a, b, c, d);
    }

    /// <summary>Keys of every bulk round: first word, second word, first word, … as 64-bit numbers.</summary>
    internal static unsafe void Keys(ulong key, ulong* target)
    {
        uint keyA = (uint)key, keyB = (uint)(key >> 32);
        for (var round = 0; round < BulkRounds; round++)
        {
            target[2 * round] = keyA;
            target[(2 * round) + 1] = keyB;
            keyA += WeylA;
            keyB += WeylB;
        }
    }

    /// <summary>Eight counters at once; every 64-bit lane carries one 32-bit word (the upper half is not significant).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Generate(
        ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d, ulong* keys)
    {
        var multiplierA = Vector512.Create((ulong)MultiplierA).AsUInt32();
        var multiplierB = Vector512.Create((ulong)MultiplierB).AsUInt32();
        for (var end = keys + (2 * BulkRounds); keys < end; keys += 2)
        {
            var productA = Avx512F.Multiply(a.AsUInt32(), multiplierA);
            var productB = Avx512F.Multiply(c.AsUInt32(), multiplierB);
            a = Avx512F.TernaryLogic(productB >>> 32, b, Vector512.Create(keys[0]), ThreeWayXor);
            c = Avx512F.TernaryLogic(productA >>> 32, d, Vector512.Create(keys[1]), ThreeWayXor);
            b = productB;
            d = productA;
        }
    }

    /// <summary>Four counters at once, as above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Generate(
        ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, ulong* keys)
    {
        var multiplierA = Vector256.Create((ulong)MultiplierA).AsUInt32();
        var multiplierB = Vector256.Create((ulong)MultiplierB).AsUInt32();
        for (var end = keys + (2 * BulkRounds); keys < end; keys += 2)
        {
            var productA = Avx2.Multiply(a.AsUInt32(), multiplierA);
            var productB = Avx2.Multiply(c.AsUInt32(), multiplierB);
            a = (productB >>> 32) ^ b ^ Vector256.Create(keys[0]);
            c = (productA >>> 32) ^ d ^ Vector256.Create(keys[1]);
            b = productB;
            d = productA;
        }
    }

    /// <summary>128 bits as four 32-bit words: a counter, or the random words made of it.</summary>
    public readonly record struct Words(uint A, uint B, uint C, uint D);
}
