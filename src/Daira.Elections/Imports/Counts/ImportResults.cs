using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports.Counts;

/// <summary>A file of results for a contest.</summary>
/// <param name="File">Where it stands now; a copy is kept when it is committed.</param>
/// <param name="Name">As the person calls it; null = its own name.</param>
public sealed record ImportRequest(string File, string Contest, ResultsMapping Mapping, string? Name = null)
{
    /// <summary>Soft rules that the person accepts, see <see cref="ImportRules.Soft"/>.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Choices that come with the request; recorded when it is committed.</summary>
    public IReadOnlyList<NameChoice> Choices { get; init; } = [];

    public ResultStatus Status { get; init; } = ResultStatus.Provisional;

    public string Publisher { get; init; } = AddContest.Unknown;

    public string Licence { get; init; } = AddContest.Unknown;

    public string Address { get; init; } = "";
}

/// <param name="Preview">What was found.</param>
/// <param name="Number">The import's number; null when nothing was to be written.</param>
/// <param name="Version">The version of the data afterwards.</param>
public sealed record ImportDone(ResultsPreview Preview, int? Number, string Version);

/// <summary>
/// Imports results in five steps: read → map → reconcile → preview → commit. Only the commit writes, all or nothing: a decision in
/// <c>record</c>, the rows in <c>elections</c>, the file under its checksum. For keepers of imports.
/// </summary>
public sealed class ImportResults(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    private readonly SourceFiles files = new(record.Database.Folder);

    /// <summary>The first four steps. Writes nothing.</summary>
    /// <returns>Refused when the file cannot be read, the mapping does not fit it, or the contest is unknown; faulty rows are in the preview.</returns>
    public Outcome<ResultsPreview> Preview(ImportRequest request, IProgress<Message> progress, CancellationToken stop)
    {
        var data = elections.Load();
        return data.IsDone ? Preview(request, data.Value, progress, stop) : Outcome<ResultsPreview>.Refused(data.Refusals);
    }

    /// <inheritdoc cref="Preview(ImportRequest, IProgress{Message}, CancellationToken)"/>
    /// <param name="data">The data as they are now.</param>
    public Outcome<ResultsPreview> Preview(ImportRequest request, ElectoralData data, IProgress<Message> progress, CancellationToken stop)
    {
        if (Refuse(request, data) is { } refusal)
        {
            return refusal;
        }

        progress.Report(new Message("import.progress.reading", Path.GetFileName(request.Name ?? request.File)));
        var sheet = ResultsImported.SheetOf(request.File, request.Mapping, stop);
        if (!sheet.IsDone)
        {
            return Outcome<ResultsPreview>.Refused(sheet.Refusals);
        }

        var accepted = request.Accepted.ToHashSet(StringComparer.Ordinal);
        var mapped = MapResults.Run(sheet.Value, request.Mapping, accepted, stop, Begin("import.progress.mapping", sheet.Value.Count, passes: 1, progress));
        return mapped.IsDone ? Reconcile(request, data, sheet.Value, mapped.Value, accepted, progress, stop) : Outcome<ResultsPreview>.Refused(mapped.Refusals);
    }

    /// <summary>All five steps.</summary>
    /// <exception cref="OperationCanceledException">Stopped; everything is as it was.</exception>
    public Outcome<ImportDone> Run(ImportRequest request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        var opened = Opening.Of(actor, Rights.ImportResults, record);
        return opened.Then(_ => Preview(request, progress, stop)).Then(preview => Write(request, preview, opened.Value, progress, stop));
    }

    /// <summary>The fifth step: writes what a preview shows.</summary>
    /// <returns>Refused when a rule stops it, or when the data moved on since the preview.</returns>
    public Outcome<ImportDone> Commit(ImportRequest request, ResultsPreview preview, Actor actor, IProgress<Message> progress, CancellationToken stop) =>
        Opening.Of(actor, Rights.ImportResults, record).Then(keeper => Write(request, preview, keeper, progress, stop));

    private Outcome<ImportDone> Write(ImportRequest request, ResultsPreview preview, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (!preview.IsReady)
        {
            return Outcome<ImportDone>.Refused(WhyStopped(preview));
        }

        if (preview.IsKnown)
        {
            return new ImportDone(preview, null, preview.Version);
        }

        stop.ThrowIfCancellationRequested();
        if (files.Keep(request.File) != preview.Sha256)
        {
            return new Refusal(RefusalKind.Conflict, "file-moved", new Message("import.file-moved", preview.File));
        }

        var draft = WithChoices(preview.Draft!, preview, request, actor);
        var pace = Begin("import.progress.writing", draft.Rows, passes: 1, progress);
        return elections.Change<Outcome<ImportDone>>((connection, db) =>
        {
            if (DataVersion.Read(connection) != preview.Version)
            {
                return new Refusal(RefusalKind.Conflict, "data-moved", new Message("import.data-moved"));
            }

            var numbered = draft with { Number = NextNumber(connection) };
            return Write(numbered, preview, actor, new Applying(connection, db, files, [], stop) { Pace = pace });
        });
    }

    /// <param name="passes">How often the rows are gone over.</param>
    private Pace Begin(string step, long rows, int passes, IProgress<Message> progress)
    {
        var said = new Message(step, rows);
        progress.Report(said);
        return new Pace(progress, said, rows * passes, clock);
    }

    /// <summary>The decision is recorded last, when every row stands ready: a cancelled import leaves nothing, a cut one is completed at the next start.</summary>
    private ImportDone Write(DecidedImport import, ResultsPreview preview, Actor actor, Applying to)
    {
        // As a decision of this moment; its number is known when it is recorded.
        var decision = new Decision(Guid.CreateVersion7(clock.GetUtcNow()), 0, clock.GetUtcNow(), Journaling.NameOf(actor), ResultsImported.Name, import.Contest, DecidedJson.Write(import), null);
        var history = StoredVotes.History(to.Connection, import.Contest);
        ResultsImported.Write(decision, import, history, ImportRows.Of(preview.Mapped!, import, new HashSet<Guid>()), to);
        to.Stop.ThrowIfCancellationRequested();
        var recorded = record.Change(db =>
        {
            db.Journal(actor, clock, ResultsImported.Name, import.Contest, JournalDetail(import, preview));
            return db.Decide(decision);
        });
        return new ImportDone(preview, import.Number, DecidedChanges.Note(to.Connection, recorded));
    }

    private static string JournalDetail(DecidedImport import, ResultsPreview preview) => DecidedJson.Write(new
    {
        import.Number,
        import.Source.File,
        import.Source.Sha256,
        import.Rows,
        import.Accepted,
        Counts = preview.Counts.ToDictionary(c => c.Key.ToString(), c => c.Value),
    });

    /// <summary>Records choices that came with the request, and makes the import name them.</summary>
    private DecidedImport WithChoices(DecidedImport draft, ResultsPreview preview, ImportRequest request, Actor actor)
    {
        var used = preview.Cases.Select(c => c.Choice).OfType<NameChoice>().Where(c => c.Decision is null).Distinct().ToList();
        if (used.Count == 0)
        {
            return draft;
        }

        var ids = record.Change(db => used.ToDictionary(c => c.Key, c => DecideName.Decide(db, c, actor, clock).Id));
        return draft with
        {
            Names = [.. draft.Names.Select(n => n.Decision is null && preview.Choices.GetValueOrDefault(new WrittenPlace(n.Place, n.Within, n.Station)) is { } choice && ids.TryGetValue(choice.Key, out var id) ? n with { Decision = id } : n)],
        };
    }

    private Outcome<ResultsPreview> Reconcile(ImportRequest request, ElectoralData data, Sheet sheet, MappedResults mapped, HashSet<string> accepted, IProgress<Message> progress, CancellationToken stop)
    {
        progress.Report(new Message("import.progress.reconciling", (long)mapped.Places.Count));
        var results = data.Find(request.Contest)!;
        var choices = NameChoices.Of(DecidedChanges.All(record), request.Choices);
        var places = new ReconcilePlaces(results, data.Atlas, ReconcilePlaces.LevelOf(request.Mapping, results.Contest), choices);
        var answers = places.Run(mapped.Places, stop);
        using var connection = elections.Database.Open(readOnly: true);
        var history = StoredVotes.History(connection, request.Contest);
        var source = new AddedSource(
            request.Name ?? sheet.File, sheet.Checksum, request.Publisher, request.Licence, request.Address, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return new PreviewResults(data, results, history, mapped, places, answers, accepted).Run(request, sheet, source, Begin("import.progress.checking", mapped.Rows.Count, passes: 2, progress), stop);
    }

    private static Refusal? Refuse(ImportRequest request, ElectoralData data) =>
        data.Find(request.Contest) is null
            ? new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("import.unknown-contest", request.Contest, string.Join(", ", data.Contests.Select(c => c.Contest.Id))))
        : request.Accepted.FirstOrDefault(r => !ImportRules.Soft.Contains(r)) is { } rule
            ? new Refusal(RefusalKind.Invalid, "rule", new Message(ImportRules.Hard.Contains(rule) ? "import.rule-is-hard" : "import.unknown-rule", rule, string.Join(", ", ImportRules.Soft.Order(StringComparer.Ordinal))))
        : null;

    /// <summary>What stands against a commit, rule by rule.</summary>
    public static IReadOnlyList<Refusal> WhyStopped(ResultsPreview preview) => [.. preview.Rules.Where(r => r.Stops).Select(Stopped)];

    private static Refusal Stopped(BrokenRule rule) => new(
        RefusalKind.Conflict, rule.Rule, new Message(rule.IsHard ? "import.stopped-hard" : "import.stopped-soft", rule.Rule, (long)rule.Rows, (long)rule.FirstLine, new Message("import.rule." + rule.Rule)));

    /// <summary>Numbers go up over all imports ever decided, undone ones included.</summary>
    private int NextNumber(System.Data.Common.DbConnection connection)
    {
        var stored = Convert.ToInt32(connection.One("select coalesce(max(id), 0) from imports"), CultureInfo.InvariantCulture);
        return DecidedChanges.All(record).Select(ImportNumbers.Of).OfType<int>().Append(stored).Max() + 1;
    }
}
