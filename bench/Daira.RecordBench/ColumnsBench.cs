using System.Diagnostics;
using System.Globalization;
using System.Text;
using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.RecordBench;

/// <summary>
/// An invented country: contests × stations × lists written into an <c>elections</c> database, loaded into columns as a site that starts does, then
/// shares and swing of every list at every station, and a whole comparison. The figures come from a fixed formula, so that every run holds the same.
/// </summary>
internal static class ColumnsBench
{
    private const int Contests = 10;
    private const int Lists = 30;
    private const int StationsOfAUnit = 26;

    public static int Run(string? server, bool keep, bool growth)
    {
        if (growth)
        {
            return Growth();
        }

        var results = new Results("columns.csv", keep);
        Measure(Contests, 40_000, server, (what, figure, unit) => results.Add($"{(server is null ? "SQLite" : "PostgreSQL")}: {what}", figure, unit));
        results.Close();
        return 0;
    }

    private static int Growth()
    {
        var rows = new List<(int Rows, string What, double Milliseconds)>();
        foreach (var (contests, stations) in new[] { (2, 17), (2, 167), (2, 1_667), (5, 6_667), (9, 37_037) })
        {
            Measure(contests, stations, null, (what, figure, unit) =>
            {
                if (unit == "ms")
                {
                    rows.Add((contests * stations * Lists, what, figure));
                }
            });
        }

        File.WriteAllLines("bench/results/columns-growth.csv", ["rows,what,ms", .. rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rows},{r.What},{r.Milliseconds:0.#}"))]);
        File.WriteAllText("bench/results/columns-growth.svg", Plot(rows));
        return 0;
    }

    private static void Measure(int contests, int stations, string? server, Action<string, double, string> add)
    {
        var folder = Directory.CreateTempSubdirectory("daira-columns-");
        try
        {
            var database = new Database(Database.Elections, new StorageSettings(folder.FullName, server));
            var watch = Stopwatch.StartNew();
            Invent(database, contests, stations);
            Console.WriteLine($"written {contests * stations * Lists:N0} rows in {watch.Elapsed.TotalSeconds:0.0} s");
            GC.Collect();
            watch.Restart();
            var data = new ElectionsStore(database, TimeProvider.System).Load().Value;
            add("results loaded into columns", watch.Elapsed.TotalMilliseconds, "ms");
            GC.Collect();
            add("held afterwards", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB");
            add("most of the process so far, writing included", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB");
            var (before, after) = (Stations(data, contests - 2), Stations(data, contests - 1));
            add("share of every list at every station, two contests, and swing", Best(() => Swing(before, after)), "ms");
            watch.Restart();
            var asked = AskQuestion.Run(new Question(Topic.Change, Id(contests - 1), "L01", Against: Id(contests - 2)), data);
            add("map of a list's change by unit", watch.Elapsed.TotalMilliseconds, "ms");
            watch.Restart();
            var compared = CompareContests.Run(new Comparison(Id(contests - 1), Id(contests - 2)), data);
            add("comparison of two contests by unit, every index", watch.Elapsed.TotalMilliseconds, "ms");
            if (!asked.IsDone || !compared.IsDone || compared.Value.Whole.After.Votes != Sum(after))
            {
                throw new InvalidOperationException("The comparison does not hold what was written.");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ContestResults Stations(ElectoralData data, int contest) => data.Find(Id(contest))!.Parts!;

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

    private static string Id(int contest) => string.Create(CultureInfo.InvariantCulture, $"xx-house-{1990 + (contest * 4)}");

    private static void Invent(Database database, int contests, int stations)
    {
        using var connection = database.Open();
        using var db = new ElectionsDb(Database.Options<ElectionsDb>(connection));
        using var transaction = db.Database.BeginTransaction();
        if (database.File is null)
        {
            connection.Run($"drop schema if exists {database.Name} cascade");
            connection.Run($"create schema {database.Name}");
        }

        connection.Run(db.Database.GenerateCreateScript());
        SchemaVersion.Write(connection, ElectionsDb.SchemaVersion, TimeProvider.System.GetUtcNow());
        var units = Math.Max(1, stations / StationsOfAUnit);
        string[] codes = [.. Enumerable.Range(0, stations).Select(s => string.Create(CultureInfo.InvariantCulture, $"S{s:00000}"))];
        Write(db, new Source("invented", "Nobody", "Invented", "CC0", "", new DateOnly(2026, 1, 1), "", null));
        Write(db, [new PlaceRow(0, "XX", PlaceLevel.Country, null, null, false, null, null, null, null, null, "invented"),
            .. Enumerable.Range(0, units).Select(u => new PlaceRow(1 + u, Unit(u), PlaceLevel.Commune, "XX", null, true, null, null, null, null, null, "invented")),
            .. codes.Select((code, s) => new PlaceRow(1 + units + s, code, PlaceLevel.Station, Unit(s % units), null, false, null, null, null, null, null, "invented"))]);
        Write(db, [.. Enumerable.Range(1, Lists).Select(l => new ListRow(List(l), null, null, List(l), null, l % 8))]);
        Write(db, [.. Enumerable.Range(0, contests).Select(c => new ContestRow(Id(c), "XX", null, null, Id(c), new DateOnly(1990 + (c * 4), 6, 1), ContestKind.HouseLocal, null, PlaceLevel.Commune, "xx", ResultStatus.Final, true, "invented"))]);
        BulkInsert.Into(db, Votes(contests, codes), default);
        Write(db, new StateRow("version", "invented"));
        transaction.Commit();
    }

    private static IEnumerable<VoteRow> Votes(int contests, string[] codes)
    {
        long id = 0;
        for (var c = 0; c < contests; c++)
        {
            for (var s = 0; s < codes.Length; s++)
            {
                for (var l = 1; l <= Lists; l++)
                {
                    yield return new VoteRow(++id, Id(c), codes[s], List(l), ((s * 7919L) + (l * 104_729L) + (c * 15_485_863L)) % (1 + (900 / l)), ResultStatus.Final, "invented", 0, null, null);
                }
            }
        }
    }

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"U{unit:0000}");

    private static string List(int list) => string.Create(CultureInfo.InvariantCulture, $"L{list:00}");

    private static void Write<T>(ElectionsDb db, params IReadOnlyList<T> rows)
        where T : class => BulkInsert.Into(db, rows, default);

    /// <summary>Both axes logarithmic: a straight line of slope 1 is growth in proportion.</summary>
    private static string Plot(List<(int Rows, string What, double Milliseconds)> rows)
    {
        string[] colours = ["#0b5d66", "#b0723a", "#455b8f", "#8a4900"];
        var svg = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 860 440' font-family='sans-serif' font-size='12'>\n<rect width='860' height='440' fill='white'/>\n");
        for (var power = 3; power <= 7; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='{X(Math.Pow(10, power)):F0}' y1='20' x2='{X(Math.Pow(10, power)):F0}' y2='400' stroke='#ddd'/><text x='{X(Math.Pow(10, power)):F0}' y='418' text-anchor='middle'>10^{power} rows</text>\n");
        }

        for (var power = -1; power <= 5; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='70' y1='{Y(Math.Pow(10, power)):F0}' x2='470' y2='{Y(Math.Pow(10, power)):F0}' stroke='#ddd'/><text x='64' y='{Y(Math.Pow(10, power)) + 4:F0}' text-anchor='end'>{Math.Pow(10, power):0.#} ms</text>\n");
        }

        foreach (var (line, i) in rows.GroupBy(r => r.What, StringComparer.Ordinal).Select((g, i) => (g, i)))
        {
            var points = string.Join(' ', line.Select(r => string.Create(CultureInfo.InvariantCulture, $"{X(r.Rows):F1},{Y(r.Milliseconds):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points='{points}' fill='none' stroke='{colours[i % colours.Length]}' stroke-width='2'/><text x='480' y='{40 + (i * 20)}' fill='{colours[i % colours.Length]}'>{line.Key}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double rows) => 70 + (400 * (Math.Log10(rows) - 3) / 4);

    private static double Y(double milliseconds) => 400 - (380 * (Math.Log10(Math.Max(0.1, milliseconds)) + 1) / 6);
}
