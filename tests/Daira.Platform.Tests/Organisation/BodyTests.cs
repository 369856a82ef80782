using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;

namespace Daira.Platform.Tests.Organisation;

public class BodyTests
{
    private static readonly Act Decision = Party.Decision;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_body_lives_from_plan_to_constitution_and_says_how_long_it_took(Engine engine)
    {
        using var party = new Party(engine);
        var start = party.Today.AddDays(-120);
        var id = party.Plan("secretariat", "3451", on: start);
        Found(party, id, BodyStage.Preparatory, start.AddDays(10), start.AddDays(190)).IsDone.ShouldBeTrue();
        party.Store.Current.Bodies[id].On(start.AddDays(5))!.Stage.ShouldBe(BodyStage.Planned);
        Found(party, id, BodyStage.Constituted, start.AddDays(100), null).IsDone.ShouldBeTrue();
        var body = party.Store.Current.Bodies[id];
        (body.Last.Stage, body.DaysToConstitution).ShouldBe((BodyStage.Constituted, 90));
        party.Journal().Select(e => e.Action).ShouldBe(["body-planned", "body-founded", "body-founded"]);
        party.Store.Current.NameOf(body, party.Atlas, start.AddDays(50)).NameIn("ar").Text.ShouldBe("اللجنة التحضيرية، صفرو");
        party.Store.Current.NameOf(body, party.Atlas, party.Today).NameIn("ar").Text.ShouldBe("الأمانة الإقليمية، صفرو");
    }

    [Fact]
    public void A_preparatory_or_provisional_body_has_an_end_within_its_types_time()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Plan("secretariat", "3451");
        Refused("end-missing", Found(party, id, BodyStage.Provisional, party.Today, null));
        Refused("end-outside", Found(party, id, BodyStage.Provisional, party.Today, party.Today));
        Refused("end-outside", Found(party, id, BodyStage.Provisional, party.Today, party.Today.AddMonths(13)));
        Refused("end-not-wanted", Found(party, id, BodyStage.Constituted, party.Today, party.Today.AddDays(1)));
        party.Store.Current.Bodies[id].Version.ShouldBe(1);
        party.Journal().Count(e => e.Action == "refused").ShouldBe(4);
    }

    [Fact]
    public void It_is_renewed_as_often_as_allowed_and_expires_by_itself()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Plan("secretariat", "3451", on: party.Today.AddDays(-30));
        Found(party, id, BodyStage.Preparatory, party.Today.AddDays(-30), party.Today.AddDays(5));
        Renew(party, id, party.Today.AddDays(100)).IsDone.ShouldBeTrue();
        Refused("no-more-renewals", Renew(party, id, party.Today.AddDays(120)));
        var body = party.Store.Current.Bodies[id];
        body.On(party.Today)!.IsActive(party.Today).ShouldBeTrue();
        body.On(party.Today.AddDays(101))!.IsExpired(party.Today.AddDays(101)).ShouldBeTrue();
        body.On(party.Today.AddDays(101))!.IsActive(party.Today.AddDays(101)).ShouldBeFalse();
    }

    [Fact]
    public void Stages_are_not_repeated_and_days_do_not_contradict()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Founded("3451");
        Refused("wrong-stage", Found(party, id, BodyStage.Preparatory, party.Today, party.Today.AddDays(9)));
        Refused("wrong-stage", Renew(party, id, party.Today.AddDays(9)));
        var other = party.Plan("secretariat", "3231");
        Refused("day-in-future", Found(party, other, BodyStage.Constituted, party.Today.AddDays(1), null));
        Refused("day-too-early", Found(party, other, BodyStage.Constituted, party.Today.AddDays(-1), null));
    }

    [Fact]
    public void Suspended_with_a_reason_resumed_at_the_stage_it_had_and_dissolved_when_nothing_hangs_on_it()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Founded("3451");
        Refused("text-empty", new SuspendBody(party.Store).Run(new Suspension(id, party.Today, " ", Decision), Actor.Operator));
        new SuspendBody(party.Store).Run(new Suspension(id, party.Today, "نزاع", Decision), Actor.Operator).Value.Last.IsActive(party.Today).ShouldBeFalse();
        new ResumeBody(party.Store).Run(new Resumption(id, party.Today, Decision), Actor.Operator).Value.Last.Stage.ShouldBe(BodyStage.Constituted);
        party.Mandate(id, "secretary");
        Refused("has-mandates", new DissolveBody(party.Store).Run(new Dissolution(id, party.Today, "اندماج", Decision), Actor.Operator));
    }

    [Fact]
    public void The_tree_has_no_cycle_and_no_branch_of_another_organisation()
    {
        using var party = new Party(Engine.Sqlite);
        var region = party.Founded("3");
        var province = party.Founded("3451");
        var local = party.Founded("34510305");
        party.Store.Current.Bodies[local].Parent.ShouldBe(province);
        party.Store.Current.Bodies[province].Parent.ShouldBe(region);
        Refused("cycle", Attach(party, region, local));
        Refused("cycle", Attach(party, region, region));
        var women = party.Founded("MA", "women-bureau");
        Refused("other-organisation", Attach(party, local, women));
        Attach(party, local, region).IsDone.ShouldBeTrue();
        party.Store.Current.ChildrenOf(party.Store.Current.Bodies[province]).ShouldBeEmpty();
    }

    [Fact]
    public void A_place_has_one_secretariat_at_a_level_that_has_them()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Plan("secretariat", "3451");
        var again = new PlanBody(party.Store, () => party.Atlas);
        Refused("body-twice", again.Run(new PlannedBody("secretariat", "3451", null, null, null, null), Actor.Operator));
        Refused("place-wrong-level", again.Run(new PlannedBody("secretariat", "MA", null, null, null, null), Actor.Operator));
        Refused("unknown-place", again.Run(new PlannedBody("secretariat", "999", null, null, null, null), Actor.Operator));
        Refused("unknown-type", again.Run(new PlannedBody("soviet", "3451", null, null, null, null), Actor.Operator));
        Refused("place-missing", again.Run(new PlannedBody("section-abroad", null, null, null, null, null), Actor.Operator));
        Refused("type-fault", again.Run(new PlannedBody("section-abroad", null, null, null, null, null) { Country = "FR", TimeZone = "Mars/Olympus" }, Actor.Operator));
        again.Run(new PlannedBody("section-abroad", null, null, null, null, null) { Country = "FR", TimeZone = "Europe/Paris" }, Actor.Operator).IsDone.ShouldBeTrue();
        new DissolveBody(party.Store).Run(new Dissolution(id, party.Today, "عدول", Decision), Actor.Operator).IsDone.ShouldBeTrue();
        again.Run(new PlannedBody("secretariat", "3451", null, null, null, null), Actor.Operator).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void A_form_that_saw_an_older_state_changes_nothing()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Plan("secretariat", "3451");
        var request = new Founding(id, BodyStage.Preparatory, party.Today, party.Today.AddDays(30), Decision, Seen: 1);
        new FoundBody(party.Store).Run(request, Actor.Operator).IsDone.ShouldBeTrue();
        Refused("seen-before", new FoundBody(party.Store).Run(request, Actor.Operator));
        party.Store.Current.Bodies[id].Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("مكتب\u202Eالشباب", "text-hidden-sign")]
    [InlineData("مكتب\u200Bالشباب", "text-hidden-sign")]
    [InlineData("مكتب الشبابa", "text-foreign-letter")]
    [InlineData("Сefrou", "text-foreign-letter")]
    [InlineData("12", "text-empty")]
    public void Names_hold_only_letters_that_can_be_seen_and_are_of_their_script(string name, string code)
    {
        using var party = new Party(Engine.Sqlite);
        var isArabic = name[0] > '\u0500';
        var request = new PlannedBody("pole", "MA", isArabic || name == "12" ? name : null, isArabic || name == "12" ? null : name, null, null);
        Refused(code, new PlanBody(party.Store, () => party.Atlas).Run(request, Actor.Operator));
    }

    [Fact]
    public void A_new_name_keeps_the_old_one_with_its_day()
    {
        using var party = new Party(Engine.Sqlite);
        var id = new PlanBody(party.Store, () => party.Atlas).Run(new PlannedBody("pole", "MA", "قطب الهيكلة", "Pôle structuration", null, null), Actor.Operator).Value;
        new RenameBody(party.Store).Run(new Renaming(id, party.Today, "قطب التنظیم", null, Decision), Actor.Operator).IsDone.ShouldBeTrue();
        party.Store.Current.Bodies[id].NameHistory.Select(n => n.Names.Arabic).ShouldBe(["قطب الهيكلة", "قطب التنظيم"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Types_are_changed_without_code_and_offices_in_use_stay(Engine engine)
    {
        using var party = new Party(engine);
        var id = party.Founded("3451");
        party.Mandate(id, "treasurer");
        var type = party.Store.Current.Types["secretariat"];
        Refused("type-fault", new DefineType(party.Store).Run(type with { TermMonths = 0 }, Actor.Operator));
        Refused("type-fault", new DefineType(party.Store).Run(type with { Quotas = [new Quota(QuotaGroup.Women, 4, 3, "x")] }, Actor.Operator));
        new DefineType(party.Store).Run(type with { Offices = [.. type.Offices, new OfficeType("archivist", new Names("المكلف بالأرشيف", "archiviste", null, null), 1)] }, Actor.Operator).IsDone.ShouldBeTrue();
        new Daira.Organisation.Storage.OrganisationStore(party.Installation.Record, party.Installation.Clock).Current.Types["secretariat"].Find("archivist").ShouldNotBeNull();
        party.Mandate(id, "archivist");
        Refused("sign-in-first", new DefineType(party.Store).Run(type, Actor.Anyone));
    }

    [Fact]
    public void Nobody_without_the_right_changes_a_body()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Plan("secretariat", "3451");
        var version = party.Store.Current.Version;
        Refused("sign-in-first", new FoundBody(party.Store).Run(new Founding(id, BodyStage.Constituted, party.Today, null, Decision), Actor.Anyone));
        Refused("sign-in-first", new PlanBody(party.Store, () => party.Atlas).Run(new PlannedBody("secretariat", "3231", null, null, null, null), Actor.Anyone));
        Refused("sign-in-first", new NoteActivity(party.Store).Run(new Activity(id, party.Today, "x"), Actor.Anyone));
        Refused("sign-in-first", new SetTarget(party.Store, () => party.Atlas).Run(new TargetRequest(new PlanTarget("secretariat", PlaceLevel.Commune, "3", party.Today, "x")), Actor.Anyone));
        party.Store.Current.Version.ShouldBe(version);
    }

    [Fact]
    public void Coverage_counts_communes_with_an_active_body_and_a_city_through_its_arrondissements()
    {
        using var party = new Party(Engine.Sqlite);
        party.Founded("34510109");
        party.Founded("32310101");
        Found(party, party.Plan("secretariat", "34510305"), BodyStage.Preparatory, party.Today, party.Today.AddDays(30));
        party.Plan("secretariat", "32310301");
        var all = Coverage.Of(party.Store.Current, party.Atlas, null, "party", party.Today);
        (all.Communes.Count, all.Covered, all.Count(Presence.Constituted), all.Count(Presence.Provisional), all.Count(Presence.Planned), all.Count(Presence.None)).ShouldBe((5, 3, 2, 1, 1, 1));
        Coverage.Of(party.Store.Current, party.Atlas, null, "party", party.Today.AddDays(31)).Covered.ShouldBe(2);
        Coverage.Of(party.Store.Current, party.Atlas, party.Atlas.Find("3451"), "party", party.Today).Communes.Count.ShouldBe(2);
        Coverage.Of(party.Store.Current, party.Atlas, null, "women", party.Today).Covered.ShouldBe(0);
        var progress = Progress.Of(party.Store.Current.Targets["secretariat/commune/MA"], PlaceLevel.Region, null, party.Store.Current, party.Atlas, party.Today);
        progress.Select(p => (p.Place.Code, p.Expected, p.Constituted, p.Missing)).ShouldBe([("3", 4, 1, 1), ("4", 1, 0, 1)]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Many_who_change_at_once_leave_whole_histories(Engine engine)
    {
        using var party = new Party(engine);
        var id = party.Plan("secretariat", "3451");
        var tries = Enumerable.Range(0, 8).Select(i => Task.Run(() => new FoundBody(new Daira.Organisation.Storage.OrganisationStore(party.Installation.Record, party.Installation.Clock))
            .Run(new Founding(id, BodyStage.Preparatory, party.Today, party.Today.AddDays(30 + i), Decision, Seen: 1), Actor.Operator)));
        var outcomes = Task.WhenAll(tries).GetAwaiter().GetResult();
        outcomes.Count(o => o.IsDone).ShouldBe(1);
        outcomes.Where(o => !o.IsDone).ShouldAllBe(o => o.Refusals[0].Code == "seen-before" || o.Refusals[0].Code == "changed-meanwhile");
        new Daira.Organisation.Storage.OrganisationStore(party.Installation.Record, party.Installation.Clock).Current.Bodies[id].Version.ShouldBe(2);
    }

    private static Outcome<Body> Found(Party party, long id, BodyStage stage, DateOnly on, DateOnly? until) =>
        new FoundBody(party.Store).Run(new Founding(id, stage, on, until, Decision), Actor.Operator);

    private static Outcome<Body> Renew(Party party, long id, DateOnly until) => new RenewBody(party.Store).Run(new Renewal(id, party.Today, until, Decision), Actor.Operator);

    private static Outcome<Body> Attach(Party party, long id, long parent) => new AttachBody(party.Store).Run(new Attachment(id, party.Today, parent, Decision), Actor.Operator);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
