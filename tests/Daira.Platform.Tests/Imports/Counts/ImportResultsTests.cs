using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Imports.Counts;

public class ImportResultsTests
{
    private const string Contest = "ma-house-2026-local";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_long_file_becomes_votes_with_their_line_source_and_import(Engine engine)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var file = daira.File("place,list,votes\n530,A,100\n530,B,50\n531,A,-\n");
        var done = daira.Done(new ImportRequest(file, Contest, Importing.Long));
        done.Preview.Counts.GetValueOrDefault(RowFate.New).ShouldBe(2);
        var results = daira.Data.Find(Contest)!;
        results.Votes(results.RowOf("530"), results.ColumnOf("A")).ShouldBe(100);
        results.Votes(results.RowOf("531"), results.ColumnOf("A")).ShouldBeNull();
        using var connection = daira.Installation.Elections.Database.Open(readOnly: true);
        var cell = connection.Read("select r.line, r.import, s.sha256, i.decision from results r join sources s on s.id = r.source join imports i on i.id = r.import where r.list = 'B' and r.contest = 'ma-house-2026-local'", r => (Line: r.GetInt32(0), Import: r.GetInt32(1), Sha: r.GetString(2), Decision: r.GetString(3))).ShouldHaveSingleItem();
        (cell.Line, cell.Import).ShouldBe((3, done.Number!.Value));
        cell.Sha.ShouldBe(SourceFiles.ChecksumOf(file));
        daira.Installation.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == "results-imported")).Id.ToString().ShouldBe(cell.Decision);
        new SourceFiles(daira.Installation.Settings.Folder).Find(cell.Sha).ShouldNotBeNull();
    }

    [Fact]
    public void The_public_may_not_import()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var version = daira.Installation.Elections.Version();
        daira.Import(new ImportRequest(daira.File("place,list,votes\n530,A,1\n"), Contest, Importing.Long), Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        daira.Installation.Elections.Version().ShouldBe(version);
        daira.Undo(Guid.NewGuid(), Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Minutes_of_polling_stations_add_up_to_their_constituency(Engine engine)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var units = daira.Data.Atlas.UnitsIn(daira.Data.Atlas.Find("530")!).Take(2).ToList();
        var mapping = new ResultsMapping { Place = "commune", Station = "bureau", Lists = ["A", "B"], Registered = "inscrits", Voters = "votants", Spoilt = "nuls" };
        var file = daira.File($"commune;bureau;inscrits;votants;nuls;A;B\n{units[0].Names.French};1;500;300;10;200;90\n{units[0].Code};2;400;200;0;120;80\n{units[1].Names.Arabic};1;100;60;1;50;9\n");
        daira.Done(new ImportRequest(file, Contest, mapping));
        var results = daira.Data.Find(Contest)!;
        var row = results.RowOf("530");
        (results.Votes(row, results.ColumnOf("A")), results.Votes(row, results.ColumnOf("B"))).ShouldBe((370, 179));
        var totals = results.Totals[row];
        (totals.Registered, totals.Voters, totals.Spoilt, totals.Seats).ShouldBe((1000, 560, 11, 3));
        results.Parts!.Places.Count.ShouldBe(3);
        results.Parts.Places.ShouldAllBe(p => p.Level == PlaceLevel.Station);
        AllocateSeats.Run(Contest, daira.Data).Value.Find("530")!.Lists.Sum(l => l.Seats).ShouldBe(3);
        Importing.Figures(daira.Rebuilt()).ShouldContain("370");
    }

    [Fact]
    public void Every_row_has_a_fate_and_faults_name_rule_value_and_remedy()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        daira.Done(new ImportRequest(daira.File("place,list,votes\n530,A,100\n530,B,50\n"), Contest, Importing.Long));
        var preview = daira.Preview(new ImportRequest(
            daira.File("place,list,votes\n530,A,100\n530,B,51\n531,A,7\n531,B,-3\n77777,A,1\n532,A,2\n532,A,3\n533,A,2.5\n90010101x,A,4\n533,Z,4\n"), Contest, Importing.Long));
        preview.Rows.Select(r => $"{r.Line} {r.Fate} {r.Rule}").ShouldBe(
        [
            "2 Same ", "3 Changed ", "4 New ", "5 Refused unreadable-number", "6 Refused unknown-place", "7 New ", "8 Refused contradiction", "9 Refused fractional-votes", "10 Refused unknown-place", "11 Refused unknown-list",
        ]);
        preview.IsReady.ShouldBeFalse();
        preview.Rules.Count(r => r.IsHard).ShouldBe(2);
        var refused = daira.Results.Commit(new ImportRequest("", Contest, Importing.Long), preview, Actor.Operator, Importing.Silent, default);
        refused.Refusals.Select(r => r.Code).ShouldContain("contradiction");
    }

    [Theory]
    [InlineData("530,1000,900,0,950", "votes-exceed-voters")]
    [InlineData("530,1000,1001,0,950", "voters-exceed-registered")]
    [InlineData("530,1000,900,1,900", "votes-exceed-voters")]
    [InlineData("530,1000,999,0,900", "turnout-range")]
    [InlineData("530,1000,10,0,5", "turnout-range")]
    public void Minutes_that_cannot_be_are_stopped(string row, string rule)
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var mapping = new ResultsMapping { Place = "place", Lists = ["A"], Registered = "r", Voters = "v", Spoilt = "s" };
        var request = new ImportRequest(daira.File("place,r,v,s,A\n" + row + "\n"), Contest, mapping);
        daira.Import(request).Refusals.ShouldHaveSingleItem().Code.ShouldBe(rule);
        var accepted = daira.Import(request with { Accepted = [rule] });
        accepted.IsDone.ShouldBe(rule == "turnout-range");
        (daira.Data.Findings.Any(f => f.Code == "import-turnout-range")).ShouldBe(rule == "turnout-range");
    }

    [Fact]
    public void Fractional_votes_are_rounded_only_when_that_is_accepted_and_the_difference_is_said()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var request = new ImportRequest(daira.File("place,list,votes\n530,A,10.25\n531,A,0.5\n532,A,1.500\n"), Contest, Importing.Long);
        daira.Import(request).Refusals.ShouldHaveSingleItem().Code.ShouldBe("fractional-votes");
        daira.Done(request with { Accepted = ["fractional-votes"] });
        var results = daira.Data.Find(Contest)!;
        results.Votes(results.RowOf("530"), 0).ShouldBe(10);
        results.Votes(results.RowOf("531"), 0).ShouldBe(0);
        results.Votes(results.RowOf("532"), 0).ShouldBe(2);
        daira.Data.Findings.ShouldContain(f => f.Code == "import-rounded");
    }

    [Fact]
    public void Parts_and_wholes_must_meet()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var unit = daira.Data.Atlas.UnitsIn(daira.Data.Atlas.Find("530")!)[0].Code;
        daira.Done(new ImportRequest(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long));
        var request = new ImportRequest(daira.File($"place,station,list,votes\n{unit},1,A,60\n{unit},2,A,30\n"), Contest, Importing.Long with { Station = "station" });
        daira.Import(request).Refusals.ShouldHaveSingleItem().Code.ShouldBe("parts-differ");
        daira.Done(request with { Accepted = ["parts-differ"] });
        var results = daira.Data.Find(Contest)!;
        results.Votes(results.RowOf("530"), 0).ShouldBe(100, "a published figure is never replaced by a sum");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_choice_of_a_place_is_kept_for_equal_cases_and_replayed_and_its_figures_go_with_it(Engine engine)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var before = Importing.Figures(daira.Data);
        var file = daira.File("place,list,votes\n530,A,100\nNulle Part-sur-Mer,A,7\nNULLE PART SUR MER,B,3\n");
        var request = new ImportRequest(file, Contest, Importing.Long);
        var preview = daira.Preview(request);
        preview.Cases.ShouldHaveSingleItem().Rows.ShouldBe(2);
        var choice = new DecideName(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new NameChoice("nulle part sur mer", null, "constituency", "531") { Reason = "old name" }, Actor.Operator).Value;
        daira.Preview(request).Cases.ShouldHaveSingleItem().Choice!.Place.ShouldBe("531");
        var import = daira.Done(request).Number!.Value;
        var results = daira.Data.Find(Contest)!;
        results.ListVotes(results.RowOf("531")).ShouldBe(10);
        daira.Undo(choice.Decision!.Value).IsDone.ShouldBeTrue();
        results = daira.Data.Find(Contest)!;
        results.ListVotes(results.RowOf("531")).ShouldBeNull();
        results.ListVotes(results.RowOf("530")).ShouldBe(100);
        var undone = daira.Data;
        Importing.Figures(daira.Rebuilt()).ShouldBe(Importing.Figures(undone));
        daira.Data.Version.ShouldBe(undone.Version);
        daira.Undo(import).IsDone.ShouldBeTrue();
        Importing.Figures(daira.Data).ShouldBe(before);
    }

    [Fact]
    public void Choices_come_with_a_file_and_go_out_as_one()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var choices = ChoicesFile.Read(daira.File("written,code,reason\nNulle Part,531,why\n"), "constituency", daira.Data.Atlas, default).Value;
        var request = new ImportRequest(daira.File("place,list,votes\nNulle Part,A,7\n"), Contest, Importing.Long) { Choices = choices };
        daira.Preview(request).IsReady.ShouldBeTrue();
        DecidedImports.Choices(daira.Installation.Record).ShouldBeEmpty();
        daira.Done(request).Number.ShouldNotBeNull();
        var kept = DecidedImports.Choices(daira.Installation.Record).ShouldHaveSingleItem();
        (kept.Written, kept.Place, kept.Level, kept.Reason, kept.Actor).ShouldBe(("Nulle Part", "531", "constituency", "why", "operator"));
        using var connection = daira.Installation.Elections.Database.Open(readOnly: true);
        connection.One("select decision from results where import is not null").ShouldBe(kept.Decision!.Value.ToString());
    }

    [Fact]
    public void What_was_corrected_stays_corrected_when_the_same_source_comes_again()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var request = new ImportRequest(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long);
        var first = daira.Done(request).Number!.Value;
        new Daira.Elections.Results.CorrectResult(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new Daira.Elections.Results.Correction(Contest, "530", "A", 101, "recount"), Actor.Operator).IsDone.ShouldBeTrue();
        daira.Done(request).Number.ShouldBeNull("everything is known already");
        var more = daira.File("place,list,votes\n530,A,100\n531,A,5\n");
        daira.Done(request with { File = more }).Number.ShouldBe(first + 1);
        var results = daira.Data.Find(Contest)!;
        results.Votes(results.RowOf("530"), 0).ShouldBe(101);
        daira.Undo(first).IsDone.ShouldBeTrue();
        results = daira.Data.Find(Contest)!;
        results.Votes(results.RowOf("530"), 0).ShouldBe(100, "the second file came after the correction, which no longer fits what stood before it");
        Importing.Figures(daira.Rebuilt()).ShouldContain("530");
    }

    [Fact]
    public void A_contest_cannot_go_while_an_import_rests_on_it()
    {
        using var daira = new Importing(Engine.Sqlite);
        var before = Importing.Figures(daira.Data);
        daira.Add().IsDone.ShouldBeTrue();
        var import = daira.Done(new ImportRequest(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long)).Number!.Value;
        var contest = DecidedImports.All(daira.Installation.Record).Single(d => d.Kind == "contest-added");
        daira.Undo(contest.Id).Refusals.ShouldHaveSingleItem().Code.ShouldBe("import-rests-on-it");
        daira.Undo(import).IsDone.ShouldBeTrue();
        daira.Undo(import).Refusals.ShouldHaveSingleItem().Code.ShouldBe("undone-before");
        daira.Undo(contest.Id).IsDone.ShouldBeTrue();
        Importing.Figures(daira.Data).ShouldBe(before);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Stopped_at_any_step_it_leaves_everything_as_it_was(Engine engine)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var before = daira.Data;
        var request = new ImportRequest(daira.File("place,list,votes\n" + string.Join('\n', daira.Constituencies().Select(c => $"{c.Place},A,{c.Line}"))), Contest, Importing.Long);
        foreach (var step in (string[])["import.progress.reading", "import.progress.mapping", "import.progress.reconciling", "import.progress.checking", "import.progress.writing"])
        {
            using var stop = new CancellationTokenSource();
            var stopping = new StopAt(step, stop);
            Should.Throw<OperationCanceledException>(() => daira.Results.Run(request, Actor.Operator, stopping, stop.Token));
            daira.Data.Version.ShouldBe(before.Version);
            new RepairAfterCut(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock).Run().ShouldBe(0);
        }

        Importing.Figures(daira.Data).ShouldBe(Importing.Figures(before));
        daira.Done(request).Number.ShouldNotBeNull();
    }

    /// <summary>A step that takes long says how far it is and what remains; stopped there, nothing of what was written stays.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Stopped_in_the_middle_of_writing_it_leaves_everything_as_it_was(Engine engine)
    {
        using var daira = new Importing(engine);
        daira.Add().IsDone.ShouldBeTrue();
        var before = daira.Data;
        var rows = daira.Constituencies().SelectMany(c => Enumerable.Range(0, 30).Select(l => $"{c.Place},L{l},{c.Line}"));
        var request = new ImportRequest(daira.File("place,list,votes\n" + string.Join('\n', rows)), Contest, Importing.Long);
        using var stop = new CancellationTokenSource();
        var slow = new StopAt(Pace.Id, stop) { During = "import.progress.writing" };
        var import = new ImportResults(daira.Installation.Elections, daira.Installation.Record, new ClockOfSeconds());
        Should.Throw<OperationCanceledException>(() => import.Run(request, Actor.Operator, slow, stop.Token));
        slow.Said!.Arguments.Skip(1).ShouldBe([74L, 1L]);
        Importing.Figures(daira.Data).ShouldBe(Importing.Figures(before));
        daira.Data.Version.ShouldBe(before.Version);
        new RepairAfterCut(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock).Run().ShouldBe(0);
        daira.Done(request).Number.ShouldNotBeNull();
    }

    [Fact]
    public void Cut_between_the_two_databases_it_is_completed_at_the_next_start()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        var file = daira.Installation.Elections.Database.File!;
        File.Copy(file, file + ".before");
        var done = daira.Done(new ImportRequest(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long));
        var whole = Importing.Figures(daira.Data);
        File.Delete(file + "-wal");
        File.Move(file + ".before", file, overwrite: true);
        Importing.Figures(daira.Data).ShouldNotBe(whole);
        var repair = new RepairAfterCut(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock);
        repair.Run().ShouldBe(1);
        Importing.Figures(daira.Data).ShouldBe(whole);
        daira.Data.Version.ShouldBe(done.Version);
        repair.Run().ShouldBe(0);
    }

    [Fact]
    public void A_file_that_is_gone_at_a_rebuild_is_said_and_nothing_is_made_up()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        daira.Done(new ImportRequest(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long));
        Directory.Delete(Path.Combine(daira.Installation.Settings.Folder, "sources"), recursive: true);
        var data = daira.Rebuilt();
        data.Findings.ShouldContain(f => f.Code == "import-not-replayed");
        data.Find(Contest)!.ListVotes(0).ShouldBeNull();
    }

    [Fact]
    public void A_mapping_is_kept_and_used_again()
    {
        using var daira = new Importing(Engine.Sqlite);
        var mappings = new SavedMappings(daira.Installation.Record, daira.Installation.Clock);
        mappings.Save("minutes", Importing.Long with { Station = "s" }, Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        mappings.Save("minutes", Importing.Long with { Station = "s" }, Actor.Operator).IsDone.ShouldBeTrue();
        mappings.Find("minutes").Value.Station.ShouldBe("s");
        mappings.Find("other").Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-mapping");
    }

    [Fact]
    public void Arabic_digits_and_grouped_numbers_are_read()
    {
        using var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        daira.Done(new ImportRequest(daira.File("place;list;votes\n530;A;١٬٢٣٤\n531;A;\"1 234\"\n532;A;1.234\n"), Contest, Importing.Long));
        var results = daira.Data.Find(Contest)!;
        foreach (var place in (string[])["530", "531", "532"])
        {
            results.Votes(results.RowOf(place), 0).ShouldBe(1234, place.ToString(CultureInfo.InvariantCulture));
        }
    }

    private sealed class StopAt(string step, CancellationTokenSource stop) : IProgress<Message>
    {
        /// <summary>Only while this is done; null for any time.</summary>
        public string? During { get; init; }

        public Message? Said { get; private set; }

        public void Report(Message value)
        {
            if (value.Id == step && (During is null || value.Arguments[0] is Message { Id: var during } && during == During))
            {
                Said = value;
                stop.Cancel();
            }
        }
    }

    /// <summary>A second passes whenever it is asked: 2,048 of 2,760 rows take two.</summary>
    private sealed class ClockOfSeconds : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => seconds++;
    }
}
