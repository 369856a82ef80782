using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>What may go wrong with dues, each with the value, the place and the remedy.</summary>
internal static class Errors
{
    public static Refusal NoTariff(string category, int year) => NotFound("no-tariff", new Code(category), new Year(year));

    public static Refusal YearOutside(int year, int first, int last) => Invalid("year-outside", new Year(year), new Year(first), new Year(last));

    public static Refusal CategoryUnread(string category) => Invalid("category-unread", category);

    public static Refusal TariffCalled(string category, int year, int count) => Conflict("tariff-called", new Code(category), new Year(year), count);

    public static Refusal PayerUnread(string payer) => Invalid("payer-unread", payer);

    public static Refusal NobodyToCall() => Invalid("nobody-to-call");

    public static Refusal DayInFuture(DateOnly day, DateOnly today) => Invalid("day-in-future", day, today);

    public static Refusal BankByStatement() => Invalid("bank-by-statement");

    public static Refusal KeyUnread() => Invalid("key-unread");

    public static Refusal KeyUsed(Receipt receipt) => Conflict("key-used", new Code(receipt.Code));

    public static Refusal NothingInSuspense(long transaction) => NotFound("nothing-in-suspense", new Code(transaction.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static Refusal MoreThanSuspense(Money asked, Money left) => Conflict("more-than-suspense", asked.Units, left.Units);

    public static Refusal ChequesLess(Money asked, Money held) => Conflict("cheques-less", asked.Units, held.Units);

    public static Refusal UnknownReceipt(string code) => NotFound("unknown-receipt", new Code(code));

    public static Refusal CancelledAlready(Receipt receipt) => Conflict("cancelled-already", new Code(receipt.Code));

    public static Refusal NotCalled(string payer, string category, int year) => NotFound("not-called", new Code(payer), new Code(category), new Year(year));

    public static Refusal OwesNothing(string payer) => Conflict("owes-nothing", new Code(payer));

    public static Refusal NotAPayer(string payer) => NotFound("not-a-payer", new Code(payer));

    public static Refusal PayerNameless(string payer) => NotFound("payer-nameless", new Code(payer));

    public static Refusal ShareUnread(string written) => Invalid("share-unread", written);

    public static Refusal SharesTooLarge() => Invalid("shares-too-large");

    public static Refusal NoShares(int year) => NotFound("no-shares", new Year(year));

    public static Refusal NothingToShare(int year) => Conflict("nothing-to-share", new Year(year));

    public static Refusal OwedLess(Money asked, Money owed) => Conflict("owed-less", asked.Units, owed.Units);

    public static Refusal CashLess(Money asked, Money held) => Conflict("cash-less", asked.Units, held.Units);

    public static Refusal AboveCeiling(Money reached, Money ceiling, int year) => Conflict("above-ceiling", reached.Units, ceiling.Units, new Year(year));

    public static Refusal NotFound(string code, params object[] arguments) => Refuse(RefusalKind.NotFound, code, arguments);

    public static Refusal Invalid(string code, params object[] arguments) => Refuse(RefusalKind.Invalid, code, arguments);

    public static Refusal Conflict(string code, params object[] arguments) => Refuse(RefusalKind.Conflict, code, arguments);

    private static Refusal Refuse(RefusalKind kind, string code, object[] arguments) => new(kind, code, new Message("dues." + code, arguments));
}
