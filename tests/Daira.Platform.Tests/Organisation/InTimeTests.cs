using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Platform.Tests.Organisation;

/// <summary>What time sets off, what is seen ahead of it, and what is changed by date.</summary>
public class InTimeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_body_near_its_end_is_warned_of_at_sixty_thirty_seven_and_over_each_once_in_the_clocks_name(Engine engine)
    {
        using var party = new Party(engine);
        var body = party.Plan("secretariat", "34510305");
        new FoundBody(party.Store).Run(new Founding(body, BodyStage.Preparatory, party.Today, party.Today.AddDays(70), Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        var given = new List<int>();
        for (var day = 0; day <= 75; day++)
        {
            given.AddRange(Warn(party));
            given.AddRange(Warn(party));
            party.Installation.Clock.Advance(TimeSpan.FromDays(1));
        }

        given.ShouldBe([60, 30, 7, 0]);
        party.Journal().Where(e => e.Action == "body-end-warned").ShouldAllBe(e => e.Actor == "clock");
        new RenewBody(party.Store).Run(new Renewal(body, party.Today, party.Today.AddDays(20), Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        Warn(party).ShouldBe([30]);
        new WarnOfEnds(party.Store).Run(Actor.Anyone).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public void The_clock_may_do_nothing_that_a_person_does()
    {
        using var party = new Party(Engine.Sqlite);
        Refused("sign-in-first", new PlanBody(party.Store, () => party.Atlas).Run(new PlannedBody("secretariat", "3", null, null, null, null), Actor.Clock));
        foreach (var right in Rights.All.Concat(OrganisationRights.All))
        {
            Rights.Refuse(Actor.Clock, right).ShouldNotBeNull(right.Id);
        }
    }

    [Fact]
    public void A_late_turn_is_handed_up_by_the_clock()
    {
        using var party = new Party(Engine.Sqlite);
        var (region, province) = (party.Founded("3"), party.Founded("3451"));
        party.Mandate(region, "secretary");
        party.Mandate(province, "secretary");
        var applicant = party.Mandate(party.Founded("34510109"), "secretary");
        var opened = new OpenCase(party.Store, () => party.Atlas).Run(
            new NewCase("support-request", "34510109", new Dictionary<string, string> { ["subject"] = "مقر" }, new Capacity(applicant)), Actor.Operator).Value;
        new HandUpCases(party.Store, () => party.Atlas).Run(Actor.Clock).Value.ShouldBe(0);
        party.Installation.Clock.Advance(TimeSpan.FromDays(30));
        new HandUpCases(party.Store, () => party.Atlas).Run(Actor.Clock).Value.ShouldBe(1);
        new HandUpCases(party.Store, () => party.Atlas).Run(Actor.Clock).Value.ShouldBe(0);
        party.Store.Current.Cases[opened.Id].State.Body.ShouldBe($"{region}");
        party.Journal().Last(e => e.Action == "cases-handed-up").Actor.ShouldBe("clock");
        new HandUpCases(party.Store, () => party.Atlas).Run(Actor.Anyone).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public void Vacancies_and_ends_of_term_are_seen_before_they_come()
    {
        using var party = new Party(Engine.Sqlite);
        var body = party.Founded("3451");
        party.Give(party.Person().Id, body, "secretary", until: party.Today.AddDays(40)).IsDone.ShouldBeTrue();
        party.Give(party.Person().Id, body, "deputy", until: party.Today.AddDays(20)).IsDone.ShouldBeTrue();
        Rows().ShouldBe([(AheadKind.Vacant, "treasurer", 0), (AheadKind.TermEnds, "deputy", 20), (AheadKind.BecomesVacant, "secretary", 40)]);
        party.Give(party.Person().Id, body, "secretary", from: party.Today.AddDays(41)).IsDone.ShouldBeTrue();
        Rows().ShouldContain((AheadKind.TermEnds, "secretary", 40));
        Ahead.Of(party.Store.Current, party.Today, party.Today.AddDays(10), _ => true).ShouldHaveSingleItem().Kind.ShouldBe(AheadKind.Vacant);

        List<(AheadKind, string, int)> Rows() =>
        [
            .. Ahead.Of(party.Store.Current, party.Today, party.Today.AddDays(90), _ => true)
                .Select(r => (r.Kind, r.Office!.Id, r.On.DayNumber - party.Today.DayNumber)),
        ];
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_new_charter_is_signed_by_its_holder_alone_and_earlier_signatures_stay(Engine engine)
    {
        using var party = new Party(engine);
        var (account, other) = (Guid.NewGuid(), Guid.NewGuid());
        var body = party.Founded("3451");
        var mandate = party.Mandate(body, "secretary", account);
        party.Mandate(body, "deputy", other);
        var sign = new SignCharter(party.Store);
        Refused("not-accepted", sign.Run(new CharterSignature(mandate, 1), party.SignedIn(account)));
        new AcceptMandate(party.Store).Run(new Acceptance(mandate, party.Today, 1), party.SignedIn(account)).IsDone.ShouldBeTrue();
        Refused("signed-already", sign.Run(new CharterSignature(mandate, 1), party.SignedIn(account)));
        var adopt = new AdoptCharter(party.Store);
        var clauses = new[] { new CharterClause("duty", new Names("الواجب أولا", null, null, null)) };
        Refused("no-right", adopt.Run(new NewCharter(clauses, "مؤتمر"), party.SignedIn(account)));
        Refused("text-empty", adopt.Run(new NewCharter(clauses, " "), Actor.Operator));
        Refused("type-fault", adopt.Run(new NewCharter([], "مؤتمر"), Actor.Operator));
        adopt.Run(new NewCharter(clauses, "مؤتمر 2026"), Actor.Operator).Value.Version.ShouldBe(2);
        Refused("charter-old", sign.Run(new CharterSignature(mandate, 1), party.SignedIn(account)));
        Refused("not-yours", sign.Run(new CharterSignature(mandate, 2), party.SignedIn(other)));
        sign.Run(new CharterSignature(mandate, 2), party.SignedIn(account)).Value.SignedCharter.ShouldBe(2);
        var kept = new OrganisationStore(party.Installation.AnotherRecord(), party.Installation.Clock).Current.Mandates[mandate];
        (kept.Acceptance!.Charter, kept.SignedCharter).ShouldBe((1, 2));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_rule_holds_from_its_day_and_names_who_stands_against_it(Engine engine)
    {
        using var party = new Party(engine);
        var (one, two, person) = (party.Founded("3"), party.Founded("3451"), party.Person());
        party.Give(person.Id, one, "treasurer").IsDone.ShouldBeTrue();
        party.Give(person.Id, two, "treasurer").IsDone.ShouldBeTrue();
        var rule = new Incompatibility("two-treasurers", new Names("لا تجمع أمانتا مال", null, null, null), new OfficeMatch("secretariat", "treasurer"), new OfficeMatch("secretariat", "treasurer"), party.Today.AddDays(10), "قرار 5", Sure: true);
        var define = new DefineRule(party.Store);
        Refused("sign-in-first", define.Run(rule, Actor.Anyone));
        Refused("type-fault", define.Run(rule with { Id = "Two treasurers" }, Actor.Operator));
        Refused("unknown-type", define.Run(rule with { One = new OfficeMatch("invented") }, Actor.Operator));
        Refused("unknown-office", define.Run(rule with { One = new OfficeMatch("secretariat", "invented") }, Actor.Operator));
        Refused("ends-before-it-begins", define.Run(rule with { Until = party.Today }, Actor.Operator));
        define.Run(rule, Actor.Operator).IsDone.ShouldBeTrue();
        var org = new OrganisationStore(party.Installation.AnotherRecord(), party.Installation.Clock).Current;
        org.Rules["two-treasurers"].BrokenOn(party.Today, org, party.Atlas).ShouldHaveSingleItem().Person.Id.ShouldBe(person.Id);
        var third = party.Founded("4");
        GiveMandate.Check(party.Store.Current, Nominate(third, party.Today), party.Atlas).IsDone.ShouldBeTrue("the rule is not in force yet");
        GiveMandate.Check(party.Store.Current, Nominate(third, party.Today.AddDays(10)), party.Atlas).Refusals.ShouldHaveSingleItem().Code.ShouldBe("incompatible");

        Nomination Nominate(long body, DateOnly from) => new(person.Id, body, "treasurer", from, null, MandateMode.Elected, Party.Decision);
    }

    [Fact]
    public void A_definition_written_as_a_file_is_read_as_the_same()
    {
        foreach (var stored in OrganisationData.Empty.Procedures.Values)
        {
            StoredDefinition.Read(stored.ToJson()).ToJson().ShouldBe(stored.ToJson(), stored.Definition.Id);
        }

        OrganisationData.Empty.Procedures.Values.ShouldContain(p => p.ToJson().Contains("\"needsReason\":true", StringComparison.Ordinal));
    }

    private static IEnumerable<int> Warn(Party party) => new WarnOfEnds(party.Store).Run(Actor.Clock).Value.Select(w => w.Days);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
