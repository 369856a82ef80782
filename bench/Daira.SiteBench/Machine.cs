using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Daira.SiteBench;

/// <summary>Where and of what a figure was taken; without it a duration means nothing.</summary>
sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, string Commit, string Date)
{
    public static Machine This(TimeProvider clock) => new(
        FromFile("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Git("rev-parse --short HEAD") + (Git("status --porcelain").Length > 0 ? " with changes" : ""),
        clock.GetUtcNow().ToString("yyyy-MM-dd"));

    /// <summary>Short name for files.</summary>
    public string Slug => new string([.. $"{Cores}x-{Processor}".ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');

    private static string? FromFile(string file, string field) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;

    private static string Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = SiteUnderTest.Root })!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return said;
    }
}
