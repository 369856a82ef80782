using System.Data.Common;
using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Card;
using Daira.Organisation.Dues;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Members;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Daira.Platform.Tests.Organisation;

/// <summary>Queries written by hand about members, cards, dues and papers, on PostgreSQL, in a role that owns the tables and is no superuser.</summary>
public sealed class GuardedTablesTests
{
    private static readonly string[] Tables =
        ["members", "registrations", "member_events", "person_keys", "member_access", "member_accounts", "sealed_texts", "cards", "ledger_transactions", "ledger_postings", "receipts", "dues_calls", "bank_lines", "case_papers"];

    [Fact]
    public void Rows_show_themselves_within_the_place_and_nowhere_else()
    {
        using var r = new Register(Engine.PostgreSql);
        Fill(r);
        var role = Owner(r.Party.Installation);
        try
        {
            using var connection = r.Party.Installation.Record.Database.Open();
            Places(connection, role);
            connection.Run($"set role {role}");
            var all = Counts(connection, RowPolicies.Everything);
            all.ShouldAllBe(t => t.Value >= 2);
            Counts(connection, "").ShouldAllBe(t => t.Value == 0);
            var (sefrou, fes) = (Counts(connection, Id(r.SefrouOffice)), Counts(connection, Id(r.FesOffice)));
            foreach (var table in Tables)
            {
                sefrou[table].ShouldBeGreaterThan(0, table);
                fes[table].ShouldBeGreaterThan(0, table);
                (sefrou[table] + fes[table]).ShouldBe(all[table], table);
            }

            connection.Run($"set {RowPolicies.Setting} = '{Id(r.SefrouOffice)}'");
            connection.Read("select place from members", x => x.GetString(0)).ShouldBe([Register.Sefrou]);
            Should.Throw<PostgresException>(() => connection.Run("insert into cards values ('ffffffffffffffff', 2, 2, '2026-01-01', '2027-01-01', null)")).SqlState.ShouldBe("42501");
            connection.Run("delete from person_keys where member = 2");
            connection.Run("update members set place = '34510109' where id = 2");
            Counts(connection, RowPolicies.Everything).ShouldBe(all);
        }
        finally
        {
            Drop(r.Party.Installation, role);
        }
    }

    [Fact]
    public void Members_below_a_province_show_themselves_to_whoever_reaches_it_once_places_are_known()
    {
        using var r = new Register(Engine.PostgreSql);
        Fill(r);
        var role = Owner(r.Party.Installation);
        try
        {
            using var connection = r.Party.Installation.Record.Database.Open();
            connection.Run($"set role {role}");
            Counts(connection, Id(r.ProvinceOfSefrou))["members"].ShouldBe(0);
            connection.Run("reset role");
            Places(connection, role);
            connection.Run($"set role {role}");
            connection.Run($"set {RowPolicies.Setting} = '{Id(r.ProvinceOfSefrou)}'");
            connection.Read("select place from members", x => x.GetString(0)).ShouldBe([Register.Sefrou]);
            Counts(connection, Id(r.ProvinceOfSefrou))["cards"].ShouldBe(1);
        }
        finally
        {
            Drop(r.Party.Installation, role);
        }
    }

    [Fact]
    public void In_a_role_that_is_no_superuser_tables_are_filled_restored_and_kept_as_in_any_other()
    {
        var work = Directory.CreateTempSubdirectory("daira-plain-").FullName;
        using var server = new PlainRole(work);
        var (backup, keys) = (Path.Combine(work, "backup"), Path.Combine(work, "keys"));
        using (var first = new Register(Engine.Sqlite))
        {
            Fill(first);
            new MakeBackup(first.Party.Installation.Settings, first.Party.Installation.Record, [first.Party.Installation.Record], first.Party.Installation.Clock)
                .Run(new BackupRequest(backup, keys), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        }

        new RestoreBackup(server.Settings, server.Record, [server.Record], TimeProvider.System)
            .Run(new RestoreRequest(backup, keys), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        var store = new OrganisationStore(server.Record, TimeProvider.System);
        new ReadMember(server.Record, store).Run(1, Sensitivity.Personal, Actor.Operator).Value.Data!.Latin.ShouldBe("Salma Ouhida");
        new ProveLedger(new DuesStore(server.Record, store)).Run(Actor.Operator).IsDone.ShouldBeTrue();

        // More than one batch of rows, some of them empty in places.
        var rows = Enumerable.Range(100, 4_500).Select(id => new MemberRow(id, Register.Sefrou, MemberState.Member, new DateOnly(2026, 1, 1), id % 3 == 0 ? null : id, id % 2 == 0 ? [1, 2] : null, 1, id));
        server.Record.Change(db => BulkInsert.Into(db, rows, TestContext.Current.CancellationToken)).ShouldBe(4_500);
        server.Record.Read(db => db.Rows<MemberRow>().Count(m => m.Id >= 100 && m.Number == null && m.Sealed != null)).ShouldBe(750);
    }

    /// <summary>A member, a card, a payment, a line of the bank's and a paper in each of two places.</summary>
    private static void Fill(Register r)
    {
        var people = (Sefrou: r.Admitted(), Fes: r.Admitted(new Declaration("عمر تازمون", "Omar Tazmoun", "1970-01-01"), Register.Agdal));
        r.Ask(people.Sefrou, MemberCases.Resignation, text: "أسباب").IsDone.ShouldBeTrue();
        r.Ask(people.Fes, MemberCases.Resignation, text: "أسباب").IsDone.ShouldBeTrue();
        var dues = new DuesStore(r.Party.Installation.Record, r.Store);
        new SetTariff(dues).Run(new NewTariff("member", r.Party.Today.Year, "عضو", null, "120", IsContribution: false), Actor.Operator).IsDone.ShouldBeTrue();
        foreach (var (body, person) in ((long, ApplicationReceipt)[])[(r.SefrouOffice, people.Sefrou), (r.FesOffice, people.Fes)])
        {
            var payer = $"member/{Id(person.Member)}";
            new CallDues(dues).Run(new Calling(body, r.Party.Today.Year, "member", [payer]), Actor.Operator).IsDone.ShouldBeTrue();
            new TakePayment(dues).Run(new Payment(body, payer, "20", PaymentMethod.Cash, r.Party.Today, $"form-{body:D8}"), Actor.Operator).IsDone.ShouldBeTrue();
            new ImportBankFile(dues).Run(
                body, new BankStatement("s.csv", new string('0', 64), null, null, null, [new BankEntry(r.Party.Today.AddDays(-1), new Money(500), "r1", "", new("dues.where.line", 1))]), Actor.Operator).IsDone.ShouldBeTrue();
            r.Party.Installation.Record.Change(db =>
            {
                db.Add(new IssuedCard(body.ToString("x16", CultureInfo.InvariantCulture), person.Member, person.Member, r.Party.Today, r.Party.Today.AddDays(365), null));
                db.Database.GetDbConnection().Run(
                    "insert into registrations (id, campaign, place, \"on\", reference, digest) values (@id, 'spring', @place, '2026-11-20', @reference, '')",
                    ("@id", person.Member), ("@place", person == people.Sefrou ? Register.Sefrou : Register.Agdal), ("@reference", $"R{person.Member}"));
                db.Database.GetDbConnection().Run("insert into member_accounts values (@account, @member, '2026-11-20')", ("@account", Guid.NewGuid().ToString()), ("@member", person.Member));
                db.Add(new StoredPaper(person.Case, 1, [1], null, null));
                return true;
            });
        }
    }

    private static void Places(DbConnection connection, string role) => connection.Run($"""
        create schema elections authorization {role}; create table elections.places (code text, parent text); alter table elections.places owner to {role};
        insert into elections.places values ('3451', '3'), ('34510109', '3451'), ('3231', '3'), ('32310000', '3231'), ('32310101', '32310000')
        """);

    private static Dictionary<string, long> Counts(DbConnection connection, string reach)
    {
        connection.Run($"set {RowPolicies.Setting} = '{reach}'");
        return Tables.ToDictionary(t => t, t => (long)connection.One($"select count(*) from {t}")!);
    }

    /// <summary>As an ordinary installation is: the role owns the schema, and is no superuser.</summary>
    private static string Owner(Installation installation)
    {
        var role = "daira_owner_" + Guid.NewGuid().ToString("N");
        using var connection = installation.Record.Database.Open();
        connection.Run($"""
            create role {role} nologin; alter schema record owner to {role};
            do $$ declare t record; begin
                for t in select tablename from pg_tables where schemaname = 'record' loop execute format('alter table record.%I owner to {role}', t.tablename); end loop;
                for t in select oid::regprocedure::text as f from pg_proc where pronamespace = 'record'::regnamespace loop execute format('alter function %s owner to {role}', t.f); end loop;
            end $$
            """);
        return role;
    }

    private static void Drop(Installation installation, string role)
    {
        using var connection = installation.Record.Database.Open();
        connection.Run($"drop owned by {role} cascade; drop role {role}");
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A database of the server that belongs to a role without any power over the others.</summary>
    private sealed class PlainRole : IDisposable
    {
        private readonly string folder;
        private readonly string name = "daira_plain_" + Guid.NewGuid().ToString("N");

        public PlainRole(string folder)
        {
            this.folder = folder;
            Assert.SkipUnless(Given is { Length: > 0 }, "PostgreSQL");
            using var connection = new NpgsqlConnection(Given);
            connection.Open();
            connection.Run($"create role {name} login password '{name}'");
            connection.Run($"create database {name} owner {name}");
            Settings = new StorageSettings(Path.Combine(folder, "data"), new NpgsqlConnectionStringBuilder(Given) { Database = name, Username = name, Password = name, Pooling = false }.ConnectionString);
            Record = new RecordStore(Settings, TimeProvider.System, Daira.Web.Site.RecordParts);
        }

        public StorageSettings Settings { get; }

        public RecordStore Record { get; }

        private static string? Given => Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES");

        public void Dispose()
        {
            using var connection = new NpgsqlConnection(Given);
            connection.Open();
            connection.Run($"drop database {name} with (force)");
            connection.Run($"drop role {name}");
            Directory.Delete(folder, recursive: true);
        }
    }
}
