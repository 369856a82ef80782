using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Platform.Tests.Organisation;

/// <summary>Acts that one person asks for and another allows: each with its refusals, journalled, nothing half done.</summary>
public class JointActsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void An_exception_to_a_rule_takes_two_and_looks_again_before_it_is_made(Engine engine)
    {
        using var s = new Scene(engine);
        var (one, two) = (s.Party.Founded("3"), s.Party.Founded("3451"));
        var person = s.Party.Person();
        s.Party.Give(person.Id, one, "secretary").IsDone.ShouldBeTrue();
        var nomination = new Nomination(person.Id, two, "secretary", s.Party.Today, null, MandateMode.Appointed, Party.Decision);
        Refused("incompatible", s.Party.Give(person.Id, two, "secretary"));
        var ask = new AskException(s.Party.Store, () => s.Party.Atlas);
        Refused("no-right", ask.Run(new ExceptionRequest(nomination, "x"), s.Regional));
        Refused("reason-missing", ask.Run(new ExceptionRequest(nomination, " "), s.General));
        Refused("no-rule-broken", ask.Run(new ExceptionRequest(nomination with { Office = "treasurer" }, "x"), s.General));
        var asked = ask.Run(new ExceptionRequest(nomination, "لا يوجد غيره في الإقليم"), s.General).Value;
        var allow = new AllowException(s.Party.Store, () => s.Party.Atlas);
        Refused("second-person-needed", allow.Run(asked.Id, s.General));
        Refused("no-right", allow.Run(asked.Id, s.Regional));

        // Meanwhile the seat is filled: the second person's yes must not be used up by what can no longer be done.
        var meanwhile = s.Party.Mandate(two, "secretary");
        Refused("seat-taken", allow.Run(asked.Id, s.Deputy));
        s.Waiting().ShouldContain(a => a.Id == asked.Id);
        new EndMandate(s.Party.Store).Run(new Ending(meanwhile, s.Party.Today, EndReason.Resigned, Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        allow.Run(asked.Id, s.Deputy).Value.Warnings.ShouldHaveSingleItem();
        Refused("settled-already", allow.Run(asked.Id, s.Deputy));
        s.Party.Store.Current.InForce(s.Party.Store.Current.Bodies[two], s.Party.Today).ShouldContain(m => m.Person == person.Id);
        s.Party.Journal().Count(e => e is { Action: "refused", Subject: "exception-allowed" }).ShouldBe(4);
        s.Party.Journal().Count(e => e.Action == "exception-allowed").ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_register_leaves_only_for_whoever_asked_and_only_for_a_day(Engine engine)
    {
        using var s = new Scene(engine);
        var export = new ExportPersons(s.Party.Store);
        Refused("no-right", new AskExport(s.Party.Store).Run("x", s.Regional));
        Refused("sign-in-first", new AskExport(s.Party.Store).Run("x", Actor.Anyone));
        var asked = new AskExport(s.Party.Store).Run("المؤتمر", s.General).Value;
        Refused("export-not-allowed", export.Run(asked.Id, s.General));
        Refused("second-person-needed", new AllowExport(s.Party.Store).Run(asked.Id, s.General));
        new AllowExport(s.Party.Store).Run(asked.Id, s.Deputy).IsDone.ShouldBeTrue();
        Refused("export-of-another", export.Run(asked.Id, s.Deputy));
        export.Run(asked.Id, s.General).Value.Count.ShouldBe(3);
        export.Run(asked.Id, s.General).Value.Count.ShouldBe(3);
        s.Party.Installation.Clock.Advance(TimeSpan.FromHours(25));
        Refused("export-over", export.Run(asked.Id, s.General));
        Refused("no-such-request", export.Run(Guid.NewGuid(), s.General));
        s.Party.Journal().Count(e => e.Action == "persons-exported").ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_request_is_declined_with_a_reason_and_taken_back_by_whoever_asked(Engine engine)
    {
        using var s = new Scene(engine);
        var decline = new DeclineJointAct(s.Party.Store);
        var asked = new AskErasure(s.Party.Store).Run(new ErasureRequest(s.Party.Person().Id, "طلب المعني"), s.General).Value;
        Refused("reason-missing", decline.Run(new Declining(asked.Id, " "), s.Deputy));
        decline.Run(new Declining(asked.Id, "غير مطابق"), s.Deputy).Value.Settlement.ShouldBe("refused");
        Refused("settled-already", new ErasePerson(s.Party.Store).Run(asked.Id, s.Deputy));
        var own = new AskExport(s.Party.Store).Run("خطأ", s.General).Value;
        decline.Run(new Declining(own.Id, "لم يعد لازما"), s.General).Value.Settlement.ShouldBe("withdrawn");
        var late = new AskExport(s.Party.Store).Run("x", s.General).Value;
        s.Party.Installation.Clock.Advance(TimeSpan.FromDays(8));
        Refused("request-expired", new AllowExport(s.Party.Store).Run(late.Id, s.Deputy));
    }

    [Fact]
    public void An_erasure_that_finds_the_person_erased_leaves_the_request_waiting()
    {
        using var s = new Scene(Engine.Sqlite);
        var person = s.Party.Person();
        var (first, second) = (Ask(), Ask());
        new ErasePerson(s.Party.Store).Run(first, s.Deputy).Value.IsErased.ShouldBeTrue();
        Refused("person-erased", new ErasePerson(s.Party.Store).Run(second, s.Deputy));
        s.Waiting().ShouldHaveSingleItem().Id.ShouldBe(second);

        Guid Ask() => new AskErasure(s.Party.Store).Run(new ErasureRequest(person.Id, "طلب المعني"), s.General).Value.Id;
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_rights_table_changes_by_two_and_each_refusal_is_journalled(Engine engine)
    {
        using var s = new Scene(engine);
        var table = new ChangeRightsTable(s.Party.Installation.Record, [.. Rights.All, .. OrganisationRights.All], s.Party.Installation.Clock);
        var change = new RightsChange([new OfficeRight("secretariat/treasurer", OrganisationRights.Appoint, Sensitivity.Internal)], []);
        Refused("no-right", table.Ask(change, "x", s.Regional));
        Refused("no-such-right", table.Ask(change with { Added = [new OfficeRight("secretariat/treasurer", new Right("invented"), Sensitivity.Internal)] }, "x", Actor.Operator));
        var asked = table.Ask(change, "حاجة مؤقتة", Actor.Operator).Value;
        Refused("second-person-needed", table.Allow(asked.Id, Actor.Operator));
        s.Party.Journal().Count(e => e is { Action: "refused", Subject: ChangeRightsTable.Kind }).ShouldBe(3);
        s.Party.Installation.Record.Read(ChangeRightsTable.Table).ShouldNotContain(r => r.Office == "secretariat/treasurer" && r.Right == OrganisationRights.Appoint);
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    /// <summary>A general secretariat of two, and a secretary of one region.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly Guid general = Guid.NewGuid(), deputy = Guid.NewGuid(), regional = Guid.NewGuid();

        public Scene(Engine engine)
        {
            Party = new Party(engine);
            var top = Party.Founded("MA", "general-secretariat");
            Party.Mandate(top, "secretary-general", general);
            Party.Mandate(top, "deputy", deputy);
            Party.Mandate(Party.Founded("4"), "secretary", regional);
        }

        public Party Party { get; }

        public Actor General => Party.SignedIn(general);

        public Actor Deputy => Party.SignedIn(deputy);

        public Actor Regional => Party.SignedIn(regional);

        public IReadOnlyList<JointAct> Waiting() => Party.Installation.Record.Read(db => new TwoPersons(Party.Installation.Clock).Waiting(db));

        public void Dispose() => Party.Dispose();
    }
}
