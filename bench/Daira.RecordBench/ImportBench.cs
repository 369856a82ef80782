using System.Diagnostics;
using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daira.RecordBench;

/// <summary>
/// Results imported with all checks, beside the same rows put into a table of the same columns and indexes by a bare prepared insert and,
/// on PostgreSQL, by <c>psql \copy</c>; all in one run.
/// </summary>
internal static class ImportBench
{
    private const int Lists = 27;

    public static int Run(string? given, int rows, bool keep)
    {
        var results = new Results("import.csv", keep);
        foreach (var server in given is null ? (string?[])[null] : [null, given])
        {
            var seconds = Measure(server, rows, withBare: true, results.Add);
            results.Add($"{Engine(server)}: {rows} rows, import as a multiple of the bare prepared insert", Math.Round(seconds[Imported] / seconds[Inserted], 2), "times");
            if (seconds.TryGetValue(Copied, out var copy))
            {
                results.Add($"{Engine(server)}: {rows} rows, import as a multiple of psql \\copy", Math.Round(seconds[Imported] / copy, 2), "times");
            }
        }

        results.Close();
        return 0;
    }

    public const string Imported = "import with all checks";
    public const string Inserted = "bare prepared insert";
    public const string Copied = "psql \\copy";

    /// <param name="withBare">Also row by row; on a server a million takes minutes.</param>
    /// <returns>Seconds by what was done.</returns>
    public static Dictionary<string, double> Measure(string? server, int rows, bool withBare, Action<string, double, string> tell)
    {
        using var bench = new BenchDatabase(server);
        var (elections, record) = (new ElectionsStore(bench.Storage, TimeProvider.System), new RecordStore(bench.Storage, TimeProvider.System));
        var file = Invent(elections, record, bench.Storage.Folder, rows);
        var seconds = new Dictionary<string, double> { [Imported] = Seconds(() => Import(elections, record, file)) };
        var written = CopyOut(elections);
        if (withBare)
        {
            seconds[Inserted] = Seconds(() => Bare(elections, written));
        }

        if (server is not null)
        {
            seconds[Copied] = Psql(bench.Storage.Server!, written);
        }

        foreach (var (what, taken) in seconds)
        {
            tell($"{bench.Engine}: {rows} rows, {what}", taken * 1000, "ms");
        }

        return seconds;
    }

    private static string Engine(string? server) => server is null ? "SQLite" : "PostgreSQL";

    /// <summary>Minutes of polling stations in a long file: one row per station and list.</summary>
    private static string Invent(ElectionsStore elections, RecordStore record, string folder, int rows)
    {
        new LoadMorocco(elections, record, TimeProvider.System).Run(new LoadRequest(MoroccoTables.ShippedFolder, null), Actor.Operator, Steps.Untold, default);
        var data = elections.Load().Value;
        var seats = data.Find("ma-house-2021-local")!.Places.Select((p, i) => new PlaceSeats(p.Code, 3, i + 2)).ToArray();
        new AddContest(elections, record, TimeProvider.System).Run(
            new NewContest("bench", new Names(null, null, "Bench", null), new DateOnly(2026, 9, 23), "ma-house-2021", seats, new AddedSource("seats.csv", new string('0', 64), "Invented", "CC0", "", new DateOnly(2026, 9, 23))), Actor.Operator);
        var units = data.Atlas.Units.Where(u => u.Constituency is not null).ToArray();
        var random = new Random(2026);
        var file = Path.Combine(folder, "minutes.csv");
        using var writer = new StreamWriter(file);
        writer.WriteLine("commune,bureau,inscrits,votants,liste,voix");
        for (var i = 0; i < rows; i++)
        {
            var station = i / Lists;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{units[station % units.Length].Code},{1 + (station / units.Length)},1500,900,L{i % Lists:00},{random.Next(30)}"));
        }

        return file;
    }

    private static void Import(ElectionsStore elections, RecordStore record, string file)
    {
        var mapping = new ResultsMapping { Place = "commune", Station = "bureau", List = "liste", Votes = "voix", Registered = "inscrits", Voters = "votants" };
        var done = new ImportResults(elections, record, TimeProvider.System).Run(new ImportRequest(file, "bench", mapping), Actor.Operator, new Steps(), default);
        if (!done.IsDone)
        {
            throw new InvalidOperationException(string.Join("; ", done.Refusals));
        }
    }

    /// <summary>The rows that the import wrote, as the bare ways write them.</summary>
    private static List<object?[]> CopyOut(ElectionsStore elections)
    {
        using var connection = elections.Database.Open();
        return connection.Read("select id, contest, place, list, votes, status, source, line, replaces, decision, import from results where contest = 'bench' order by id", r =>
        {
            var row = new object?[r.FieldCount];
            r.GetValues(row!);
            return row;
        });
    }

    private static void Bare(ElectionsStore elections, List<object?[]> rows)
    {
        using var connection = elections.Database.Open();
        Prepare(connection);
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "insert into bare (id, contest, place, list, votes, status, source, line, replaces, decision, import) values (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k)";
        foreach (var (name, type) in "abcdefghijk".Zip((System.Data.DbType[])[System.Data.DbType.Int64, System.Data.DbType.String, System.Data.DbType.String, System.Data.DbType.String, System.Data.DbType.Int64, System.Data.DbType.String, System.Data.DbType.String, System.Data.DbType.Int32, System.Data.DbType.Int64, System.Data.DbType.String, System.Data.DbType.Int32]))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ("@" + name, type);
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i];
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Prepare(System.Data.Common.DbConnection connection)
    {
        var (big, whole) = connection is SqliteConnection ? ("integer", "integer") : ("bigint", "integer");
        connection.Run("drop table if exists bare");
        connection.Run($"create table bare (id {big} primary key, contest text, place text, list text, votes {big}, status text, source text, line {whole}, replaces {big}, decision text, import {whole})");
        connection.Run("create index bare_of on bare (contest, place, list)");
        connection.Run("create unique index bare_replaces on bare (replaces) where replaces is not null");
    }

    /// <returns>Seconds that psql took, the file written before.</returns>
    private static double Psql(string server, List<object?[]> rows)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, rows.Select(r => string.Join(',', r.Select(v => v is DBNull ? "" : Convert.ToString(v, CultureInfo.InvariantCulture)))));
            using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { SearchPath = "elections" }.ConnectionString))
            {
                connection.Open();
                Prepare(connection);
            }

            var to = new NpgsqlConnectionStringBuilder(server);
            var start = new ProcessStartInfo("psql", ["-q", "-h", to.Host!, "-p", to.Port.ToString(CultureInfo.InvariantCulture), "-U", to.Username!, "-d", to.Database!, "-c", $"\\copy elections.bare from '{file}' with (format csv)"]);
            start.Environment["PGPASSWORD"] = to.Password ?? "";
            return Seconds(() =>
            {
                using var psql = Process.Start(start)!;
                psql.WaitForExit();
                if (psql.ExitCode != 0)
                {
                    throw new InvalidOperationException("psql failed.");
                }
            });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
