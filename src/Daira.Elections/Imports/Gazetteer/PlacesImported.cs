using System.Globalization;
using Daira.Core.Space.Repair;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>Writes imported places: names, parents, inhabitants, boundaries, and the boundaries of whatever is made of them.</summary>
internal sealed class PlacesImported : IDecidedChange
{
    public const string Name = "places-imported";

    /// <summary>Repairs, overlaps and gaps that are said one by one; beyond that their number is.</summary>
    private const int MostNotes = 200;

    public string Kind => Name;

    public static int NumberOf(Decision decision) => DecidedPlaces.Read(decision).Number;

    public void Apply(Decision decision, Applying to)
    {
        var import = DecidedPlaces.Read(decision);
        var file = to.Files.Find(import.Source.Sha256);
        var written = file is null ? null : WrittenPlaces.Read(file, import.Mapping, to.Stop);
        if (written is not { IsDone: true })
        {
            Say(to, new Finding("import-file-missing", FindingKind.Fault, null, null, null, new Message("finding.import-file-missing", import.Source.File, import.Source.Sha256)));
            return;
        }

        var rows = written.Value.Places.ToDictionary(p => p.Row);
        var decided = import.Rows.Where(r => rows.ContainsKey(r.Row)).Select(r => (Decided: r, Written: rows[r.Row])).ToArray();
        var shapes = OfficialShapes.Of([.. decided.Where(d => d.Written.Shape is not null).Select(d => (d.Decided.Code, d.Written.Shape!))]);
        Write(decision, import, [.. decided.Select(d => new PlannedPlace(d.Written, d.Decided.Code, d.Decided.Parent, shapes.Shapes.GetValueOrDefault(d.Decided.Code)))], shapes.Notes, to);
    }

    public void TakeBack(Decision decision, Applying to)
    {
        // Later imports may have replaced what this one wrote: they are taken back first and applied again.
        var number = NumberOf(decision);
        var later = to.Decisions.Where(d => d.Kind == Name && d.Id != decision.Id && !to.Undone.Contains(d.Id) && NumberOf(d) > number && IsStored(to, NumberOf(d))).ToList();
        foreach (var import in later.AsEnumerable().Reverse().Append(decision))
        {
            Restore(NumberOf(import), to);
        }

        foreach (var import in later)
        {
            Apply(import, to);
        }
    }

    /// <summary>A place that an import added and that results were counted at since; null when there is none.</summary>
    public static string? Needed(Decision decision, Applying to)
    {
        var import = DecidedPlaces.Read(decision);
        var added = to.Db.Rows<ReplacedPlaceRow>().Where(r => r.Import == import.Number).AsEnumerable().Where(r => r.Content.StartsWith("{\"Places\":[]", StringComparison.Ordinal)).Select(r => r.Place).ToHashSet();
        return added.Count == 0 ? null : to.Connection.Read("select distinct place from results union select place from totals", r => r.GetString(0)).Find(added.Contains);
    }

    private static bool IsStored(Applying to, int number) => to.Connection.One("select 1 from imports where id = @id", ("@id", number)) is not null;

    private static void Restore(int number, Applying to)
    {
        ReplacedPlaces.Restore(to, number);
        var source = "import-" + number.ToString(CultureInfo.InvariantCulture);
        to.Connection.Run("delete from findings where import = @import", ("@import", number));
        to.Connection.Run("delete from imports where id = @import", ("@import", number));
        to.Connection.Run("delete from sources where id = @source", ("@source", source));
    }

    /// <param name="places">Every row that is written.</param>
    public static void Write(Decision decision, DecidedPlaces import, IReadOnlyList<PlannedPlace> places, IReadOnlyList<ShapeNote> notes, Applying to)
    {
        BulkInsert.Into(to.Db, [new Source(
            import.SourceId, import.Source.Publisher, import.Source.File, import.Source.Licence, import.Source.Address, import.Source.Retrieved, import.Source.Sha256, null)], to.Stop);
        var stored = new StoredGazetteer(to);
        var drawn = places.Where(p => p.Shape is not null).ToDictionary(p => p.Code, p => p.Shape!);
        stored.Plan(import, places);
        var derived = new DerivedShapes(stored.Atlas(), stored.Shapes, drawn).All(to.Stop);
        ReplacedPlaces.Keep(to, import.Number, [.. stored.Touched.Concat(drawn.Keys).Concat(derived.Keys).Distinct()]);
        stored.Write(import, drawn, derived);
        foreach (var finding in Findings(notes, drawn.Count))
        {
            Say(to, finding, import.Number);
        }

        BulkInsert.Into(to.Db, [new ImportRow(
            import.Number, Moment.Write(decision.At), decision.Actor, "places", import.Source.Sha256, DecidedJson.Write(import.Mapping), places.Count, null, decision.Id.ToString("D"))], to.Stop);
    }

    private static IEnumerable<Finding> Findings(IReadOnlyList<ShapeNote> notes, int drawn)
    {
        if (drawn > 0)
        {
            long Count(string kind) => notes.Count(n => n.Kind == kind);
            yield return new Finding("boundaries-imported", FindingKind.Check, null, null, null, new Message("finding.boundaries-imported", (long)drawn, Count("repaired"), Count("overlap"), Count("gap")));
        }

        foreach (var note in notes.Take(MostNotes))
        {
            yield return new Finding("boundary-" + note.Kind, FindingKind.Note, null, note.Code, null, note.Message);
        }
    }

    private static void Say(Applying to, Finding finding, int? import = null)
    {
        var row = FindingText.ToRow(finding, 0);
        to.Connection.Run(
            """
            insert into findings (id, code, kind, contest, place, list, message, arguments, import)
            values ((select coalesce(max(id), 0) + 1 from findings), @code, @kind, null, @place, null, @message, @arguments, @import)
            """,
            ("@code", row.Code),
            ("@kind", row.Kind),
            ("@place", row.Place),
            ("@message", row.Message),
            ("@arguments", row.Arguments),
            ("@import", import));
    }
}

/// <summary>The shapes of places that are made of others: unions of their units, so that all levels go on fitting each other.</summary>
internal sealed class DerivedShapes(Atlas atlas, IReadOnlyDictionary<string, ShapeRow> stored, IReadOnlyDictionary<string, Geometry> drawn)
{
    private static readonly WKBReader Wkb = new();

    private readonly Dictionary<string, (Geometry Shape, bool IsApproximate)> known = [];

    /// <summary>Shapes to be written besides those drawn: unions, and approximate cells cut where an official boundary now runs. Null where nothing is left of a cell.</summary>
    public IReadOnlyDictionary<string, (Geometry? Shape, bool IsApproximate)> All(CancellationToken stop)
    {
        var derived = new Dictionary<string, (Geometry? Shape, bool IsApproximate)>();
        if (drawn.Count == 0)
        {
            return derived;
        }

        foreach (var (code, cell) in Cut(stop))
        {
            derived[code] = (cell, true);
            known[code] = (cell ?? Polygon.Empty, true);
        }

        var touched = drawn.Keys.Concat(derived.Keys).ToHashSet();
        foreach (var place in atlas.Places.Where(p => !p.IsUnit && p.Level is not (PlaceLevel.Station or PlaceLevel.Country or PlaceLevel.Region) && !drawn.ContainsKey(p.Code)))
        {
            stop.ThrowIfCancellationRequested();
            Derive(place, [.. atlas.UnitsIn(place)], touched, derived);
        }

        foreach (var place in atlas.At(PlaceLevel.Region).Concat(atlas.At(PlaceLevel.Country)).Where(p => !drawn.ContainsKey(p.Code)))
        {
            var provinces = atlas.At(place.Level == PlaceLevel.Country ? PlaceLevel.Region : PlaceLevel.Province).Where(p => p.Parent == place.Code).ToArray();
            Derive(place, provinces.Length > 0 ? provinces : [.. atlas.UnitsIn(place)], [.. touched, .. derived.Keys], derived);
        }

        return derived;
    }

    private void Derive(Place place, Place[] parts, HashSet<string> touched, Dictionary<string, (Geometry? Shape, bool IsApproximate)> derived)
    {
        if (parts.Length == 0 || !parts.Any(p => touched.Contains(p.Code)))
        {
            return;
        }

        var shapes = parts.Select(p => ShapeOf(p.Code)).ToArray();
        var isApproximate = shapes.Any(s => s is null or { IsApproximate: true });
        var isComplete = shapes.All(s => s is not null);

        // A surveyed outline is better than a union in which some parts are still guessed.
        var isBetter = isComplete && (!isApproximate || !stored.TryGetValue(place.Code, out var old) || old.IsApproximate);
        if (isBetter)
        {
            var union = CoverageMerge.Union([.. shapes.Select(s => s!.Value.Shape).Where(s => !s.IsEmpty)]);
            derived[place.Code] = (union, isApproximate);
            known[place.Code] = (union, isApproximate);
        }
    }

    private (Geometry Shape, bool IsApproximate)? ShapeOf(string code)
    {
        if (drawn.TryGetValue(code, out var official))
        {
            return (official, false);
        }

        if (!known.TryGetValue(code, out var shape))
        {
            if (!stored.TryGetValue(code, out var row))
            {
                return null;
            }

            known[code] = shape = (Wkb.Read(row.Wkb), row.IsApproximate);
        }

        return shape;
    }

    /// <summary>Approximate cells keep only what no official boundary claims.</summary>
    private IEnumerable<(string Code, Geometry? Cell)> Cut(CancellationToken stop)
    {
        var index = new NetTopologySuite.Index.Strtree.STRtree<Geometry>();
        foreach (var shape in drawn.Values)
        {
            index.Insert(shape.EnvelopeInternal, shape);
        }

        foreach (var unit in atlas.Units.Where(u => !drawn.ContainsKey(u.Code)))
        {
            stop.ThrowIfCancellationRequested();
            if (ShapeOf(unit.Code) is not (var cell, true) || index.Query(cell.EnvelopeInternal).Where(o => o.Intersects(cell)).ToArray() is not { Length: > 0 } official)
            {
                continue;
            }

            var left = official.Aggregate(cell, (c, o) => c.IsEmpty ? c : OverlayNGRobust.Overlay(c, o, SpatialFunction.Difference));
            if (left.Area < cell.Area)
            {
                yield return (unit.Code, left.IsEmpty || left is not IPolygonal ? null : left);
            }
        }
    }
}
