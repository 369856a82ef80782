using System.Globalization;

namespace Daira.Bench;

/// <summary>Medians of other programs on the same invented units, from <c>bench/peers/peers.csv</c>; taken on another day, so only their order of size compares.</summary>
internal static class Peers
{
    private const string Taken = "bench/peers/peers.csv";

    /// <summary>The fastest peer at our work, with its seconds; null where none was measured.</summary>
    public static (string Peer, double Seconds)? Fastest(string work)
    {
        var (name, input) = Theirs(work);
        return File.ReadLines(Taken).Skip(1).Select(line => line.Split(','))
            .Where(f => f[0] == name && f[1] == input && f[5].Length > 0)
            .Select(f => ((string, double)?)(f[2], double.Parse(f[5], CultureInfo.InvariantCulture)))
            .MinBy(f => f!.Value.Item2);
    }

    private static (string Work, string Input) Theirs(string work) => work.Split(' ') switch
    {
        ["local", "moran", var draws, var permutations, "x", var units] => ($"local moran {permutations} {draws}", $"units {units}"),
        ["queen", ..] => ("queen contiguity", "polys 30000 d3"),
        ["skater", ..] => ("skater k=12", "polys 30000 d3"),
        ["redcap", ..] => ("redcap ward k=12", "polys 30000 d3"),
        ["tiles", ..] => ("tiles z0-10", "polys 30000 d3"),
        _ => ("", ""),
    };
}
