using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Access;

/// <summary>Rules of the rights layer that are small enough to be forgotten.</summary>
public class SmallRulesTests
{
    private static readonly OfficeHeld Everywhere = new("mandate:1", Guid.Empty, "office", Scope.Installation, new DateOnly(2026, 1, 1), null);

    [Fact]
    public void A_code_is_written_as_its_chance_and_opens_once()
    {
        var code = new OneTimeCode([0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF]);
        code.Text.ShouldBe("0123-4567-89AB-CDEF");
        new OneTimeCode([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).Text.ShouldBe("ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        foreach (var wrong in (string?[])[null, "", "0123-4567-89AB-CDEG", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "----"])
        {
            code.Opens(wrong).ShouldBeFalse(wrong);
        }

        code.Opens(" 0123 4567 89ab cdef ").ShouldBeTrue();
        code.Opens(code.Text).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => new OneTimeCode(new byte[9]));
        Should.Throw<ArgumentOutOfRangeException>(() => new OneTimeCode(new byte[11]));
    }

    [Fact]
    public void An_installation_without_bodies_has_one_scope()
    {
        OnlyInstallation.Instance.Around(Scope.Installation).ShouldBe([Scope.Installation]);
        OnlyInstallation.Instance.Within(Scope.Installation).ShouldBe([Scope.Installation]);
        OnlyInstallation.Instance.Around(new Scope("elsewhere")).ShouldBeEmpty();
        OnlyInstallation.Instance.Within(new Scope("elsewhere")).ShouldBeEmpty();
        (Scope.Installation.Id, Scope.Installation.ToString(), Rights.Erase.ToString()).ShouldBe(("installation", "installation", "erase-person"));
    }

    [Fact]
    public void Words_that_stand_in_the_rights_table_and_the_journal_stay()
    {
        Rights.All.Select(r => r.Id).ShouldBe([
            "manage-accounts", "change-rights", "read-journal", "see-installation", "export-many", "erase-person", "override-rule", "import-results", "correct-results", "publish-results"]);
        InstallationOffices.All.ShouldBe(["administrator", "import-keeper", "corrector", "publisher"]);
        InstallationOffices.Preset.Select(r => $"{r.Office} {r.Right} {r.UpTo}").ShouldBe([
            "administrator manage-accounts Personal", "administrator change-rights Internal", "administrator read-journal Internal", "administrator see-installation Internal",
            "import-keeper import-results Internal", "corrector correct-results Internal", "publisher publish-results Internal"]);
        var id = Guid.NewGuid();
        new Post(id, id, "corrector", default, null, "operator", default, null).AsMandate.Id.ShouldBe($"post:{id:N}");
    }

    [Fact]
    public void Without_a_second_factor_nothing_is_held_and_with_one_only_what_is_given()
    {
        OfficeRight[] table = [new("office", Rights.ReadJournal, Sensitivity.Internal)];
        var (weak, strong) = (Of([Everywhere], table, false), Of([Everywhere], table, true));
        (weak.HoldsSomewhere(Rights.ReadJournal), weak.WhereFor(Rights.ReadJournal).Count, weak.IsStrong).ShouldBe((false, 0, false));
        (strong.HoldsSomewhere(Rights.ReadJournal), strong.WhereFor(Rights.ReadJournal).Count, strong.IsStrong).ShouldBe((true, 1, true));
        strong.HoldsSomewhere(Rights.Erase).ShouldBeFalse();
        strong.WhereFor(Rights.Erase).ShouldBeEmpty();
        strong.WhereFor(Rights.ReadJournal, Sensitivity.Personal).ShouldBeEmpty();
        (Standing.None.IsStrong, Standing.None.Mandates.Count, Standing.None.HoldsSomewhere(Rights.ReadJournal)).ShouldBe((false, 0, false));
        var token = strong.OnlyFor(new HashSet<Right> { Rights.Erase });
        (token.HoldsSomewhere(Rights.ReadJournal), token.IsStrong, token.Mandates.Count).ShouldBe((false, true, 1));
        weak.OnlyFor(new HashSet<Right> { Rights.ReadJournal }).For(Rights.ReadJournal, Scope.Installation).ShouldBeNull();
    }

    [Fact]
    public void Of_two_mandates_the_deeper_counts_and_of_equals_the_first_by_name()
    {
        OfficeRight[] table = [new("office", Rights.ReadJournal, Sensitivity.Internal), new("deep", Rights.ReadJournal, Sensitivity.Sealed)];
        var deep = Everywhere with { Id = "mandate:9", Office = "deep" };
        Of([Everywhere, deep], table, true).For(Rights.ReadJournal, Scope.Installation)!.Mandate.ShouldBe("mandate:9");
        Of([Everywhere with { Id = "mandate:2" }, Everywhere], table, true).For(Rights.ReadJournal, Scope.Installation)!.Mandate.ShouldBe("mandate:1");
    }

    [Fact]
    public void Reasons_for_a_no_are_told_apart_and_name_what_was_asked()
    {
        var holder = new Actor.Person(Guid.Empty, Of([Everywhere], [], false));
        var refusals = new[]
        {
            Rights.Refuse(Actor.Anyone, Rights.Erase), Rights.Refuse(holder, Rights.Erase), Rights.Refuse(new Actor.Person(Guid.Empty, Standing.None), Rights.Erase),
            Rights.Refuse(People.Holding(1, Rights.Erase), Rights.Erase, new Scope("nowhere")), Rights.RefuseChange(Actor.Anyone), Rights.RefuseChange(People.Holding(1, Rights.Erase)),
        };
        refusals.Select(r => r!.Code).ShouldBe(["sign-in-first", "second-factor-first", "no-right", "out-of-scope", "operator-only", "operator-only"]);
        refusals.Select(r => r!.Message.Id).ShouldBe(["access.sign-in-first", "access.second-factor-first", "access.no-right", "access.out-of-scope", "access.operator-only", "access.operator-only"]);
        refusals.ShouldAllBe(r => r!.Kind == RefusalKind.Forbidden);
        refusals.Take(4).Select(r => ((Daira.Foundation.Languages.Message)r!.Message.Arguments[0]).Id).ShouldAllBe(id => id == "right.erase-person");
        Rights.RefuseChange(Actor.Operator).ShouldBeNull();
        Rights.Acting(Actor.Operator, Rights.Erase, Scope.Installation).Value.ShouldBe(Actor.Operator);
        Rights.Acting(Actor.Anyone, Rights.Erase, Scope.Installation).IsDone.ShouldBeFalse();
    }

    [Fact]
    public void A_standing_is_believed_for_half_a_minute_and_no_longer_by_kind_of_session()
    {
        var clock = new StoppedClock();
        var asked = 0;
        var standings = new Standings([new Counted(() => asked++)], () => [new OfficeRight("office", Rights.Erase, Sensitivity.Internal)], OnlyInstallation.Instance, clock);
        var first = standings.Of(Guid.Empty, isStrong: true);
        clock.Advance(Standings.Lifetime - TimeSpan.FromTicks(1));
        (ReferenceEquals(standings.Of(Guid.Empty, isStrong: true), first), asked).ShouldBe((true, 1));
        standings.Of(Guid.Empty, isStrong: false).IsStrong.ShouldBeFalse();
        asked.ShouldBe(2);
        clock.Advance(TimeSpan.FromTicks(1));
        standings.Of(Guid.Empty, isStrong: true).ShouldNotBeSameAs(first);
        asked.ShouldBe(3);
        standings.Forget(Guid.Empty);
        standings.Of(Guid.Empty, isStrong: true);
        standings.Of(Guid.Empty, isStrong: false);
        asked.ShouldBe(5);
        standings.Of(Guid.NewGuid(), isStrong: true);
        asked.ShouldBe(6);
        Standings.Lifetime.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_source_that_hands_out_what_has_ended_is_not_believed()
    {
        var clock = new StoppedClock();
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var source = new Listed([Everywhere with { Until = today.AddDays(-1) }, Everywhere with { Id = "future", From = today.AddDays(1) }]);
        var standings = new Standings([source], () => [new OfficeRight("office", Rights.Erase, Sensitivity.Internal)], OnlyInstallation.Instance, clock);
        standings.Of(Guid.Empty, isStrong: true).Mandates.ShouldBeEmpty();
    }

    [Fact]
    public void What_two_persons_agreed_is_kept_as_it_was()
    {
        using var installation = Installation.On(Daira.Foundation.Storage.Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var (two, scope) = (new TwoPersons(installation.Clock), Scope.Installation);
        var asked = installation.Record.Change(db => two.Ask(db, People.Holding(1, Rights.Erase), Rights.Erase, scope, "erase", "person 7", "{\"id\":7}", "  asked for  ")).Value;
        (asked.Kind, asked.Subject, asked.Content, asked.Right, asked.Scope, asked.Reason, asked.SettledAt, asked.Settlement).ShouldBe(("erase", "person 7", "{\"id\":7}", "erase-person", "installation", "asked for", null, null));
        asked.Until.ShouldBe(asked.AskedAt + TimeSpan.FromDays(7));
        installation.Clock.Advance(TwoPersons.Patience);
        installation.Record.Read(two.Waiting).ShouldHaveSingleItem();
        var allowed = installation.Record.Change(db => two.Allow(db, People.Holding(2, Rights.Erase), asked.Id)).Value;
        (allowed.Settlement, allowed.SettledReason, allowed.SettledAt).ShouldBe(("allowed", null, installation.Clock.GetUtcNow()));
        var kept = installation.Record.Read(db => db.Rows<JointAct>().Single());
        (kept.Settlement, kept.SettledBy, kept.SettledAt, kept.SettledReason).ShouldBe(("allowed", allowed.SettledBy, allowed.SettledAt, null));
        installation.Record.Read(two.Waiting).ShouldBeEmpty();
        var own = installation.Record.Change(db => two.Ask(db, People.Holding(1, Rights.Erase), Rights.Erase, scope, "erase", "person 8", "{}", "why")).Value;
        var later = installation.Record.Change(db => two.Ask(db, People.Holding(2, Rights.Erase), Rights.Erase, scope, "erase", "person 9", "{}", "why")).Value;
        installation.Clock.Advance(TimeSpan.FromSeconds(1));
        installation.Record.Read(two.Waiting).Select(a => a.Id).ShouldBe([own.Id, later.Id], ignoreOrder: true);
        installation.Record.Change(db => two.Decline(db, People.Holding(1, Rights.Erase), own.Id, " mistaken ")).Value.Settlement.ShouldBe("withdrawn");
        installation.Record.Read(db => db.Rows<JointAct>().Single(a => a.Id == own.Id).SettledReason).ShouldBe("mistaken");
        installation.Record.Read(two.Waiting).ShouldHaveSingleItem().Id.ShouldBe(later.Id, "one settled leaves the others");
        var unknown = installation.Record.Change(db => two.Allow(db, People.Holding(2, Rights.Erase), Guid.NewGuid())).Refusals.ShouldHaveSingleItem();
        (unknown.Code, unknown.Message.Id).ShouldBe(("no-such-request", "access.no-such-request"));
        installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).AsEnumerable().Select(e => $"{e.Action} {e.Subject[..6]}").ToList()).ShouldBe([
            "joint-act-asked erase/", "joint-act-allowed erase/", "joint-act-asked erase/", "joint-act-asked erase/", "joint-act-withdrawn erase/"]);
        installation.Record.Change(db => two.Decline(db, Actor.Anyone, later.Id, "no")).Refusals[0].Code.ShouldBe("sign-in-first");
        installation.Record.Change(db => two.Ask(db, Actor.Anyone, Rights.Erase, scope, "erase", "", "{}", "why")).Refusals[0].Code.ShouldBe("sign-in-first");
        installation.Record.Change(db => two.Ask(db, People.Holding(1, Rights.Erase), Rights.Erase, new Scope("nowhere"), "erase", "", "{}", "why")).Refusals[0].Code.ShouldBe("out-of-scope");
    }

    [Fact]
    public void A_post_is_dated_journalled_and_ended_yesterday()
    {
        using var installation = Installation.On(Daira.Foundation.Storage.Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var (appoint, end) = (new AppointToPost(installation.Record, installation.Clock), new EndPost(installation.Record, installation.Clock));
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var today = DateOnly.FromDateTime(installation.Clock.GetLocalNow().DateTime);
        var future = appoint.Run(new Appointment(first, InstallationOffices.Administrator, today.AddDays(5), today.AddDays(5)), Actor.Operator).Value;
        (future.From, future.Until, future.AppointedBy, future.AppointedAt, future.EndedBy).ShouldBe((today.AddDays(5), today.AddDays(5), "operator", installation.Clock.GetUtcNow(), null));
        var now = appoint.Run(new Appointment(first, InstallationOffices.Administrator, Until: today), Actor.Operator).Value;
        end.Run(now.Id, Actor.Operator).Refusals[0].Code.ShouldBe("last-administrator");
        end.Run(future.Id, Actor.Anyone).Refusals[0].Code.ShouldBe("sign-in-first");
        end.Run(Guid.NewGuid(), Actor.Operator).Refusals[0].Code.ShouldBe("post-not-held");
        var other = appoint.Run(new Appointment(second, InstallationOffices.Administrator), Actor.Operator).Value;
        var ended = end.Run(now.Id, People.Holding(3, Rights.ManageAccounts, "post:manager")).Value;
        (ended.Until, ended.EndedBy!.EndsWith("/post:manager", StringComparison.Ordinal)).ShouldBe((today.AddDays(-1), true));
        end.Run(other.Id, Actor.Operator).Refusals[0].Code.ShouldBe("last-administrator");
        installation.Record.Read(db => db.Rows<Post>().Single(p => p.Id == now.Id)).Until.ShouldBe(today.AddDays(-1));
        var posts = new PostsOfInstallation(installation.Record);
        posts.InForce(first, today).ShouldBeEmpty();
        posts.InForce(first, today.AddDays(5)).ShouldHaveSingleItem().Id.ShouldBe($"post:{future.Id:N}");
        installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).Select(e => e.Action).ToList()).ShouldBe(["post-given", "post-given", "post-given", "post-ended"]);
        installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).Select(e => e.Subject).ToList()).ShouldBe(
            [$"account:{first:N}/administrator", $"account:{first:N}/administrator", $"account:{second:N}/administrator", $"account:{first:N}/administrator"]);
        appoint.Run(new Appointment(second, "king"), Actor.Operator).Refusals[0].Message.Arguments[1].ShouldBe("administrator, import-keeper, corrector, publisher");
    }

    [Fact]
    public void A_change_of_the_table_removes_and_adds_exactly_what_was_asked()
    {
        using var installation = Installation.On(Daira.Foundation.Storage.Engine.Sqlite);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        var table = new ChangeRightsTable(installation.Record, Rights.All, installation.Clock);
        var before = installation.Record.Read(ChangeRightsTable.Table);
        before.ShouldBe(before.OrderBy(r => r.Office, StringComparer.Ordinal).ThenBy(r => r.Right.Id, StringComparer.Ordinal));
        var (old, deeper) = (new OfficeRight("corrector", Rights.CorrectResults, Sensitivity.Internal), new OfficeRight("corrector", Rights.CorrectResults, Sensitivity.Personal));
        table.Ask(new RightsChange([deeper], []), "why", People.Administrator(1)).Refusals[0].Code.ShouldBe("row-there-already");
        table.Ask(new RightsChange([], [deeper]), "why", People.Administrator(1)).Refusals[0].Message.Arguments[0].ToString()!.ShouldContain("corrector correct-results");
        var asked = table.Ask(new RightsChange([deeper], [old]), "why", People.Administrator(1)).Value;
        (asked.Subject, asked.Kind, asked.Right).ShouldBe(("-corrector:correct-results +corrector:correct-results", "rights-table", "change-rights"));
        table.Allow(asked.Id, People.Holding(2, Rights.Erase)).Refusals[0].Code.ShouldBe("no-right");
        table.Allow(asked.Id, People.Administrator(2)).IsDone.ShouldBeTrue();
        var after = installation.Record.Read(ChangeRightsTable.Table);
        after.Except(before).ShouldBe([deeper]);
        before.Except(after).ShouldBe([old]);
        var other = installation.Record.Change(db => new TwoPersons(installation.Clock).Ask(db, People.Administrator(1), Rights.ChangeRights, Scope.Installation, "other", "", "{}", "why")).Value;
        table.Allow(other.Id, People.Administrator(2)).Refusals[0].Code.ShouldBe("no-such-request");
    }

    private static Standing Of(OfficeHeld[] mandates, OfficeRight[] table, bool isStrong) => Standing.Of(mandates, table, OnlyInstallation.Instance, isStrong);

    private sealed class Counted(Action ask) : IMandateSource
    {
        public IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day)
        {
            ask();
            return [Everywhere];
        }
    }

    private sealed class Listed(IReadOnlyList<OfficeHeld> held) : IMandateSource
    {
        public IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day) => held;
    }
}
