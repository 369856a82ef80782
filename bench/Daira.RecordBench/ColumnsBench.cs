using System.Diagnostics;
using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;

namespace Daira.RecordBench;

/// <summary>
/// Contests × stations × lists written into an <c>elections</c> database, loaded into columns as a site that starts does, then
/// shares and swing of every list at every station, and a whole comparison.
/// </summary>
internal static class ColumnsBench
{
    public const string Loaded = "results loaded into columns";

    public static int Run(string? server, bool keep)
    {
        var results = new Results("columns.csv", keep);
        Measure(10, 40_000, server, results.Add);
        results.Close();
        return 0;
    }

    public static void Measure(int contests, int stations, string? server, Action<string, double, string> tell)
    {
        using var bench = new BenchDatabase(server);
        void Add(string what, double figure, string unit) => tell($"{bench.Engine}: {what}", figure, unit);
        var database = new Database(Database.Elections, bench.Storage);
        var watch = Stopwatch.StartNew();
        InventedCountry.Write(database, contests, stations);
        Add($"{contests * stations * InventedCountry.Lists} rows written beforehand", watch.Elapsed.TotalMilliseconds, "ms");
        GC.Collect();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        watch.Restart();
        var data = new ElectionsStore(database, TimeProvider.System).Load().Value;
        Add(Loaded, watch.Elapsed.TotalMilliseconds, "ms");
        Add("processor time of that, without the server's", (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds, "ms");
        GC.Collect();
        Add("held afterwards", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB");
        Add("most of the process so far, writing included", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB");
        var (before, after) = (Stations(data, contests - 2), Stations(data, contests - 1));
        Add("share of every list at every station, two contests, and swing", Best(() => Swing(before, after)), "ms");
        watch.Restart();
        var asked = AskQuestion.Run(new Question(Topic.Change, InventedCountry.Contest(contests - 1), "L01", Against: InventedCountry.Contest(contests - 2)), data);
        Add("map of a list's change by unit", watch.Elapsed.TotalMilliseconds, "ms");
        watch.Restart();
        var compared = CompareContests.Run(new Comparison(InventedCountry.Contest(contests - 1), InventedCountry.Contest(contests - 2)), data);
        Add("comparison of two contests by unit, every index", watch.Elapsed.TotalMilliseconds, "ms");
        if (!asked.IsDone || !compared.IsDone || compared.Value.Whole.After.Votes != Sum(after))
        {
            throw new InvalidOperationException("The comparison does not hold what was written.");
        }
    }

    private static ContestResults Stations(ElectoralData data, int contest) => data.Find(InventedCountry.Contest(contest))!.Parts!;

    private static double Best(Func<decimal> work) => Enumerable.Range(0, 5).Select(_ =>
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }).Min();

    /// <summary>Every share before and after, exact decimals, and the sum of what moved.</summary>
    private static decimal Swing(ContestResults before, ContestResults after)
    {
        decimal moved = 0;
        for (var row = 0; row < after.Places.Count; row++)
        {
            var (was, now) = (before.ListVotes(row), after.ListVotes(row));
            for (var list = 0; was > 0 && now > 0 && list < after.Lists.Count; list++)
            {
                if (before.Votes(row, list) is { } b && after.Votes(row, list) is { } a)
                {
                    moved += Math.Abs(((decimal)a / now.Value) - ((decimal)b / was.Value));
                }
            }
        }

        return moved;
    }

    private static long Sum(ContestResults results) => Enumerable.Range(0, results.Places.Count).Sum(r => results.ListVotes(r) ?? 0);
}
