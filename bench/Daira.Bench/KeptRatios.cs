using System.Globalization;

namespace Daira.Bench;

/// <summary>Ratios to a peer measured in the same run, beside those kept from an earlier one: a kernel that reaches less than half of its kept ratio has fallen.</summary>
public static class KeptRatios
{
    /// <summary>Work → ratio; the lines of a kept file: comments, a heading, then <c>work,ratio,…</c>.</summary>
    public static Dictionary<string, double> Read(IEnumerable<string> lines) => lines.Where(line => line.Length > 0 && line[0] != '#').Skip(1)
        .Select(line => line.Split(',')).ToDictionary(fields => fields[0], fields => double.Parse(fields[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What fell, with both ratios. Work that was not kept, or not measured now, has not fallen.</summary>
    public static IReadOnlyList<(string Work, double Kept, double Now)> Fallen(IReadOnlyDictionary<string, double> kept, IEnumerable<(string Work, double Ratio)> measured) =>
        [.. measured.Where(m => kept.TryGetValue(m.Work, out var before) && m.Ratio < before / 2).Select(m => (m.Work, kept[m.Work], m.Ratio))];

    /// <summary>Exit code of a bench command: 1 when anything fell.</summary>
    public static int ExitCode(IReadOnlyDictionary<string, double> kept, IEnumerable<(string Work, double Ratio)> measured) => Fallen(kept, measured).Count > 0 ? 1 : 0;
}
