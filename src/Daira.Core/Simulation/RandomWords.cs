using System.Runtime.Intrinsics;
using Daira.Core.Randomness;

namespace Daira.Core.Simulation;

/// <summary>
/// The random numbers of one election, all at once: counter = (block, election), key = seed. The layout is that of eight
/// counters side by side, whatever the machine, so that every machine draws the same election.
/// </summary>
internal static unsafe class RandomWords
{
    /// <summary>32-bit words per group of eight counters.</summary>
    public const int Group = 32;

    /// <param name="target">groups × 32 words.</param>
    public static void Fill(long seed, long election, uint* target, int groups)
    {
        if (Vector512.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
        {
            FillWide(seed, election, target, groups);
            return;
        }

        for (var block = 0; block < groups * 8; block++)
        {
            var words = Philox.Generate(new((uint)block, 0, (uint)election, (uint)(election >> 32)), unchecked((ulong)seed), Philox.BulkRounds);
            var at = target + (block / 8 * Group) + (block % 8);
            (at[0], at[8], at[16], at[24]) = (words.A, words.B, words.C, words.D);
        }
    }

    private static void FillWide(long seed, long election, uint* target, int groups)
    {
        var keys = stackalloc ulong[2 * Philox.BulkRounds];
        Philox.Keys(unchecked((ulong)seed), keys);
        var block = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        for (var g = 0; g < groups; g++, block += Vector512.Create(8UL), target += Group)
        {
            var (a, b) = (block, Vector512<ulong>.Zero);
            var (c, d) = (Vector512.Create((ulong)(uint)election), Vector512.Create((ulong)(uint)(election >> 32)));
            Philox.Generate(ref a, ref b, ref c, ref d, keys);
            Vector512.Narrow(a, b).Store(target);
            Vector512.Narrow(c, d).Store(target + 16);
        }
    }
}
