using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Platform.Tests.Organisation;

namespace Daira.Platform.Tests.Members;

/// <summary>An office-holder who is a member: what the end of the membership does to offices in the party, and not to seats.</summary>
public class HoldersTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void An_expulsion_ends_offices_in_the_party_and_leaves_the_seat(Engine engine)
    {
        using var r = new Register(engine);
        var (member, office, seat) = Holder(r);
        var asked = r.Propose(member.Member, MemberCases.Expulsion, "إخلال").Value;
        r.Act(asked.Id, "refer", r.ProvinceOfSefrou, "secretary").IsDone.ShouldBeTrue();
        r.Act(asked.Id, "impose", r.Arbitration, "president", "candidacy").IsDone.ShouldBeTrue();
        r.Row(member.Member).State.ShouldBe(MemberState.Expelled);
        var data = r.Store.Current;
        (data.Mandates[office].End!.Reason, data.Mandates[office].End!.Act.Reference).ShouldBe((EndReason.Revoked, $"D-{asked.Id}"));
        data.Mandates[office].IsInForce(r.Store.Today).ShouldBeFalse();
        data.Mandates[seat].End.ShouldBeNull();
    }

    [Fact]
    public void A_death_ends_both()
    {
        using var r = new Register(Engine.Sqlite);
        var (member, office, seat) = Holder(r);
        new NoteDeath(r.Store).Run(new Death(member.Member, r.Store.Today, Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        r.Store.Current.Mandates[office].End!.Reason.ShouldBe(EndReason.Died);
        r.Store.Current.Mandates[seat].End!.Reason.ShouldBe(EndReason.Died);
    }

    [Theory, MemberData(nameof(Engines))]
    public void One_holder_is_one_member_and_the_keeper_of_the_place_says_so(Engine engine)
    {
        using var r = new Register(engine);
        var (member, _, _) = Holder(r);
        var person = Holders.PersonOf(r.Party.Installation.Record, member.Member)!.Value;
        Holders.MemberOf(r.Party.Installation.Record, person).ShouldBe(member.Member);
        var other = r.Admitted(Register.Salma with { Arabic = "ليلى بناني", Latin = null });
        var link = new LinkHolder(r.Store);
        Refused("member-holder-taken", link.Run(new HolderLink(other.Member, person), Actor.Operator));
        Refused("unknown-person", link.Run(new HolderLink(other.Member, 9_999), Actor.Operator));
        Refused("no-right", link.Run(new HolderLink(other.Member, person), r.In(r.SefrouOffice, "treasurer")));
        Refused("out-of-scope", link.Run(new HolderLink(other.Member, person), r.In(r.FesOffice, "secretary")));
        link.Run(new HolderLink(member.Member, null), r.In(r.SefrouOffice, "membership")).IsDone.ShouldBeTrue();
        (Holders.PersonOf(r.Party.Installation.Record, member.Member), Holders.MemberOf(r.Party.Installation.Record, person)).ShouldBe((null, null));
        link.Run(new HolderLink(other.Member, person), Actor.Operator).IsDone.ShouldBeTrue();
        Holders.MemberOf(r.Party.Installation.Record, person).ShouldBe(other.Member);
    }

    private static (ApplicationReceipt Member, long Office, long Seat) Holder(Register r)
    {
        var member = r.Admitted();
        var person = r.Party.Person(Register.Salma.Arabic!);
        var office = r.Party.Give(person.Id, r.SefrouOffice, "member").Value.Mandate.Id;
        var council = r.Party.Founded(Register.Sefrou, "communal-council");
        var seat = r.Party.Give(person.Id, council, r.Store.Current.Types["communal-council"].Offices[0].Id).Value.Mandate.Id;
        new LinkHolder(r.Store).Run(new HolderLink(member.Member, person.Id), Actor.Operator).IsDone.ShouldBeTrue();
        return (member, office, seat);
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
