namespace Daira.Core.Simulation;

/// <summary>
/// Simulates elections: votes = expected votes × national × regional × local shock × turnout, seats by the rule, exactly.
/// Election n of a seed is the same on every machine and for every number of threads: its random numbers are a function
/// of (seed, n), and only whole numbers are added up. Equal remainders are taken in an order that is itself drawn.
/// </summary>
/// <remarks>Method page: docs/methods/simulation.md.</remarks>
public sealed class Simulator
{
    /// <summary>Elections handed to a thread at a time.</summary>
    public const int BlockSize = 2_000;

    private readonly PreparedElection prepared;

    /// <exception cref="ArgumentException">The model's sizes do not fit each other, or its rule is none of those named at <see cref="ElectionModel"/>.</exception>
    public Simulator(ElectionModel model)
    {
        Model = model;
        prepared = PreparedElection.Of(model);
    }

    /// <summary>What is simulated.</summary>
    public ElectionModel Model { get; }

    /// <summary>Simulates elections first…first+count−1 of the seed on the calling thread.</summary>
    /// <param name="first">≥ 0.</param>
    /// <param name="count">≥ 0.</param>
    public SimulationTotals Run(long seed, long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new SimulationRun(prepared, seed).Count(first, count);
    }

    /// <summary>Simulates elections 0…elections−1 on several threads.</summary>
    /// <param name="elections">≥ 1.</param>
    /// <param name="threads">≥ 1; the answer does not depend on it.</param>
    /// <param name="progress">Told the elections done, now and then.</param>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="stop"/>.</exception>
    public SimulationTotals Run(long seed, long elections, int threads, IProgress<long>? progress, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var totals = new SimulationTotals(Model);
        var gate = new Lock();
        var blocks = (elections + BlockSize - 1) / BlockSize;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        var done = 0L;
        Parallel.For(0, blocks, options, () => new SimulationRun(prepared, seed), (block, _, run) =>
        {
            var count = (int)Math.Min(BlockSize, elections - (block * BlockSize));
            run.Add(block * BlockSize, count);
            progress?.Report(Interlocked.Add(ref done, count));
            return run;
        }, run =>
        {
            lock (gate)
            {
                totals.Add(run.Totals());
            }
        });
        return totals;
    }

    /// <summary>The votes themselves, [place, list], of elections first…first+count−1 of the seed: the same elections as <see cref="Run(long, long, int)"/> counts.</summary>
    /// <param name="first">≥ 0.</param>
    /// <param name="count">≥ 0.</param>
    public IEnumerable<int[,]> Votes(long seed, long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var run = new SimulationRun(prepared, seed);
        for (var n = first; n < first + count; n++)
        {
            yield return Table(run.VotesOf(n));
        }
    }

    private int[,] Table(ReadOnlySpan<int> drawn)
    {
        var votes = new int[Model.Places.Count, Model.Lists.Count];
        for (var p = 0; p < Model.Places.Count; p++)
        {
            for (var l = 0; l < Model.Lists.Count; l++)
            {
                votes[p, l] = drawn[(p * prepared.Padded) + l];
            }
        }

        return votes;
    }

    /// <summary>
    /// Where more votes change most: per place, the mean seats that <paramref name="extra"/> more votes there bring the list,
    /// over the same elections with and without them.
    /// </summary>
    /// <param name="list">Index into the model's lists.</param>
    /// <param name="extra">≥ 1.</param>
    public double[] SeatsFromMoreVotes(int list, int extra, long seed, int elections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(extra, 1);
        var before = Run(seed, 0, elections);
        var more = new Simulator(Model with
        {
            Places = [.. Model.Places.Select(p => p.Votes[list] is { } votes ? p with { Votes = [.. p.Votes.Select((v, i) => i == list ? votes + extra : v)] } : p)],
        });
        var after = more.Run(seed, 0, elections);
        return [.. Model.Places.Select((p, i) => Enumerable.Range(0, p.Seats).Sum(n => after.AtLeast[i][list, n] - before.AtLeast[i][list, n]) / (double)elections)];
    }
}
