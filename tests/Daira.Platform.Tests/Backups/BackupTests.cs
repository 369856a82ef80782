using System.Data.Common;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Imports.Counts;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Platform.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly string work = Directory.CreateTempSubdirectory("daira-backups-").FullName;

    private string To => Path.Combine(work, "backup");

    public void Dispose() => Directory.Delete(work, recursive: true);

    [Theory]
    [InlineData(Engine.Sqlite, Engine.Sqlite)]
    [InlineData(Engine.Sqlite, Engine.PostgreSql)]
    [InlineData(Engine.PostgreSql, Engine.Sqlite)]
    [InlineData(Engine.PostgreSql, Engine.PostgreSql)]
    public void A_filled_installation_stands_again_on_either_engine(Engine from, Engine onto)
    {
        using var first = Installation.Loaded(from);
        Correct(first, 4321).IsDone.ShouldBeTrue();
        File.WriteAllText(Path.Combine(first.Settings.Folder, "minutes.csv"), "place,votes\n");
        Backup(first).IsDone.ShouldBeTrue();

        using var second = Installation.On(onto);
        var restored = Restore(second);
        restored.IsDone.ShouldBeTrue();
        restored.Value.LeftOut.ShouldBeEmpty();
        second.Elections.Load().Value.Version.ShouldBe(first.Elections.Load().Value.Version);
        foreach (var database in (Func<Installation, Database>[])[i => i.Record.Database, i => i.Elections.Database])
        {
            Rows(database(second)).ShouldBe(Rows(database(first)));
        }

        File.ReadAllText(Path.Combine(second.Settings.Folder, "minutes.csv")).ShouldBe("place,votes\n");

        // Life goes on: numbers do not collide with restored ones, and what may only be added to stays so.
        Correct(second, 4322).IsDone.ShouldBeTrue();
        Should.Throw<DbException>(() => { using var connection = second.Record.Database.Open(); connection.Run("delete from journal"); });
    }

    /// <summary>What was imported is built again from the files it came from: a backup without them would lose it at the next rebuild.</summary>
    [Theory, InlineData(Engine.Sqlite, Engine.PostgreSql), InlineData(Engine.PostgreSql, Engine.Sqlite)]
    public void Files_that_figures_were_imported_from_are_in_a_backup(Engine from, Engine onto)
    {
        using var first = new Importing(from);
        first.Add().IsDone.ShouldBeTrue();
        first.Done(new ImportRequest(first.File("place,list,votes\n530,A,100\n"), "ma-house-2026-local", Importing.Long));
        var figures = Importing.Figures(first.Data);
        Backup(first.Installation).Value.Files.ShouldContain(f => f.Path == $"sources/{f.Sha256}");

        using var second = new Importing(onto, isLoaded: false);
        Restore(second.Installation).IsDone.ShouldBeTrue();
        Importing.Figures(second.Data).ShouldBe(figures);
        Importing.Figures(second.Rebuilt()).ShouldBe(figures);
    }

    /// <summary>2^53 + 1 is the first whole number that a double does not hold.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_whole_number_stays_itself(Engine onto)
    {
        using var first = Installation.On(Engine.Sqlite);
        first.Record.Prepare().IsDone.ShouldBeTrue();
        first.Record.Change(db => db.Add(new Daira.Organisation.Members.MemberRow(1, "34510109", Daira.Organisation.Members.MemberState.Member, new DateOnly(2026, 1, 1), 9_007_199_254_740_993, null, 1, 1)));
        Backup(first).IsDone.ShouldBeTrue();
        using var second = Installation.On(onto);
        Restore(second).IsDone.ShouldBeTrue();
        second.Record.Read(db => db.Rows<Daira.Organisation.Members.MemberRow>().Single().Number).ShouldBe(9_007_199_254_740_993);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_backup_before_an_upgrade_is_one_that_the_program_of_before_restores(Engine engine)
    {
        using var first = Installation.On(engine);
        var earlier = new RecordStore(first.Settings, first.Clock);
        earlier.Prepare().IsDone.ShouldBeTrue();
        var made = Backup(first).Value;
        first.Record.Look().ShouldBeOfType<SchemaState.Current>();
        made.Databases.Single(d => d.Name == Database.Record).Steps.Max().ShouldBeLessThan(200);

        using var second = Installation.On(engine);
        var older = new RecordStore(second.Settings, second.Clock);
        new RestoreBackup(second.Settings, older, [older], second.Clock).Run(new RestoreRequest(To, null), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        older.Look().ShouldBeOfType<SchemaState.Current>();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_restore_overwrites_nothing(Engine engine)
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        Backup(first).IsDone.ShouldBeTrue();
        using var second = Installation.On(engine);
        second.Record.Prepare().IsDone.ShouldBeTrue();
        Restore(second).Refusals.ShouldHaveSingleItem().Code.ShouldBe("restore-not-empty");
        second.Record.Read(db => db.Rows<JournalEntry>().Count()).ShouldBe(0);
    }

    [Fact]
    public void A_backup_that_was_touched_is_refused_by_file_and_nothing_is_restored()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        Backup(first).IsDone.ShouldBeTrue();
        var file = Path.Combine(To, "elections", "results.jsonl.gz");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var second = Installation.On(Engine.Sqlite);
        Restore(second).Refusals.ShouldHaveSingleItem().Message.Arguments[0].ShouldBe(file);
        Directory.EnumerateFiles(second.Settings.Folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("keys/key.xml")]
    [InlineData("record.db")]
    public void A_manifest_cannot_lead_a_file_out_of_the_data_folder(string path)
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        var made = Backup(first).Value;
        (made with { Files = [new FileBackup(path, 0, "")] }).Write(To);
        using var second = Installation.On(Engine.Sqlite);
        Restore(second).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-path");
        Directory.EnumerateFiles(second.Settings.Folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../record")]
    [InlineData("x\"; drop table journal; --")]
    public void A_manifest_cannot_name_what_is_no_table(string name)
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        var made = Backup(first).Value;
        (made with { Databases = [.. made.Databases.Select(d => d with { Tables = [new TableBackup(name, 0, "")] })] }).Write(To);
        using var second = Installation.On(Engine.Sqlite);
        Restore(second).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-path");
        Directory.EnumerateFiles(second.Settings.Folder).ShouldBeEmpty();
    }

    [Fact]
    public void A_backup_of_a_newer_program_is_refused()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        var made = Backup(first).Value;
        (made with { Databases = [.. made.Databases.Select(d => d.Name == Database.Record ? d with { Steps = [.. d.Steps, 9_999] } : d)] }).Write(To);
        using var second = Installation.On(Engine.Sqlite);
        Restore(second).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-newer");
    }

    [Fact]
    public void An_older_build_product_is_left_out_and_said()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        var made = Backup(first).Value;
        (made with { Databases = [.. made.Databases.Select(d => d.Name == Database.Elections ? d with { Steps = [0] } : d)] }).Write(To);
        using var second = Installation.On(Engine.Sqlite);
        Restore(second).Value.LeftOut.ShouldBe([Database.Elections]);
        second.Elections.State.ShouldBeOfType<SchemaState.Missing>();
    }

    [Fact]
    public void Keys_are_kept_apart_and_only_when_asked_for()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        File.WriteAllText(Path.Combine(first.Settings.KeyFolder().FullName, "key-1.xml"), "what opens sessions");
        Backup(first, Path.Combine(To, "keys")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-keys-together");
        var apart = Path.Combine(work, "apart");
        Backup(first, apart).IsDone.ShouldBeTrue();
        Directory.EnumerateFiles(To, "*", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).Contains("what opens sessions", StringComparison.Ordinal)).ShouldBeEmpty();
        using var second = Installation.On(Engine.Sqlite);
        Restore(second, apart).IsDone.ShouldBeTrue();
        File.ReadAllText(Path.Combine(second.Settings.KeyFolder().FullName, "key-1.xml")).ShouldBe("what opens sessions");
    }

    [Fact]
    public void A_backup_neither_overwrites_nor_lies_where_it_would_be_lost_nor_stays_half_written()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        Backup(first).IsDone.ShouldBeTrue();
        Backup(first).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-taken");
        Run(first, new BackupRequest(Path.Combine(first.Settings.Folder, "b"), null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("backup-inside");

        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var third = Path.Combine(work, "third");
        Should.Throw<OperationCanceledException>(() => Maker(first).Run(new BackupRequest(third, null), Actor.Operator, Silent, stopped.Token));
        Directory.EnumerateFileSystemEntries(work).Select(Path.GetFileName).ShouldBe(["backup"]);
    }

    [Fact]
    public void Only_whoever_sits_at_the_machine_takes_the_data_away_or_puts_them_back()
    {
        using var first = Installation.Loaded(Engine.Sqlite);
        Maker(first).Run(new BackupRequest(To, null), Actor.Anyone, Silent, default).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        Directory.Exists(To).ShouldBeFalse();
        Backup(first).IsDone.ShouldBeTrue();
        using var second = Installation.On(Engine.Sqlite);
        Restorer(second).Run(new RestoreRequest(To, null), Actor.Anyone, Silent, default).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    private static IProgress<Message> Silent { get; } = new Progress<Message>();

    private static Outcome<string> Correct(Installation installation, long votes) => new CorrectResult(installation.Elections, installation.Record, installation.Clock)
        .Run(new Correction("ma-house-2021-local", "530", "RNI", votes, "minutes of the commission"), Actor.Operator);

    private static MakeBackup Maker(Installation of) => new(of.Settings, of.Record, [of.Record, of.Elections], of.Clock);

    private static RestoreBackup Restorer(Installation onto) => new(onto.Settings, onto.Record, [onto.Record, onto.Elections], onto.Clock);

    private static Outcome<BackupManifest> Run(Installation of, BackupRequest request) => Maker(of).Run(request, Actor.Operator, Silent, TestContext.Current.CancellationToken);

    private Outcome<BackupManifest> Backup(Installation of, string? keys = null) => Run(of, new BackupRequest(To, keys));

    private Outcome<Restored> Restore(Installation onto, string? keys = null) => Restorer(onto).Run(new RestoreRequest(To, keys), Actor.Operator, Silent, TestContext.Current.CancellationToken);

    /// <summary>Every row of every table as text, apart from what the acts themselves journal.</summary>
    private static List<string> Rows(Database database)
    {
        using var connection = database.Open(readOnly: true);
        return [.. connection.Tables().Where(t => t != "schema_version").SelectMany(table => connection.Read(
            table == "journal" ? "select id, actor, action, subject from journal where action not in ('backup', 'restore')" : $"select * from \"{table}\"",
            r => $"{table}: {string.Join('|', Enumerable.Range(0, r.FieldCount).Where(i => r.GetName(i) != "geometry").Select(i => $"{r.GetName(i)}={Text(r.GetValue(i))}").Order(StringComparer.Ordinal))}")).Order(StringComparer.Ordinal)];
    }

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        bool yes => yes ? "1" : "0",
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable figure => figure.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
