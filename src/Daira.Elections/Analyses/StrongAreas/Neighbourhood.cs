using System.Globalization;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;
using Daira.Elections.Places;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Analyses.StrongAreas;

/// <summary>A local statistic of a list's share over all places of a level: permutation p-values corrected for the number of places.</summary>
/// <param name="Local">One per row of the figures.</param>
internal sealed record Neighbourhood(LocalAssociation Local, PlaceNeighbours Neighbours)
{
    /// <summary>Worked out once per contest, list, level, draws, seed and statistic: it is most of the time of an answer.</summary>
    /// <param name="beside">What the neighbours' figure is, for the bivariate statistic.</param>
    public static Neighbourhood Of(Asked asked, StrongAreasSettings s, ClusterSettings? clusters = null, SecondFigure? beside = null)
    {
        var settled = clusters ?? ClusterSettings.Default;
        return asked.Data.Parts.GetOrAdd(
            $"local|{asked.Contest.Id}|{asked.List!.Code}|{asked.Level}|{s.Permutations}|{s.Seed}|{settled}|{beside?.List?.Code}",
            () => Calculate(asked, s, settled, beside));
    }

    /// <summary>−1…1 for the rule; null where the neighbourhood says nothing.</summary>
    public decimal? EvidenceAt(int row) => Local[row].Class switch
    {
        ClusterClass.HighHigh => 1m,
        ClusterClass.LowLow => -1m,
        ClusterClass.LowHigh => 0.5m,
        ClusterClass.HighLow => -0.5m,
        ClusterClass.NotSignificant => 0m,
        _ => null,
    };

    public IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("neighbours", Neighbours.FromShapes ? "queen" : $"knn:{Neighbours.Nearest}"),
        new("permutations", Local.Settings.Permutations.ToString(CultureInfo.InvariantCulture)),
        new("draws", "shared"),
        new("p", $"two-sided, {CorrectionName}, {ClusterSettings.Level.ToString(CultureInfo.InvariantCulture)}"),
    ];

    public IEnumerable<Message> Notices(PlaceLevel level) => Neighbours.FromShapes
        ? []
        : [new Message("clusters.notice.nearest", Neighbours.Nearest, Words.Level(level))];

    private string CorrectionName => Local.Settings.Correction switch
    {
        Correction.BenjaminiYekutieli => "Benjamini-Yekutieli",
        Correction.Bonferroni => "Bonferroni",
        Correction.None => "uncorrected",
        _ => "Benjamini-Hochberg",
    };

    private static Neighbourhood Calculate(Asked asked, StrongAreasSettings s, ClusterSettings clusters, SecondFigure? beside)
    {
        var places = PlaceNeighbours.Of(asked);
        var shares = Array.ConvertAll(asked.Standings(), standing => standing is { } known ? (double)known.Share : double.NaN);
        var settings = PermutationSettings.Default with { Permutations = s.Permutations, Seed = s.Seed, Correction = clusters.Correction, Level = (double)ClusterSettings.Level };
        return new Neighbourhood(
            clusters.Statistic switch
            {
                ClusterStatistic.GStar => LocalG.Star(shares, places.Neighbours.Weigh(WeightStyle.Binary), settings),
                ClusterStatistic.Bivariate => LocalMoran.Bivariate(shares, beside!.Figures(), places.Neighbours.Weigh(WeightStyle.RowStandardised), settings),
                _ => LocalMoran.Of(shares, places.Neighbours.Weigh(WeightStyle.RowStandardised), settings),
            },
            places);
    }
}

/// <summary>Who neighbours whom: common borders where every place has a shape, else the nearest places by their points.</summary>
/// <param name="Nearest">k; 0 with shapes.</param>
internal sealed record PlaceNeighbours(Neighbours Neighbours, bool FromShapes, int Nearest)
{
    /// <summary>About as many as communes have by common borders.</summary>
    private const int UsualNeighbours = 6;

    public static PlaceNeighbours Of(Asked asked) => asked.Data.Parts.GetOrAdd(
        $"neighbours|{string.Join(' ', asked.Results.Places.Select(p => p.Code))}",
        () => Of(asked.Results.Places, asked.Data));

    private static PlaceNeighbours Of(IReadOnlyList<Place> places, ElectoralData data)
    {
        var shapes = places.Select(p => data.Shapes.Find(p.Code)?.Geometry).ToArray();
        return places.Count > 1 && shapes.All(s => s is not null)
            ? new PlaceNeighbours(Contiguity.Of(shapes!).Neighbours, true, 0)
            : ByPoints(places, data.Atlas);
    }

    private static PlaceNeighbours ByPoints(IReadOnlyList<Place> places, Atlas atlas)
    {
        var points = places.Select(p => PointOf(p, atlas)).ToArray();
        var located = Enumerable.Range(0, points.Length).Where(i => points[i] is not null).ToArray();
        var lists = new int[places.Count][];
        Array.Fill(lists, []);
        var k = Math.Clamp(located.Length / 4, 1, UsualNeighbours);
        if (located.Length > 1)
        {
            var nearest = Core.Space.Weights.Nearest.Of(InPlane([.. located.Select(i => points[i]!.Value)]), k);
            for (var i = 0; i < located.Length; i++)
            {
                lists[located[i]] = [.. nearest[i].ToArray().Select(n => located[n])];
            }
        }

        return new PlaceNeighbours(Neighbours.FromLists(lists), false, k);
    }

    /// <summary>The place's own point, else the middle of its units' points.</summary>
    public static GeographicPoint? PointOf(Place place, Atlas atlas)
    {
        if (place.Point is not null)
        {
            return place.Point;
        }

        var units = atlas.UnitsIn(place).Where(u => u.Point is not null).Select(u => u.Point!.Value).ToArray();
        return units.Length == 0 ? null : new GeographicPoint(units.Average(p => p.Longitude), units.Average(p => p.Latitude));
    }

    /// <summary>Equirectangular about the mean latitude: enough to tell which place is nearer.</summary>
    public static Coordinate[] InPlane(GeographicPoint[] points)
    {
        var shrink = Math.Cos(points.Average(p => p.Latitude) * Math.PI / 180);
        return Array.ConvertAll(points, p => new Coordinate(p.Longitude * shrink, p.Latitude));
    }
}
