using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Members;

/// <summary>What may go wrong with members, each with the value, the place and the remedy. A name is never among the values.</summary>
internal static class Errors
{
    public static Refusal Unknown(long member) => Refuse(RefusalKind.NotFound, "unknown", new Code(member.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same words for a reference that does not exist and for a wrong secret: nobody learns which references there are.</summary>
    public static Refusal NoAccess() => Refuse(RefusalKind.NotFound, "no-access");

    public static Refusal ConsentMissing() => Refuse(RefusalKind.Invalid, "consent-missing");

    public static Refusal HonourMissing() => Refuse(RefusalKind.Invalid, "honour-missing");

    public static Refusal BirthMissing() => Refuse(RefusalKind.Invalid, "birth-missing");

    public static Refusal Birth(DateOnly born, DateOnly first, DateOnly last) => Refuse(RefusalKind.Invalid, "birth", born, first, last);

    public static Refusal NameSign(string field, string sign) => Refuse(RefusalKind.Invalid, "name-sign", new Message(field), sign);

    public static Refusal SeveralPersons(string field) => Refuse(RefusalKind.Invalid, "several-persons", new Message(field));

    public static Refusal Phone(int least, int most) => Refuse(RefusalKind.Invalid, "phone", least, most);

    public static Refusal Mail() => Refuse(RefusalKind.Invalid, "mail");

    public static Refusal WrongState(MemberState state) => Refuse(RefusalKind.Conflict, "wrong-state", new Message($"member.state.{state.ToString().ToLowerInvariant()}"));

    public static Refusal CaseOpen(long number) => Refuse(RefusalKind.Conflict, "case-open", new Code(number.ToString(CultureInfo.InvariantCulture)));

    public static Refusal SamePlace() => Refuse(RefusalKind.Invalid, "same-place");

    public static Refusal NotAProcedure(string procedure) => Refuse(RefusalKind.NotFound, "not-a-procedure", new Code(procedure), string.Join(", ", MemberCases.All));

    public static Refusal NotThisWay() => Refuse(RefusalKind.Forbidden, "not-this-way");

    public static Refusal DayInFuture(DateOnly day, DateOnly today) => Refuse(RefusalKind.Invalid, "day-in-future", day, today);

    public static Refusal NumberTaken(long number) => Refuse(RefusalKind.Conflict, "number-taken", new Code(number.ToString(CultureInfo.InvariantCulture)));

    public static Refusal Erased(long member) => Refuse(RefusalKind.Conflict, "erased", new Code(member.ToString(CultureInfo.InvariantCulture)));

    public static Refusal NothingAsked(long number) => Refuse(RefusalKind.Conflict, "nothing-asked", new Code(number.ToString(CultureInfo.InvariantCulture)));

    public static Refusal SignInFirst() => Refuse(RefusalKind.Forbidden, "sign-in-first");

    public static Refusal HolderTaken(long person, long member) => Refuse(RefusalKind.Conflict, "holder-taken", new Code(person.ToString(CultureInfo.InvariantCulture)), new Code(member.ToString(CultureInfo.InvariantCulture)));

    public static Refusal RenewalYear(int year, int now) => Refuse(RefusalKind.Invalid, "renewal-year", new Year(year), new Year(now), new Year(now + 1));

    public static Refusal RenewedAlready(int year) => Refuse(RefusalKind.Conflict, "renewed-already", new Year(year));

    public static Refusal SameEntry(long member) => Refuse(RefusalKind.Invalid, "same-entry", new Code(member.ToString(CultureInfo.InvariantCulture)));

    public static Refusal TooManyEntries(long entries, long most) => Refuse(RefusalKind.TooLarge, "too-many-entries", entries, most);

    /// <summary>What stands against a file of members or a row of it.</summary>
    public static Refusal ImportRefused(string code, params object[] arguments) => Refuse(RefusalKind.Invalid, "import-" + code, arguments);

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, "member-" + code, new Message("member.refused." + code, arguments));
}
