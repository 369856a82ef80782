using Daira.Elections.DecisionSheets;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Laws;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Imports.Counts;

namespace Daira.Platform.Tests.Imports;

/// <summary>The electoral side has its keepers: whoever holds the right over the installation may, anybody else may not, and the journal names the mandate.</summary>
public class KeepersTests
{
    private const string Contest = "ma-house-2026-local";
    private const string Mandate = "post:00000000000000000000000000000001";

    private static readonly Guid Account = Guid.Parse("11111111-1111-1111-1111-111111111111");

    public static TheoryData<string> Acts => [.. Changes.Keys];

    /// <summary>Every change of the electoral side, and the right it takes.</summary>
    private static Dictionary<string, (Right Right, Func<Importing, Actor, IReadOnlyList<Refusal>> Run)> Changes { get; } = new()
    {
        ["add-contest"] = (Rights.ImportResults, (d, a) => d.Add("ma-house-2030-local", actor: a).Refusals),
        ["import-results"] = (Rights.ImportResults, (d, a) => d.Import(Votes(d), a).Refusals),
        ["import-places"] = (Rights.ImportResults, (d, a) => new ImportPlaces(d.Installation.Elections, d.Installation.Record, d.Installation.Clock).Run(
            new PlacesRequest(d.File("code,name\n34510309,Un autre nom\n"), new PlacesMapping("code") { English = "name" }) { Accepted = ["name-differs"] }, a, Importing.Silent, default).Refusals),
        ["decide-name"] = (Rights.ImportResults, (d, a) => new DecideName(d.Installation.Elections, d.Installation.Record, d.Installation.Clock).Run(new NameChoice("Nulle Part", null, "constituency", "531"), a).Refusals),
        ["save-mapping"] = (Rights.ImportResults, (d, a) => new SavedMappings(d.Installation.Record, d.Installation.Clock).Save("mine", Importing.Long, a).Refusals),
        ["undo-contest"] = (Rights.ImportResults, (d, a) => d.Undo(DecidedImports.All(d.Installation.Record).First(x => x.Kind == "contest-added").Id, a).Refusals),
        ["correct"] = (Rights.CorrectResults, (d, a) => Correct(d, a).Refusals),
        ["undo-correction"] = (Rights.CorrectResults, (d, a) =>
        {
            Correct(d, Actor.Operator).IsDone.ShouldBeTrue();
            return d.Undo(DecidedImports.All(d.Installation.Record).First(x => x.Kind == "correct-result").Id, a).Refusals;
        }),
        ["open-sheet"] = (Rights.PublishResults, (d, a) => new OpenSheet(d.Installation.Record, d.Installation.Clock).Run("Where?", a).Refusals),
        ["save-view"] = (Rights.PublishResults, (d, a) => new SaveView(d.Installation.Record, d.Installation.Clock).Run("mine", "/map", a).Refusals),
        ["read-sheets"] = (Rights.PublishResults, (d, a) => new ReadSheets(d.Installation.Record).Sheets(a).Refusals),
    };

    [Theory, MemberData(nameof(Acts))]
    public void A_keeper_may_and_the_journal_names_the_mandate(string act)
    {
        using var daira = Ready();
        var (right, run) = Changes[act];
        var entries = Entries(daira);
        run(daira, Keeper(right)).ShouldBeEmpty();
        if (act != "read-sheets")
        {
            Entries(daira).Skip(entries.Count).ShouldContain(e => e.Actor == $"person:{Account:N}/{Mandate}");
        }
    }

    [Theory, MemberData(nameof(Acts))]
    public void Whoever_keeps_something_else_is_refused_and_nothing_changes(string act)
    {
        var (right, run) = Changes[act];
        Right[] others = [.. new[] { Rights.ImportResults, Rights.CorrectResults, Rights.PublishResults, Rights.ManageAccounts }.Where(r => r != right)];
        Actor[] refused = [Actor.Anyone, new Actor.Person(Account, Standing.None), .. others.Select(r => Keeper(r)), Keeper(right, isStrong: false), Keeper(right, "somewhere")];
        foreach (var other in refused)
        {
            using var untouched = Ready();
            run(untouched, other).ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
            Entries(untouched).ShouldAllBe(e => e.Actor == "operator");
        }
    }

    [Fact]
    public async Task A_begun_import_is_for_keepers()
    {
        using var daira = new Importing(Engine.Sqlite);
        var staged = new StagedImports(daira.Installation.Settings.Folder, daira.Installation.Clock);
        var stop = TestContext.Current.CancellationToken;
        (await staged.Receive(new MemoryStream([65]), "a.csv", 10, Keeper(Rights.CorrectResults), stop)).Why!.Kind.ShouldBe(RefusalKind.Forbidden);
        staged.All().ShouldBeEmpty();
        var received = (await staged.Receive(new MemoryStream([65]), "a.csv", 10, Keeper(Rights.ImportResults), stop)).Value;
        staged.Remove(received.Id, Keeper(Rights.PublishResults)).Why!.Kind.ShouldBe(RefusalKind.Forbidden);
        staged.Remove(received.Id, Keeper(Rights.ImportResults)).Value.ShouldBeTrue();
    }

    [Fact]
    public void A_tie_is_settled_by_keepers_of_corrections()
    {
        using var daira = Ready();
        IReadOnlyList<Refusal> Settle(Actor actor) => new ResolveTie(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock)
            .Run(new TieToResolve("ma-house-2021-local", "530", new TieResolution(["A"], new Dictionary<string, DateOnly>(), "minutes")), actor).Refusals;
        Settle(Keeper(Rights.ImportResults)).ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        Settle(Keeper(Rights.CorrectResults)).ShouldHaveSingleItem().Code.ShouldBe("tie-no-tie", "the right is there; there is nothing to settle");
    }

    internal static Actor Keeper(Right right, string? scope = null, bool isStrong = true) => new Actor.Person(Account, Standing.Of(
        [new OfficeHeld(Mandate, Account, "keeper", scope is null ? Scope.Installation : new Scope(scope), new DateOnly(2026, 1, 1), null)],
        [new OfficeRight("keeper", right, Sensitivity.Internal)],
        OnlyInstallation.Instance,
        isStrong));

    private static Importing Ready()
    {
        var daira = new Importing(Engine.Sqlite);
        daira.Add().IsDone.ShouldBeTrue();
        return daira;
    }

    private static ImportRequest Votes(Importing daira) => new(daira.File("place,list,votes\n530,A,100\n"), Contest, Importing.Long);

    private static Outcome<string> Correct(Importing daira, Actor actor) =>
        new CorrectResult(daira.Installation.Elections, daira.Installation.Record, daira.Installation.Clock).Run(new Correction("ma-house-2021-local", "530", "RNI", 1, "recount"), actor);

    private static List<JournalEntry> Entries(Importing daira) => daira.Installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());
}
