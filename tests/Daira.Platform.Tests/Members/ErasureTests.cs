using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Members;

/// <summary>Who left and asks for it is erased: by two persons, for good, found by nothing.</summary>
public class ErasureTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void After_an_erasure_no_table_no_search_and_no_key_knows_the_person(Engine engine)
    {
        using var r = new Register(engine);
        var (receipt, other) = (r.Admitted(), r.Admitted(new Declaration("عمر تازمون", "Omar Tazmoun", "1970-01-01")));
        var (ask, erase) = (new AskMemberErasure(r.Store), new EraseMember(r.Store));
        var general = r.In(r.Country, "secretary-general");
        Refused("member-wrong-state", ask.Run(new MemberErasureRequest(receipt.Member, "طلب صاحبه"), general));
        var leaving = r.Ask(receipt, MemberCases.Resignation, text: "أسباب خاصة").Value;
        Refused("member-wrong-state", ask.Run(new MemberErasureRequest(receipt.Member, "طلب صاحبه"), general));
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        Refused("no-right", ask.Run(new MemberErasureRequest(receipt.Member, "طلب صاحبه"), r.In(r.SefrouOffice, "secretary")));
        Refused("member-unknown", ask.Run(new MemberErasureRequest(999, "x"), general));
        var request = ask.Run(new MemberErasureRequest(receipt.Member, "طلب صاحبه"), general).Value;
        erase.Run(request.Id, general).IsDone.ShouldBeFalse();
        var kept = r.Party.Installation.Record.Read(db => db.Rows<PersonKey>().Single(k => k.Member == receipt.Member));
        var certificate = erase.Run(request.Id, Actor.Operator).Value;
        certificate.KeyDigest.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(r.Store.Keys.Open(kept))));

        var row = r.Row(receipt.Member);
        (row.State, row.Sealed, row.Number).ShouldBe((MemberState.Erased, null, 1L));
        r.Find.Run(new MemberQuestion("أوحيدا"), Actor.Operator).Value.Count.ShouldBe(0);
        r.Find.Run(new MemberQuestion(), Actor.Operator).Value.Lines.ShouldHaveSingleItem().Row.Id.ShouldBe(other.Member);
        var page = r.Own.Run(Register.KeyOf(receipt)).Value;
        (page.Data, ((Erased)page.Events[^1]).Certificate).ShouldBe((null, certificate.KeyDigest));
        r.Read.Run(receipt.Member, Sensitivity.Internal, Actor.Operator).Value.Data.ShouldBeNull();
        var left = MemberSightTests.Everything(r.Party.Installation.Record.Database).Where(c => c.Table is "person_keys" or "sealed_texts" or "members").ToList();
        left.Count(c => c.Table == "person_keys").ShouldBe(2);
        left.Count(c => c.Table == "sealed_texts").ShouldBe(0);
        Refused("member-erased", ask.Run(new MemberErasureRequest(receipt.Member, "x"), general));
        Refused("member-erased", new GiveAccess(r.Store).Run(receipt.Member, Actor.Operator));
        r.Own.Run(Register.KeyOf(other)).Value.Data!.Latin.ShouldBe("Omar Tazmoun");
    }

    [Fact]
    public void A_turn_that_nobody_uses_goes_up_and_the_applicant_is_answered_by_the_body_above()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Apply().Value;
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(40));
        new HandUpCases(r.Store, () => r.Party.Atlas).Run(Actor.Operator).Value.ShouldBe(1);
        r.Store.Current.Cases[receipt.Case].State.Body.ShouldBe($"{r.ProvinceOfSefrou}");
        r.Act(receipt.Case, "admit", r.ProvinceOfSefrou, "secretary").IsDone.ShouldBeTrue();
        r.Row(receipt.Member).State.ShouldBe(MemberState.Member);
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
