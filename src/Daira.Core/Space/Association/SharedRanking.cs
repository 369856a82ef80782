using System.Buffers;

namespace Daira.Core.Space.Association;

/// <summary>
/// Ordered samples of one more than the largest number of neighbours are drawn once from all units. A unit's sample is
/// the beginning of such a sample with the unit itself left out, which is exactly a random ordered sample of the others.
/// So all units with d neighbours share one sorted list of sums of the first d; only for samples where a unit itself
/// occurs early is its sum replaced by the one that skips it.
/// </summary>
internal sealed unsafe class SharedRanking
{
    private const int Lanes = ConditionalDraws.Lanes, PerChunk = ConditionalDraws.PerChunk;
    private const int LargestBatch = 1 << 17, LargestTable = 1 << 24, Stripe = 2048;

    // No unit has this number: the stream of all units together.
    private const uint Everyone = uint.MaxValue;

    private readonly LagRanking lags;
    private readonly ConditionalDraws draws;
    private readonly int size;
    private readonly int batch;

    public SharedRanking(LagRanking lags)
    {
        this.lags = lags;
        size = lags.Weights.Neighbours.LargestDegree + 1;
        batch = Math.Clamp(LargestTable / size / PerChunk * PerChunk, PerChunk, LargestBatch);
        draws = new(lags.Settings.Seed, size, lags.Count, lags.Path);
    }

    /// <summary>Works through batches of permutations, so that memory stays bounded however many are asked for.</summary>
    public void Rank(Func<int, bool> tested, RankCounts counts)
    {
        var targets = ArrayPool<Target>.Shared.Rent(lags.Count);
        var (anyEven, anyUneven) = (false, false);
        Stripes(unit =>
        {
            var isEven = tested(unit) && lags.IsEven(unit);
            targets[unit] = isEven ? new(lags.Weights.Neighbours.Degree(unit), lags.WholeLag(unit)) : default;
            // Written once only, or else threads would wait for each other's writes at every unit.
            if (isEven && !Volatile.Read(ref anyEven))
                Volatile.Write(ref anyEven, true);
            if (!isEven && !Volatile.Read(ref anyUneven) && tested(unit))
                Volatile.Write(ref anyUneven, true);
        });
        var uneven = anyUneven ? Array.FindAll(Enumerable.Range(0, lags.Count).ToArray(), unit => tested(unit) && targets[unit].Degree == 0) : [];
        for (int done = 0, total = lags.Settings.Permutations; done < total; done += batch)
        {
            var permutations = Math.Min(batch, total - done);
            if (anyEven)
                RankEven(targets, done / PerChunk, permutations, counts);
            if (uneven.Length > 0)
                RankUneven(uneven, done / PerChunk, permutations, counts);
        }

        ArrayPool<Target>.Shared.Return(targets);
    }

    private void RankEven(Target[] targets, int firstChunk, int permutations, RankCounts counts)
    {
        var sums = new int[size][];
        foreach (var target in targets.AsSpan(0, lags.Count))
            if (target.Degree > 0)
                sums[target.Degree] ??= new int[permutations];

        Parallel.For(0, (permutations + PerChunk - 1) / PerChunk, lags.Settings.Parallelism(), () => Buffer(1), (chunk, _, sample) =>
        {
            fixed (int* elements = sample)
            {
                draws.Fill(Everyone, firstChunk + chunk, elements);
                SumUp(elements, chunk * PerChunk, Math.Min(PerChunk, permutations - (chunk * PerChunk)), targets, sums, counts);
            }

            return sample;
        }, _ => { });
        Parallel.ForEach(sums.Where(sum => sum is not null), lags.Settings.Parallelism(), Sorting.Ascending);
        Stripes(unit =>
        {
            var (degree, observed) = targets[unit];
            if (degree == 0)
                return;
            var (below, atMost) = Sorting.Rank(sums[degree], observed);
            counts.Above[unit] += permutations - below;
            counts.Below[unit] += atMost;
        });
    }

    private void Stripes(Action<int> work) =>
        Parallel.For(0, (lags.Count + Stripe - 1) / Stripe, lags.Settings.Parallelism(), stripe =>
        {
            for (var unit = stripe * Stripe; unit < Math.Min(lags.Count, (stripe + 1) * Stripe); unit++)
                work(unit);
        });

    /// <summary>Prefix sums of each sample; where a unit occurs among its own first elements, its counts exchange the sum for the one that skips it.</summary>
    private void SumUp(int* elements, int first, int permutations, Target[] targets, int[][] sums, RankCounts counts)
    {
        var wholes = lags.Wholes;
        var prefix = stackalloc int[size + 1];
        for (var permutation = 0; permutation < permutations; permutation++)
        {
            var sample = elements + (permutation / Lanes * size * Lanes) + (permutation % Lanes);
            for (var at = 0; at < size; at++)
            {
                prefix[at + 1] = prefix[at] + wholes[sample[at * Lanes]];
                if (sums[at] is { } list)
                    list[first + permutation] = prefix[at];
            }

            for (var at = 0; at < size - 1; at++)
            {
                var unit = sample[at * Lanes];
                var (degree, observed) = targets[unit];
                if (at < degree)
                    Exchange(unit, observed, prefix[degree], prefix[degree + 1] - wholes[unit], counts);
            }
        }
    }

    private static void Exchange(int unit, int observed, int with, int without, RankCounts counts)
    {
        if (with >= observed != without >= observed)
            Interlocked.Add(ref counts.Above[unit], without >= observed ? 1 : -1);
        if (with <= observed != without <= observed)
            Interlocked.Add(ref counts.Below[unit], without <= observed ? 1 : -1);
    }

    /// <summary>Rows of unequal weights have no common distribution: each unit goes through the shared samples.</summary>
    private void RankUneven(int[] units, int firstChunk, int permutations, RankCounts counts)
    {
        var chunks = (permutations + PerChunk - 1) / PerChunk;
        var table = Buffer(chunks);
        Parallel.For(0, chunks, lags.Settings.Parallelism(), chunk =>
        {
            fixed (int* elements = table)
                draws.Fill(Everyone, firstChunk + chunk, elements + ((long)chunk * draws.Length));
        });
        Parallel.For(0, units.Length, lags.Settings.Parallelism(), Array.Empty<double>, (index, _, buffer) =>
        {
            var row = lags.Row(units[index], ref buffer);
            fixed (int* elements = table)
                RankUneven(units[index], row, elements, permutations, counts);
            return buffer;
        }, _ => { });
    }

    private void RankUneven(int unit, UnevenRow row, int* elements, int permutations, RankCounts counts)
    {
        var figures = row.Figures;
        double atLeast = row.Observed - row.Tie, atMost = row.Observed + row.Tie;
        int above = 0, below = 0;
        for (var permutation = 0; permutation < permutations; permutation++)
        {
            var sample = elements + ((long)(permutation / Lanes) * size * Lanes) + (permutation % Lanes);
            var lag = 0.0;
            foreach (var weight in row.Weights)
            {
                if (*sample == unit)
                    sample += Lanes;
                lag += weight * figures[*sample];
                sample += Lanes;
            }

            above += lag >= atLeast ? 1 : 0;
            below += lag <= atMost ? 1 : 0;
        }

        counts.Above[unit] += above;
        counts.Below[unit] += below;
    }

    private int[] Buffer(int chunks) => GC.AllocateUninitializedArray<int>(checked(chunks * draws.Length));

    /// <summary>A unit's number of neighbours and observed sum; degree 0 where the unit is not tested.</summary>
    private readonly record struct Target(int Degree, int Observed);
}
