using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Daira.Core.Space.Weights;

/// <summary>For each place the place before it, in order, that is the same point; so a point's places form a chain.</summary>
/// <remarks>
/// Places are cut into runs, each with a table of its points; runs are then linked with the runs before them. Where a border
/// runs along one already seen, the next point is looked for beside the last one found, so that a table is seldom asked.
/// </remarks>
internal static class PointChains
{
    public const int None = -1;
    private const int MostRuns = 8, Piece = 1 << 14;

    /// <summary>The chains do not depend on the number of runs. The array is rented and longer than needed.</summary>
    public static int[] Of(Borders borders)
    {
        var pool = ArrayPool<int>.Shared;
        var (before, roots, lasts) = (pool.Rent(borders.Places), pool.Rent(borders.Places), pool.Rent(borders.Places));
        var runs = new PlaceRun[Math.Clamp(Math.Min(Environment.ProcessorCount, borders.Places / Piece), 1, MostRuns)];
        Parallel.For(0, runs.Length, run =>
        {
            var (start, end) = (Share(borders.Places, run, runs.Length), Share(borders.Places, run + 1, runs.Length));
            runs[run] = new PlaceRun(borders, before, roots, lasts, start, end);
            runs[run].Link();
        });
        Parallel.ForEach(Pieces(runs), piece => PlaceRun.LinkBack(runs, piece.Run, piece.Start, piece.End));
        foreach (var run in runs)
            run.Dispose();
        pool.Return(roots);
        pool.Return(lasts);
        return before;
    }

    private static int Share(int places, int part, int parts) => (int)((long)places * part / parts);

    /// <summary>All runs but the first, which has none before it.</summary>
    private static IEnumerable<(int Run, int Start, int End)> Pieces(PlaceRun[] runs)
    {
        for (var run = 1; run < runs.Length; run++)
            for (var start = runs[run].Start; start < runs[run].End; start += Piece)
                yield return (run, start, Math.Min(runs[run].End, start + Piece));
    }

    /// <summary>A run of places and a table of the first place of each of its points.</summary>
    private sealed unsafe class PlaceRun : IDisposable
    {
        private const int Ahead = 16;

        private readonly Borders borders;
        private readonly int[] before;
        private readonly int[] roots;
        private readonly int[] lasts;
        private readonly int shift;
        private readonly uint mask;
        private readonly ulong[] table;

        /// <param name="borders">All places.</param>
        /// <param name="before">For each place the one before it that is the same point.</param>
        /// <param name="roots">For each place the first of its run that is the same point.</param>
        /// <param name="lasts">For each such first place the last of its run.</param>
        /// <param name="start">First place of the run.</param>
        /// <param name="end">The one after its last.</param>
        public PlaceRun(Borders borders, int[] before, int[] roots, int[] lasts, int start, int end)
        {
            (this.borders, this.before, this.roots, this.lasts, Start, End) = (borders, before, roots, lasts, start, end);
            // Most points of a map occur twice or more, so the table stays about half empty.
            var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, end - start)) + 1);
            (shift, mask) = (64 - bits, (1u << bits) - 1);
            table = ArrayPool<ulong>.Shared.Rent(1 << bits);
            table.AsSpan(0, 1 << bits).Clear();
        }

        public int Start { get; }

        public int End { get; }

        public void Dispose() => ArrayPool<ulong>.Shared.Return(table);

        /// <summary>Links the places of this run.</summary>
        public void Link()
        {
            var hashes = stackalloc ulong[Ahead];
            fixed (Borders.Point* points = borders.Points)
            fixed (ulong* slots = table)
            {
                for (var place = Start; place < Math.Min(End, Start + Ahead); place++)
                    hashes[(place - Start) % Ahead] = Asked(points + place, slots);
                var partner = None;
                for (var place = Start; place < End; place++)
                {
                    var hash = hashes[(place - Start) % Ahead];
                    if (place + Ahead < End)
                        hashes[(place - Start) % Ahead] = Asked(points + place + Ahead, slots);
                    partner = borders.Owner[place] == Borders.Nobody ? Skip(place) : Join(points, slots, place, hash, partner);
                }
            }
        }

        /// <summary>Links the first places of a run's points with the last of them in the nearest run before.</summary>
        public static void LinkBack(PlaceRun[] runs, int run, int start, int end)
        {
            var own = runs[run];
            Span<int> partners = stackalloc int[MostRuns];
            partners.Fill(None);
            fixed (Borders.Point* points = own.borders.Points)
            {
                for (var place = start; place < end; place++)
                {
                    if (own.roots[place] != place)
                        continue;
                    var hash = Hash(points + place);
                    for (var earlier = run - 1; earlier >= 0; earlier--)
                    {
                        var root = partners[earlier] = runs[earlier].Find(points, place, hash, partners[earlier]);
                        if (root == None)
                            continue;
                        own.before[place] = own.lasts[root];
                        break;
                    }
                }
            }
        }

        private int Skip(int place) => before[place] = roots[place] = None;

        /// <summary>Puts a place at the end of its point's chain; returns the point's first place if there is one before.</summary>
        private int Join(Borders.Point* points, ulong* slots, int place, ulong hash, int partner)
        {
            var root = Beside(points, place, partner, place);
            if (root == None)
                root = FindOrAdd(points, slots, place, hash);
            roots[place] = root;
            before[place] = root == place ? None : lasts[root];
            lasts[root] = place;
            return root == place ? None : root;
        }

        private int Find(Borders.Point* points, int place, ulong hash, int partner)
        {
            var root = Beside(points, place, partner, End);
            if (root != None)
                return root;
            fixed (ulong* slots = table)
            {
                var slot = (uint)(hash >> shift);
                for (; slots[slot] != 0; slot = (slot + 1) & mask)
                    if (IsAt(points, slots[slot], place, hash))
                        return (int)(uint)slots[slot] - 1;
            }

            return None;
        }

        private int FindOrAdd(Borders.Point* points, ulong* slots, int place, ulong hash)
        {
            var slot = (uint)(hash >> shift);
            for (; slots[slot] != 0; slot = (slot + 1) & mask)
                if (IsAt(points, slots[slot], place, hash))
                    return (int)(uint)slots[slot] - 1;
            slots[slot] = (hash << 32) | (uint)(place + 1);
            return place;
        }

        /// <summary>A slot holds the lower half of a point's hash and 1 + its first place; 0 is free.</summary>
        private static bool IsAt(Borders.Point* points, ulong slot, int place, ulong hash) =>
            (uint)(slot >> 32) == (uint)hash && IsSame(points + ((uint)slot - 1), points + place);

        /// <summary>The point's first place if it lies next to the one that the point before was found at, whichever way the border is run along.</summary>
        private int Beside(Borders.Point* points, int place, int partner, int end)
        {
            if (partner == None)
                return None;
            var root = partner > Start ? roots[partner - 1] : None;
            if (root != None && IsSame(points + root, points + place))
                return root;
            root = partner + 1 < end ? roots[partner + 1] : None;
            return root != None && IsSame(points + root, points + place) ? root : None;
        }

        private static bool IsSame(Borders.Point* a, Borders.Point* b) => a->X == b->X && a->Y == b->Y;

        /// <summary>A point's hash; its slot is asked for ahead of use, so that waiting for memory overlaps.</summary>
        private ulong Asked(Borders.Point* point, ulong* slots)
        {
            var hash = Hash(point);
            if (Sse.IsSupported)
                Sse.Prefetch0(slots + (hash >> shift));
            return hash;
        }

        private static ulong Hash(Borders.Point* point)
        {
            var hash = BitConverter.DoubleToUInt64Bits(point->X) * 0x9E3779B97F4A7C15;
            hash = (BitOperations.RotateLeft(hash, 31) ^ BitConverter.DoubleToUInt64Bits(point->Y)) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }
}
