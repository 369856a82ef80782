using System.Globalization;

namespace Daira.Platform.Tests.Cli;

/// <summary>A board of 5 × 5 squares, u00 … u44 (row, column), each with its column's number as figure; files in a folder of their own.</summary>
internal sealed class Grid : IDisposable
{
    public const int Side = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("daira-grid-").FullName;

    public static IEnumerable<(int Row, int Column, string Id)> Units =>
        from row in Enumerable.Range(0, Side) from column in Enumerable.Range(0, Side) select (row, column, $"u{row}{column}");

    public string File(string name, string content)
    {
        var file = Path.Combine(folder, name);
        System.IO.File.WriteAllText(file, content);
        return file;
    }

    public string In(string name) => Path.Combine(folder, name);

    /// <param name="figure">Null: the column's number.</param>
    public string Values(Func<int, int, string>? figure = null) =>
        File("values.csv", "id,y\n" + string.Concat(Units.Select(u => $"{u.Id},{figure?.Invoke(u.Row, u.Column) ?? u.Column.ToString(CultureInfo.InvariantCulture)}\n")));

    /// <summary>Squares of one degree; moved far east they are no degrees any more.</summary>
    public string Shapes(int east = 0) => File("board.geojson", Collection(Units.Select(u => Square(u.Id, u.Column + east, u.Row))));

    /// <summary>Neighbours by common edge.</summary>
    public string Gal()
    {
        var all = Units.ToArray();
        var lines = all.Select(u => (u.Id, Near: all.Where(o => Math.Abs(o.Row - u.Row) + Math.Abs(o.Column - u.Column) == 1).Select(o => o.Id).ToArray()));
        return File("board.gal", $"0 {all.Length} board id\n" + string.Concat(lines.Select(l => $"{l.Id} {l.Near.Length}\n{string.Join(' ', l.Near)}\n")));
    }

    public static string Collection(IEnumerable<string> features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", features)}}]}""";

    public static string Square(string id, int x, int y) =>
        $$$"""{"type":"Feature","properties":{"id":"{{{id}}}","column":{{{x}}}},"geometry":{"coordinates":[[[{{{x}}},{{{y}}}],[{{{x + 1}}},{{{y}}}],[{{{x + 1}}},{{{y + 1}}}],[{{{x}}},{{{y + 1}}}],[{{{x}}},{{{y}}}]]],"type":"Polygon"}}""";

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
