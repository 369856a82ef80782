using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Web.Pages.Imports;

/// <summary>One step of an import under way: what it does now, and its end. Lives in memory: cut short, nothing is written and the begun import is still there.</summary>
public sealed class ImportRun<T> : IProgress<Message>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile Message? step;

    internal ImportRun(Func<IProgress<Message>, CancellationToken, Outcome<T>> work, DateTimeOffset began)
    {
        Began = began;
        Ending = Task.Run(() => work(this, stop.Token), stop.Token);
    }

    public DateTimeOffset Began { get; }

    /// <summary>What it does now; null before its first step.</summary>
    public Message? Step => step;

    /// <summary>How far the step is; null while that cannot be said.</summary>
    public long? Percent => step is { Id: Pace.Id, Arguments: [_, long percent, _] } ? percent : null;

    public Task<Outcome<T>> Ending { get; }

    /// <summary>What came out; null while it is under way, when it was stopped or refused.</summary>
    public T? Result => Ending is { IsCompletedSuccessfully: true, Result: { IsDone: true } outcome } ? outcome.Value : default;

    /// <summary>Why it was refused; empty otherwise.</summary>
    public IReadOnlyList<Refusal> Refusals => Ending.IsCompletedSuccessfully ? Ending.Result.Refusals : [];

    public void Stop() => stop.Cancel();

    public void Dispose() => stop.Dispose();

    void IProgress<Message>.Report(Message value) => step = value;
}

/// <summary>What a commit came to.</summary>
/// <param name="What">The sentence that says so.</param>
public sealed record Committed(int Number, Message What);

/// <summary>The commits that pages began, and the previews of boundaries, which take longer than a page may.</summary>
public sealed class ImportRuns(ElectionsStore elections, RecordStore record, CurrentElectoralData current, StagedImports staged, TimeProvider clock) : IDisposable
{
    /// <summary>Previews that are kept: each holds every boundary of a file.</summary>
    private const int MostPreviews = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, ImportRun<Committed>> commits = new();
    private readonly ConcurrentDictionary<Guid, (string Asked, ImportRun<PlacesPreview> Run)> previews = new();

    public ImportRun<Committed>? Find(Guid id) => commits.GetValueOrDefault(id);

    /// <summary>Begins a commit unless one is under way, and waits a moment: a small file is done before the page answers.</summary>
    public async Task<ImportRun<Committed>> Begin(StagedImport import, Actor actor)
    {
        var run = commits.AddOrUpdate(import.Id, _ => Start(import, actor), (_, known) => known.Ending.IsCompleted ? Start(import, actor) : known);
        await Wait(run.Ending);
        return run;
    }

    /// <summary>What a commit of these boundaries would do to the data as they are: begun unless the same was asked already.</summary>
    public async Task<ImportRun<PlacesPreview>> Preview(StagedImport import, PlacesRequest request)
    {
        var asked = System.Text.Json.JsonSerializer.Serialize(new { import.Places, import.Accepted, current.Value.Version });
        var run = previews.AddOrUpdate(import.Id, _ => (asked, Look(request)), (_, known) => known.Asked == asked && !known.Run.Ending.IsCanceled ? known : (asked, Look(request))).Run;
        foreach (var old in previews.Where(p => p.Key != import.Id && p.Value.Run.Ending.IsCompleted).OrderBy(p => p.Value.Run.Began).SkipLast(MostPreviews - 1))
        {
            previews.TryRemove(old.Key, out _);
        }

        await Wait(run.Ending);
        return run;
    }

    public void Dispose()
    {
        foreach (var run in commits.Values)
        {
            run.Dispose();
        }

        foreach (var (_, run) in previews.Values)
        {
            run.Dispose();
        }
    }

    private async Task Wait(Task ending) => await Task.WhenAny(ending, Task.Delay(Patience, clock));

    private ImportRun<PlacesPreview> Look(PlacesRequest request) => new((progress, stop) => new ImportPlaces(elections, record, clock).Preview(request, progress, stop), clock.GetUtcNow());

    private ImportRun<Committed> Start(StagedImport import, Actor actor) => new(
        (progress, stop) =>
        {
            var done = import.Places is null ? Results(import, actor, progress, stop) : Places(import, actor, progress, stop);
            if (done.IsDone)
            {
                staged.Save(import with { Number = done.Value.Number }, actor);
                previews.TryRemove(import.Id, out _);
                current.Reload();
            }

            return done;
        },
        clock.GetUtcNow());

    private Outcome<Committed> Results(StagedImport import, Actor actor, IProgress<Message> progress, CancellationToken stop) =>
        new ImportResults(elections, record, clock).Run(staged.RequestOf(import)!, actor, progress, stop)
            .Then<Committed>(done => new Committed(done.Number ?? 0, new Message("imports.committed.what", (long)(done.Number ?? 0), done.Preview.Votes)));

    /// <summary>Commits what the preview showed, where it was made of the same; else everything is done again.</summary>
    private Outcome<Committed> Places(StagedImport import, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        var (use, request) = (new ImportPlaces(elections, record, clock), staged.PlacesRequestOf(import)!);
        var shown = previews.TryGetValue(import.Id, out var known) ? known.Run.Result : null;
        var done = shown is null ? use.Run(request, actor, progress, stop) : use.Commit(request, shown, actor, progress, stop);
        return done.Then<Committed>(d => new Committed(d.Number ?? 0, new Message("imports.committed.places", (long)(d.Number ?? 0), (long)d.Preview.Rows.Count, (long)d.Preview.Shapes)));
    }
}
