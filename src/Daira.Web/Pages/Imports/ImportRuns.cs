using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Web.Pages.Imports;

/// <summary>One commit under way: what it does now, and its end. Lives in memory: cut short, nothing is written and the begun import is still there.</summary>
public sealed class ImportRun : IProgress<Message>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile Message? step;

    internal ImportRun(Func<IProgress<Message>, CancellationToken, Outcome<ImportDone>> work, DateTimeOffset began)
    {
        Began = began;
        Ending = Task.Run(() => work(this, stop.Token), stop.Token);
    }

    public DateTimeOffset Began { get; }

    /// <summary>What it does now; null before its first step.</summary>
    public Message? Step => step;

    /// <summary>How far the step is; null while that cannot be said.</summary>
    public long? Percent => step is { Id: Pace.Id, Arguments: [_, long percent, _] } ? percent : null;

    public Task<Outcome<ImportDone>> Ending { get; }

    /// <summary>Whether somebody stopped it.</summary>
    public bool IsStopped => Ending.IsCanceled || (Ending.IsFaulted && Ending.Exception.InnerException is OperationCanceledException);

    public void Stop() => stop.Cancel();

    public void Dispose() => stop.Dispose();

    void IProgress<Message>.Report(Message value) => step = value;
}

/// <summary>The commits that pages began.</summary>
public sealed class ImportRuns(ElectionsStore elections, RecordStore record, CurrentElectoralData current, StagedImports staged, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, ImportRun> runs = new();

    public ImportRun? Find(Guid id) => runs.GetValueOrDefault(id);

    /// <summary>Begins a commit unless one is under way, and waits a moment: a small file is done before the page answers.</summary>
    public async Task<ImportRun> Begin(StagedImport import, ImportRequest request, Actor actor)
    {
        var run = runs.AddOrUpdate(import.Id, _ => Start(import, request, actor), (_, known) => known.Ending.IsCompleted ? Start(import, request, actor) : known);
        await Task.WhenAny(run.Ending, Task.Delay(Patience, clock));
        return run;
    }

    public void Dispose()
    {
        foreach (var run in runs.Values)
        {
            run.Dispose();
        }
    }

    private ImportRun Start(StagedImport import, ImportRequest request, Actor actor) => new(
        (progress, stop) =>
        {
            var done = new ImportResults(elections, record, clock).Run(request, actor, progress, stop);
            if (done.IsDone)
            {
                staged.Save(import with { Number = done.Value.Number ?? 0 }, actor);
                current.Reload();
            }

            return done;
        },
        clock.GetUtcNow());
}
