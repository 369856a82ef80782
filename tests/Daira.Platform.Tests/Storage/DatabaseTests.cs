using System.Data.Common;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Platform.Tests.Storage;

public class DatabaseTests
{
    [Theory]
    [InlineData("Host=127.0.0.1;Database=daira", SslMode.Prefer)]
    [InlineData("Host=localhost:5433,[::1]:5433;Database=daira", SslMode.Prefer)]
    [InlineData("Host=/var/run/postgresql;Database=daira", SslMode.Prefer)]
    [InlineData("Host=db.example.org;Database=daira", SslMode.VerifyFull)]
    [InlineData("Host=localhost,10.0.0.2;Database=daira", SslMode.VerifyFull)]
    [InlineData("Host=localhost.example.org;Database=daira", SslMode.VerifyFull)]
    [InlineData("Host=db.example.org;Database=daira;SSL Mode=Require", SslMode.Require)]
    [InlineData("Host=db.example.org;Database=daira;sslmode=disable", SslMode.Disable)]
    public void Over_a_network_the_servers_true_name_is_demanded_unless_said_otherwise(string connection, SslMode mode) =>
        new StorageSettings("data", connection).ServerSettings().SslMode.ShouldBe(mode);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_journal_refuses_change_and_deletion_by_anyone(Engine engine)
    {
        using var installation = Installation.On(engine);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        installation.Record.Change(db =>
        {
            db.Journal(Actor.Operator, installation.Clock, "tested", "journal");
            db.Decide(Actor.Operator, installation.Clock, "test", "journal", "{}");
            return 0;
        });
        foreach (var table in (string[])["journal", "decisions"])
        {
            foreach (var statement in (string[])[$"update {table} set actor = 'nobody'", $"delete from {table}"])
            {
                using var connection = installation.Record.Database.Open();
                Should.Throw<DbException>(() => connection.Run(statement)).Message.ShouldContain("append-only");
            }
        }

        installation.Record.Read(db => db.Rows<JournalEntry>().Single().Actor).ShouldBe("operator");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_change_and_its_journal_entry_commit_together_or_not_at_all(Engine engine)
    {
        using var installation = Installation.On(engine);
        installation.Record.Prepare();
        Should.Throw<InvalidOperationException>(() => installation.Record.Change<int>(db =>
        {
            db.Journal(Actor.Operator, installation.Clock, "tested", "journal");
            db.SaveChanges();
            throw new InvalidOperationException("cut");
        }));
        installation.Record.Read(db => db.Rows<JournalEntry>().Count()).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_migrated_record_has_the_columns_of_the_model(Engine engine)
    {
        using var installation = Installation.On(engine);
        installation.Record.Prepare();
        var (migrated, modelled) = installation.Record.Read(db =>
        {
            var connection = db.Database.GetDbConnection();
            return (db.Model.GetEntityTypes().ToDictionary(t => t.GetTableName()!, t => ColumnsOf(connection, t.GetTableName()!)),
                db.Model.GetEntityTypes().ToDictionary(t => t.GetTableName()!, t => t.GetProperties().Select(p => (p.GetColumnName(), p.IsNullable)).Order().ToList()));
        });
        migrated.Keys.ShouldBe(modelled.Keys);
        foreach (var table in modelled.Keys)
        {
            migrated[table].ShouldBe(modelled[table], table);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_database_of_a_newer_version_is_refused_and_not_touched(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Version();
        foreach (var database in (Database[])[installation.Elections.Database, installation.Record.Database])
        {
            using var connection = database.Open();
            connection.Run("insert into schema_version (version, applied_at) values (99, '2030-01-01T00:00:00.000Z')");
        }

        installation.Elections.Load().Refusals.ShouldHaveSingleItem().Code.ShouldBe("elections-newer");
        installation.Record.Prepare().Refusals.ShouldHaveSingleItem().Code.ShouldBe("record-newer");
        installation.Load(withUnverified: false).Refusals.ShouldHaveSingleItem().Code.ShouldBe("elections-newer");
        installation.Elections.Version().ShouldBe(before);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_part_that_comes_later_with_a_lower_number_is_caught_up_with(Engine engine)
    {
        using var installation = Installation.On(engine);
        RecordStore With(params IReadOnlyList<IRecordPart> more) => new(installation.Settings, installation.Clock, more);
        With(new OneTable(901, "later")).Prepare().IsDone.ShouldBeTrue();
        With(new OneTable(801, "earlier"), new OneTable(901, "later")).Prepare().IsDone.ShouldBeTrue();
        using var connection = installation.Record.Database.Open();
        connection.Tables().ShouldContain("earlier");
        connection.Tables().ShouldContain("later");

        // A program without the part would not know what the table means.
        With(new OneTable(801, "earlier")).Prepare().Refusals.ShouldHaveSingleItem().Code.ShouldBe("record-newer");
    }

    private sealed class OneTable(int version, string name) : IRecordPart
    {
        public IReadOnlyList<RecordStep> Steps => [new Make(version, name)];

        public void Describe(ModelBuilder model)
        {
        }

        private sealed class Make(int version, string name) : RecordStep
        {
            public override int Version => version;

            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"create table {name} (x integer)");
        }
    }

    [Fact]
    public void A_damaged_record_is_read_as_far_as_it_answers_and_never_written()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var file = installation.Record.Database.File!;
        long page;
        using (var connection = installation.Record.Database.Open(readOnly: true))
        {
            page = (long)connection.One("select rootpage from sqlite_master where name = 'persons'")!;
        }

        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0x5A, (int)(page - 1) * 4_096, 4_096);
        File.WriteAllBytes(file, bytes);
        var refusal = installation.Record.Prepare().Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("record-damaged");
        installation.Load(withUnverified: false).Refusals.ShouldHaveSingleItem().Code.ShouldBe("record-damaged");
        installation.Record.Read(db => db.Rows<JournalEntry>().Count()).ShouldBe(1);
        File.ReadAllBytes(file).ShouldBe(bytes);
    }

    [Fact]
    public void A_damaged_elections_file_is_said_put_aside_and_built_again()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var version = installation.Elections.Version();
        var file = installation.Elections.Database.File!;
        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0x5A, 4_096 * 3, bytes.Length / 2);
        File.WriteAllBytes(file, bytes);
        installation.Elections.Load().Refusals.ShouldHaveSingleItem().Code.ShouldBe("elections-damaged");
        var report = installation.Load().Value;
        report.Notices.ShouldContain(n => n.Id == "storage.put-aside");
        report.Data.Version.ShouldBe(version);
        File.Exists(file + ".20261120T090000.aside").ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Several_programs_that_start_at_once_make_the_tables_once(Engine engine)
    {
        using var installation = Installation.On(engine);
        var starts = Enumerable.Range(0, 6).Select(_ => Task.Run(() => installation.AnotherRecord().Prepare()));
        (await Task.WhenAll(starts)).Sum(outcome => outcome.Refusals.Count).ShouldBe(0);
        using var connection = installation.Record.Database.Open();
        using var alone = Installation.On(engine);
        alone.Record.Prepare().IsDone.ShouldBeTrue();
        using var other = alone.Record.Database.Open();
        connection.One("select count(*) from schema_version").ShouldBe(other.One("select count(*) from schema_version"));
        connection.Tables().Order().ShouldBe(other.Tables().Order());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Corrections_made_at_once_are_all_kept(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Load().Value.Find("ma-house-2021-local")!;
        var row = before.RowOf("530");
        var lists = Enumerable.Range(0, before.Lists.Count).Where(c => before.Votes(row, c) > 7).Take(6).Select(c => before.Lists[c].Code).ToArray();
        var corrections = lists.Select(list => Task.Run(() => new CorrectResult(
            new ElectionsStore(installation.Settings, installation.Clock), installation.AnotherRecord(), installation.Clock)
            .Run(new Correction("ma-house-2021-local", "530", list, 7, "at once"), Actor.Operator)));
        (await Task.WhenAll(corrections)).Sum(outcome => outcome.Refusals.Count).ShouldBe(0);
        var results = installation.Elections.Load().Value.Find("ma-house-2021-local")!;
        lists.ShouldAllBe(list => results.Votes(results.RowOf("530"), results.ColumnOf(list)) == 7);
        installation.Record.Read(db => db.Rows<JournalEntry>().Count(e => e.Action == "result-corrected")).ShouldBe(lists.Length);
    }

    [Fact]
    public void Other_peoples_tables_in_the_public_schema_are_left_alone()
    {
        using var installation = Installation.On(Engine.PostgreSql);
        using (var connection = installation.Elections.Database.Open())
        {
            connection.Run("create table public.schema_version (version integer); insert into public.schema_version values (99); create table public.state (x text)");
        }

        installation.Load().IsDone.ShouldBeTrue();
        using var after = installation.Elections.Database.Open();
        after.One("select version from public.schema_version").ShouldBe(99);
    }

    [Fact]
    public void A_schema_that_is_not_ours_is_put_aside_not_dropped()
    {
        using var installation = Installation.On(Engine.PostgreSql);
        using var connection = installation.Elections.Database.Open();
        connection.Run("create schema elections; create table elections.theirs (x text); insert into elections.theirs values ('kept')");
        installation.Load().Value.Notices.ShouldContain(n => n.Id == "storage.put-aside");
        connection.One("select x from elections_20261120t090000_aside.theirs").ShouldBe("kept");
    }

    [Fact]
    public void A_data_folder_that_the_program_makes_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes");
        using var installation = Installation.On(Engine.Sqlite);
        var folder = Path.Combine(installation.Settings.Folder, "new");
        new RecordStore(new StorageSettings(folder), installation.Clock).Prepare().IsDone.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void An_empty_installation_says_how_to_load()
    {
        using var installation = Installation.On(Engine.Sqlite);
        installation.Elections.Load().Refusals.ShouldHaveSingleItem().Code.ShouldBe("elections-missing");
    }

    [Fact]
    public void PostGIS_sees_the_shapes_as_geometry()
    {
        using var installation = Installation.Loaded(Engine.PostgreSql);
        using var connection = installation.Elections.Database.Open();
        Assert.SkipUnless(connection.One("select 1 from pg_extension where extname = 'postgis'") is not null, "PostGIS");
        connection.Run(
            "insert into shapes (place, wkb, west, south, east, north, is_approximate, source, attribution) values ('test', ST_AsBinary(ST_MakeEnvelope(-7, 33, -6, 34)), -7, 33, -6, 34, true, 's', 'a')");
        connection.One("select ST_SRID(geometry) from shapes where ST_Contains(geometry, ST_SetSRID(ST_MakePoint(-6.5, 33.5), 4326))").ShouldBe(4326);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "/tmp/from-environment", "/tmp/from-environment")]
    [InlineData("/tmp/from-option", "/tmp/from-environment", "/tmp/from-option")]
    public void The_data_folder_is_the_option_else_the_environment_else_the_users_own(string? option, string? environment, string? expected)
    {
        var settings = StorageSettings.From(option, null, name => name == "DAIRA_DATA" ? environment : null);
        settings.Folder.ShouldBe(expected ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "daira"));
    }

    /// <summary>The provider was compiled against a later SQLitePCLRaw than the one in use: every member it names must exist, save the one known.</summary>
    [Fact]
    public void Every_member_that_the_SQLite_provider_names_exists_in_the_library_in_use()
    {
        var core = Assembly.Load("SQLitePCLRaw.core");
        using var image = new PEReader(File.OpenRead(typeof(SqliteConnection).Assembly.Location));
        var metadata = image.GetMetadataReader();
        var missing = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (metadata.GetString(type.Namespace) != "SQLitePCL")
            {
                continue;
            }

            var found = core.GetType("SQLitePCL." + metadata.GetString(type.Name));
            if (found is null || found.GetMember(metadata.GetString(member.Name), BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance).Length == 0)
            {
                missing.Add($"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
            }
        }

        // Loading extensions is the one thing lost, and nothing here loads any.
        missing.Distinct().ShouldBe(["raw.sqlite3_load_extension"]);
        Version.Parse(EmbeddedSqlite.LibraryVersion).ShouldBeGreaterThanOrEqualTo(new Version(3, 35));
    }

    private static List<(string, bool)> ColumnsOf(DbConnection connection, string table) => [.. (connection is SqliteConnection
        ? connection.Read($"select name, \"notnull\" from pragma_table_info('{table}')", r => (r.GetString(0), r.GetInt64(1) == 0))
        : connection.Read($"select column_name, is_nullable from information_schema.columns where table_name = '{table}'", r => (r.GetString(0), r.GetString(1) == "YES"))).Order()];
}
