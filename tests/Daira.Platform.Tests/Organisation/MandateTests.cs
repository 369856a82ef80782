using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Platform.Tests.Organisation;

public class MandateTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Given_accepted_with_the_charter_and_ended_on_a_day(Engine engine)
    {
        using var party = new Party(engine);
        var body = party.Founded("3451");
        var id = party.Mandate(body, "secretary");
        Refused("charter-old", new AcceptMandate(party.Store).Run(new Acceptance(id, party.Today, 7), Actor.Operator));
        new AcceptMandate(party.Store).Run(new Acceptance(id, party.Today, 1), Actor.Operator).Value.Acceptance!.Charter.ShouldBe(1);
        Refused("accepted-already", new AcceptMandate(party.Store).Run(new Acceptance(id, party.Today, 1), Actor.Operator));
        var mandate = party.Store.Current.Mandates[id];
        mandate.Last.ShouldBe(party.Today.AddMonths(48).AddDays(-1));
        End(party, id, party.Today.AddDays(1)).IsDone.ShouldBeTrue();
        var ended = new OrganisationStore(party.Installation.Record, party.Installation.Clock).Current.Mandates[id];
        (ended.IsInForce(party.Today), ended.IsInForce(party.Today.AddDays(1))).ShouldBe((true, false));
        party.Journal().Select(e => e.Action).ShouldContain("mandate-ended");
    }

    [Fact]
    public void Two_who_end_the_same_mandate_end_it_once()
    {
        using var party = new Party(Engine.Sqlite);
        var id = party.Mandate(party.Founded("3451"), "secretary");
        var outcomes = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => End(party, id, party.Today, seen: 1)))).GetAwaiter().GetResult();
        outcomes.Count(o => o.IsDone).ShouldBe(1);
        outcomes.Single(o => !o.IsDone).Refusals[0].Code.ShouldBe("ended-already");
    }

    [Fact]
    public void Seats_terms_and_stages_hold()
    {
        using var party = new Party(Engine.Sqlite);
        var body = party.Founded("3451");
        party.Mandate(body, "secretary");
        Refused("seat-taken", party.Give(party.Person().Id, body, "secretary"));
        party.Give(party.Person().Id, body, "secretary", party.Today.AddMonths(48)).IsDone.ShouldBeTrue();
        Refused("term-too-long", party.Give(party.Person().Id, body, "member", party.Today, party.Today.AddYears(9)));
        Refused("ends-before-it-begins", party.Give(party.Person().Id, body, "member", party.Today, party.Today.AddDays(-1)));
        Refused("office-not-now", party.Give(party.Person().Id, body, "president"));
        Refused("unknown-office", party.Give(party.Person().Id, body, "tsar"));
        Refused("unknown-person", party.Give(999, body, "member"));
        Refused("body-stopped", party.Give(party.Person().Id, party.Plan("secretariat", "3231"), "secretary"));
        var twice = party.Person();
        party.Give(twice.Id, body, "member").IsDone.ShouldBeTrue();
        Refused("held-already", party.Give(twice.Id, body, "member"));
        Refused("day-too-early", party.Give(party.Person().Id, body, "member", party.Today.AddYears(-1), party.Today));
    }

    [Fact]
    public void Incompatible_offices_are_refused_when_the_rule_is_sure_and_warned_of_when_not()
    {
        using var party = new Party(Engine.Sqlite);
        var (local, province) = (party.Founded("34510305"), party.Founded("3451"));
        var (house, city, village) = (party.Founded("MA", "house-representatives"), party.Founded("32310000", "communal-council"), party.Founded("34510305", "communal-council"));
        var person = party.Person();
        party.Give(person.Id, province, "secretary").IsDone.ShouldBeTrue();
        Refused("incompatible", party.Give(person.Id, local, "secretary"));
        party.Give(person.Id, house, "member").IsDone.ShouldBeTrue();
        party.Give(person.Id, village, "president").IsDone.ShouldBeTrue();
        Refused("incompatible", party.Give(person.Id, city, "president"));
        var warned = party.Give(person.Id, party.Founded("MA", "house-councillors"), "member").Value;
        warned.Warnings.ShouldHaveSingleItem().Id.ShouldBe("organisation.warning.incompatible");
    }

    [Fact]
    public void A_quota_shows_what_a_nomination_would_do_and_unknown_is_not_zero()
    {
        using var party = new Party(Engine.Sqlite);
        var body = party.Founded("3451");
        party.Give(party.Person(sex: Sex.Female, year: 1950).Id, body, "secretary");
        party.Give(party.Person().Id, body, "treasurer");
        var org = party.Store.Current;
        var women = QuotaView.Of(org, org.Bodies[body], party.Today, new Person(0, "x", null, Sex.Female, 2000, null));
        var (quota, youth) = (women[0], women[1]);
        (quota.Seats, quota.Needed, quota.Held, quota.Unknown, quota.After, quota.IsMetAfter).ShouldBe((9, 3, 1, 1, 2, false));
        (youth.Needed, youth.Held, youth.After, youth.IsMetAfter).ShouldBe((2, 0, 1, false));
        new Person(1, "x", null, null, party.Today.Year - 40, null).IsUnder(40, party.Today).ShouldBeNull();
    }

    [Fact]
    public void Vacancies_know_since_when()
    {
        using var party = new Party(Engine.Sqlite);
        var body = party.Founded("3451", on: party.Today.AddDays(-40));
        var id = party.Give(party.Person().Id, body, "secretary", party.Today.AddDays(-40)).Value.Mandate.Id;
        End(party, id, party.Today.AddDays(-12));
        var org = party.Store.Current;
        Vacancy.Of(org, org.Bodies[body], party.Today).Single(v => v.Office.Id == "secretary").Since.ShouldBe(party.Today.AddDays(-12));
        Vacancy.Of(org, org.Bodies[body], party.Today.AddDays(-20)).ShouldNotContain(v => v.Office.Id == "secretary");
    }

    [Fact]
    public void Nobody_without_the_right_appoints_and_nobody_appoints_themselves()
    {
        using var party = new Party(Engine.Sqlite);
        var (region, province, other) = (party.Founded("3"), party.Founded("3451"), party.Founded("4"));
        var account = Guid.NewGuid();
        party.Mandate(region, "secretary", account);
        var secretary = party.SignedIn(account);
        Refused("sign-in-first", party.Give(party.Person().Id, province, "secretary", by: Actor.Anyone));
        Refused("out-of-scope", party.Give(party.Person().Id, other, "secretary", by: secretary));
        Refused("not-yourself", party.Give(party.Store.Current.PersonOf(account)!.Id, province, "member", by: secretary));
        party.Give(party.Person().Id, province, "secretary", by: secretary).IsDone.ShouldBeTrue();
        party.Journal()[^1].Actor.ShouldContain("/mandate:");
        Refused("out-of-scope", new FoundBody(party.Store).Run(new Founding(region, BodyStage.Constituted, party.Today, null, Party.Decision), secretary));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void When_a_mandate_ends_its_holder_is_nobody_within_a_minute(Engine engine)
    {
        using var party = new Party(engine);
        var account = Guid.NewGuid();
        var id = party.Mandate(party.Founded("3451"), "secretary", account);
        var scopes = new OrganisationScopes(() => party.Store.Current, () => party.Atlas);
        var standings = new Standings([new OrganisationMandates(() => party.Store.Current)], () => OrganisationRights.Preset, scopes, party.Installation.Clock);
        bool May() => standings.Of(account, isStrong: true).For(OrganisationRights.Appoint, OrganisationScopes.OfPlace("party", "34510305")) is not null;
        May().ShouldBeTrue();
        End(party, id, party.Today).IsDone.ShouldBeTrue();
        party.Installation.Clock.Advance(TimeSpan.FromSeconds(59));
        May().ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void An_erased_person_leaves_mandates_with_a_number(Engine engine)
    {
        using var party = new Party(engine);
        var id = party.Mandate(party.Founded("3451"), "secretary", Guid.NewGuid());
        var person = party.Store.Current.Mandates[id].Person;
        Refused("sign-in-first", new AskErasure(party.Store).Run(new ErasureRequest(person, "طلب المعني"), Actor.Anyone));
        Refused("reason-missing", new AskErasure(party.Store).Run(new ErasureRequest(person, " "), Actor.Operator));
        var asked = new AskErasure(party.Store).Run(new ErasureRequest(person, "طلب المعني"), Actor.Operator).Value;
        Refused("second-person-needed", new ErasePerson(party.Store).Run(asked.Id, Actor.Operator));
        Refused("no-such-request", new ErasePerson(party.Store).Run(Guid.NewGuid(), Actor.Operator));
        party.Store.Current.Persons[person].IsErased.ShouldBeFalse();
        var leader = Guid.NewGuid();
        party.Mandate(party.Founded("MA", "general-secretariat"), "secretary-general", leader);
        new ErasePerson(party.Store).Run(asked.Id, party.SignedIn(leader)).IsDone.ShouldBeTrue();
        var after = new OrganisationStore(party.Installation.Record, party.Installation.Clock).Current;
        (after.Persons[person].IsErased, after.Mandates[id].Person).ShouldBe((true, person));
        using var connection = party.Installation.Record.Database.Open();
        connection.Read("select content from organisation_events", r => r.GetString(0)).ShouldNotContain(c => c.Contains("سلمى", StringComparison.Ordinal));
        party.Journal().ShouldNotContain(e => e.Detail != null && e.Detail.Contains("سلمى", StringComparison.Ordinal));
    }

    private static Outcome<Mandate> End(Party party, long id, DateOnly on, int? seen = null) =>
        new EndMandate(party.Store).Run(new Daira.Organisation.Mandates.Ending(id, on, EndReason.Resigned, Party.Decision, seen), Actor.Operator);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
