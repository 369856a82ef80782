using System.Diagnostics;

namespace Daira.Bench;

/// <summary>How long a piece of work takes: runs once to warm up, then until both runs and time suffice.</summary>
public static class Measure
{
    /// <summary>Median and best milliseconds, and median processor milliseconds (of all threads together: what a busy machine changes least).</summary>
    public static (double Median, double Best, double Processor) Milliseconds(Action work, int runs = 15, double atMostSeconds = 4)
    {
        // Enough calls for the compiler's last tier.
        var warm = Stopwatch.StartNew();
        for (var call = 0; call < 40 && warm.Elapsed.TotalSeconds < 1; call++)
            work();
        var times = new List<double>();
        var all = Stopwatch.StartNew();
        var processor = new List<double>();
        while (times.Count < runs && (times.Count < 3 || all.Elapsed.TotalSeconds < atMostSeconds))
        {
            var before = Environment.CpuUsage.TotalTime;
            var once = Stopwatch.StartNew();
            work();
            times.Add(once.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        times.Sort();
        processor.Sort();
        return (times[times.Count / 2], times[0], processor[processor.Count / 2]);
    }

    /// <summary>All memory that a run asks for, freed or not: more than it ever holds at once.</summary>
    public static double AllocatedMegabytes(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
    }
}
