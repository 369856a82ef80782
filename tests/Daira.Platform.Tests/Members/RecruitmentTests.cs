using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Recruitment;

namespace Daira.Platform.Tests.Members;

/// <summary>People who register themselves: with consent, apart from members, erased in time; campaigns in counts of ten and more.</summary>
public class RecruitmentTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void Registered_with_consent_then_applied_and_nothing_is_kept_twice(Engine engine)
    {
        using var r = new Register(engine);
        Set(r).IsDone.ShouldBeTrue();
        var receipt = Join(r, once: "form 1").Value;
        Join(r, once: "form 1").Value.ShouldBe(receipt);
        r.Find.Count(null, Actor.Operator).Value.ShouldBeEmpty();
        var row = Row(r);
        (row.Place, row.Member, row.Sealed is not null).ShouldBe((Register.Sefrou, null, true));
        System.Text.Encoding.UTF8.GetString(row.Sealed!).ShouldNotContain("Ouhida");

        var apply = new ApplyFromInterest(r.Store, () => r.Party.Atlas);
        Refused("member-no-access", apply.Run(new OwnInterest(new MembershipKey(receipt.Reference, "wrong"), true, true)));
        Refused("member-honour-missing", apply.Run(new OwnInterest(Key(receipt), true, OnHonour: false)));
        Refused("member-consent-missing", apply.Run(new OwnInterest(Key(receipt), Consents: false, true)));
        var applied = apply.Run(new OwnInterest(Key(receipt), true, true)).Value;
        r.Own.Run(Register.KeyOf(applied)).Value.Data!.Arabic.ShouldBe(Register.Salma.Arabic);
        (Row(r).Member, Row(r).Sealed, Row(r).Wrapped).ShouldBe((applied.Member, null, null));
        Refused("recruitment-applied", apply.Run(new OwnInterest(Key(receipt), true, true)));
    }

    [Fact]
    public void Without_consent_outside_the_days_or_the_place_nobody_is_registered()
    {
        using var r = new Register(Engine.Sqlite);
        Refused("recruitment-unknown", Join(r));
        Set(r, place: "3451").IsDone.ShouldBeTrue();
        Refused("member-consent-missing", Join(r, consents: false));
        Refused("recruitment-outside", Join(r, place: Register.Agdal));
        Refused("unknown-place", Join(r, place: "99"));
        Refused("member-birth", Join(r, Register.Salma with { Born = "2020-01-01" }));
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(100));
        Refused("recruitment-closed", Join(r));
        r.Party.Installation.Record.Read(db => db.Rows<InterestedPerson>().Count()).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines))]
    public void After_six_months_without_an_application_it_is_gone_and_before_when_its_person_wishes(Engine engine)
    {
        using var r = new Register(engine);
        Set(r).IsDone.ShouldBeTrue();
        var (first, second, third) = (Join(r).Value, Join(r).Value, Join(r).Value);
        new ApplyFromInterest(r.Store, () => r.Party.Atlas).Run(new OwnInterest(Key(third), true, true)).IsDone.ShouldBeTrue();
        Refused("member-no-access", new WithdrawInterest(r.Store).Run(new MembershipKey(first.Reference, second.Secret)));
        new WithdrawInterest(r.Store).Run(Key(first)).IsDone.ShouldBeTrue();
        Refused("member-no-access", new WithdrawInterest(r.Store).Run(Key(first)));

        var erase = new EraseStaleRegistrations(r.Store);
        erase.Run(Actor.Clock).Value.ShouldBe(0);
        r.Party.Installation.Clock.Advance(second.ErasedOn.ToDateTime(TimeOnly.MinValue) - r.Store.Today.ToDateTime(TimeOnly.MinValue) - TimeSpan.FromDays(1));
        erase.Run(Actor.Clock).Value.ShouldBe(0);
        r.Party.Installation.Clock.Advance(TimeSpan.FromDays(1));
        Refused("operator-only", erase.Run(Actor.Anyone));
        erase.Run(Actor.Clock).Value.ShouldBe(1);
        Row(r).Member.ShouldNotBeNull();
    }

    [Fact]
    public void A_campaign_is_set_where_one_recruits_and_its_targets_are_counts()
    {
        using var r = new Register(Engine.Sqlite);
        Set(r, by: r.In(r.SefrouOffice, "membership"), place: Register.Sefrou).IsDone.ShouldBeTrue();
        Refused("no-right", Set(r, by: r.In(r.SefrouOffice, "treasurer"), place: Register.Sefrou));
        Refused("out-of-scope", Set(r, by: r.In(r.SefrouOffice, "membership"), place: "4", id: "other"));
        Refused("sign-in-first", Set(r, by: Actor.Anyone));
        Refused("recruitment-id", Set(r, id: "Engineers 2027"));
        Refused("recruitment-outside", Set(r, place: "4"));
        Refused("recruitment-days", Set(r, id: "other", days: -1));
        Refused("recruitment-target", Set(r, id: "other", targets: [new(TargetGroup.Women, null, null, 0)]));
        Refused("recruitment-target", Set(r, id: "other", targets: [new(TargetGroup.Profession, null, null, 5)]));
        Refused("recruitment-outside", Set(r, place: Register.Sefrou, targets: [new(TargetGroup.Women, null, Register.Agdal, 5)]));
    }

    [Fact]
    public void Below_ten_nothing_is_told_and_from_ten_on_the_funnel_is()
    {
        using var r = new Register(Engine.Sqlite);
        Set(r, targets: [new(TargetGroup.Women, null, null, 30), new(TargetGroup.Profession, "مهندسة", Register.Sefrou, 5), new(TargetGroup.Young, null, null, 10)]).IsDone.ShouldBeTrue();
        for (var i = 1; i <= 12; i++)
        {
            var receipt = Join(r, Register.Salma with { Sex = i <= 9 ? Sex.Female : Sex.Male }).Value;
            if (i == 10)
            {
                var few = Funnel(r).Value;
                (few.Registered.Count, few.Applied.Count, few.Admitted.Count, few.DaysToDecision).ShouldBe((10, null, null, null));
            }

            var applied = new ApplyFromInterest(r.Store, () => r.Party.Atlas).Run(new OwnInterest(Key(receipt), true, true)).Value;
            r.Act(applied.Case, "admit", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        }

        var funnel = Funnel(r).Value;
        (funnel.Registered.Count, funnel.Applied.Count, funnel.Admitted.Count, funnel.NotAdmitted.Count, funnel.DaysToDecision).ShouldBe((12, 12, 12, null, 0));
        funnel.Targets.Select(t => t.Reached.Count).ShouldBe([null, 12, null]);
        Refused("no-right", Funnel(r, r.In(r.SefrouOffice, "treasurer")));
        Refused("sign-in-first", Funnel(r, Actor.Anyone));
    }

    private static Outcome<Campaign> Set(Register r, Actor? by = null, string place = "3", string id = "engineers", int days = 90, params IReadOnlyList<CampaignTarget> targets) =>
        new SetCampaign(r.Store, () => r.Party.Atlas).Run(new NewCampaign(id, "حملة المهندسات", null, place, r.Store.Today, r.Store.Today.AddDays(days), targets), by ?? Actor.Operator);

    private static Outcome<InterestReceipt> Join(Register r, Declaration? person = null, string place = Register.Sefrou, bool consents = true, string? once = null) =>
        new RegisterInterest(r.Store, () => r.Party.Atlas).Run(new Interest("engineers", person ?? Register.Salma, place, consents, once));

    private static Outcome<CampaignFunnel> Funnel(Register r, Actor? by = null) => CampaignFunnel.Of(r.Party.Installation.Record, r.Store, r.Party.Atlas, "engineers", by ?? Actor.Operator);

    private static InterestedPerson Row(Register r) => r.Party.Installation.Record.Read(db => db.Rows<InterestedPerson>().ToList()).ShouldHaveSingleItem();

    private static MembershipKey Key(InterestReceipt receipt) => new(receipt.Reference, receipt.Secret);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
