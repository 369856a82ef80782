using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>
/// The layers that map programs and <c>daira export</c> know by name: places in force by level (<c>units communes constituencies
/// provinces regions</c>) and the results of each contest, one column a list (<c>results-ma-house-2021-local</c>) or one row a figure
/// (<c>figures-ma-house-2021-local</c>).
/// </summary>
public static class Layers
{
    private const string ResultsPrefix = "results-";
    private const string FiguresPrefix = "figures-";

    /// <summary>Every layer of these data, in a steady order.</summary>
    public static IReadOnlyList<Layer> All(ElectoralData data) =>
    [
        .. PlaceLayers.Where(l => Places(l.Id, data).Any()),
        .. data.Contests.Select(c => new Layer(ResultsPrefix + c.Contest.Id, new Message("exchange.layer.results", c.Contest))),
    ];

    /// <summary>The same results with one row a figure: for spreadsheets, not for maps.</summary>
    public static IEnumerable<string> Figures(ElectoralData data) => data.Contests.Select(c => FiguresPrefix + c.Contest.Id);

    /// <summary>The rows of a layer, or a refusal that names the layers there are.</summary>
    /// <param name="elections">Where the origin of every figure is read, which then stands beside it; null leaves it out.</param>
    public static Outcome<Table> Find(string id, ElectoralData data, ElectionsStore? elections = null)
    {
        if (PlaceLayers.FirstOrDefault(l => l.Id == id) is { } layer)
        {
            return PlacesTable(layer, data);
        }

        if (id.StartsWith(ResultsPrefix, StringComparison.Ordinal) && data.Find(id[ResultsPrefix.Length..]) is { } results)
        {
            return ResultsTable(results, data, elections is null ? null : FigureOrigins.Read(elections, results, data));
        }

        if (id.StartsWith(FiguresPrefix, StringComparison.Ordinal) && data.Find(id[FiguresPrefix.Length..]) is { } counted)
        {
            return FiguresTable(counted, data, elections is null ? null : FigureOrigins.Read(elections, counted, data));
        }

        return new Refusal(
            RefusalKind.NotFound,
            "unknown-layer",
            new Message("exchange.unknown-layer", id, string.Join(", ", All(data).Select(l => l.Id).Concat(Figures(data)))));
    }

    private static readonly Layer[] PlaceLayers =
    [
        new("units", new Message("exchange.layer.units")),
        new("communes", new Message("exchange.layer.communes")),
        new("constituencies", new Message("exchange.layer.constituencies")),
        new("provinces", new Message("exchange.layer.provinces")),
        new("regions", new Message("exchange.layer.regions")),
    ];

    private static IEnumerable<Place> Places(string layer, ElectoralData data) => layer switch
    {
        "units" => data.Atlas.Units,
        "communes" => data.Atlas.At(PlaceLevel.Commune),
        "constituencies" => data.Atlas.At(PlaceLevel.Constituency).Where(p => p.ValidTo is null),
        "provinces" => data.Atlas.At(PlaceLevel.Province),
        _ => data.Atlas.At(PlaceLevel.Region),
    };

    private static Table PlacesTable(Layer layer, ElectoralData data)
    {
        Column[] columns =
        [
            .. Identity,
            new("level", ColumnKind.Text, new Message("exchange.level")),
            new("constituency", ColumnKind.Text, new Message("exchange.constituency")),
            new("population", ColumnKind.Votes, new Message("exchange.population")),
            new("population_date", ColumnKind.Text, new Message("exchange.population_date")),
        ];
        var rows = Places(layer.Id, data).Select(p => new TableRow(p,
        [
            .. IdentityOf(p), p.Level.ToString().ToLowerInvariant(), p.Constituency, p.Population?.Inhabitants, p.Population?.Date,
        ])).ToArray();
        return new Table(layer.Id, columns, rows, new Origin(layer.Title, null, data.Version, data.Sources, []));
    }

    private static Table ResultsTable(ContestResults results, ElectoralData data, FigureOrigins? origins)
    {
        Column[] columns =
        [
            .. Identity,
            new("seats", ColumnKind.Seats, new Message("exchange.seats")),
            new("registered", ColumnKind.Votes, new Message("exchange.registered")),
            new("voters", ColumnKind.Votes, new Message("exchange.voters")),
            new("spoilt", ColumnKind.Votes, new Message("exchange.spoilt")),
            new("turnout", ColumnKind.Share, new Message("exchange.turnout")),
            new("list_votes", ColumnKind.Votes, new Message("exchange.list_votes")),
            .. results.Lists.Select(l => new Column(l.Code, ColumnKind.Votes, new Message("exchange.votes-of", l))),
            .. origins is null ? [] : OriginColumns,
        ];
        var rows = results.Places.Select((p, r) => new TableRow(p, [.. IdentityOf(p), .. FiguresOf(results, r), .. origins is null ? [] : OriginCells(origins.Of(p.Code))])).ToArray();
        return new Table(ResultsPrefix + results.Contest.Id, columns, rows, OriginOf(results, data))
        {
            Figures = origins is null ? null : FiguresTable(results, data, origins),
        };
    }

    /// <summary>One row a figure: a cell of the source that is not known, or a list that did not stand, has none.</summary>
    private static Table FiguresTable(ContestResults results, ElectoralData data, FigureOrigins? origins)
    {
        Column[] columns =
        [
            .. Identity,
            new("list", ColumnKind.Text, new Message("exchange.list")),
            new("votes", ColumnKind.Votes, new Message("exchange.votes")),
            .. origins is null ? [] : OriginColumns,
        ];
        var rows =
            from row in Enumerable.Range(0, results.Places.Count)
            from column in Enumerable.Range(0, results.Lists.Count)
            let votes = results.Votes(row, column)
            where votes is not null
            let place = results.Places[row]
            let list = results.Lists[column].Code
            select new TableRow(place, [.. IdentityOf(place), list, votes, .. origins is null ? [] : OriginCells(origins.Of(place.Code, list))]);
        return new Table(FiguresPrefix + results.Contest.Id, columns, [.. rows], OriginOf(results, data));
    }

    private static Origin OriginOf(ContestResults results, ElectoralData data) => new(
        new Message("exchange.layer.results", results.Contest),
        null,
        data.Version,
        [.. data.Sources.Where(s => s.Id == results.Contest.Source)],
        results.Contest.Verified ? [] : [new Message("exchange.unverified", results.Contest)]);

    private static Column[] OriginColumns { get; } =
    [
        new("origin_source", ColumnKind.Text, new Message("exchange.origin.source")),
        new("origin_line", ColumnKind.Text, new Message("exchange.origin.line")),
        new("origin_sha256", ColumnKind.Text, new Message("exchange.origin.sha256")),
        new("origin_import", ColumnKind.Text, new Message("exchange.origin.import")),
        new("origin_decision", ColumnKind.Text, new Message("exchange.origin.decision")),
    ];

    private static object?[] OriginCells(FigureOrigin origin) => [origin.Source, origin.Line, origin.Sha256, origin.Import, origin.Decision];

    private static IEnumerable<object?> FiguresOf(ContestResults results, int row)
    {
        var totals = results.Totals[row];
        return
        [
            totals.Seats, totals.Registered, totals.Voters, totals.Spoilt,
            totals.Turnout is { } turnout ? new Share(turnout) : null, results.ListVotes(row),
            .. Enumerable.Range(0, results.Lists.Count).Select(c => (object?)results.Votes(row, c)),
        ];
    }

    internal static readonly Column[] Identity =
    [
        new("place", ColumnKind.Text, new Message("exchange.place")),
        new("name_ar", ColumnKind.Text, new Message("exchange.name_ar")),
        new("name_fr", ColumnKind.Text, new Message("exchange.name_fr")),
        new("parent", ColumnKind.Text, new Message("exchange.parent")),
    ];

    internal static object?[] IdentityOf(Place p) => [p.Code, p.Names.Arabic, p.Names.French, p.Parent];
}

/// <param name="Id">As in addresses and on the command line.</param>
public sealed record Layer(string Id, Message Title);
