using System.Globalization;
using System.Text.Json;
using Daira.Core.Space.Weights;
using NetTopologySuite.Geometries;

namespace Daira.Bench;

/// <summary>Files of bench/peers/gen_units.py.</summary>
public static class SpaceData
{
    public static double[] Column(string folder, int count, int column) =>
        [.. File.ReadLines(Path.Combine(folder, $"units_{count}.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];

    public static Neighbours Neighbours(string folder, int count)
    {
        using var reader = File.OpenText(Path.Combine(folder, $"w_{count}.gal"));
        return WeightFiles.ReadGal(reader).Neighbours;
    }

    public static Geometry[] Polygons(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name)));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(feature => Polygon(feature.GetProperty("geometry").GetProperty("coordinates")))];
    }

    private static Polygon Polygon(JsonElement rings) =>
        new(new LinearRing([.. rings[0].EnumerateArray().Select(pair => new Coordinate(pair[0].GetDouble(), pair[1].GetDouble()))]));
}
