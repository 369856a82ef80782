using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Daira.Core.Space.Weights;

/// <summary>For each place the place before it, in order, that is the same point; so a point's places form a chain.</summary>
internal static unsafe class PointChains
{
    public const int None = -1;
    private const int Ahead = 16;

    /// <summary>Points are dealt to parts by their hash, each part with its own table; the chains do not depend on the number of parts.</summary>
    public static int[] Of(Borders borders)
    {
        var before = GC.AllocateUninitializedArray<int>(borders.Places);
        var partBits = Math.Min(3, BitOperations.Log2((uint)Environment.ProcessorCount));
        Parallel.For(0, 1 << partBits, part => Link(borders, before, (uint)part, partBits));
        return before;
    }

    private static void Link(Borders borders, int[] before, uint part, int partBits)
    {
        // Most points of a map occur twice or more, so the table stays about half empty.
        var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, borders.Places)) + 1 - partBits);
        var table = new int[1 << bits];
        var places = stackalloc int[Ahead];
        var slots = stackalloc uint[Ahead];
        var held = 0;
        var (points, owner) = (borders.Points, borders.Owner);
        fixed (int* last = table)
        {
            for (var place = 0; place < points.Length; place++)
            {
                if (owner[place] == Borders.Nobody)
                {
                    before[place] = None;
                    continue;
                }

                var hash = Hash(points[place].X, points[place].Y);
                if ((hash & ((1u << partBits) - 1)) != part)
                    continue;
                // Slots are asked for ahead of use, so that waiting for memory overlaps.
                (places[held], slots[held]) = (place, (uint)(hash >> (64 - bits)));
                if (Sse.IsSupported)
                    Sse.Prefetch0(last + slots[held]);
                if (++held == Ahead)
                    Flush(borders, before, last, (1u << bits) - 1, places, slots, ref held);
            }

            Flush(borders, before, last, (1u << bits) - 1, places, slots, ref held);
        }
    }

    /// <summary>The table holds 1 + the last place of a point; 0 is free.</summary>
    private static void Flush(Borders borders, int[] before, int* last, uint mask, int* places, uint* slots, ref int held)
    {
        for (var at = 0; at < held; at++)
        {
            var slot = slots[at];
            while (last[slot] != 0 && !borders.SamePoint(last[slot] - 1, places[at]))
                slot = (slot + 1) & mask;
            before[places[at]] = last[slot] - 1;
            last[slot] = places[at] + 1;
        }

        held = 0;
    }

    private static ulong Hash(double x, double y)
    {
        var hash = BitConverter.DoubleToUInt64Bits(x) * 0x9E3779B97F4A7C15;
        hash = (BitOperations.RotateLeft(hash, 31) ^ BitConverter.DoubleToUInt64Bits(y)) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }
}
