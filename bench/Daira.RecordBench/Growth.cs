using System.Globalization;
using System.Text;

namespace Daira.RecordBench;

/// <summary>
/// How import and loading grow from a thousand rows to ten million: a table and a plot with logarithmic axes, on which a straight line of
/// slope 1 is growth in proportion.
/// </summary>
internal static class Growth
{
    private const string Table = "bench/results/import-growth.csv";

    public static int Run(string? server)
    {
        var rows = new List<(int Rows, string What, double Milliseconds)>();
        for (var power = 3; power <= 7; power++)
        {
            foreach (var at in server is null ? (string?[])[null] : [null, server])
            {
                rows.AddRange(Loading(power, at));
                rows.AddRange(Importing(power, at));
            }
        }

        File.WriteAllLines(Table, ["rows,what,ms", .. rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rows},{r.What},{r.Milliseconds:0.#}"))]);
        File.WriteAllText(Path.ChangeExtension(Table, ".svg"), Plot(rows));
        return 0;
    }

    private static IEnumerable<(int Rows, string What, double Milliseconds)> Loading(int power, string? server)
    {
        var (contests, stations) = power switch { 3 => (2, 17), 4 => (2, 167), 5 => (2, 1_667), 6 => (5, 6_667), _ => (9, 37_037) };
        var measured = new List<(int, string, double)>();
        ColumnsBench.Measure(contests, stations, server, (what, figure, unit) =>
        {
            if (what.EndsWith(ColumnsBench.Loaded, StringComparison.Ordinal))
            {
                measured.Add((contests * stations * InventedCountry.Lists, what, figure));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contests * stations * InventedCountry.Lists,10} {what} {figure:0} {unit}"));
            }
        });
        return measured;
    }

    /// <summary>Row by row a server takes many minutes for ten million: there the copy alone stands beside.</summary>
    private static IEnumerable<(int Rows, string What, double Milliseconds)> Importing(int power, string? server)
    {
        var rows = (int)Math.Pow(10, power);
        var measured = ImportBench.Measure(server, rows, withBare: server is null, (what, figure, unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {figure:0} {unit}")));
        return measured.Select(m => (rows, $"{(server is null ? "SQLite" : "PostgreSQL")}: {m.Key}", m.Value * 1000));
    }

    private static string Plot(List<(int Rows, string What, double Milliseconds)> rows)
    {
        string[] colours = ["#0b5d66", "#b0723a", "#455b8f", "#8a4900", "#6b2d5c", "#3d7a1f", "#444444"];
        var svg = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 860 440' font-family='sans-serif' font-size='12'>\n<rect width='860' height='440' fill='white'/>\n");
        for (var power = 3; power <= 7; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='{X(Math.Pow(10, power)):F0}' y1='20' x2='{X(Math.Pow(10, power)):F0}' y2='400' stroke='#ddd'/><text x='{X(Math.Pow(10, power)):F0}' y='418' text-anchor='middle'>10^{power} rows</text>\n");
        }

        for (var power = 0; power <= 6; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='90' y1='{Y(Math.Pow(10, power)):F0}' x2='490' y2='{Y(Math.Pow(10, power)):F0}' stroke='#ddd'/><text x='84' y='{Y(Math.Pow(10, power)) + 4:F0}' text-anchor='end'>{Math.Pow(10, power) / 1000:0.###} s</text>\n");
        }

        foreach (var (line, i) in rows.GroupBy(r => r.What, StringComparer.Ordinal).Select((g, i) => (g, i)))
        {
            var points = string.Join(' ', line.Select(r => string.Create(CultureInfo.InvariantCulture, $"{X(r.Rows):F1},{Y(r.Milliseconds):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points='{points}' fill='none' stroke='{colours[i % colours.Length]}' stroke-width='2'/><text x='500' y='{40 + (i * 20)}' fill='{colours[i % colours.Length]}'>{line.Key}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double rows) => 90 + (400 * (Math.Log10(rows) - 3) / 4);

    private static double Y(double milliseconds) => 400 - (380 * Math.Log10(Math.Max(1, milliseconds)) / 6);
}
