using System.Globalization;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>The rows of places as they are stored, and as an import leaves them.</summary>
internal sealed class StoredGazetteer
{
    private readonly Applying to;
    private readonly Dictionary<string, PlaceRow> places;
    private readonly ILookup<string, PlaceNameRow> names;
    private readonly List<MembershipRow> memberships;
    private readonly Dictionary<string, PlaceRow> changed = [];
    private readonly Dictionary<string, List<PlaceNameRow>> named = [];
    private readonly Dictionary<string, PopulationRow> counted = [];
    private int position;

    public StoredGazetteer(Applying to)
    {
        this.to = to;
        places = to.Db.Rows<PlaceRow>().AsEnumerable().ToDictionary(p => p.Code);
        position = places.Values.Select(p => p.Position).DefaultIfEmpty(-1).Max();
        names = to.Db.Rows<PlaceNameRow>().AsEnumerable().ToLookup(n => n.Place);
        memberships = [.. to.Db.Rows<MembershipRow>()];
        Shapes = to.Db.Rows<ShapeRow>().AsEnumerable().ToDictionary(s => s.Place);
    }

    public IReadOnlyDictionary<string, ShapeRow> Shapes { get; }

    /// <summary>Codes whose rows change.</summary>
    public IEnumerable<string> Touched => changed.Keys.Concat(named.Keys).Concat(counted.Keys).Distinct();

    public void Plan(DecidedPlaces import, IReadOnlyList<PlannedPlace> planned)
    {
        if (import.Country is { } country && !places.ContainsKey(country))
        {
            Add(new PlaceRow(0, country, PlaceLevel.Country, null, null, false, null, null, null, null, null, import.SourceId));
            named[country] = [new PlaceNameRow(country, "en", CountryName(country), false, null, import.SourceId)];
        }

        foreach (var place in planned)
        {
            Plan(import, place);
        }
    }

    /// <summary>The places as they will be.</summary>
    public Atlas Atlas() => ElectoralDataBuilder.BuildAtlas(new ElectionTables(
        [], [.. places.Values.Where(p => !changed.ContainsKey(p.Code)).Concat(changed.Values).OrderBy(p => p.Position)], [], [], memberships, [], [], [], [], [], []));

    public void Write(DecidedPlaces import, IReadOnlyDictionary<string, Geometry> drawn, IReadOnlyDictionary<string, (Geometry? Shape, bool IsApproximate)> derived)
    {
        Replace("places", "code", changed.Keys, changed.Values);
        Replace("place_names", "place", named.Keys, named.Values.SelectMany(n => n));
        Replace("populations", "place", counted.Keys, counted.Values);
        var shapes = drawn.Select(d => (Code: d.Key, Shape: (Geometry?)d.Value, IsApproximate: false)).Concat(derived.Select(d => (Code: d.Key, d.Value.Shape, d.Value.IsApproximate)))
            .ToDictionary(s => s.Code, s => s.Shape is null ? null : RowOf(import, s.Code, s.Shape, s.IsApproximate));
        Replace("shapes", "place", shapes.Keys, shapes.Values.OfType<ShapeRow>());
        foreach (var code in shapes.Keys)
        {
            to.Connection.Run("delete from findings where place = @place and code like 'shape-%'", ("@place", code));
        }
    }

    /// <summary>A cell that was cut keeps where it came from.</summary>
    private ShapeRow RowOf(DecidedPlaces import, string code, Geometry shape, bool isApproximate)
    {
        var bounds = shape.EnvelopeInternal;
        var old = isApproximate ? Shapes.GetValueOrDefault(code) : null;
        return new ShapeRow(
            code, new WKBWriter().Write(shape), bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY, isApproximate, old?.Source ?? import.SourceId, old?.Attribution ?? import.Attribution, old is null ? import.ValidFrom : old.ValidFrom);
    }

    private void Replace<T>(string table, string key, IEnumerable<string> codes, IEnumerable<T> rows)
        where T : class
    {
        foreach (var code in codes)
        {
            to.Connection.Run($"delete from {table} where {key} = @code", ("@code", code));
        }

        BulkInsert.Into(to.Db, rows, to.Stop);
    }

    private void Add(PlaceRow row) => changed[row.Code] = row with { Position = ++position };

    private void Plan(DecidedPlaces import, PlannedPlace place)
    {
        var inside = place.Shape?.PointOnSurface as Point ?? place.Written.Shape as Point;
        if (places.TryGetValue(place.Code, out var old))
        {
            var parent = place.Parent ?? old.Parent;
            if (parent != old.Parent)
            {
                changed[place.Code] = old with { Parent = parent };
            }
        }
        else
        {
            var isUnit = import.Level is PlaceLevel.Commune or PlaceLevel.Arrondissement;
            Add(new PlaceRow(0, place.Code, import.Level, place.Parent, null, isUnit, inside?.X, inside?.Y, inside is null ? null : import.SourceId, import.ValidFrom, null, import.SourceId));
        }

        Rename(import, place);
        if (place.Written.Inhabitants is { } inhabitants)
        {
            counted[place.Code] = new PopulationRow(place.Code, inhabitants, import.ValidFrom ?? import.Source.Retrieved, import.SourceId);
        }
    }

    /// <summary>The new name becomes the official one; the old one stays as an alias, so that older files are still understood.</summary>
    private void Rename(DecidedPlaces import, PlannedPlace place)
    {
        var rows = names[place.Code].ToList();
        var before = rows.Count;
        foreach (var (language, text) in ((string, string?)[])[("ar", place.Written.Arabic), ("fr", place.Written.French), ("en", place.Written.English)])
        {
            if (text is null || rows.Exists(n => n.Text == text && (n.Language == language || n.Language.Length == 0)))
            {
                continue;
            }

            rows = rows.ConvertAll(n => n.Language == language && !n.IsAlias ? n with { IsAlias = true, Review = null } : n);
            rows.Add(new PlaceNameRow(place.Code, language, text, false, null, import.SourceId));
        }

        if (rows.Count == 0)
        {
            rows.Add(new PlaceNameRow(place.Code, "fr", place.Code, false, null, import.SourceId));
        }

        if (rows.Count != before)
        {
            named[place.Code] = rows;
        }
    }

    private static string CountryName(string country)
    {
        try
        {
            return new RegionInfo(country).EnglishName;
        }
        catch (ArgumentException)
        {
            return country;
        }
    }
}
