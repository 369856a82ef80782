using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;
using Daira.Organisation.Members;
using Daira.Platform.Tests.Members;

namespace Daira.Platform.Tests.Dues;

/// <summary>What concerns one payer: the extract of a year, the name that is read for it, the members who are called.</summary>
public class PayerTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void An_extract_tells_the_year_line_by_line_and_ends_in_what_is_owed(Engine engine)
    {
        using var books = new Books(engine);
        books.Call();
        books.Pay("member/1", "50").IsDone.ShouldBeTrue();
        books.Bank(books.Entry(30_00, "M-1"));
        new CancelReceipt(books.Store).Run(new Cancellation(books.Body, books.Year, 1, "خطأ في الاسم"), Actor.Operator).IsDone.ShouldBeTrue();
        new ExemptPayer(books.Store).Run(new Exemption(books.Body, "member/1", books.Year, "member", "قرار 3"), Actor.Operator).Value.ShouldBe(new Money(90_00));
        new GiveDonation(books.Store).Run(new Gift(books.Body, "member/1", "200", PaymentMethod.Cheque, books.Party.Today, "gift-0001"), Actor.Operator).IsDone.ShouldBeTrue();

        var extract = PayerExtract.Of(books.Store, books.Body, "member/1", books.Year, Actor.Operator).Value;
        var body = extract.Bodies.ShouldHaveSingleItem();
        body.Lines.Select(l => (l.Kind, l.Document, l.Owed.Centimes, l.Given.Centimes)).OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Item3).ShouldBe(
        [
            ("assignment", Code(2), -30_00, 30_00), ("call", "member", 120_00, 0), ("donation", Code(3), 0, 200_00),
            ("exemption", null, -90_00, 0), ("payment", Code(1), -50_00, 50_00), ("reversal", Code(1), 50_00, -50_00),
        ]);
        (body.Opening, body.Closing, extract.Given).ShouldBe((Money.Zero, Money.Zero, new Money(230_00)));
        PayerExtract.Of(books.Store, books.Body, "member/1", books.Year + 1, Actor.Operator).Value.Bodies[0].Opening.ShouldBe(Money.Zero);
        PayerExtract.Of(books.Store, books.Body, "member/2", books.Year + 1, Actor.Operator).Value.Bodies[0].Opening.ShouldBe(new Money(120_00));

        string Code(int number) => $"{books.Body}-{books.Year}-{number:D6}";
    }

    [Fact]
    public void An_extract_is_for_whoever_reads_these_books_and_of_whoever_stands_in_them()
    {
        using var books = new Books(Engine.Sqlite);
        books.Call();
        DuesTests.Refused("not-a-payer", PayerExtract.Of(books.Store, books.Body, "member/99", books.Year, Actor.Operator));
        DuesTests.Refused("payer-unread", PayerExtract.Of(books.Store, books.Body, "x", books.Year, Actor.Operator));
        DuesTests.Refused("out-of-scope", PayerExtract.Of(books.Store, books.Body, "member/1", books.Year, books.Holder("treasurer", books.Party.Founded("3231"))));
        DuesTests.Refused("sign-in-first", PayerExtract.Of(books.Store, books.Body, "member/1", books.Year, Actor.Anyone));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Members_of_the_place_are_called_by_their_entries_and_the_name_is_read_for_one_receipt_and_seen_by_the_member(Engine engine)
    {
        using var r = new Register(engine);
        var dues = new DuesStore(r.Party.Installation.Record, r.Store);
        var year = r.Store.Today.Year;
        new SetTariff(dues).Run(new NewTariff("member", year, "عضو", null, "120", IsContribution: false), Actor.Operator).IsDone.ShouldBeTrue();
        var (salma, fes) = (r.Admitted(), r.Admitted(place: Register.Agdal));
        r.Apply().IsDone.ShouldBeTrue();

        new CallMembers(dues, r.Find).Run(r.SefrouOffice, year, "member", Actor.Operator).Value.Count.ShouldBe(1);
        new CallMembers(dues, r.Find).Run(r.SefrouOffice, year, "member", Actor.Operator).Value.ShouldBe(new Called(0, 1, Money.Zero));
        var payer = PayerCode.Member(salma.Member);
        var receipt = new TakePayment(dues).Run(new Payment(r.SefrouOffice, payer, "120", PaymentMethod.Cash, r.Store.Today, "form-0001"), Actor.Operator).Value;

        var reading = new ReadPayer(r.Party.Installation.Record, r.Store, dues);
        reading.Run(r.SefrouOffice, receipt.Payer, r.In(r.SefrouOffice, "treasurer")).Value.NameIn("ar").Text.ShouldBe(Register.Salma.Arabic);
        var seen = r.Own.Run(Register.KeyOf(salma)).Value.Readings[0];
        (seen.Action, seen.Actor.Contains("mandate:", StringComparison.Ordinal)).ShouldBe(("payer-read", true));

        DuesTests.Refused("not-a-payer", reading.Run(r.SefrouOffice, PayerCode.Member(fes.Member), Actor.Operator));
        DuesTests.Refused("out-of-scope", reading.Run(r.SefrouOffice, payer, r.In(r.FesOffice, "secretary")));
        DuesTests.Refused("sign-in-first", reading.Run(r.SefrouOffice, payer, Actor.Anyone));

        var own = PayerExtract.Of(dues, r.Own.Run(Register.KeyOf(salma)).Value, year);
        (own.Given, own.Bodies.ShouldHaveSingleItem().Closing).ShouldBe((new Money(120_00), Money.Zero));
        PayerExtract.Of(dues, r.Own.Run(Register.KeyOf(fes)).Value, year).Bodies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1/4", 1, 4)]
    [InlineData("25 %", 2500, 10_000)]
    [InlineData("١/٣", 1, 3)]
    [InlineData("12,5%", 1250, 10_000)]
    public void A_share_is_read_as_people_write_it(string written, int numerator, int denominator) =>
        LevelShare.Read("general-secretariat", written).Value.ShouldBe(new LevelShare("general-secretariat", numerator, denominator));

    [Theory, InlineData(""), InlineData("a/b"), InlineData("1/"), InlineData("101%"), InlineData("0.001%"), InlineData("1/4/2"), InlineData("-1/4"), InlineData("99999999999/1")]
    public void A_share_that_is_none_is_refused(string written) => DuesTests.Refused("share-unread", LevelShare.Read("general-secretariat", written));

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void What_a_body_gave_and_owes_is_told_by_body_and_year(Engine engine)
    {
        using var books = new Books(engine);
        new SetLevelShares(books.Store).Run(new LevelShares(books.Year, [new("secretariat/region", 1, 4)]), Actor.Operator).IsDone.ShouldBeTrue();
        books.Call();
        books.Pay("member/1", "100");
        new ShareDues(books.Store, () => books.Party.Atlas).Run(books.Body, books.Year, Actor.Operator).IsDone.ShouldBeTrue();
        Standing().ShouldBe([new ShareOfBody(books.Region, new Money(25_00), new Money(25_00))]);
        new HandOverShare(books.Store).Run(new HandOverRequest(books.Body, books.Region, "20", books.Party.Today), Actor.Operator).IsDone.ShouldBeTrue();
        Standing().ShouldBe([new ShareOfBody(books.Region, new Money(25_00), new Money(5_00))]);

        IReadOnlyList<ShareOfBody> Standing() => books.Store.Read<IReadOnlyList<ShareOfBody>>(Actor.Operator, books.Body, r => Outcome<IReadOnlyList<ShareOfBody>>.Of(r.GivenBy(books.Body, books.Year))).Value;
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Who_paid_is_renewed_once_and_who_owes_is_not(Engine engine)
    {
        using var r = new Register(engine);
        var dues = new DuesStore(r.Party.Installation.Record, r.Store);
        var year = r.Store.Today.Year;
        new SetTariff(dues).Run(new NewTariff("member", year, "عضو", null, "120", IsContribution: false), Actor.Operator).IsDone.ShouldBeTrue();
        var (paid, owes) = (r.Admitted(), r.Admitted(Register.Salma with { Arabic = "ليلى بناني", Latin = null }));
        new CallMembers(dues, r.Find).Run(r.SefrouOffice, year, "member", Actor.Operator).Value.Count.ShouldBe(2);
        new TakePayment(dues).Run(new Payment(r.SefrouOffice, PayerCode.Member(paid.Member), "120", PaymentMethod.Cash, r.Store.Today, "form-0001"), Actor.Operator).IsDone.ShouldBeTrue();

        var renew = new RenewWhoPaid(r.Store, dues);
        DuesTests.Refused("no-right", renew.Run(r.SefrouOffice, r.In(r.SefrouOffice, "treasurer")));
        DuesTests.Refused("out-of-scope", renew.Run(r.SefrouOffice, r.In(r.FesOffice, "secretary")));
        renew.Run(r.SefrouOffice, r.In(r.SefrouOffice, "secretary")).Value.ShouldBe(1);
        renew.Run(r.SefrouOffice, r.In(r.SefrouOffice, "secretary")).Value.ShouldBe(0);
        r.Own.Run(Register.KeyOf(paid)).Value.Events.OfType<Renewed>().ShouldHaveSingleItem().Year.ShouldBe(year);

        var byAct = new RenewMembership(r.Store);
        var act = new Daira.Organisation.Bodies.Act("استمارة 7");
        DuesTests.Refused("member-renewed-already", byAct.Run(new MembershipRenewal(paid.Member, year, act), Actor.Operator));
        DuesTests.Refused("member-renewal-year", byAct.Run(new MembershipRenewal(owes.Member, year - 1, act), Actor.Operator));
        DuesTests.Refused("no-right", byAct.Run(new MembershipRenewal(owes.Member, year, act), r.In(r.SefrouOffice, "treasurer")));
        byAct.Run(new MembershipRenewal(owes.Member, year + 1, act), Actor.Operator).IsDone.ShouldBeTrue();
    }
}
