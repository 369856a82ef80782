using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

public class CorrectResultTests
{
    private static readonly Correction Agadir = new("ma-house-2021-local", "530", "RNI", 40_000, "Minutes of the counting commission, page 3");

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_correction_is_a_new_row_that_names_the_old_with_decision_and_journal_entry(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Load().Value;
        var version = Correct(installation, Agadir).Value;
        version.ShouldNotBe(before.Version);
        var after = installation.Elections.Load().Value;
        after.Version.ShouldBe(version);
        Votes(after).ShouldBe(40_000);
        using var connection = installation.Elections.Database.Open();
        var rows = connection.Read(
            "select votes, replaces, decision from results where contest = 'ma-house-2021-local' and place = '530' and list = 'RNI' order by id",
            r => (Votes: r.GetInt64(0), Replaces: r.IsDBNull(1) ? (long?)null : r.GetInt64(1), Decision: r.IsDBNull(2) ? null : r.GetString(2)));
        rows.Count.ShouldBe(2);
        rows[0].Votes.ShouldBe(Votes(before)!.Value);
        rows[1].Replaces.ShouldNotBeNull();
        var decision = installation.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == "correct-result"));
        decision.Id.ToString().ShouldBe(rows[1].Decision);
        decision.Reason.ShouldBe(Agadir.Reason);
        var entry = installation.Record.Read(db => db.Rows<JournalEntry>().Single(e => e.Action == "result-corrected"));
        (entry.Actor, entry.Subject, entry.At).ShouldBe(("operator", "ma-house-2021-local/530/RNI", installation.Clock.GetUtcNow()));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_public_may_not_correct(Engine engine)
    {
        using var installation = Installation.Loaded(engine);
        var before = installation.Elections.Version();
        Correct(installation, Agadir, Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        installation.Elections.Version().ShouldBe(before);
        installation.Record.Read(db => db.Rows<Decision>().Count(d => d.Kind == "correct-result")).ShouldBe(0);
    }

    [Fact]
    public void A_correction_survives_a_rebuild_of_the_database()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var corrected = Correct(installation, Agadir).Value;
        File.WriteAllText(installation.Elections.Database.File!, "not a database at all, and longer than the header of one");
        var report = installation.Load().Value;
        report.Notices.ShouldContain(n => n.Id == "storage.put-aside");
        Votes(report.Data).ShouldBe(40_000);
        report.Data.Version.ShouldBe(corrected);
    }

    [Fact]
    public void Whatever_was_corrected_in_whatever_order_a_rebuild_gives_the_same_figures_and_version()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var results = installation.Elections.Load().Value.Find("ma-house-2021-local")!;
        var random = new Random(2021);
        for (var i = 0; i < 25; i++)
        {
            // Few cells, so that the same ones are corrected again and again, back to the first figure too.
            var (row, column) = (random.Next(2), random.Next(3));
            long? votes = random.Next(4) switch { 0 => null, 1 => results.Votes(row, column), var n => n };
            Correct(installation, new Correction("ma-house-2021-local", results.Places[row].Code, results.Lists[column].Code, votes, "property"));
        }

        var before = installation.Elections.Load().Value;
        File.Delete(installation.Elections.Database.File!);
        var after = installation.Load().Value.Data;
        after.Version.ShouldBe(before.Version);
        Cells(after).ShouldBe(Cells(before));
        Cells(after).ShouldNotBe(Cells(MoroccoTables.Preview()));
    }

    [Fact]
    public void A_second_correction_replaces_the_first_and_unknown_is_not_zero()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        Correct(installation, Agadir).IsDone.ShouldBeTrue();
        Correct(installation, Agadir with { Votes = null, Reason = "The minutes are contested" }).IsDone.ShouldBeTrue();
        Votes(installation.Elections.Load().Value).ShouldBeNull();
        File.Delete(installation.Elections.Database.File!);
        Votes(installation.Load().Value.Data).ShouldBeNull();
    }

    [Fact]
    public void What_was_decided_but_cut_before_it_was_applied_is_applied_at_the_next_start()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var file = installation.Elections.Database.File!;
        File.Copy(file, file + ".before");
        var version = Correct(installation, Agadir).Value;
        File.Delete(file + "-wal");
        File.Move(file + ".before", file, overwrite: true);
        Votes(installation.Elections.Load().Value).ShouldNotBe(40_000);
        var repair = new RepairAfterCut(installation.Elections, installation.Record, installation.Clock);
        repair.Run().ShouldBe(1);
        Votes(installation.Elections.Load().Value).ShouldBe(40_000);
        installation.Elections.Version().ShouldBe(version);
        repair.Run().ShouldBe(0);
    }

    [Theory]
    [InlineData("ma-house-1997-local", "530", "RNI", 1, "no-such-result")]
    [InlineData("ma-house-2021-local", "9999", "RNI", 1, "no-such-result")]
    [InlineData("ma-house-2021-local", "530", "XYZ", 1, "no-such-result")]
    [InlineData("ma-house-2021-local", "530", "RNI", -1, "votes-out-of-range")]
    public void Wrong_requests_are_refused(string contest, string place, string list, int votes, string code)
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        Correct(installation, new Correction(contest, place, list, votes, "why")).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Without_a_reason_or_a_change_nothing_is_corrected()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var standing = Votes(installation.Elections.Load().Value);
        Correct(installation, Agadir with { Reason = " " }).Refusals.ShouldHaveSingleItem().Code.ShouldBe("reason-missing");
        Correct(installation, Agadir with { Votes = standing }).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same-figure");
    }

    private static Outcome<string> Correct(Installation installation, Correction correction, Actor? actor = null) =>
        new CorrectResult(installation.Elections, installation.Record, installation.Clock).Run(correction, actor ?? Actor.Operator);

    private static List<long?> Cells(Daira.Elections.ElectoralData data)
    {
        var results = data.Find("ma-house-2021-local")!;
        return [.. from row in Enumerable.Range(0, results.Places.Count) from column in Enumerable.Range(0, results.Lists.Count) select results.Votes(row, column)];
    }

    private static long? Votes(Daira.Elections.ElectoralData data)
    {
        var results = data.Find("ma-house-2021-local")!;
        return results.Votes(results.RowOf("530"), results.ColumnOf("RNI"));
    }
}
