using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;

namespace Daira.Platform.Tests.Dues;

public class DuesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Called_paid_in_two_parts_and_the_books_prove_it(Engine engine)
    {
        using var books = new Books(engine);
        books.Call();
        books.Owes("member/1").ShouldBe(new Money(120_00));
        books.Pay("member/1", "50,50").Value.Code.ShouldBe($"{books.Body}-{books.Year}-000001");
        books.Pay("member/1", "٦٩٫٥٠", method: PaymentMethod.Cheque).Value.Number.ShouldBe(2);
        books.Owes("member/1").ShouldBe(Money.Zero);
        (books.Balance(AccountKind.Cash), books.Balance(AccountKind.Cheques)).ShouldBe((new Money(50_50), new Money(69_50)));
        var accounts = BodyAccounts.Of(books.Store, books.Body, books.Year, Actor.Operator).Value;
        (accounts.Called, accounts.Collected, accounts.Owed, accounts.Owing, accounts.Receipts).ShouldBe((new Money(360_00), new Money(120_00), new Money(240_00), 2, 2));
        var proof = books.Proof();
        (proof.IsProven, proof.Transactions, proof.Receipts).ShouldBe((true, 5, 2));
    }

    [Fact]
    public void Called_again_nobody_owes_twice()
    {
        using var books = new Books(Engine.Sqlite);
        books.Call("member/1");
        var again = new CallDues(books.Store).Run(new Calling(books.Body, books.Year, "member", Books.Payers), Actor.Operator).Value;
        (again.Count, again.Before, again.Total).ShouldBe((2, 1, new Money(240_00)));
        books.Owes("member/1").ShouldBe(new Money(120_00));
    }

    [Fact]
    public void A_tariff_stands_once_somebody_was_called()
    {
        using var books = new Books(Engine.Sqlite);
        Tariff("member", "150").IsDone.ShouldBeTrue();
        books.Call("member/1");
        books.Owes("member/1").ShouldBe(new Money(150_00));
        Refused("tariff-called", Tariff("member", "10"));
        Refused("category-unread", Tariff("Member 2", "10"));
        Refused("year-outside", new SetTariff(books.Store).Run(new NewTariff("student", 1900, "طالب", null, "10", false), Actor.Operator));
        Refused("no-tariff", new CallDues(books.Store).Run(new Calling(books.Body, books.Year, "student", Books.Payers), Actor.Operator));
        Refused("nobody-to-call", new CallDues(books.Store).Run(new Calling(books.Body, books.Year, "member", []), Actor.Operator));
        Refused("payer-unread", new CallDues(books.Store).Run(new Calling(books.Body, books.Year, "member", ["somebody"]), Actor.Operator));

        Outcome<Tariff> Tariff(string category, string amount) => new SetTariff(books.Store).Run(new NewTariff(category, books.Year, "عضو", null, amount, false), Actor.Operator);
    }

    [Theory]
    [InlineData("", "amount-unread")]
    [InlineData("abc", "amount-unread")]
    [InlineData("0", "amount-not-positive")]
    [InlineData("-5", "amount-not-positive")]
    [InlineData("1,005", "amount-unread")]
    [InlineData("0,005", "amount-too-fine")]
    [InlineData("99999999999999", "amount-too-large")]
    [InlineData("=1+1", "amount-unread")]
    public void An_amount_that_is_none_is_refused_and_nothing_is_booked(string amount, string code)
    {
        using var books = new Books(Engine.Sqlite);
        Refused(code, books.Pay("member/1", amount));
        books.Proof().Transactions.ShouldBe(0);
        books.Party.Journal()[^1].Action.ShouldBe("refused");
    }

    [Fact]
    public void The_same_form_gets_the_same_receipt_and_other_data_none()
    {
        using var books = new Books(Engine.Sqlite);
        var first = books.Pay("member/1", "120", "form-of-today").Value;
        books.Pay("member/1", "120", "form-of-today").Value.ShouldBe(first);
        Refused("key-used", books.Pay("member/1", "121", "form-of-today"));
        Refused("key-used", books.Pay("member/2", "120", "form-of-today"));
        Refused("key-unread", books.Pay("member/2", "120", "x"));
        Refused("bank-by-statement", books.Pay("member/2", "120", method: PaymentMethod.Bank));
        Refused("payer-unread", books.Pay("member/0", "120"));
        books.Proof().Receipts.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_cancelled_receipt_keeps_its_number_and_gives_the_debt_back(Engine engine)
    {
        using var books = new Books(engine);
        books.Call();
        books.Pay("member/1", "120");
        Refused("text-empty", Cancel(1, ""));
        Cancel(1, "كُتب مرتين").IsDone.ShouldBeTrue();
        Refused("cancelled-already", Cancel(1, "مرة أخرى"));
        Refused("unknown-receipt", Cancel(9, "سبب"));
        (books.Owes("member/1"), books.Balance(AccountKind.Cash)).ShouldBe((new Money(120_00), Money.Zero));
        books.Pay("member/1", "120").Value.Number.ShouldBe(2);
        BodyAccounts.Of(books.Store, books.Body, books.Year, Actor.Operator).Value.Cancelled.ShouldBe(1);
        books.Proof().IsProven.ShouldBeTrue();

        Outcome<Receipt> Cancel(int number, string reason) => new CancelReceipt(books.Store).Run(new Cancellation(books.Body, books.Year, number, reason), Actor.Operator);
    }

    [Fact]
    public void Forgiven_with_a_reason_is_what_is_left_and_only_that()
    {
        using var books = new Books(Engine.Sqlite);
        books.Call();
        books.Pay("member/1", "20");
        Refused("text-empty", Forgive("member/1", " "));
        Forgive("member/1", "قرار المكتب").Value.ShouldBe(new Money(100_00));
        Refused("owes-nothing", Forgive("member/1", "قرار المكتب"));
        Refused("not-called", Forgive("member/9", "قرار المكتب"));
        books.Balance(AccountKind.Exempted).ShouldBe(new Money(100_00));

        Outcome<Money> Forgive(string payer, string reason) => new ExemptPayer(books.Store).Run(new Exemption(books.Body, payer, books.Year, "member", reason), Actor.Operator);
    }

    [Fact]
    public void Shares_reach_their_part_exactly_however_often_they_are_drawn()
    {
        using var books = new Books(Engine.Sqlite);
        Refused("no-shares", new ShareDues(books.Store, () => books.Party.Atlas).Run(books.Body, books.Year, Actor.Operator));
        Refused("shares-too-large", Set(("secretariat/region", 2, 3), ("general-secretariat", 1, 2)));
        Set(("secretariat/region", 1, 3)).IsDone.ShouldBeTrue();
        Refused("nothing-to-share", Share());
        foreach (var amount in (string[])["10", "0,01", "33,33", "0,02"])
        {
            books.Pay("member/1", amount);
            Share();
        }

        books.Balance(AccountKind.Claim, $"{books.Body}", books.Region).ShouldBe(new Money(43_36 / 3));
        Refused("nothing-to-share", Share());
        Refused("owed-less", HandOver("14,46"));
        HandOver("14,45").IsDone.ShouldBeTrue();
        (books.Balance(AccountKind.Cash), books.Balance(AccountKind.Cash, null, books.Region)).ShouldBe((new Money(43_36 - 14_45), new Money(14_45)));
        books.Proof().IsProven.ShouldBeTrue();

        Outcome<LevelShares> Set(params (string Type, int N, int D)[] shares) =>
            new SetLevelShares(books.Store).Run(new LevelShares(books.Year, [.. shares.Select(s => new LevelShare(s.Type, s.N, s.D))]), Actor.Operator);
        Outcome<IReadOnlyList<SharedOut>> Share() => new ShareDues(books.Store, () => books.Party.Atlas).Run(books.Body, books.Year, Actor.Operator);
        Outcome<Money> HandOver(string amount) => new HandOverShare(books.Store).Run(new HandOverRequest(books.Body, books.Region, amount, books.Party.Today), Actor.Operator);
    }

    [Fact]
    public void A_donor_reaches_the_ceiling_of_the_year_and_not_beyond()
    {
        using var books = new Books(Engine.Sqlite);
        var ceiling = DonorCeiling.On(books.Party.Today)!.Centimes / 100;
        Give($"{ceiling / 2}", "donor/1").IsNear.ShouldBeFalse();
        Give($"{ceiling / 2}", "donor/1").IsNear.ShouldBeTrue();
        Refused("above-ceiling", Try("0,01", "donor/1"));
        Give("1", "donor/2").Reached.ShouldBe(new Money(100));

        TakenGift Give(string amount, string donor) => Try(amount, donor).Value;
        Outcome<TakenGift> Try(string amount, string donor) =>
            new GiveDonation(books.Store).Run(new Gift(books.Body, donor, amount, PaymentMethod.Cheque, books.Party.Today, $"gift-{Guid.NewGuid():N}"), Actor.Operator);
    }

    [Fact]
    public void The_treasurer_takes_the_secretary_forgives_and_neither_does_the_others_or_elsewhere()
    {
        using var books = new Books(Engine.Sqlite);
        books.Call();
        var (treasurer, secretary, region) = (books.Holder("treasurer"), books.Holder("secretary"), books.Holder("treasurer", books.Region));
        var fes = books.Party.Founded("3231");
        var elsewhere = books.Holder("treasurer", fes);
        books.Pay("member/1", "120", by: treasurer).IsDone.ShouldBeTrue();
        books.Pay("member/1", "1", by: region).IsDone.ShouldBeTrue();
        Refused("no-right", books.Pay("member/1", "120", by: secretary));
        Refused("out-of-scope", books.Pay("member/1", "120", by: elsewhere));
        Refused("sign-in-first", books.Pay("member/1", "120", by: Actor.Anyone));
        Refused("no-right", Cancel(treasurer));
        Cancel(secretary).IsDone.ShouldBeTrue();
        Refused("no-right", new ExemptPayer(books.Store).Run(new Exemption(books.Body, "member/2", books.Year, "member", "قرار"), treasurer));
        Refused("no-right", new SetTariff(books.Store).Run(new NewTariff("student", books.Year, "طالب", null, "10", false), treasurer));
        Refused("out-of-scope", BodyAccounts.Of(books.Store, books.Body, books.Year, elsewhere));
        Refused("out-of-scope", new ProveLedger(books.Store).Run(treasurer));

        Outcome<Receipt> Cancel(Actor by) => new CancelReceipt(books.Store).Run(new Cancellation(books.Body, books.Year, 1, "خطأ"), by);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Receipts_run_without_a_gap_when_many_take_money_at_once(Engine engine)
    {
        using var books = new Books(engine);
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => books.Pay($"member/{1 + (i % 3)}", "10", $"form-{i / 2:D8}"))));
        taken.Count(t => !t.IsDone).ShouldBe(20 - Enumerable.Range(0, 20).Count(k => (2 * k % 3) == (((2 * k) + 1) % 3)));
        var numbers = taken.Where(t => t.IsDone).Select(t => t.Value.Number).Distinct().Order().ToList();
        numbers.ShouldBe(Enumerable.Range(1, 20));
        books.Proof().IsProven.ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Nothing_in_the_ledger_is_changed_or_deleted_even_by_hand(Engine engine)
    {
        using var books = new Books(engine);
        books.Call();
        books.Pay("member/1", "120");
        foreach (var statement in (string[])["update ledger_postings set amount = amount + 1", "delete from receipts", "update ledger_transactions set reason = 'x'", "delete from dues_calls"])
        {
            using var connection = books.Party.Installation.Record.Database.Open();
            Should.Throw<System.Data.Common.DbException>(() => connection.Run(statement)).Message.ShouldContain("append-only");
        }
    }

    [Theory]
    [InlineData("unbalanced", "update ledger_postings set amount = amount + 1 where \"transaction\" = 1 and line = 1")]
    [InlineData("without-sides", "delete from ledger_postings where \"transaction\" = 4")]
    [InlineData("sides-alone", "delete from ledger_transactions where number = 4")]
    [InlineData("transactions-gap", "delete from ledger_transactions where number = 2")]
    [InlineData("receipts-gap", "delete from receipts where number = 1")]
    [InlineData("receipt-differs", "update receipts set amount = 1 where number = 1")]
    [InlineData("bank-differs", "update bank_lines set amount = amount - 1")]
    [InlineData("line-differs", "update bank_lines set amount = amount - 1")]
    [InlineData("call-differs", "update dues_calls set amount = 1")]
    public void A_ledger_that_somebody_forced_is_found_out(string fault, string statement)
    {
        using var books = new Books(Engine.Sqlite);
        books.Call();
        books.Pay("member/1", "120");
        books.Pay("member/2", "120");
        books.Bank(books.Entry(5_00, "merci"));
        books.Proof().IsProven.ShouldBeTrue();
        using (var connection = books.Party.Installation.Record.Database.Open())
        {
            foreach (var trigger in connection.Read("select name from sqlite_master where type = 'trigger'", r => r.GetString(0)))
            {
                connection.Run($"drop trigger {trigger}");
            }

            connection.Run(statement);
        }

        books.Proof().Faults.Select(f => f.Id).ShouldContain("dues.fault." + fault);
    }

    internal static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
