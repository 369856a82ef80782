using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>One thread's part of a simulation: its buffers and its counts. The inner loop allocates nothing.</summary>
internal sealed unsafe class SimulationRun
{
    private const int Lanes = PreparedElection.Lanes;

    private readonly PreparedElection election;
    private readonly long seed;
    private readonly SimulationTotals totals;
    private readonly int groups;
    private readonly uint[] words;
    private readonly float[] turnout;
    private readonly float[] factors;
    private readonly int[] won;
    private readonly long[] votes;
    private readonly int[] house;
    private readonly int[] reached;
    private readonly int[] reachedAt;
    private readonly int[] drawn;
    private readonly int[] drawnAll;
    private readonly int[] sums;

    public SimulationRun(PreparedElection election, long seed)
    {
        (this.election, this.seed) = (election, seed);
        totals = new(election.Model);
        groups = ((election.Draws * Lanes / 2) + RandomWords.Group - 1) / RandomWords.Group;
        words = GC.AllocateArray<uint>((groups * RandomWords.Group) + Lanes, pinned: true);
        turnout = new float[election.TurnoutVectors * Lanes];
        factors = new float[election.Regions * election.Padded];
        won = new int[election.Seats.Length * election.Padded];
        (votes, house) = (new long[election.Padded], new int[election.Padded]);
        (drawn, drawnAll, sums) = (new int[election.Padded], new int[election.Seats.Length * election.Padded], new int[election.Seats.Length]);
        reachedAt = new int[election.Seats.Length];
        for (var p = 1; p < reachedAt.Length; p++)
        {
            reachedAt[p] = reachedAt[p - 1] + (election.Seats[p - 1] * election.Padded);
        }

        reached = new int[reachedAt[^1] + (election.Seats[^1] * election.Padded)];
    }

    /// <summary>Elections counted so far.</summary>
    public long Elections => totals.Elections;

    public SimulationTotals Count(long first, int count)
    {
        Add(first, count);
        return totals;
    }

    public SimulationTotals Totals() => totals;

    public void Add(long first, int count)
    {
        for (var n = first; n < first + count; n++)
        {
            Draw(n);
            CountHouse();
        }

        totals.Elections += count;
        CountPlaces();
    }

    /// <summary>The votes of one election, place after place, lists padded; valid until the next one is drawn.</summary>
    public ReadOnlySpan<int> VotesOf(long n)
    {
        Draw(n);
        Array.Clear(reached);
        return drawnAll;
    }

    /// <summary>Draws one election: turnout, national and regional factors, then place by place votes and seats.</summary>
    private void Draw(long n)
    {
        fixed (uint* random = words)
        {
            RandomWords.Fill(seed, n, random, groups);
            var next = (ushort*)random;
            DrawTurnout(ref next);
            DrawFactors(ref next);
            Array.Clear(house);
            Array.Clear(votes);
            if (election.Width == 1 && election.Bids is null)
            {
                DrawNarrow(next, Order(n));
                return;
            }

            for (var p = 0; p < election.Seats.Length; p++)
            {
                DrawPlace(p, ref next);
            }
        }
    }

    private void DrawTurnout(ref ushort* next)
    {
        for (var v = 0; v < turnout.Length; v += Lanes, next += Lanes)
        {
            NormalTable.Draw(next).CopyTo(turnout, v);
        }

        var shocks = election.Model.Shocks;
        turnout[0] *= (float)shocks.TurnoutNational;
        for (var r = 0; r < election.Regions; r++)
        {
            turnout[1 + r] = (turnout[1 + r] * (float)shocks.TurnoutRegional) + turnout[0];
        }
    }

    private void DrawFactors(ref ushort* next)
    {
        Span<float> independent = stackalloc float[election.Padded];
        Span<float> national = stackalloc float[election.Padded];
        for (var v = 0; v < election.Padded; v += Lanes, next += Lanes)
        {
            NormalTable.Draw(next).CopyTo(independent[v..]);
        }

        election.Centre.CopyTo(national);
        for (var k = 0; k < election.Model.Lists.Count; k++)
        {
            for (var v = 0; v < election.Padded; v += Lanes)
            {
                (Load(national, v) + (Load(election.NationalRoot, (k * election.Padded) + v) * Vector512.Create(independent[k]))).CopyTo(national[v..]);
            }
        }

        for (var r = 0; r < election.Regions; r++)
        {
            for (var v = 0; v < election.Padded; v += Lanes, next += Lanes)
            {
                var shock = Load(national, v) + (Load(election.Regional, v) * NormalTable.Draw(next)) + Vector512.Create(turnout[1 + r]);
                Elementary.Exp(shock).CopyTo(factors, (r * election.Padded) + v);
            }
        }
    }

    /// <summary>The order in which equal remainders would be taken in this election: the lanes, turned and mirrored by its number.</summary>
    private static Vector512<int> Order(long n) =>
        Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) ^ Vector512.Create((int)(n & 15));

    private void DrawPlace(int p, ref ushort* next)
    {
        var local = Vector512.Create(turnout[1 + election.Regions + p] * (float)election.Model.Shocks.TurnoutLocal);
        var (row, sum) = (p * election.Padded, 0);
        var most = Vector512.Create((float)election.MostVotes);
        for (var v = 0; v < election.Padded; v += Lanes, next += Lanes)
        {
            var factor = Elementary.Exp((Load(election.Local, v) * NormalTable.Draw(next)) + local) * Load(factors, (election.Region[p] * election.Padded) + v);
            var count = Vector512.ConvertToInt32(Vector512.Min(factor * Load(election.Expected, row + v), most));
            count.CopyTo(drawn, v);
            sum += Vector512.Sum(count);
            Remember(count, v);
        }

        if (sum == 0)
        {
            drawn[Largest(election.Expected.AsSpan(row, election.Padded))] = sum = 1;
        }

        drawn.CopyTo(drawnAll, row);
        Admit(ref sum);
        Allot(p, row, sum);
        CountReached(p, row);
    }

    /// <summary>
    /// All places where one vector holds all lists and remainders decide: the same as place by place, votes first, then
    /// seats, so that the processor works on several places at a time.
    /// </summary>
    private void DrawNarrow(ushort* next, Vector512<int> order)
    {
        DrawVotes(next);
        var (lists, all) = (election.Model.Lists.Count, Vector512<int>.Zero);
        for (var p = 0; p < election.Seats.Length; p++)
        {
            var count = Load(drawnAll, p * Lanes);
            var sum = sums[p];
            count = Admit(count, ref sum);
            var seats = sum == 0 ? Vector512<int>.Zero : RemainderLanes.SettleInOrder(count, election.Seats[p], Math.Max(election.Basis[p], sum), lists, order);
            seats.CopyTo(won, p * Lanes);
            all += seats;
            for (var (k, at) = (1, reachedAt[p]); k <= election.Seats[p]; k++, at += Lanes)
            {
                (Load(reached, at) - Vector512.GreaterThanOrEqual(seats, Vector512.Create(k))).StoreUnsafe(ref reached[at]);
            }

            if (election.Doubtful[p] && Vector512.GreaterThanOrEqualAny(count, Vector512.Create(Filled(p, sum))))
            {
                totals.Dependent++;
            }
        }

        all.CopyTo(house);
    }

    private void DrawVotes(ushort* next)
    {
        var most = Vector512.Create((float)election.MostVotes);
        var (local, turnoutLocal) = (Load(election.Local, 0), (float)election.Model.Shocks.TurnoutLocal);
        var (low, high) = (Vector512<long>.Zero, Vector512<long>.Zero);
        for (var p = 0; p < election.Seats.Length; p++, next += Lanes)
        {
            var shock = (local * NormalTable.Draw(next)) + Vector512.Create(turnout[1 + election.Regions + p] * turnoutLocal);
            var factor = Elementary.Exp(shock) * Load(factors, election.Region[p] * Lanes);
            var count = Vector512.ConvertToInt32(Vector512.Min(factor * Load(election.Expected, p * Lanes), most));
            var (countLow, countHigh) = Vector512.Widen(count);
            (low, high) = (low + countLow, high + countHigh);
            sums[p] = Vector512.Sum(count);
            if (sums[p] == 0)
            {
                (count, sums[p]) = (count.WithElement(Largest(election.Expected.AsSpan(p * Lanes, Lanes)), 1), 1);
            }

            count.CopyTo(drawnAll, p * Lanes);
        }

        low.StoreUnsafe(ref votes[0]);
        high.StoreUnsafe(ref votes[8]);
    }

    /// <summary>Votes that fill a quota at the least possible roll.</summary>
    private int Filled(int p, int sum) => (Math.Max(election.Basis[p], sum) + election.Seats[p] - 1) / election.Seats[p];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Admit(Vector512<int> count, ref int sum)
    {
        var (numerator, denominator) = election.Threshold;
        if (numerator == 0)
        {
            return count;
        }

        var needed = (int)((((long)numerator * sum) + denominator - 1) / denominator);
        count &= Vector512.GreaterThanOrEqual(count, Vector512.Create(needed));
        sum = Vector512.Sum(count);
        return count;
    }

    private void Remember(Vector512<int> count, int v)
    {
        var (low, high) = Vector512.Widen(count);
        (Vector512.LoadUnsafe(ref votes[v]) + low).StoreUnsafe(ref votes[v]);
        (Vector512.LoadUnsafe(ref votes[v + 8]) + high).StoreUnsafe(ref votes[v + 8]);
    }

    private void Admit(ref int sum)
    {
        var (numerator, denominator) = election.Threshold;
        if (numerator == 0)
        {
            return;
        }

        var needed = Vector512.Create((int)((((long)numerator * sum) + denominator - 1) / denominator));
        sum = 0;
        for (var v = 0; v < drawn.Length; v += Lanes)
        {
            var count = Load(drawn, v);
            count &= Vector512.GreaterThanOrEqual(count, needed);
            count.CopyTo(drawn, v);
            sum += Vector512.Sum(count);
        }
    }

    private void Allot(int p, int row, int sum)
    {
        var seats = election.Seats[p];
        var basis = Math.Max(election.Basis[p], sum);
        if (sum == 0)
        {
            won.AsSpan(row, election.Padded).Clear();
            return;
        }

        if (election.Bids is { } bids)
        {
            SimulatedSeats.HighestAverages(bids, drawn, seats, won.AsSpan(row, election.Padded));
        }
        else
        {
            SimulatedSeats.LargestRemainders(drawn, seats, basis, won.AsSpan(row, election.Padded));
        }

        if (election.Doubtful[p] && (long)drawn[Largest(drawn)] * seats >= basis)
        {
            totals.Dependent++;
        }
    }

    private void CountReached(int p, int row)
    {
        for (var v = 0; v < election.Padded; v += Lanes)
        {
            var seats = Load(won, row + v);
            (Load(house, v) + seats).CopyTo(house, v);
            for (var k = 1; k <= election.Seats[p]; k++)
            {
                var at = reachedAt[p] + ((k - 1) * election.Padded) + v;
                (Load(reached, at) - Vector512.GreaterThanOrEqual(seats, Vector512.Create(k))).CopyTo(reached, at);
            }
        }
    }

    private void CountHouse()
    {
        var (best, alone) = (0, true);
        for (var l = 0; l < election.Model.Lists.Count; l++)
        {
            totals.SeatCounts[l, house[l]]++;
            (best, alone) = l == 0 ? (0, true) : house[l] > house[best] ? (l, true) : house[l] == house[best] ? (best, false) : (best, alone);
        }

        totals.FirstInSeats[best] += alone ? 1 : 0;
        totals.FirstInVotes[Largest(votes)]++;
        for (var c = 0; c < election.Model.Coalitions.Count; c++)
        {
            CountCoalition(c, election.Model.Coalitions[c]);
        }
    }

    private void CountCoalition(int c, IReadOnlyList<int> members)
    {
        var (seats, needed) = (0, (totals.House / 2) + 1);
        for (var m = 0; m < members.Count; m++)
        {
            seats += house[members[m]];
        }

        totals.Majorities[c] += seats >= needed ? 1 : 0;
        for (var p = 0; p < election.Seats.Length; p++)
        {
            if (seats - election.Seats[p] >= needed || seats + election.Seats[p] < needed)
            {
                continue;
            }

            var here = 0;
            for (var m = 0; m < members.Count; m++)
            {
                here += won[(p * election.Padded) + members[m]];
            }

            totals.Pivotal[c, p] += seats - here < needed && seats - here + election.Seats[p] >= needed ? 1 : 0;
        }
    }

    /// <summary>Moves the counts of places from vectors to the totals.</summary>
    private void CountPlaces()
    {
        for (var p = 0; p < election.Seats.Length; p++)
        {
            for (var k = 0; k < election.Seats[p]; k++)
            {
                for (var l = 0; l < election.Model.Lists.Count; l++)
                {
                    totals.AtLeast[p][l, k] += reached[reachedAt[p] + (k * election.Padded) + l];
                }
            }
        }

        Array.Clear(reached);
    }

    private static int Largest<T>(ReadOnlySpan<T> numbers)
        where T : System.Numerics.INumber<T>
    {
        var best = 0;
        for (var i = 1; i < numbers.Length; i++)
        {
            best = numbers[i] > numbers[best] ? i : best;
        }

        return best;
    }

    private static int Largest<T>(T[] numbers)
        where T : System.Numerics.INumber<T> => Largest((ReadOnlySpan<T>)numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Load<T>(ReadOnlySpan<T> numbers, int at) => Vector512.Create(numbers.Slice(at, Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Load<T>(T[] numbers, int at) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(numbers), (nuint)at);
}
