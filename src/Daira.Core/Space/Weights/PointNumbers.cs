using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Daira.Core.Space.Weights;

/// <summary>Numbers points so that equal points have equal numbers, in the order in which they first occur.</summary>
internal static unsafe class PointNumbers
{
    private const int Ahead = 16;

    public static int[] Of(double[] x, double[] y, out int distinct)
    {
        var ids = GC.AllocateUninitializedArray<int>(x.Length);
        // Most points of a map occur twice, so the table stays about half empty.
        var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, x.Length)) + 1);
        var table = new int[1 << bits];
        distinct = 0;
        Span<uint> slots = stackalloc uint[Ahead];
        fixed (int* first = table)
        {
            for (var start = 0; start < x.Length; start += Ahead)
            {
                var count = Math.Min(Ahead, x.Length - start);
                // Slots are asked for ahead of use, so that waiting for memory overlaps.
                for (var at = 0; at < count; at++)
                {
                    slots[at] = Slot(x[start + at], y[start + at], bits);
                    if (Sse.IsSupported)
                        Sse.Prefetch0(first + slots[at]);
                }

                for (var at = 0; at < count; at++)
                    ids[start + at] = Find(first, (1u << bits) - 1, slots[at], start + at, x, y, ids, ref distinct);
            }
        }

        return ids;
    }

    /// <summary>The table holds 1 + the place where a point first occurs; 0 is free.</summary>
    private static int Find(int* table, uint mask, uint slot, int place, double[] x, double[] y, int[] ids, ref int distinct)
    {
        for (; table[slot] != 0; slot = (slot + 1) & mask)
        {
            var first = table[slot] - 1;
            if (x[first] == x[place] && y[first] == y[place])
                return ids[first];
        }

        table[slot] = place + 1;
        return distinct++;
    }

    private static uint Slot(double x, double y, int bits)
    {
        var hash = BitConverter.DoubleToUInt64Bits(x) * 0x9E3779B97F4A7C15;
        hash = (BitOperations.RotateLeft(hash, 31) ^ BitConverter.DoubleToUInt64Bits(y)) * 0xD6E8FEB86659FD93;
        return (uint)((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15 >> (64 - bits));
    }
}
