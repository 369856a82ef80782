using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>import places</c>: places and their boundaries, in five steps of which only the last writes.</summary>
internal sealed class ImportPlacesCommand
{
    private readonly Argument<string> file = new("file") { Description = "CSV, XLSX, XLS; GeoJSON, TopoJSON, GeoPackage, shapefile (.shp or .zip), or what ogr2ogr reads." };
    private readonly Option<string> code = new("--code") { Description = "Column or property of the official code.", Required = true };
    private readonly Option<string?> level = SharedOptions.Only(Text("--level", "Kind of place (default: that of the codes known)."), [.. LevelNames.All]);
    private readonly Option<string?> parent = Text("--parent", "Column of the place above: code or name.");
    private readonly Option<string?> arabic = Text("--name-ar", "Column of the Arabic name.");
    private readonly Option<string?> french = Text("--name-fr", "Column of the French name.");
    private readonly Option<string?> english = Text("--name-en", "Column of the English name.");
    private readonly Option<string?> population = Text("--population", "Column of the inhabitants.");
    private readonly Option<string?> layer = Text("--layer", "Layer or worksheet, where a file has several.");
    private readonly Option<string?> encoding = SharedOptions.Encoding(new Option<string?>("--encoding") { Description = "Encoding of a text file, e.g. windows-1250 (default: found out)." });
    private readonly Option<string?> crs = Text("--crs", "Reference system of the coordinates, e.g. EPSG:26191 (default: what the file says).");
    private readonly Option<string?> country = Text("--country", "Country of the places, e.g. MA (default: the only one there is).");
    private readonly Option<string?> validFrom = Text("--valid-from", "First day on which the boundaries hold, YYYY-MM-DD.");
    private readonly Option<string?> attribution = Text("--attribution", "What must be said wherever the boundaries are shown (default: the publisher).");
    private readonly Option<string[]> accept = new("--accept") { Description = $"Accept a rule: {string.Join(", ", PlaceRules.Soft)}." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Stop before the commit." };
    private readonly Option<string?> report = Text("--report", "Write every row's fate to this file.");
    private readonly (Option<string> Publisher, Option<string> Licence, Option<string> Address) source = SourceOptions.Build();

    public static Command Build(SharedOptions shared)
    {
        var own = new ImportPlacesCommand();
        var command = new Command("places", "Import places and official boundaries: read, map, reconcile, preview, commit.")
        {
            own.file, own.code, own.level, own.parent, own.arabic, own.french, own.english, own.population, own.layer, own.encoding, own.crs, own.country, own.validFrom, own.attribution,
            own.accept, own.dryRun, own.report, own.source.Publisher, own.source.Licence, own.source.Address,
        };
        return shared.Reporting(command, own.Run);
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private Outcome<Report> Run(ParseResult parsed, Session session, CancellationToken stop)
    {
        new RepairAfterCut(session.Elections, session.Record, session.Clock).Run();
        var request = Request(parsed);
        if (!request.IsDone)
        {
            return Outcome<Report>.Refused(request.Refusals);
        }

        var import = new ImportPlaces(session.Elections, session.Record, session.Clock);
        var preview = import.Preview(request.Value, session.Progress, stop);
        if (!preview.IsDone)
        {
            return Outcome<Report>.Refused(preview.Refusals);
        }

        if (parsed.GetValue(report) is { } named && ImportReport.Write(preview.Value.Rows, named, session) is { } unwritten)
        {
            return unwritten;
        }

        var sheet = ImportReport.SheetOf(preview.Value.Rows) with { Notes = [.. preview.Value.Notices, .. Counts(preview.Value)] };
        if (parsed.GetValue(dryRun))
        {
            return new Report(sheet with { Notes = [.. sheet.Notes, new Message("gazetteer.dry-run")] }, []);
        }

        var done = import.Commit(request.Value, preview.Value, Actor.Operator, session.Progress, stop);
        return done.IsDone
            ? new Report(sheet with { Notes = [.. sheet.Notes, done.Value.Number is { } number ? new Message("gazetteer.done", (long)number, new Code(done.Value.Version)) : new Message("gazetteer.known")] }, [])
            : new Report(sheet, done.Refusals);
    }

    private static IEnumerable<Message> Counts(PlacesPreview preview)
    {
        yield return new Message("gazetteer.counts", (long)preview.Count(RowFate.New), (long)preview.Count(RowFate.Same), (long)preview.Count(RowFate.Changed), (long)preview.Count(RowFate.Doubtful), (long)preview.Count(RowFate.Refused));
        if (preview.Shapes > 0)
        {
            yield return new Message("gazetteer.shapes", (long)preview.Shapes, (long)preview.Repaired, (long)preview.Overlaps, (long)preview.Gaps, (long)preview.Missing);
        }
    }

    private Outcome<PlacesRequest> Request(ParseResult parsed)
    {
        var system = parsed.GetValue(crs) is { } written ? ReferenceSystem.Find(written) : null;
        if (parsed.GetValue(crs) is { } unknown && system is null)
        {
            return new Refusal(RefusalKind.Invalid, "crs", new Message("gazetteer.crs", unknown));
        }

        DateOnly? from = null;
        if (parsed.GetValue(validFrom) is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return new Refusal(RefusalKind.Invalid, "valid-from", new Message("cli.import.valid-from", day));
            }

            from = date;
        }

        var said = SourceOptions.Read(parsed, source.Publisher, source.Licence, source.Address);
        var mapping = new PlacesMapping(parsed.GetValue(code)!)
        {
            Level = parsed.GetValue(level) is { } word && LevelNames.TryRead(word, out var kind) ? kind : null,
            Parent = parsed.GetValue(parent),
            Arabic = parsed.GetValue(arabic),
            French = parsed.GetValue(french),
            English = parsed.GetValue(english),
            Population = parsed.GetValue(population),
            Layer = parsed.GetValue(layer),
            Crs = system?.Epsg,
            Encoding = parsed.GetValue(encoding),
        };
        return new PlacesRequest(parsed.GetValue(file)!, mapping)
        {
            Country = parsed.GetValue(country)?.ToUpperInvariant(),
            ValidFrom = from,
            Accepted = parsed.GetValue(accept) ?? [],
            Publisher = said.Publisher,
            Licence = said.Licence,
            Address = said.Address,
            Attribution = parsed.GetValue(attribution),
        };
    }
}
