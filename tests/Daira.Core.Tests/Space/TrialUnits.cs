using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Daira.Core.Tests.Space;

/// <summary>The 1,538 electoral units of the trial data: shapes, and the RNI's share of the eight lists of 2021 (NaN where unknown).</summary>
internal static class TrialUnits
{
    private static readonly Lazy<(string[] Codes, Geometry[] Shapes)> Read = new(ReadShapes);

    public static string[] Codes => Read.Value.Codes;

    public static Geometry[] Shapes => Read.Value.Shapes;

    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
            Assert.SkipUnless(Directory.Exists(folder), "trial data");
            return folder!;
        }
    }

    public static double[] Shares(string list = "RNI")
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "morocco/results-communes-2021/commune_votes_2021_8parties.csv"));
        var header = lines[0].Split(',');
        int votes = Array.IndexOf(header, list), sum = Array.IndexOf(header, "sum_8_parties");
        var byCode = lines.Skip(1).Select(line => Fields(line)).ToDictionary(
            fields => fields[0].PadLeft(9, '0'),
            fields => long.TryParse(fields[votes], out var count) ? (double)count / long.Parse(fields[sum]) : double.NaN);
        return [.. Codes.Select(code => byCode.GetValueOrDefault(code.PadLeft(9, '0'), double.NaN))];
    }

    private static string[] Fields(string line) =>
        [.. System.Text.RegularExpressions.Regex.Matches(line, "(?:^|,)(?:\"(?<text>[^\"]*)\"|(?<text>[^,]*))", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["text"].Value)];

    private static (string[] Codes, Geometry[] Shapes) ReadShapes()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "morocco/boundaries/electoral_units_1538.geojson")));
        var features = document.RootElement.GetProperty("features").EnumerateArray().ToArray();
        return (
            [.. features.Select(feature => feature.GetProperty("properties").GetProperty("code24").GetString()!)],
            [.. features.Select(feature => Shape(feature.GetProperty("geometry")))]);
    }

    private static Geometry Shape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "Polygon"
            ? Polygon(coordinates)
            : new MultiPolygon([.. coordinates.EnumerateArray().Select(Polygon)]);
    }

    private static Polygon Polygon(JsonElement rings)
    {
        var closed = rings.EnumerateArray().Select(ring => new LinearRing([.. ring.EnumerateArray().Select(Point)])).ToArray();
        return new(closed[0], closed[1..]);
    }

    private static Coordinate Point(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
}
