using System.Text.Json;
using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Imports;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Storage;

/// <summary>Sefrou 2021, where 9,642 more votes make a list equal to the last that won: the law looks at birth dates, then at lots.</summary>
public class ResolveTieTests
{
    private const string House = "ma-house-2021-local";
    private const string Sefrou = "552";
    private const string Minutes = "Minutes of the counting commission, 9 September 2021";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Birth_dates_give_the_seat_to_the_younger_with_decision_journal_entry_and_explanation(Engine engine)
    {
        using var installation = Tied(engine, out var rival);
        var version = Resolve(installation, Born(("PI", 1990), (rival, 1970))).Value;
        var data = installation.Elections.Load().Value;
        data.Version.ShouldBe(version);
        var here = Here(data);
        here.State.ShouldBe(SeatState.IndependentOfRegistered);
        (here.Find("PI")!.Seats, here.Find(rival)!.Seats).ShouldBe((1, 0));
        var said = ExplainSeats.Run(House, Sefrou, data).Value.Steps.Select(s => Morocco.Say(s)).ToArray();
        said.ShouldContain(s => s.Contains(Minutes));
        said.ShouldContain(s => s.Contains("PI") && s.Contains("1990"));
        var decision = installation.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == "resolve-tie"));
        (decision.Subject, decision.Reason).ShouldBe(($"{House}/{Sefrou}", Minutes));
        installation.Record.Read(db => db.Rows<JournalEntry>().Single(e => e.Action == "tie-resolved")).Actor.ShouldBe("operator");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Lots_give_the_seat_in_the_order_drawn_also_where_birth_dates_are_equal(Engine engine)
    {
        using var installation = Tied(engine, out var rival);
        Resolve(installation, Born(("PI", 1980), (rival, 1980))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("tie-still-tied");
        Resolve(installation, Born(("PI", 1980), (rival, 1980)) with { Order = [rival, "PI"] }).IsDone.ShouldBeTrue();
        var data = installation.Elections.Load().Value;
        var here = Here(data);
        (here.Find("PI")!.Seats, here.Find(rival)!.Seats).ShouldBe((0, 1));
        ExplainSeats.Run(House, Sefrou, data).Value.Steps.Select(s => Morocco.Say(s)).ShouldContain($"Order drawn by lots: {rival} > PI.");
        Resolve(installation, new([rival, "PI"], new Dictionary<string, DateOnly>(), Minutes)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("tie-no-tie");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_public_may_not_settle_a_tie(Engine engine)
    {
        using var installation = Tied(engine, out var rival);
        var before = installation.Elections.Version();
        Resolve(installation, Lots(rival, "PI"), Actor.Anyone).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        installation.Elections.Version().ShouldBe(before);
        installation.Record.Read(db => db.Rows<Decision>().Count(d => d.Kind == "resolve-tie")).ShouldBe(0);
    }

    [Fact]
    public void It_survives_a_rebuild_with_the_same_version()
    {
        using var installation = Tied(Engine.Sqlite, out var rival);
        var version = Resolve(installation, Lots("PI", rival)).Value;
        File.Delete(installation.Elections.Database.File!);
        var again = installation.Load().Value.Data;
        again.Version.ShouldBe(version);
        Here(again).Find("PI")!.Seats.ShouldBe(1);
    }

    [Fact]
    public void A_decision_cut_before_it_reached_the_figures_is_applied_at_the_next_start()
    {
        using var installation = Tied(Engine.Sqlite, out var rival);
        var content = JsonSerializer.Serialize(new { Contest = House, Place = Sefrou, Resolution = Lots("PI", rival) }, JsonSerializerOptions.Web);
        installation.Record.Change(db => db.Decide(Actor.Operator, installation.Clock, "resolve-tie", $"{House}/{Sefrou}", content, Minutes));
        Here(installation.Elections.Load().Value).State.ShouldBe(SeatState.TieNeedsBirthDates);
        new RepairAfterCut(installation.Elections, installation.Record, installation.Clock).Run().ShouldBe(1);
        Here(installation.Elections.Load().Value).Find("PI")!.Seats.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Taken_back_the_tie_is_open_again_and_can_be_settled_otherwise(Engine engine)
    {
        using var installation = Tied(engine, out var rival);
        Resolve(installation, Lots("PI", rival)).IsDone.ShouldBeTrue();
        var decision = installation.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == "resolve-tie").Id);
        new UndoDecision(installation.Elections, installation.Record, installation.Clock).Run(decision, "wrong list", Actor.Operator, TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        Here(installation.Elections.Load().Value).State.ShouldBe(SeatState.TieNeedsBirthDates);
        Resolve(installation, Lots(rival, "PI")).IsDone.ShouldBeTrue();
        Here(installation.Elections.Load().Value).Find("PI")!.Seats.ShouldBe(0);
    }

    [Theory]
    [InlineData("PI", "", Minutes, Sefrou, "tie-name-each")]
    [InlineData("", "", Minutes, Sefrou, "tie-name-each")]
    [InlineData("PI,?,PI", "", Minutes, Sefrou, "tie-name-each")]
    [InlineData("", "PI", Minutes, Sefrou, "tie-name-each")]
    [InlineData("PI,?,NOBODY", "", Minutes, Sefrou, "tie-not-tied")]
    [InlineData("PI,?", "", " ", Sefrou, "tie-reference-missing")]
    [InlineData("PI,?", "", Minutes, "530", "tie-no-tie")]
    [InlineData("PI,?", "", Minutes, "1", "unknown-constituency")]
    public void What_does_not_settle_this_tie_is_refused(string order, string born, string reference, string place, string code)
    {
        using var installation = Tied(Engine.Sqlite, out var rival);
        var resolution = new TieResolution(
            [.. order.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => l == "?" ? rival : l)],
            born.Split(',', StringSplitOptions.RemoveEmptyEntries).ToDictionary(l => l, _ => new DateOnly(1980, 1, 1)),
            reference);
        var refusal = new ResolveTie(installation.Elections, installation.Record, installation.Clock).Run(new(House, place, resolution), Actor.Operator).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe(code);
        Morocco.Say(refusal.Message).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_candidate_born_after_the_contest_is_refused()
    {
        using var installation = Tied(Engine.Sqlite, out var rival);
        Resolve(installation, Born(("PI", 2021), (rival, 1980))).IsDone.ShouldBeTrue(); // the first of January 2021
        using var other = Tied(Engine.Sqlite, out rival);
        Resolve(other, Born(("PI", 2022), (rival, 1980))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("tie-born-later");
    }

    private static Installation Tied(Engine engine, out string rival)
    {
        var installation = Installation.Loaded(engine);
        var data = installation.Elections.Load().Value;
        var votes = Here(data).Find("PI")!.Votes!.Value + 9_642;
        new CorrectResult(installation.Elections, installation.Record, installation.Clock).Run(new Correction(House, Sefrou, "PI", votes, "test"), Actor.Operator).IsDone.ShouldBeTrue();
        var here = Here(installation.Elections.Load().Value);
        here.State.ShouldBe(SeatState.TieNeedsBirthDates);
        rival = here.Lists.Single(l => l.State == SeatState.TieNeedsBirthDates && l.List.Code != "PI").List.Code;
        return installation;
    }

    private static ConstituencySeats Here(ElectoralData data) => AllocateSeats.Run(House, data).Value.Find(Sefrou)!;

    private static TieResolution Lots(params string[] order) => new(order, new Dictionary<string, DateOnly>(), Minutes);

    private static TieResolution Born(params (string List, int Year)[] born) => new([], born.ToDictionary(b => b.List, b => new DateOnly(b.Year, 1, 1)), Minutes);

    private static Outcome<string> Resolve(Installation installation, TieResolution resolution, Actor? actor = null) =>
        new ResolveTie(installation.Elections, installation.Record, installation.Clock).Run(new(House, Sefrou, resolution), actor ?? Actor.Operator);
}
