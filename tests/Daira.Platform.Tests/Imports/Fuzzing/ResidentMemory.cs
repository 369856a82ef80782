using System.Globalization;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>What the whole process holds in memory, as the kernel counts it; 0 where it does not say (only Linux does).</summary>
internal static class ResidentMemory
{
    private const string Status = "/proc/self/status";
    private const string ClearReferences = "/proc/self/clear_refs";

    /// <summary>Begins to look for the peak anew.</summary>
    /// <returns>Bytes now.</returns>
    public static long Reset()
    {
        if (File.Exists(ClearReferences))
        {
            File.WriteAllText(ClearReferences, "5");
        }

        return Read("VmRSS:");
    }

    /// <summary>Most bytes since then.</summary>
    public static long Peak() => Read("VmHWM:");

    private static long Read(string name) => File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
        ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
        : 0;
}
