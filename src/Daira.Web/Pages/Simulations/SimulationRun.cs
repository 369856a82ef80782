using Daira.Elections;
using Daira.Elections.Scenarios;
using Daira.Foundation;

namespace Daira.Web.Pages.Simulations;

public enum RunState
{
    /// <summary>Others are being computed before it.</summary>
    Waiting,

    Running,

    /// <summary>There is an answer, or a reason why there is none.</summary>
    Ended,

    /// <summary>Somebody stopped it; nothing of it is kept.</summary>
    Stopped,
}

/// <summary>One simulation being computed: how far it is, and its end. Lives in memory: its seed and its address bring the same figures again.</summary>
public sealed class SimulationRun : IProgress<long>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile bool wasStopped;
    private readonly ElectoralData data;
    private readonly TimeProvider clock;
    private long done;
    private long began;
    private volatile bool isRunning;

    /// <param name="room">Entered while it runs.</param>
    internal SimulationRun(string id, Simulation asked, ElectoralData data, SemaphoreSlim room, int threads, TimeProvider clock)
    {
        (Id, Asked, this.data, this.clock) = (id, asked, data, clock);
        Work = SimulateContest.Work(asked);
        var token = stop.Token;
        Ending = Task.Run(() => RunAsync(room, threads, token), token);
    }

    public string Id { get; }

    public Simulation Asked { get; }

    public string DataVersion => data.Version;

    /// <summary>Elections to count, those with more votes included.</summary>
    public long Work { get; }

    public long Done => Math.Min(Work, Interlocked.Read(ref done));

    /// <summary>At the pace so far, rounded up; null while nothing can be said.</summary>
    public int? SecondsLeft => State == RunState.Running && Done > 0
        ? (int)Math.Ceiling(clock.GetElapsedTime(Interlocked.Read(ref began)).TotalSeconds * (Work - Done) / Done)
        : null;

    public RunState State => wasStopped ? RunState.Stopped
        : !Ending.IsCompleted ? isRunning ? RunState.Running : RunState.Waiting
        : Ending.IsCanceled ? RunState.Stopped
        : RunState.Ended;

    /// <summary>Cancelled when stopped.</summary>
    public Task<Outcome<SimulatedContest>> Ending { get; }

    /// <summary>Stops it; one that has ended stays.</summary>
    public void Stop()
    {
        if (!Ending.IsCompleted)
        {
            wasStopped = true;
            stop.Cancel();
        }
    }

    public void Dispose()
    {
        Stop();
        stop.Dispose();
    }

    /// <returns>True when it ended within the time.</returns>
    public async Task<bool> EndsWithin(TimeSpan time)
    {
        await Task.WhenAny(Ending, Task.Delay(time));
        return Ending.IsCompleted;
    }

    void IProgress<long>.Report(long value)
    {
        // Blocks end in any order on several threads: never back.
        var known = Interlocked.Read(ref done);
        while (value > known && Interlocked.CompareExchange(ref done, value, known) != known)
        {
            known = Interlocked.Read(ref done);
        }
    }

    private async Task<Outcome<SimulatedContest>> RunAsync(SemaphoreSlim room, int threads, CancellationToken token)
    {
        await room.WaitAsync(token);
        try
        {
            Interlocked.Exchange(ref began, clock.GetTimestamp());
            isRunning = true;
            return SimulateContest.Run(Asked, threads, data, this, token);
        }
        finally
        {
            room.Release();
        }
    }
}
