using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Daira.RecordBench;

/// <summary>Prints figures and, when asked to keep them, adds them with machine and version to a table that stays in the repository.</summary>
internal sealed class Results(string file, bool keep)
{
    private readonly List<string> lines = [];

    public void Add(string what, double figure, string unit)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60}{figure,16:#,##0.##} {unit}"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd},{Machine()},{RuntimeInformation.FrameworkDescription},\"{what}\",{figure:0.##},{unit}"));
    }

    public void Close()
    {
        if (!keep)
        {
            return;
        }

        var path = Path.Combine(Git("rev-parse --show-toplevel"), "bench/results", file);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, "date,machine,runtime,what,figure,unit\n");
        }

        File.AppendAllLines(path, lines);
    }

    private static string Machine() => $"{Environment.ProcessorCount} x " + (File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : "unknown");

    private static string Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
