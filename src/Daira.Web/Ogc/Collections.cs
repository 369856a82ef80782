using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Exchange;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Daira.Web.Ogc;

/// <summary>The layers of one version of the data, with what a map program's questions need at hand.</summary>
internal sealed class Collections(ElectoralData data)
{
    private readonly ConcurrentDictionary<string, Collection> built = new();

    public IReadOnlyList<Collection> All => [.. Layers.All(data).Select(l => Find(l.Id)!)];

    /// <summary>The collection, or null.</summary>
    public Collection? Find(string id)
    {
        if (built.TryGetValue(id, out var known))
        {
            return known;
        }

        var table = Layers.Find(id, data);
        return table.IsDone ? built.GetOrAdd(id, _ => new Collection(table.Value, data)) : null;
    }
}

/// <summary>One layer: its rows, their shapes, its extent in space and time.</summary>
internal sealed class Collection
{
    private readonly Dictionary<string, TableRow> byCode;

    public Collection(Table table, ElectoralData data)
    {
        Table = table;
        Data = data;
        byCode = table.Rows.Where(r => r.Place is not null).ToDictionary(r => r.Place!.Code);
        foreach (var row in table.Rows)
        {
            if (ShapeOf(row) is { } shape)
            {
                Extent.ExpandToInclude(shape.EnvelopeInternal);
            }
        }
    }

    public Table Table { get; }

    public ElectoralData Data { get; }

    public Envelope Extent { get; } = new();

    /// <summary>The day of the contest; null for places.</summary>
    public DateOnly? Day => Data.Contests.FirstOrDefault(c => Table.Id == $"results-{c.Contest.Id}")?.Contest.Date;

    public TableRow? Find(string code) => byCode.GetValueOrDefault(code);

    public IReadOnlyList<TableRow> Select(FeatureRequest request, Writing writing)
    {
        if (request.Time is { } time && Day is { } day && !time.Contains(day))
        {
            return [];
        }

        var boxes = request.Boxes.Select(b => PreparedGeometryFactory.Prepare(GeometryFactory.Default.ToGeometry(b))).ToArray();
        return [.. Table.Rows.Where(r => Touches(r, request.Boxes, boxes) && request.Properties.All(p => writing.AsText(r.Cells[p.Key]) == p.Value))];
    }

    private bool Touches(TableRow row, IReadOnlyList<Envelope> boxes, IPreparedGeometry[] exact)
    {
        if (boxes.Count == 0)
        {
            return true;
        }

        return ShapeOf(row) is { } shape
            && Enumerable.Range(0, boxes.Count).Any(i => boxes[i].Intersects(shape.EnvelopeInternal) && exact[i].Intersects(shape));
    }

    private Geometry? ShapeOf(TableRow row) => row.Place is null ? null : Data.Shapes.Find(row.Place.Code)?.Geometry;
}
