using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Organisation;

namespace Daira.Platform.Tests.Members;

/// <summary>How somebody becomes a member, moves, is sanctioned and leaves; with whoever must not decide it.</summary>
public class MembershipTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void Applied_refused_with_a_reason_by_the_right_body_appealed_admitted(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Apply().Value;
        r.Store.Current.Cases[receipt.Case].State.Body.ShouldBe($"{r.SefrouOffice}");

        Refused("not-your-turn", r.Act(receipt.Case, "admit", r.FesOffice, "secretary"));
        Refused("not-your-turn", r.Act(receipt.Case, "admit", r.SefrouOffice, "treasurer"));
        Refused("reason-missing", r.Act(receipt.Case, "refuse", r.SefrouOffice, "membership"));
        r.Act(receipt.Case, "refuse", r.SefrouOffice, "membership", "other-party", "ورد اسمها في لائحة أخرى").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.NotAdmitted);

        var own = r.Own.Run(Register.KeyOf(receipt)).Value;
        var outcome = own.Cases.ShouldHaveSingleItem().State.Outcome!;
        (outcome.Body, outcome.Reason!.Code, own.Texts[outcome.Reason.Text]).ShouldBe(($"{r.SefrouOffice}", "other-party", "ورد اسمها في لائحة أخرى"));

        r.OwnAct(receipt, receipt.Case, new CaseAct.Appeal("استقلت منه قبل سنتين")).Value.State.Body.ShouldBe($"{r.Arbitration}");
        Refused("not-your-turn", r.Act(receipt.Case, "overturn", r.SefrouOffice, "membership"));
        r.Act(receipt.Case, "overturn", r.Arbitration, "president").IsDone.ShouldBeTrue();
        var member = r.Row(receipt.Member);
        (member.State, member.Number, member.Place).ShouldBe((MemberState.Member, 1L, Register.Sefrou));
        r.Own.Run(Register.KeyOf(receipt)).Value.Events.Select(e => e.GetType().Name).ShouldBe(["Applied", "NotAdmitted", "Admitted"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_transfer_needs_the_consent_of_both_sides(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        Refused("member-same-place", r.Ask(receipt, MemberCases.Transfer, Register.Sefrou));
        Refused("unknown-place", r.Ask(receipt, MemberCases.Transfer, "9"));
        var asked = r.Ask(receipt, MemberCases.Transfer, Register.Agdal, "أنتقل للعمل بفاس").Value;
        Refused("member-case-open", r.Ask(receipt, MemberCases.Transfer, Register.Agdal));
        asked.State.Body.ShouldBe($"{r.SefrouOffice}");
        Refused("not-your-turn", r.Act(asked.Id, "release", r.FesOffice, "secretary"));
        r.Act(asked.Id, "release", r.SefrouOffice, "secretary").Value.State.Body.ShouldBe($"{r.FesOffice}");
        Refused("not-your-turn", r.Act(asked.Id, "receive", r.SefrouOffice, "secretary"));
        r.Row(receipt.Member).Place.ShouldBe(Register.Sefrou);
        r.Act(asked.Id, "receive", r.FesOffice, "secretary").IsDone.ShouldBeTrue();
        (r.Row(receipt.Member).Place, r.Row(receipt.Member).State).ShouldBe((Register.Agdal, MemberState.Member));
    }

    [Theory, MemberData(nameof(Engines))]
    public void An_expulsion_is_heard_decided_elsewhere_and_undone_on_appeal(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        Refused("not-opener", r.Propose(receipt.Member, MemberCases.Expulsion, "ترشح باسم آخر", r.SefrouOffice));
        Refused("member-not-this-way", r.Ask(receipt, MemberCases.Expulsion));
        Refused("member-not-this-way", r.Propose(receipt.Member, MemberCases.Resignation, "x"));
        var proposed = r.Propose(receipt.Member, MemberCases.Expulsion, "ترشح باسم آخر").Value;

        // Who is accused is heard, and cannot make the case go away.
        r.OwnAct(receipt, proposed.Id, new CaseAct.Say("لم أترشح")).IsDone.ShouldBeTrue();
        Refused("not-applicant", r.OwnAct(receipt, proposed.Id, new CaseAct.Withdraw()));
        r.Act(proposed.Id, "refer", r.ProvinceOfSefrou, "secretary").Value.State.Body.ShouldBe($"{r.Arbitration}");
        Refused("not-your-turn", r.Act(proposed.Id, "impose", r.ProvinceOfSefrou, "secretary", "candidacy"));
        r.Act(proposed.Id, "impose", r.Arbitration, "president", "candidacy").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Expelled);

        r.OwnAct(receipt, proposed.Id, new CaseAct.Appeal("التهمة لشخص يحمل الاسم نفسه")).Value.State.Body.ShouldBe($"{r.NationalArbitration}");
        r.Act(proposed.Id, "overturn", r.NationalArbitration, "president", text: "لا دليل").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Member);
        r.Row(receipt.Member).Number.ShouldBe(1);
    }

    [Fact]
    public void A_suspension_rests_until_it_is_ended_and_who_resigned_is_gone()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Admitted();
        var proposed = r.Propose(receipt.Member, MemberCases.Suspension, "غياب").Value;
        r.Act(proposed.Id, "refer", r.ProvinceOfSefrou, "secretary").IsDone.ShouldBeTrue();
        r.Act(proposed.Id, "impose", r.Arbitration, "president", "statutes").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Suspended);
        Refused("member-wrong-state", r.Propose(receipt.Member, MemberCases.Suspension, "مرة أخرى"));
        Refused("out-of-scope", new ReinstateMember(r.Store).Run(new Reinstatement(receipt.Member, Party.Decision), r.In(r.FesOffice, "secretary")));
        new ReinstateMember(r.Store).Run(new Reinstatement(receipt.Member, Party.Decision), r.In(r.SefrouOffice, "secretary")).Value.State.ShouldBe(MemberState.Member);
        Refused("member-wrong-state", new ReinstateMember(r.Store).Run(new Reinstatement(receipt.Member, Party.Decision), r.In(r.SefrouOffice, "secretary")));

        var leaving = r.Ask(receipt, MemberCases.Resignation).Value;
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Resigned);
        Refused("member-wrong-state", r.Ask(receipt, MemberCases.Transfer, Register.Agdal));
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_form_sent_twice_is_received_once_and_answered_the_same(Engine engine)
    {
        using var r = new Register(engine);
        var (first, second) = (r.Apply(once: "0123456789abcdef").Value, r.Apply(once: "0123456789abcdef").Value);
        second.ShouldBe(first);
        r.Find.Run(new MemberQuestion(), Actor.Operator).Value.Count.ShouldBe(1);
        r.Apply(once: "another").Value.Reference.ShouldNotBe(first.Reference);
    }

    [Theory]
    [InlineData("member-birth", "سلمى", null, "2019-01-01")]
    [InlineData("member-birth", "سلمى", null, "1850-01-01")]
    [InlineData("member-birth-missing", "سلمى", null, "31/02/1990")]
    [InlineData("member-several-persons", "سلمى و عمر", null, "1990-01-01")]
    [InlineData("member-several-persons", null, "Salma et Omar", "1990-01-01")]
    [InlineData("member-name-sign", null, "Salma, Omar", "1990-01-01")]
    [InlineData("member-name-sign", null, "Salma 😀", "1990-01-01")]
    [InlineData("member-name-sign", null, "Salma 2", "1990-01-01")]
    [InlineData("text-foreign-letter", "سلمى Ouhida", null, "1990-01-01")]
    [InlineData("text-empty", null, null, "1990-01-01")]
    public void What_cannot_be_one_person_is_refused_with_its_place(string code, string? arabic, string? latin, string born)
    {
        using var r = new Register(Engine.Sqlite);
        Refused(code, r.Apply(new Declaration(arabic, latin, born)));
        r.Store.Current.Cases.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_wrong_with_a_form_is_said_at_once_and_a_long_name_is_refused()
    {
        using var r = new Register(Engine.Sqlite);
        r.Apply(new Declaration("سلمى", null, "x", Phone: "12", Mail: "a@"), "3", consents: false, onHonour: false).Refusals.Select(x => x.Code)
            .ShouldBe(["member-birth-missing", "member-phone", "member-mail", "member-consent-missing", "member-honour-missing", "unknown-place"]);
        Refused("text-too-long", r.Apply(new Declaration(new string('س', 10_000), null, "1990-01-01")));
    }

    [Fact]
    public void An_unknown_reference_and_a_wrong_secret_get_the_same_answer()
    {
        using var r = new Register(Engine.Sqlite);
        var (mine, other) = (r.Apply().Value, r.Apply(new Declaration("هبة تازمون", null, "1988-01-01")).Value);
        var wrong = r.Own.Run(new MembershipKey(mine.Reference, other.Secret)).Refusals.ShouldHaveSingleItem();
        r.Own.Run(new MembershipKey("ZZZZ-ZZZZ", mine.Secret)).Refusals.ShouldHaveSingleItem().ShouldBe(wrong);
        r.Own.Run(new MembershipKey("", "")).Refusals.ShouldHaveSingleItem().ShouldBe(wrong);
        Refused("member-no-access", r.OwnAct(mine, other.Case, new CaseAct.Withdraw()));
        Refused("member-no-access", r.Ask(mine with { Secret = other.Secret }, MemberCases.Resignation));
        r.Own.Run(new MembershipKey(mine.Reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), $" {mine.Secret.ToLowerInvariant()} ")).Value.Row.Id.ShouldBe(mine.Member);
    }

    [Fact]
    public void Nobody_else_may_register_note_a_death_or_give_an_access()
    {
        using var r = new Register(Engine.Sqlite);
        var request = new Registration(Register.Salma, Register.Sefrou, 77, r.Store.Today.AddYears(-3), Party.Decision);
        Refused("out-of-scope", new RegisterMember(r.Store, () => r.Party.Atlas).Run(request, r.In(r.FesOffice, "secretary")));
        Refused("no-right", new RegisterMember(r.Store, () => r.Party.Atlas).Run(request, r.In(r.SefrouOffice, "treasurer")));
        Refused("sign-in-first", new RegisterMember(r.Store, () => r.Party.Atlas).Run(request, Actor.Anyone));
        var row = new RegisterMember(r.Store, () => r.Party.Atlas).Run(request, r.In(r.SefrouOffice, "membership")).Value;
        Refused("member-number-taken", new RegisterMember(r.Store, () => r.Party.Atlas).Run(request, Actor.Operator));
        Refused("member-day-in-future", new RegisterMember(r.Store, () => r.Party.Atlas).Run(request with { Number = 78, Since = r.Store.Today.AddDays(1) }, Actor.Operator));

        Refused("out-of-scope", new GiveAccess(r.Store).Run(row.Id, r.In(r.FesOffice, "secretary")));
        var (reference, secret) = new GiveAccess(r.Store).Run(row.Id, r.In(r.SefrouOffice, "secretary")).Value;
        r.Own.Run(new MembershipKey(reference, secret)).Value.Row.Number.ShouldBe(77);
        new GiveAccess(r.Store).Run(row.Id, Actor.Operator).IsDone.ShouldBeTrue();
        Refused("member-no-access", r.Own.Run(new MembershipKey(reference, secret)));

        Refused("no-right", new NoteDeath(r.Store).Run(new Death(row.Id, r.Store.Today, Party.Decision), r.In(r.SefrouOffice, "treasurer")));
        Refused("member-unknown", new NoteDeath(r.Store).Run(new Death(999, r.Store.Today, Party.Decision), Actor.Operator));
        new NoteDeath(r.Store).Run(new Death(row.Id, r.Store.Today, Party.Decision), r.In(r.SefrouOffice, "membership")).Value.State.ShouldBe(MemberState.Deceased);
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
