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

namespace Daira.Bench;

/// <summary>
/// Results imported with all checks, beside the same rows put into a table of the same columns and indexes by a bare prepared insert and,
/// on PostgreSQL, by <c>psql \copy</c>; all in one run. The server is DAIRA_TEST_POSTGRES; without it only SQLite is measured.
/// </summary>
public static class ImportBench
{
    private const int Lists = 27;

    public static int Run(int rows, bool keep)
    {
        var lines = new List<string> { "engine,rows,what,seconds,ratio" };
        foreach (var server in (string?[])[null, Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES")])
        {
            if (server is null && lines.Count > 1)
            {
                Console.Error.WriteLine("PostgreSQL was not measured: DAIRA_TEST_POSTGRES names none.");
                break;
            }

            lines.AddRange(On(server, rows));
        }

        lines.ForEach(Console.WriteLine);
        if (keep)
        {
            Directory.CreateDirectory("bench/results");
            File.WriteAllLines("bench/results/import.csv", [$"# {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}", .. lines]);
        }

        return 0;
    }

    private static IEnumerable<string> On(string? given, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("daira-bench-").FullName;
        var server = given is null ? null : NewDatabase(given);
        try
        {
            var storage = new StorageSettings(folder, server);
            var (elections, record) = (new ElectionsStore(storage, TimeProvider.System), new RecordStore(storage, TimeProvider.System));
            var file = Invent(elections, record, folder, rows);
            var import = Seconds(() => Import(elections, record, file));
            var written = CopyOut(elections);
            var bare = Seconds(() => Bare(elections, written));
            var copy = server is null ? (double?)null : Psql(server, written);
            var engine = server is null ? "sqlite" : "postgresql";
            yield return Line(engine, rows, "import with all checks", import, bare);
            yield return Line(engine, rows, "bare prepared insert", bare, bare);
            if (copy is { } seconds)
            {
                yield return Line(engine, rows, "psql \\copy", seconds, bare);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Line(string engine, int rows, string what, double seconds, double bare) =>
        string.Create(CultureInfo.InvariantCulture, $"{engine},{rows},{what},{seconds:0.00},{seconds / bare:0.00}");

    /// <summary>Minutes of polling stations in a long file: one row per station and list.</summary>
    private static string Invent(ElectionsStore elections, RecordStore record, string folder, int rows)
    {
        new LoadMorocco(elections, record, TimeProvider.System).Run(new LoadRequest(MoroccoTables.ShippedFolder, null), Actor.Operator, new Quiet(), default);
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
        var done = new ImportResults(elections, record, TimeProvider.System).Run(new ImportRequest(file, "bench", mapping), Actor.Operator, new Quiet(), default);
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
        connection.Run("create unique index bare_replaces on bare (replaces)");
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

    private static string NewDatabase(string given)
    {
        var name = "daira_bench_" + Guid.NewGuid().ToString("N");
        using var connection = new NpgsqlConnection(given);
        connection.Open();
        connection.Run($"create database {name}");
        return new NpgsqlConnectionStringBuilder(given) { Database = name, Pooling = false }.ConnectionString;
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    private sealed class Quiet : IProgress<Message>
    {
        public void Report(Message value)
        {
        }
    }
}
