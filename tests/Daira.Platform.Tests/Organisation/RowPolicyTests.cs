using System.Data.Common;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Npgsql;

namespace Daira.Platform.Tests.Organisation;

/// <summary>Queries written by hand, on PostgreSQL: what a connection does not reach it does not see, whoever owns the tables.</summary>
public sealed class RowPolicyTests : IDisposable
{
    private const string Events = "select kind || ' ' || subject from organisation_events order by seq";
    private const string Persons = "select id::text from persons order by id";

    private readonly Party party = new(Engine.PostgreSql);
    private readonly string role = "daira_reader_" + Guid.NewGuid().ToString("N");
    private readonly long sefrou, fes, secretary, sibling;

    public RowPolicyTests()
    {
        (sefrou, fes) = (party.Founded("3451"), party.Founded("3231"));
        var holder = party.Person();
        var other = party.Person("عمر برغون");
        party.Give(holder.Id, sefrou, "secretary").IsDone.ShouldBeTrue();
        party.Give(other.Id, fes, "secretary").IsDone.ShouldBeTrue();
        (secretary, sibling) = (holder.Id, other.Id);
        Run($"create role {role} nologin; grant usage on schema record to {role}; grant select, insert on all tables in schema record to {role}");
    }

    public void Dispose()
    {
        Run($"reset role; drop owned by {role} cascade; drop role {role}");
        party.Dispose();
    }

    [Fact]
    public void A_connection_of_the_store_that_reaches_one_province_does_not_see_its_sibling()
    {
        Owned();
        var account = Guid.NewGuid();
        new LinkAccount(party.Store).Run(new AccountLink(secretary, account), Actor.Operator).IsDone.ShouldBeTrue();
        var reach = ((Actor.Person)party.SignedIn(account)).Standing.WhereFor(OrganisationRights.Read).Select(s => s.Id.Split(':')).Where(s => s[0] == "body").Select(s => s[1]);
        using var connection = party.Installation.Record.Database.Open(bodies: string.Join(',', reach));
        connection.Run($"set role {role}");
        Bodies(connection).ShouldBe([$"body {sefrou}"]);
        connection.Read(Persons, r => r.GetString(0)).ShouldBe([$"{secretary}"]);
        connection.One("select count(*) from organisation_events where kind = 'mandate'").ShouldBe(1L);
        connection.One($"select count(*) from organisation_events where content like '%\"body\":{fes}%'").ShouldBe(0L);
    }

    [Fact]
    public void The_owner_of_the_tables_is_held_too_and_reaches_nothing_before_it_says_what()
    {
        Owned();
        using var connection = party.Installation.Record.Database.Open();
        connection.Run($"set role {role}");
        connection.Run("reset " + RowPolicies.Setting);
        connection.Run($"set {RowPolicies.Setting} = ''");
        Bodies(connection).ShouldBeEmpty();
        connection.One("select count(*) from persons").ShouldBe(0L);
        connection.Run($"set {RowPolicies.Setting} = '{sefrou}'");
        Bodies(connection).ShouldBe([$"body {sefrou}"]);
        connection.Run($"set {RowPolicies.Setting} = '*'");
        Bodies(connection).ShouldBe([$"body {sefrou}", $"body {fes}"]);
    }

    [Fact]
    public void A_reader_reaches_what_was_entered_for_it_whatever_it_sets()
    {
        foreach (var (entered, seen) in ((string?, string[])[])[(null, []), ($"{fes}", [$"body {fes}"]), ("*", [$"body {sefrou}", $"body {fes}"])])
        {
            Run($"delete from record.row_readers; insert into record.row_readers select '{role}', '{entered}' where '{entered}' <> ''");
            using var connection = party.Installation.Record.Database.Open();
            connection.Run($"set role {role}");
            connection.Run($"set {RowPolicies.Setting} = '*'");
            Bodies(connection).ShouldBe(seen);
        }
    }

    [Fact]
    public void A_role_that_acts_for_the_program_without_owning_the_tables_says_what_it_reaches()
    {
        Run($"insert into record.row_readers values ('{role}', '{RowPolicies.BySession}')");
        using var connection = party.Installation.Record.Database.Open(bodies: $"{sefrou}");
        connection.Run($"set role {role}");
        Bodies(connection).ShouldBe([$"body {sefrou}"]);
        Should.Throw<PostgresException>(() => connection.Run(
            $"insert into organisation_events (seq, kind, subject, number, at, actor, content) values (999, 'body', '{fes}', 99, '', '', '{{}}')")).SqlState.ShouldBe("42501");
    }

    [Fact]
    public void What_rules_everybody_shows_itself_to_all()
    {
        party.Store.Change(Actor.Operator, "tested", change =>
        {
            change.Define(EventKinds.Target, "nothing", (object?)null);
            return Daira.Foundation.Outcome<bool>.Of(true);
        }).IsDone.ShouldBeTrue();
        using var connection = party.Installation.Record.Database.Open();
        connection.Run($"set role {role}");
        connection.Read(Events, r => r.GetString(0)).ShouldBe(["target nothing"]);
    }

    /// <summary>As an ordinary installation is: the role owns the schema, and is no superuser.</summary>
    private void Owned() => Run($"""
        alter schema record owner to {role};
        do $$ declare t record; begin
            for t in select tablename from pg_tables where schemaname = 'record' loop execute format('alter table record.%I owner to {role}', t.tablename); end loop;
            for t in select oid::regprocedure::text as f from pg_proc where pronamespace = 'record'::regnamespace loop execute format('alter function %s owner to {role}', t.f); end loop;
        end $$
        """);

    private static List<string> Bodies(DbConnection connection) =>
        [.. connection.Read("select distinct kind || ' ' || subject, min(seq) from organisation_events where kind = 'body' group by 1 order by 2", r => r.GetString(0))];

    private void Run(string sql)
    {
        using var connection = party.Installation.Record.Database.Open();
        connection.Run(sql);
    }
}
