using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Platform.Tests.Organisation;

public class CaseStoreTests
{
    [Fact]
    public void Every_shipped_definition_is_without_fault()
    {
        OrganisationData.Empty.Procedures.Count.ShouldBe(12);
        foreach (var stored in OrganisationData.Empty.Procedures.Values)
        {
            DefinitionFaults.Of(stored.Definition).ShouldBeEmpty(stored.Definition.Id);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_granted_founding_founds_the_body_in_the_same_transaction(Engine engine)
    {
        using var s = new Scene(engine);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddDays(90)))).Value;
        opened.State.Body.ShouldBe(s.Region.ToString());
        Refused("paper-missing", s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.RegionalSecretary));
        s.HandIn(opened.Id, "");
        Refused("paper-missing", s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.RegionalSecretary));
        s.HandIn(opened.Id);
        s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.RegionalSecretary).Value.State.Outcome!.Kind.ShouldBe(EndingKind.Granted);
        var org = new OrganisationStore(s.Party.Installation.Record, s.Party.Installation.Clock).Current;
        var body = org.BodiesAt("34510305").Single();
        (body.Last.Stage, body.Last.Founding!.Act.Reference, body.Last.Founding.Act.By).ShouldBe((BodyStage.Preparatory, $"D-{opened.Id}", s.Region));
        org.Cases[opened.Id].State.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void What_the_register_refuses_is_not_granted_either()
    {
        using var s = new Scene(Engine.Sqlite);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddYears(5)))).Value;
        s.HandIn(opened.Id);
        s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.RegionalSecretary).Refusals.ShouldHaveSingleItem().Code.ShouldBe("end-outside");
        s.Party.Store.Current.Cases[opened.Id].State.IsOpen.ShouldBeTrue();
        s.Party.Store.Current.BodiesAt("34510305").ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Refused_with_reason_then_appealed_and_overturned_by_arbitration(Engine engine)
    {
        using var s = new Scene(engine);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddDays(90)))).Value;
        Refused("reason-missing", s.Act(opened.Id, new CaseAct.Move("refuse", null, null), s.RegionalSecretary));
        s.Act(opened.Id, new CaseAct.Move("refuse", new GivenReason("conditions", ""), null), s.RegionalSecretary).IsDone.ShouldBeTrue();
        s.Act(opened.Id, new CaseAct.Appeal("الشروط مستوفاة"), s.ProvincialSecretary, asApplicant: true).Value.State.Step!.Id.ShouldBe("appeal");
        s.HandIn(opened.Id);
        s.Act(opened.Id, new CaseAct.Move("overturn", null, null), s.Arbitrator).IsDone.ShouldBeTrue();
        s.Party.Store.Current.BodiesAt("34510305").Single().Last.Stage.ShouldBe(BodyStage.Preparatory);
    }

    [Fact]
    public void A_file_goes_on_from_the_applicant_with_its_papers_and_is_refused_or_sent_back_without()
    {
        using var s = new Scene(Engine.Sqlite);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddDays(90)))).Value;
        s.Act(opened.Id, new CaseAct.Move("ask", null, null), s.RegionalSecretary).Value.State.IsApplicantsTurn.ShouldBeTrue();
        var lacking = s.Act(opened.Id, new CaseAct.Move("send", null, null), s.ProvincialSecretary, asApplicant: true).Why!;
        (lacking.Code, ((Paper)lacking.Message.Arguments[0]).Id).ShouldBe(("paper-missing", "minutes"));
        s.Party.Store.Current.Cases[opened.Id].State.IsApplicantsTurn.ShouldBeTrue();
        s.HandIn(opened.Id);
        s.Act(opened.Id, new CaseAct.Move("send", null, null), s.ProvincialSecretary, asApplicant: true).IsDone.ShouldBeTrue();
        s.Act(opened.Id, new CaseAct.Move("refuse", new GivenReason("conditions", ""), null), s.RegionalSecretary).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void An_appointment_is_consulted_on_and_takes_effect()
    {
        using var s = new Scene(Engine.Sqlite);
        var nominee = s.Party.Person("هبة تازمون");
        var opened = s.Open("appoint", "3451", ("body", $"{s.Province}"), ("office", "rapporteur"), ("person", $"{nominee.Id}"), ("why", "خبرة")).Value;
        Refused("answer-missing", s.Act(opened.Id, new CaseAct.Move("forward", null, null), s.Treasurer));
        s.Act(opened.Id, new CaseAct.Move("forward", null, new Dictionary<string, string> { ["opinion"] = "موافق" }), s.Treasurer).IsDone.ShouldBeTrue();
        s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.RegionalSecretary).IsDone.ShouldBeTrue();
        s.Party.Store.Current.MandatesOf(nominee).ShouldHaveSingleItem().Office.ShouldBe("rapporteur");
    }

    [Fact]
    public void Nobody_acts_out_of_turn_without_a_mandate_or_on_what_has_moved()
    {
        using var s = new Scene(Engine.Sqlite);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddDays(90)))).Value;
        Refused("not-your-turn", s.Act(opened.Id, new CaseAct.Move("grant", null, null), s.Arbitrator));
        Refused("nobody-acts", new ActInCase(s.Party.Store, () => s.Party.Atlas).Run(new CaseRequest(opened.Id, new CaseAct.Withdraw(), new Capacity(null)), Actor.Anyone));
        Refused("unknown-case", new ActInCase(s.Party.Store, () => s.Party.Atlas).Run(new CaseRequest(99, new CaseAct.Withdraw(), new Capacity(s.RegionalSecretary)), Actor.Operator));
        Refused("not-opener", new OpenCase(s.Party.Store, () => s.Party.Atlas).Run(
            new NewCase("support-request", "34510305", new Dictionary<string, string> { ["subject"] = "مقر" }, new Capacity(s.Arbitrator)), Actor.Operator));
        Refused("answer-pattern", s.Open("found-body", "34510305", ("type", "Secretariat!"), ("until", Iso(s.Party.Today.AddDays(90)))));
        s.Act(opened.Id, new CaseAct.Say("متى الجواب؟"), s.ProvincialSecretary, asApplicant: true).IsDone.ShouldBeTrue();
        Refused("seen-before", new ActInCase(s.Party.Store, () => s.Party.Atlas).Run(
            new CaseRequest(opened.Id, new CaseAct.Move("grant", null, null), new Capacity(s.RegionalSecretary), Seen: 1), Actor.Operator));
        var account = Guid.NewGuid();
        s.Party.Mandate(s.Province, "deputy", account);
        Refused("not-your-mandate", new ActInCase(s.Party.Store, () => s.Party.Atlas).Run(
            new CaseRequest(opened.Id, new CaseAct.Move("grant", null, null), new Capacity(s.RegionalSecretary)), s.Party.SignedIn(account)));
    }

    [Fact]
    public void A_vacant_turn_goes_up_and_a_version_is_followed_to_the_end()
    {
        using var s = new Scene(Engine.Sqlite);
        var opened = s.Open("found-body", "34510305", ("type", "secretariat"), ("until", Iso(s.Party.Today.AddDays(90)))).Value;
        var country = s.Party.Founded("4");
        new EndMandate(s.Party.Store).Run(new Daira.Organisation.Mandates.Ending(s.RegionalSecretary, s.Party.Today, EndReason.Resigned, Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        new HandUpCases(s.Party.Store, () => s.Party.Atlas).Run(Actor.Operator).Value.ShouldBe(0);
        var org = s.Party.Store.Current;
        WorkList.Of(org, s.Party.Atlas, Calendars.Morocco(s.Party.Today), s.Party.Today, [.. org.Bodies.Values], new HashSet<long>())
            .ShouldContain(i => i.Kind == WorkKind.CaseStranded && i.Case!.Id == opened.Id);
        country.ShouldBeGreaterThan(0);
        new HandUpCases(s.Party.Store, () => s.Party.Atlas).Run(Actor.Anyone).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_definition_that_could_be_silent_is_never_put_in_force(Engine engine)
    {
        using var s = new Scene(engine);
        var define = new DefineProcedure(s.Party.Store);
        var shipped = File("support-request");
        Refused("definition-version", define.Run(shipped, Actor.Operator));
        var second = shipped.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal);
        define.Run(second.Replace("\"needsReason\": true", "\"needsReason\": false", StringComparison.Ordinal), Actor.Operator).Refusals.ShouldAllBe(r => r.Code == "no-reason");
        Refused("definition-unreadable", define.Run("{", Actor.Operator));
        Refused("sign-in-first", define.Run(second, Actor.Anyone));
        Refused("definition-member-papers", define.Run(File("membership").Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("\"effect\": \"member\",", "\"effect\": \"member\", \"papers\": [{ \"id\": \"card\", \"names\": { \"ar\": \"بطاقة\" }, \"required\": true }],", StringComparison.Ordinal), Actor.Operator));
        define.Run(second, Actor.Operator).IsDone.ShouldBeTrue();
        new OrganisationStore(s.Party.Installation.Record, s.Party.Installation.Clock).Current.ProcedureOn("support-request", s.Party.Today)!.Definition.Version.ShouldBe(2);
    }

    private static string File(string id)
    {
        using var stream = typeof(OrganisationData).Assembly.GetManifestResourceStream($"{id}.procedure.json")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    /// <summary>A region with secretary and arbitration, a province with secretary and treasurer; the operator enters what they do on paper.</summary>
    private sealed class Scene : IDisposable
    {
        public Scene(Engine engine)
        {
            Party = new Party(engine);
            Region = Party.Founded("3");
            Province = Party.Founded("3451");
            RegionalSecretary = Party.Mandate(Region, "secretary");
            ProvincialSecretary = Party.Mandate(Province, "secretary");
            Treasurer = Party.Mandate(Province, "treasurer");
            Arbitrator = Party.Mandate(Party.Founded("3", "arbitration-committee"), "president");
        }

        public Party Party { get; }

        public long Region { get; }

        public long Province { get; }

        public long RegionalSecretary { get; }

        public long ProvincialSecretary { get; }

        public long Treasurer { get; }

        public long Arbitrator { get; }

        public Outcome<StoredCase> Open(string procedure, string place, params (string Field, string Answer)[] form) =>
            new OpenCase(Party.Store, () => Party.Atlas).Run(new NewCase(procedure, place, form.ToDictionary(f => f.Field, f => f.Answer), new Capacity(ProvincialSecretary)), Actor.Operator);

        public Outcome<StoredCase> Act(long id, CaseAct act, long mandate, bool asApplicant = false) => new ActInCase(Party.Store, () => Party.Atlas).Run(
            new CaseRequest(id, act, asApplicant ? new Capacity(null, Party.Store.Current.Mandates[mandate].Person) : new Capacity(mandate)), Actor.Operator);

        /// <summary>The applicant hands in a paper.</summary>
        public void HandIn(long id, string paper = "minutes") => new AddPaper(Party.Store, () => Party.Atlas).Run(
            new NewPaper(id, paper, "محضر.pdf", "%PDF-1.7"u8.ToArray(), new Capacity(ProvincialSecretary)), Actor.Operator).IsDone.ShouldBeTrue();

        public void Dispose() => Party.Dispose();
    }
}
