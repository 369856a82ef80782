using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>
/// The layers that map programs and <c>daira export</c> know by name: places in force by level (<c>units communes constituencies
/// provinces regions</c>) and the results of each contest, one column a list (<c>results-ma-house-2021-local</c>).
/// </summary>
public static class Layers
{
    private const string ResultsPrefix = "results-";

    /// <summary>Every layer of these data, in a steady order.</summary>
    public static IReadOnlyList<Layer> All(ElectoralData data) =>
    [
        .. PlaceLayers.Where(l => Places(l.Id, data).Any()),
        .. data.Contests.Select(c => new Layer(ResultsPrefix + c.Contest.Id, new Message("exchange.layer.results", c.Contest))),
    ];

    /// <summary>The rows of a layer, or a refusal that names the layers there are.</summary>
    public static Outcome<Table> Find(string id, ElectoralData data)
    {
        if (PlaceLayers.FirstOrDefault(l => l.Id == id) is { } layer)
        {
            return PlacesTable(layer, data);
        }

        if (id.StartsWith(ResultsPrefix, StringComparison.Ordinal) && data.Find(id[ResultsPrefix.Length..]) is { } results)
        {
            return ResultsTable(results, data);
        }

        return new Refusal(
            RefusalKind.NotFound,
            "unknown-layer",
            new Message("exchange.unknown-layer", id, string.Join(", ", All(data).Select(l => l.Id))));
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

    private static Table ResultsTable(ContestResults results, ElectoralData data)
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
        ];
        var rows = results.Places.Select((p, r) => new TableRow(p, [.. IdentityOf(p), .. FiguresOf(results, r)])).ToArray();
        var sources = data.Sources.Where(s => s.Id == results.Contest.Source).ToArray();
        Message[] notices = results.Contest.Verified ? [] : [new Message("exchange.unverified", results.Contest)];
        return new Table(ResultsPrefix + results.Contest.Id, columns, rows, new Origin(new Message("exchange.layer.results", results.Contest), null, data.Version, sources, notices));
    }

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
