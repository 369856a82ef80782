using System.Data.Common;
using Daira.Elections.DecisionSheets;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Platform.Tests.DecisionSheets;

public sealed class DecisionSheetTests
{
    private const string Address = "/compare?contest=ma-house-2021-local&against=ma-house-2016-local";

    private static readonly Snapshot Frozen = new(
        new Dictionary<string, string> { ["ar"] = "عنوان", ["fr"] = "Titre" }, new Dictionary<string, string>(), [], "swing", "1.0", [new("list", "A")], "v1", ["Source"], [], [], new Dictionary<string, IReadOnlyList<FrozenPicture>>());

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void A_sheet_is_opened_written_shown_decided_and_read_as_it_was(Engine engine)
    {
        using var here = new Here(engine);
        var sheet = here.Decided();
        var read = new ReadSheets(here.Record).Sheet(sheet.Id, Actor.Operator).Value;
        (read.Sheet.Label, read.Sheet.Question, read.Sheet.Choice, read.Sheet.DecidedBy, read.Sheet.Reason).ShouldBe(("1.1", "Where to open?", 2, "The bureau", "Most votes"));
        read.Sheet.Options.ShouldBe(["Nowhere", "Everywhere"]);
        read.Sheet.DecidedAt.ShouldBe(here.Installation.Clock.GetUtcNow());
        var (exhibit, snapshot) = read.Exhibits.ShouldHaveSingleItem();
        (exhibit.Address, exhibit.Note, exhibit.DataVersion).ShouldBe((Address, "The swing", "v1"));
        snapshot.Write().ShouldBe(Frozen.Write());
        read.Sheet.Hash.ShouldBe(DecideSheet.Fingerprint(read.Sheet, [exhibit]));
        here.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == "decision-sheet")).Content.ShouldContain(read.Sheet.Hash!);
        here.Record.Read(db => db.Rows<JournalEntry>().Select(e => e.Action).ToList()).ShouldBe(["sheet-opened", "sheet-written", "sheet-exhibit-added", "sheet-decided"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public void Once_decided_neither_the_program_nor_the_database_changes_it(Engine engine)
    {
        using var here = new Here(engine);
        var sheet = here.Decided();
        var exhibit = new ReadSheets(here.Record).Sheet(sheet.Id, Actor.Operator).Value.Exhibits[0].Exhibit;
        Outcome<DecisionSheet>[] tries =
        [
            here.Write(sheet.Id, "Another question"), here.Decide(sheet.Id, 1), new DiscardSheet(here.Record, here.Clock).Run(sheet.Id, Actor.Operator),
        ];
        tries.ShouldAllBe(t => t.Refusals.Count == 1 && t.Refusals[0].Code == "decided");
        here.Show(sheet.Id).Refusals.ShouldHaveSingleItem().Code.ShouldBe("decided");
        new RemoveExhibit(here.Record, here.Clock).Run(sheet.Id, exhibit.Id, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("decided");

        // A plain statement of whoever holds the file is refused too.
        foreach (var statement in new[]
        {
            "update decision_sheets set question = 'x'", "delete from decision_sheets", "update decision_exhibits set note = 'x'", "delete from decision_exhibits",
            "insert into decision_exhibits (id, sheet, position, taken_at, address, note, data_version, content) select 'x', sheet, 9, taken_at, address, note, data_version, content from decision_exhibits",
        })
        {
            using var connection = here.Record.Database.Open();
            Should.Throw<DbException>(() => connection.Run(statement), statement).Message.ShouldContain("decided");
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_new_version_names_the_old_and_leaves_it(Engine engine)
    {
        using var here = new Here(engine);
        var old = here.Decided();
        var revised = new ReviseSheet(here.Record, here.Clock).Run(old.Id, Actor.Operator).Value;
        (revised.Label, revised.Replaces, revised.IsDecided).ShouldBe(("1.2", old.Id, false));
        here.Write(revised.Id, "Where else?").IsDone.ShouldBeTrue();
        var read = new ReadSheets(here.Record);
        read.Sheet(revised.Id, Actor.Operator).Value.Exhibits.ShouldHaveSingleItem().Exhibit.Content.ShouldBe(Frozen.Write());
        var before = read.Sheet(old.Id, Actor.Operator).Value;
        (before.Sheet.Question, before.ReplacedBy!.Id).ShouldBe(("Where to open?", revised.Id));
        new ReviseSheet(here.Record, here.Clock).Run(old.Id, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("replaced");
        new ReviseSheet(here.Record, here.Clock).Run(revised.Id, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("still-draft");
        new OpenSheet(here.Record, here.Clock).Run("Another", Actor.Operator).Value.Label.ShouldBe("2.1");
    }

    [Theory, MemberData(nameof(Engines))]
    public void The_public_neither_writes_nor_reads_any_of_it(Engine engine)
    {
        using var here = new Here(engine);
        var sheet = here.Decided();
        var draft = here.Open();
        var kept = new SaveView(here.Record, here.Clock).Run("Kept", Address, Actor.Operator).Value;
        var exhibit = new ReadSheets(here.Record).Sheet(sheet.Id, Actor.Operator).Value.Exhibits[0].Exhibit.Id;
        var (record, clock, anyone) = (here.Record, here.Clock, Actor.Anyone);
        IReadOnlyList<Refusal>[] refused =
        [
            new OpenSheet(record, clock).Run("A question", anyone).Refusals,
            new WriteSheet(record, clock).Run(draft.Id, new SheetText("A question", "", []), anyone).Refusals,
            new AddExhibit(record, clock, _ => throw new InvalidOperationException("Nothing is computed for who may not.")).Run(draft.Id, Address, "", anyone).Refusals,
            new RemoveExhibit(record, clock).Run(sheet.Id, exhibit, anyone).Refusals,
            new DecideSheet(record, clock).Run(draft.Id, new SheetChoice(1, "Somebody", "Because"), anyone).Refusals,
            new ReviseSheet(record, clock).Run(sheet.Id, anyone).Refusals,
            new DiscardSheet(record, clock).Run(draft.Id, anyone).Refusals,
            new SaveView(record, clock).Run("Mine", Address, anyone).Refusals,
            new DeleteView(record, clock).Run(kept.Id, anyone).Refusals,
            new ReadSheets(record).Sheets(anyone).Refusals,
            new ReadSheets(record).Sheet(sheet.Id, anyone).Refusals,
            new ReadSheets(record).Views(anyone).Refusals,
        ];
        refused.ShouldAllBe(r => r.Count == 1 && r[0].Kind == RefusalKind.Forbidden);
        new ReadSheets(record).Sheets(Actor.Operator).Value.Count.ShouldBe(2);
        new ReadSheets(record).Views(Actor.Operator).Value.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Engines))]
    public void Views_are_kept_by_name_listed_and_forgotten(Engine engine)
    {
        using var here = new Here(engine);
        var save = new SaveView(here.Record, here.Clock);
        var view = save.Run(" Swing of A ", Address, Actor.Operator).Value;
        save.Run("Map", "/map", Actor.Operator).IsDone.ShouldBeTrue();
        save.Run("Swing of A", Address, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("name-taken");
        save.Run(" ", Address, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("missing");
        new ReadSheets(here.Record).Views(Actor.Operator).Value.Select(v => v.Name).ShouldBe(["Map", "Swing of A"]);
        new DeleteView(here.Record, here.Clock).Run(view.Id, Actor.Operator).IsDone.ShouldBeTrue();
        new DeleteView(here.Record, here.Clock).Run(view.Id, Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-such-view");
        here.Record.Read(db => db.Rows<JournalEntry>().Select(e => e.Action).ToList()).ShouldBe(["view-saved", "view-saved", "view-deleted"]);
    }

    [Theory]
    [InlineData("/map?topic=leader", "/map?topic=leader")]
    [InlineData("/whatif", "/whatif")]
    [InlineData("https://elsewhere.example/map", null)]
    [InlineData("//elsewhere.example/map", null)]
    [InlineData("/mapped", null)]
    [InlineData("/map/../sheets", null)]
    [InlineData("/places/512", null)]
    [InlineData("/map?x\r\nSet-Cookie: a", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void Only_addresses_of_maps_comparisons_and_what_ifs_are_kept(string written, string? kept) => ViewAddress.Of(written).ShouldBe(kept);

    [Fact]
    public void What_is_missing_or_wrong_is_named()
    {
        using var here = new Here(Engine.Sqlite);
        var sheet = here.Open();
        here.Decide(sheet.Id, 1).Refusals.ShouldHaveSingleItem().Code.ShouldBe("options");
        here.Write(sheet.Id, "Where to open?").IsDone.ShouldBeTrue();
        here.Decide(sheet.Id, 3).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-such-option");
        here.Write(sheet.Id, " ").Refusals.ShouldHaveSingleItem().Code.ShouldBe("missing");
        here.Write(sheet.Id, new string('x', 301)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("too-long");
        here.Write(Guid.Empty, "Where?").Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-such-sheet");
        new AddExhibit(here.Record, here.Clock, _ => Frozen).Run(sheet.Id, "/places/1", "", Actor.Operator).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-address");
        var refusal = new Refusal(RefusalKind.Conflict, "not-comparable", new("ask.refused.not-comparable"));
        new AddExhibit(here.Record, here.Clock, _ => refusal).Run(sheet.Id, Address, "", Actor.Operator).Refusals.ShouldHaveSingleItem().ShouldBe(refusal);
        new DiscardSheet(here.Record, here.Clock).Run(sheet.Id, Actor.Operator).IsDone.ShouldBeTrue();
        new ReadSheets(here.Record).Sheets(Actor.Operator).Value.ShouldBeEmpty();
    }

    [Fact]
    public void The_fingerprint_changes_with_any_word_or_figure()
    {
        using var here = new Here(Engine.Sqlite);
        var sheet = here.Decided();
        var exhibit = new ReadSheets(here.Record).Sheet(sheet.Id, Actor.Operator).Value.Exhibits[0].Exhibit;
        string[] prints =
        [
            DecideSheet.Fingerprint(sheet, [exhibit]), DecideSheet.Fingerprint(sheet with { Question = "Where to open!" }, [exhibit]), DecideSheet.Fingerprint(sheet with { Options = ["Nowhere", "Somewhere"] }, [exhibit]),
            DecideSheet.Fingerprint(sheet with { Choice = 1 }, [exhibit]), DecideSheet.Fingerprint(sheet, []), DecideSheet.Fingerprint(sheet, [exhibit with { Content = "{}" }]),
        ];
        prints.Distinct().Count().ShouldBe(prints.Length);
    }

    /// <summary>An installation with nothing loaded, and short ways to what its operator does.</summary>
    private sealed class Here : IDisposable
    {
        public Here(Engine engine)
        {
            Installation = Installation.On(engine);
            Record = new RecordStore(Installation.Settings, Installation.Clock, new DecisionSheetPart());
        }

        public Installation Installation { get; }

        public RecordStore Record { get; }

        public TimeProvider Clock => Installation.Clock;

        public DecisionSheet Open() => new OpenSheet(Record, Clock).Run("Where to open?", Actor.Operator).Value;

        public Outcome<DecisionSheet> Write(Guid id, string question) => new WriteSheet(Record, Clock).Run(id, new SheetText(question, "Five offices", ["Nowhere", " ", "Everywhere"]), Actor.Operator);

        public Outcome<Exhibit> Show(Guid id) => new AddExhibit(Record, Clock, _ => Frozen).Run(id, Address, "The swing", Actor.Operator);

        public Outcome<DecisionSheet> Decide(Guid id, int choice) => new DecideSheet(Record, Clock).Run(id, new SheetChoice(choice, "The bureau", "Most votes"), Actor.Operator);

        public DecisionSheet Decided()
        {
            var sheet = Open();
            Write(sheet.Id, "Where to open?").IsDone.ShouldBeTrue();
            Show(sheet.Id).IsDone.ShouldBeTrue();
            return Decide(sheet.Id, 2).Value;
        }

        public void Dispose() => Installation.Dispose();
    }
}
