using System.Globalization;

namespace Daira.Bench;

/// <summary>Ratios to a peer measured in the same run, beside those kept from an earlier one: a kernel that reaches less than half of its kept ratio has fallen.</summary>
public static class KeptRatios
{
    /// <summary>The ratios of a kept file; none when it is not there.</summary>
    public static Dictionary<string, double> OfFile(string file, int column) => File.Exists(file) ? Read(File.ReadLines(file), column) : [];

    /// <summary>Work → ratio; comments, a heading, then <c>work,…</c> with the ratio in a column of its own, empty where there is none.</summary>
    public static Dictionary<string, double> Read(IEnumerable<string> lines, int column) => lines.Where(line => line.Length > 0 && line[0] != '#').Skip(1)
        .Select(line => line.Split(',')).Where(fields => fields[column].Length > 0)
        .ToDictionary(fields => fields[0], fields => double.Parse(fields[column], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What fell, with both ratios. Work that was not kept, or not measured now, has not fallen.</summary>
    public static IReadOnlyList<(string Work, double Kept, double Now)> Fallen(IReadOnlyDictionary<string, double> kept, IEnumerable<(string Work, double Ratio)> measured) =>
        [.. measured.Where(m => Fell(kept, m.Work, m.Ratio)).Select(m => (m.Work, kept[m.Work], m.Ratio))];

    public static bool Fell(IReadOnlyDictionary<string, double> kept, string work, double? ratio) => kept.TryGetValue(work, out var before) && ratio < before / 2;

    /// <summary>Exit code of a bench command: 1 when anything fell.</summary>
    public static int ExitCode(IReadOnlyDictionary<string, double> kept, IEnumerable<(string Work, double Ratio)> measured) => Fallen(kept, measured).Count > 0 ? 1 : 0;
}
