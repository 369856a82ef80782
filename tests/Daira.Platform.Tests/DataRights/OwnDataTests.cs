using System.Text.Json;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Platform.Tests.Members;

namespace Daira.Platform.Tests.DataRights;

/// <summary>A person's rights over their own data: seen and taken at once, put right within ten days, opposed, erased with a certificate.</summary>
public class OwnDataTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void Everything_is_taken_at_once_by_whoever_holds_the_secret_and_says_which_institution_looked(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        r.Admitted(new Declaration("هبة المندار", "Hiba Lmandar", "1980-02-03"));
        r.Read.Run(receipt.Member, Sensitivity.Personal, r.In(r.SefrouOffice, "secretary")).IsDone.ShouldBeTrue();
        var proposed = r.Propose(receipt.Member, MemberCases.Suspension, "خلاف مالي").Value;
        var take = Take(r);
        Refused("member-no-access", take.Run(new MembershipKey(receipt.Reference, "WRONG")));
        var json = take.Run(Register.KeyOf(receipt)).Value.ToJson();
        foreach (var mine in (string[])["سلمى أوحيدا", "Salma Ouhida", "+212600000001", "salma@exemple.ma", "1991-04-02", "مهندسة", "خلاف مالي"])
        {
            json.ShouldContain(mine);
        }

        json.ShouldNotContain("Lmandar");
        using var file = JsonDocument.Parse(json);
        var member = file.RootElement.GetProperty("member");
        member.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("number").GetInt64()).ShouldContain(proposed.Id);
        var looked = member.GetProperty("readOrChanged").EnumerateArray().Single(e => e.GetProperty("action").GetString() == "member-read").GetProperty("who");
        (looked.GetProperty("by").GetString(), looked.GetProperty("mandate").GetInt64()).ShouldBe(("office", r.Mandates[(r.SefrouOffice, "secretary")]));
        looked.GetProperty("body").GetProperty("ar").GetString()!.ShouldContain("صفرو");
        r.Party.Journal()[^1].Action.ShouldBe("own-data-taken");
    }

    [Theory, MemberData(nameof(Engines))]
    public void Who_has_an_account_links_the_membership_once_and_then_needs_no_secret(Engine engine)
    {
        using var r = new Register(engine);
        var (receipt, account) = (r.Admitted(), Guid.NewGuid());
        r.Party.Installation.Record.Change(db => db.Add(new Account { Id = account, UserName = "salma", DisplayName = "Salma", CreatedAt = r.Party.Installation.Clock.GetUtcNow() }));
        var signed = new Actor.Person(account, Standing.Of([], [], OnlyInstallation.Instance, isStrong: true));
        var link = new LinkMembership(r.Party.Installation.Record, r.Store);
        Take(r).Run(signed).Value.Member.ShouldBeNull();
        Refused("member-sign-in-first", link.Run(Register.KeyOf(receipt), Actor.Anyone));
        Refused("member-sign-in-first", link.Run(Register.KeyOf(receipt), signed with { Standing = Standing.None }));
        Refused("member-no-access", link.Run(new MembershipKey(receipt.Reference, "WRONG"), signed));
        Refused("member-sign-in-first", Take(r).Run(Actor.Anyone));
        link.Run(Register.KeyOf(receipt), signed).IsDone.ShouldBeTrue();
        var file = Take(r).Run(signed).Value;
        (file.Member!.Data!.Latin, file.Account!.Login).ShouldBe(("Salma Ouhida", "salma"));

        // Somebody else's account sees nothing of it.
        link.Of(Guid.NewGuid()).ShouldBeNull();
        link.End(signed).Value.ShouldBeTrue();
        Take(r).Run(signed).Value.Member.ShouldBeNull();
        link.End(signed).Value.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_rectification_is_granted_into_the_register_within_ten_days(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        var ask = new AskRectification(r.Store, () => r.Party.Atlas);
        var wanted = Register.Salma with { Latin = "Salma Wahida", Born = "1991-04-20", Phone = "" };
        Refused("member-no-access", ask.Run(wanted, new MembershipKey(receipt.Reference, "WRONG")));
        Refused("member-birth", ask.Run(wanted with { Born = "2030-01-01" }, Register.KeyOf(receipt)));
        Refused("member-not-this-way", r.Ask(receipt, MemberCases.Rectification, text: "غيروا اسمي"));
        var asked = ask.Run(wanted, Register.KeyOf(receipt)).Value;
        Refused("member-case-open", ask.Run(wanted, Register.KeyOf(receipt)));
        var clocks = CaseClocks.Of(asked.State, Calendars.Morocco(r.Store.Today), r.Store.Today);
        (clocks.Turn!.Limit.Amount, clocks.Turn.Limit.Unit).ShouldBe((10, TimeUnit.CalendarDays));
        r.Row(receipt.Member).Sealed.ShouldNotBeNull();
        r.Own.Run(Register.KeyOf(receipt)).Value.Data!.Latin.ShouldBe("Salma Ouhida");
        r.Act(asked.Id, "grant", r.FesOffice, "secretary").IsDone.ShouldBeFalse();
        r.Act(asked.Id, "grant", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        var own = r.Own.Run(Register.KeyOf(receipt)).Value;
        (own.Data!.Latin, own.Data.Born, own.Data.Phone, own.Data.Arabic).ShouldBe(("Salma Wahida", new DateOnly(1991, 4, 20), null, "سلمى أوحيدا"));
        own.Events[^1].ShouldBeOfType<Rectified>().Case.ShouldBe(asked.Id);
        r.Find.Run(new MemberQuestion("Wahida"), Actor.Operator).Value.Lines.ShouldContain(l => l.Row.Id == receipt.Member);
        MemberSightTests.Everything(r.Party.Installation.Record.Database).ShouldNotContain(c => c.Text.Contains("Wahida", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rectification_is_refused_with_a_reason_and_appealed()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Admitted();
        var asked = new AskRectification(r.Store, () => r.Party.Atlas).Run(Register.Salma with { Born = "1999-01-01" }, Register.KeyOf(receipt)).Value;
        r.Act(asked.Id, "refuse", r.SefrouOffice, "secretary").IsDone.ShouldBeFalse();
        r.Act(asked.Id, "refuse", r.SefrouOffice, "secretary", null, "لا يوافق رسم الولادة").IsDone.ShouldBeTrue();
        r.Own.Run(Register.KeyOf(receipt)).Value.Data!.Born.ShouldBe(new DateOnly(1991, 4, 2));
        r.OwnAct(receipt, asked.Id, new CaseAct.Appeal("هذا رسم الولادة")).IsDone.ShouldBeTrue();
        r.Act(asked.Id, "overturn", r.Arbitration, "president").IsDone.ShouldBeTrue();
        r.Own.Run(Register.KeyOf(receipt)).Value.Data!.Born.ShouldBe(new DateOnly(1999, 1, 1));
    }

    [Fact]
    public void A_silent_secretariat_loses_its_turn_after_ten_days()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Admitted();
        var asked = r.Ask(receipt, MemberCases.Opposition, text: "لا أريد أن يُستعمل رقم هاتفي").Value;
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(14));
        new HandUpCases(r.Store, () => r.Party.Atlas).Run(Actor.Clock).Value.ShouldBe(1);
        r.Store.Current.Cases[asked.Id].State.Body.ShouldBe($"{r.ProvinceOfSefrou}");
    }

    [Theory, MemberData(nameof(Engines))]
    public void Who_left_asks_to_be_erased_and_the_office_that_grants_it_is_the_second_person(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        Refused("member-wrong-state", r.Ask(receipt, MemberCases.Erasure));
        var leaving = r.Ask(receipt, MemberCases.Resignation).Value;
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        var asked = r.Ask(receipt, MemberCases.Erasure).Value;
        r.Act(asked.Id, "grant", r.SefrouOffice, "secretary", null, "بطلب منها").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Erased);
        var page = r.Own.Run(Register.KeyOf(receipt)).Value;
        (page.Data, page.Texts.Count).ShouldBe((null, 0));
        var erased = page.Events[^1].ShouldBeOfType<Erased>();
        (erased.Act!.Reference, erased.Certificate.Length).ShouldBe(($"D-{asked.Id}", 64));
        r.Party.Installation.Record.Read(db => (db.Rows<PersonKey>().Any(k => k.Member == receipt.Member), db.Rows<SealedText>().Any(t => t.Member == receipt.Member))).ShouldBe((false, false));
        Refused("member-wrong-state", r.Ask(receipt, MemberCases.Opposition));
    }

    private static TakeOwnData Take(Register r) => new(r.Party.Installation.Record, r.Store, () => r.Party.Atlas);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
