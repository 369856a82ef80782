using System.Globalization;

namespace Daira.Core.Tests.RealElections;

/// <summary>Rows of a table as published, by column name.</summary>
internal static class ElectionTables
{
    public static List<Dictionary<string, string>> Golden(string file)
    {
        using var stream = typeof(ElectionTables).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"No golden file '{file}' in the test assembly.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>A table of the trial data folder; the test counts as not run when the folder is not named.</summary>
    public static List<Dictionary<string, string>> Trial(string path)
    {
        var folder = Environment.GetEnvironmentVariable("DAIRA_TRIAL_DATA");
        Assert.SkipUnless(folder is not null, "trial data");
        return Parse(File.ReadAllText(Path.Combine(folder!, path)));
    }

    public static List<Dictionary<string, string>> At(string path) => Parse(File.ReadAllText(path));

    public static int Int(this Dictionary<string, string> row, string column) => int.Parse(row[column], CultureInfo.InvariantCulture);

    public static long Long(this Dictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Parse(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(p => p.First, p => p.Second))];
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        foreach (var c in line.TrimEnd('\r'))
        {
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(c);
                    break;
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
