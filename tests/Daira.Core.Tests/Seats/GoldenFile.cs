using System.Runtime.CompilerServices;

namespace Daira.Core.Tests.Seats;

/// <summary>Lines under headings in a file beside these tests.</summary>
internal static class GoldenFile
{
    public static IReadOnlyList<string> Section(string name, string heading)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Seats", name));
        return [.. lines.SkipWhile(l => l != $"# {heading}").Skip(1).TakeWhile(l => l.Length > 0)];
    }

    /// <summary>Writes a section anew, in the source tree.</summary>
    public static void Bless(string name, string heading, IReadOnlyList<string> lines, [CallerFilePath] string beside = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(beside)!, name);
        string[] kept = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] before = [.. kept.TakeWhile(l => l != $"# {heading}")];
        string[] after = [.. kept.Skip(before.Length + 1).SkipWhile(l => l.Length > 0).Skip(1)];
        File.WriteAllLines(path, [.. before, $"# {heading}", .. lines, "", .. after]);
    }
}
