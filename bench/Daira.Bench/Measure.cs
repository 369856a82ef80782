using System.Diagnostics;

namespace Daira.Bench;

/// <summary>How long a piece of work takes: runs until it is warm, then until both runs and time suffice.</summary>
public static class Measure
{
    private const double ShortestRun = 20;

    /// <summary>Median and best milliseconds, and median processor milliseconds (of all threads together: what a busy machine changes least).</summary>
    /// <remarks>Work of few milliseconds is done several times in a run, or else one interruption would be all that is measured.</remarks>
    public static (double Median, double Best, double Processor) Milliseconds(Action work, int runs = 15, double atMostSeconds = 6)
    {
        var calls = WarmUp(work);
        var times = new List<double>();
        var processor = new List<double>();
        var all = Stopwatch.StartNew();
        while (times.Count < runs && (times.Count < 5 || all.Elapsed.TotalSeconds < atMostSeconds))
        {
            var before = Environment.CpuUsage.TotalTime;
            var once = Stopwatch.StartNew();
            for (var call = 0; call < calls; call++)
                work();
            times.Add(once.Elapsed.TotalMilliseconds / calls);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / calls);
        }

        times.Sort();
        processor.Sort();
        return (times[times.Count / 2], times[0], processor[processor.Count / 2]);
    }

    /// <summary>Enough calls for the compiler's last tier; returns how many make a run that is long enough.</summary>
    private static int WarmUp(Action work)
    {
        var warm = Stopwatch.StartNew();
        var last = 0.0;
        for (var call = 0; call < 40 && warm.Elapsed.TotalSeconds < 4; call++)
        {
            var once = Stopwatch.StartNew();
            work();
            last = once.Elapsed.TotalMilliseconds;
        }

        return Math.Clamp((int)Math.Ceiling(ShortestRun / Math.Max(last, 0.001)), 1, 1000);
    }

    /// <summary>All memory that a run asks for, freed or not: more than it ever holds at once.</summary>
    public static double AllocatedMegabytes(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
    }
}
