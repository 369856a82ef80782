using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>A file of places or of their boundaries.</summary>
/// <param name="File">Where it stands now; a copy is kept when it is committed.</param>
public sealed record PlacesRequest(string File, PlacesMapping Mapping)
{
    /// <summary>The file as the person calls it; null = its own name.</summary>
    public string? Name { get; init; }

    /// <summary>ISO 3166 code; null = the only country there is.</summary>
    public string? Country { get; init; }

    /// <summary>First day on which the boundaries hold.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Soft rules that the person accepts, see <see cref="PlaceRules.Soft"/>.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    public string Publisher { get; init; } = AddContest.Unknown;

    public string Licence { get; init; } = AddContest.Unknown;

    public string Address { get; init; } = "";

    /// <summary>What must be said wherever the boundaries are shown; null = the publisher.</summary>
    public string? Attribution { get; init; }
}

/// <summary>Everything that a commit would do, and what stands against it. Nothing is written.</summary>
/// <param name="Rows">Every row with its fate, in the order of the file.</param>
/// <param name="Rules">The rules that rows break.</param>
/// <param name="Shapes">How many boundaries come.</param>
/// <param name="Repaired">How many of them were invalid and were repaired.</param>
/// <param name="Overlaps">Pieces that several claimed.</param>
/// <param name="Gaps">Slivers between them that none claimed.</param>
/// <param name="Missing">Places of the same kind of which the file says nothing.</param>
/// <param name="Notices">What was assumed in reading.</param>
public sealed record PlacesPreview(IReadOnlyList<ImportedRow> Rows, IReadOnlyList<BrokenRule> Rules, int Shapes, int Repaired, int Overlaps, int Gaps, int Missing, IReadOnlyList<Message> Notices)
{
    public int Count(RowFate fate) => Rows.Count(r => r.Fate == fate);

    public bool IsReady => !Rules.Any(r => r.Stops);

    /// <summary>Whether everything in it is known already.</summary>
    public bool IsKnown => Count(RowFate.New) + Count(RowFate.Changed) + Rules.Where(r => r.IsAccepted).Sum(r => r.Rows) == 0;

    internal DecidedPlaces? Draft { get; init; }

    /// <summary>What was done to make boundaries valid and fit each other: each repair, overlap and gap.</summary>
    public IReadOnlyList<ShapeNote> Notes { get; init; } = [];

    /// <summary>The boundaries as they would be written, by place code.</summary>
    public IReadOnlyDictionary<string, Geometry> Boundaries { get; init; } = new Dictionary<string, Geometry>();

    internal IReadOnlyList<PlannedPlace> Planned { get; init; } = [];

    internal string Version { get; init; } = "";
}

/// <param name="Number">The import's number; null when nothing was to be written.</param>
/// <param name="Version">The version of the data afterwards.</param>
public sealed record PlacesDone(PlacesPreview Preview, int? Number, string Version);

/// <summary>
/// Imports places and their boundaries in five steps: read → map → reconcile → preview → commit. Only the commit writes, all or nothing;
/// official boundaries replace approximate cells. For keepers of imports.
/// </summary>
public sealed class ImportPlaces(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    private readonly SourceFiles files = new(record.Database.Folder);

    /// <summary>The first four steps. Writes nothing.</summary>
    public Outcome<PlacesPreview> Preview(PlacesRequest request, IProgress<Message> progress, CancellationToken stop)
    {
        var data = Data();
        if (!data.IsDone)
        {
            return Outcome<PlacesPreview>.Refused(data.Refusals);
        }

        var country = request.Country ?? Only(data.Value.Atlas);
        if (Refuse(request, country) is { } refusal)
        {
            return refusal;
        }

        progress.Report(new Message("import.progress.reading", Path.GetFileName(request.Name ?? request.File)));
        var written = WrittenPlaces.Read(request.File, request.Mapping, stop).Then<WrittenPlaces>(w => w with { File = request.Name ?? w.File });
        if (!written.IsDone)
        {
            return Outcome<PlacesPreview>.Refused(written.Refusals);
        }

        if (written.Value.Places.Count == 0)
        {
            return new Refusal(RefusalKind.Invalid, "no-rows", new Message("gazetteer.no-rows", written.Value.File));
        }

        progress.Report(new Message("gazetteer.reconciling", (long)written.Value.Places.Count));
        var level = request.Mapping.Level ?? UsualLevel(written.Value.Places, data.Value.Atlas);
        var answers = new ReconcileGazetteer(data.Value.Atlas, level, country).Run(written.Value.Places, stop);
        return Preview(request, country!, level, written.Value, answers, data.Value, progress);
    }

    /// <summary>All five steps.</summary>
    /// <exception cref="OperationCanceledException">Stopped; everything is as it was.</exception>
    public Outcome<PlacesDone> Run(PlacesRequest request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        var opened = Opening.Of(actor, Rights.ImportResults, record);
        return opened.Then(_ => Preview(request, progress, stop)).Then(preview => Write(request, preview, opened.Value, progress, stop));
    }

    /// <summary>The fifth step: writes what a preview shows.</summary>
    /// <returns>Refused when a rule stops it, or when the data or the file moved on since the preview.</returns>
    public Outcome<PlacesDone> Commit(PlacesRequest request, PlacesPreview preview, Actor actor, IProgress<Message> progress, CancellationToken stop) =>
        Opening.Of(actor, Rights.ImportResults, record).Then(keeper => Write(request, preview, keeper, progress, stop));

    private Outcome<PlacesDone> Write(PlacesRequest request, PlacesPreview preview, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (!preview.IsReady)
        {
            return Outcome<PlacesDone>.Refused([.. preview.Rules.Where(r => r.Stops).Select(r => new Refusal(
                RefusalKind.Conflict, r.Rule, new Message(r.IsHard ? "gazetteer.stopped-hard" : "gazetteer.stopped-soft", new Message("gazetteer.rule." + r.Rule), (long)r.Rows, (long)r.FirstLine, r.Rule)))]);
        }

        if (preview.IsKnown)
        {
            return new PlacesDone(preview, null, preview.Version);
        }

        var draft = preview.Draft!;
        if (files.Keep(request.File) != draft.Source.Sha256)
        {
            return new Refusal(RefusalKind.Conflict, "file-moved", new Message("import.file-moved", draft.Source.File));
        }

        progress.Report(new Message("gazetteer.writing", (long)preview.Planned.Count));
        return elections.Change<Outcome<PlacesDone>>((connection, db) =>
        {
            if (connection.One("select value from state where name = 'version'") is null)
            {
                DataVersion.Set(connection, DataVersion.Of("")); // an installation that begins with its own places
            }
            else if (DataVersion.Read(connection) != preview.Version)
            {
                return new Refusal(RefusalKind.Conflict, "data-moved", new Message("import.data-moved"));
            }

            var number = DecidedChanges.All(record).Select(ImportNumbers.Of).OfType<int>().Append(Convert.ToInt32(connection.One("select coalesce(max(id), 0) from imports"), CultureInfo.InvariantCulture)).Max() + 1;
            return Write(draft with { Number = number }, preview, actor, new Applying(connection, db, files, [], stop));
        });
    }

    /// <summary>The decision is recorded last, when every row stands ready: a cancelled import leaves nothing, a cut one is completed at the next start.</summary>
    private PlacesDone Write(DecidedPlaces import, PlacesPreview preview, Actor actor, Applying to)
    {
        var decision = new Decision(Guid.CreateVersion7(clock.GetUtcNow()), 0, clock.GetUtcNow(), Journaling.NameOf(actor), PlacesImported.Name, import.Source.File, DecidedJson.Write(import), null);
        PlacesImported.Write(decision, import, preview.Planned, preview.Notes, to);
        to.Stop.ThrowIfCancellationRequested();
        var recorded = record.Change(db =>
        {
            db.Journal(actor, clock, PlacesImported.Name, import.Source.File, DecidedJson.Write(new { import.Number, import.Source.Sha256, Rows = import.Rows.Count, preview.Shapes, import.Accepted, import.ValidFrom }));
            return db.Decide(decision);
        });
        return new PlacesDone(preview, import.Number, DecidedChanges.Note(to.Connection, recorded));
    }

    private PlacesPreview Preview(PlacesRequest request, string country, PlaceLevel level, WrittenPlaces written, IReadOnlyList<PlaceAnswer> answers, ElectoralData data, IProgress<Message> progress)
    {
        var accepted = request.Accepted.ToHashSet(StringComparer.Ordinal);
        bool IsTaken(PlaceAnswer a) => a.Code is not null && (a.Rule is null || accepted.Contains(a.Rule));
        (string Code, Geometry Shape)[] drawn = [.. answers.Where(a => IsTaken(a) && a.Written.Shape is IPolygonal).Select(a => (a.Code!, a.Written.Shape!))];
        progress.Report(new Message("gazetteer.fitting", (long)drawn.Length));
        var shapes = OfficialShapes.Of(drawn);
        PlaceAnswer[] judged = [.. answers.Select(a => !IsTaken(a) || a.Rule is not null ? a
            : shapes.Gone.Contains(a.Code!) ? a with { Rule = PlaceRules.ShapeGone, Arguments = [a.Code!] }
            : shapes.Lost.TryGetValue(a.Code!, out var lost) ? a with { Rule = PlaceRules.ShapeOverlaps, Arguments = [a.Code!, new Share(lost)] }
            : a)];
        PlannedPlace[] planned = [.. judged.Where(IsTaken).Select(a => new PlannedPlace(a.Written, a.Code!, a.Parent, shapes.Shapes.GetValueOrDefault(a.Code!)))];
        ImportedRow[] rows = [.. judged.Select(a => RowOf(a, accepted, shapes, data))];
        BrokenRule[] rules = [.. judged.Where(a => a.Rule is not null).GroupBy(a => a.Rule!).Select(g => new BrokenRule(g.Key, !PlaceRules.Soft.Contains(g.Key), accepted.Contains(g.Key), g.Count(), g.Min(a => a.Written.Line)))];
        var source = new AddedSource(written.File, written.Checksum, request.Publisher, request.Licence, request.Address, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var named = judged.Select(a => a.Code).OfType<string>().ToHashSet();
        return new PlacesPreview(
            rows,
            rules,
            shapes.Shapes.Count,
            shapes.Notes.Count(n => n.Kind == "repaired"),
            shapes.Notes.Count(n => n.Kind == "overlap"),
            shapes.Notes.Count(n => n.Kind == "gap"),
            data.Atlas.Places.Count(p => (level == PlaceLevel.Commune ? p.IsUnit : p.Level == level) && p.ValidTo is null && !named.Contains(p.Code)),
            written.Notices)
        {
            Draft = new DecidedPlaces(
                0, request.Mapping, level, country, source, request.Attribution ?? request.Publisher, request.ValidFrom, request.Accepted, [.. planned.Select(p => new DecidedPlace(p.Written.Row, p.Code, p.Parent))]),
            Planned = planned,
            Notes = shapes.Notes,
            Boundaries = shapes.Shapes,
            Version = data.Version,
        };
    }

    private static ImportedRow RowOf(PlaceAnswer answer, HashSet<string> accepted, OfficialShapes shapes, ElectoralData data)
    {
        var w = answer.Written;
        if (answer.Rule is { } rule)
        {
            var isHard = !PlaceRules.Soft.Contains(rule);
            var reason = new Message("gazetteer.reason." + rule, answer.Arguments);
            return new ImportedRow(w.Line, w.Row, isHard ? RowFate.Refused : RowFate.Doubtful, answer.Code, rule, reason, new Message(accepted.Contains(rule) ? "gazetteer.accepted" : "gazetteer.remedy." + rule));
        }

        var fate = answer.Known is null ? RowFate.New : IsSame(answer, shapes, data) ? RowFate.Same : RowFate.Changed;
        return new ImportedRow(w.Line, w.Row, fate, answer.Code, null, null, null);
    }

    private static bool IsSame(PlaceAnswer answer, OfficialShapes shapes, ElectoralData data)
    {
        var (w, known) = (answer.Written, answer.Known!);
        var names = Reconciliation.ReconcilePlaces.NamesOf(known);
        return w.Names.All(n => names.Contains(n))
            && (answer.Parent is null || answer.Parent == known.Parent)
            && (w.Inhabitants is null || w.Inhabitants == known.Population?.Inhabitants)
            && (!shapes.Shapes.TryGetValue(known.Code, out var shape) || (data.Shapes.Find(known.Code) is { IsApproximate: false } stored && stored.Geometry.EqualsExact(shape)));
    }

    /// <summary>The data; none at all where an installation begins with its own places.</summary>
    private Outcome<ElectoralData> Data() => elections.State is SchemaState.Missing
        ? ElectoralDataBuilder.Build(new ElectionTables([], [], [], [], [], [], [], [], [], [], []), "", ShapeCatalogue.Empty)
        : elections.Load();

    private static string? Only(Atlas atlas) => atlas.At(PlaceLevel.Country).Take(2).ToArray() is [var only] ? only.Code : null;

    private static PlaceLevel UsualLevel(IReadOnlyList<WrittenPlace> written, Atlas atlas)
    {
        var known = written.Select(w => atlas.Find(w.Code)).OfType<Place>().Select(p => p.IsUnit ? PlaceLevel.Commune : p.Level).GroupBy(l => l).MaxBy(g => g.Count());
        return known?.Key ?? PlaceLevel.Commune;
    }

    private static Refusal? Refuse(PlacesRequest request, string? country) =>
        country is null ? new Refusal(RefusalKind.Invalid, "country-missing", new Message("gazetteer.country-missing"))
        : country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? new Refusal(RefusalKind.Invalid, "country", new Message("gazetteer.country", Reading.Written.Short(country)))
        : request.Mapping.Crs is { } epsg && Reading.ReferenceSystem.Find(epsg.ToString(CultureInfo.InvariantCulture)) is null ? new Refusal(RefusalKind.Invalid, "crs", new Message("gazetteer.crs", new Code($"EPSG:{epsg}")))
        : request.Accepted.FirstOrDefault(r => !PlaceRules.Soft.Contains(r)) is { } rule ? new Refusal(RefusalKind.Invalid, "unknown-rule", new Message("gazetteer.unknown-rule", rule, string.Join(", ", PlaceRules.Soft)))
        : null;
}
