using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Mandates;

/// <summary>What may go wrong with persons and mandates, each with the value, the place and the remedy.</summary>
internal static class Errors
{
    public static Refusal UnknownPerson(long id) => Refuse(RefusalKind.NotFound, "unknown-person", Id(id));

    public static Refusal UnknownMandate(long id) => Refuse(RefusalKind.NotFound, "unknown-mandate", Id(id));

    public static Refusal UnknownOffice(string office, IEnumerable<string> known) => Refuse(RefusalKind.NotFound, "unknown-office", new Code(office), string.Join(", ", known));

    public static Refusal OfficeNotNow(INamed office) => Refuse(RefusalKind.Conflict, "office-not-now", office);

    public static Refusal BodyStopped() => Refuse(RefusalKind.Conflict, "body-stopped");

    public static Refusal SeatTaken(INamed office, int seats) => Refuse(RefusalKind.Conflict, "seat-taken", office, seats);

    public static Refusal HeldAlready(INamed person) => Refuse(RefusalKind.Conflict, "held-already", person);

    public static Refusal Incompatible(Incompatibility rule, long mandate) => Refuse(RefusalKind.Conflict, "incompatible", rule, Id(mandate), rule.Basis);

    public static Refusal EndsBeforeItBegins(DateOnly from, DateOnly until) => Refuse(RefusalKind.Invalid, "ends-before-it-begins", until, from);

    public static Refusal TermTooLong(DateOnly until, DateOnly last) => Refuse(RefusalKind.Invalid, "term-too-long", until, last);

    public static Refusal NotYourself() => Refuse(RefusalKind.Forbidden, "not-yourself");

    public static Refusal NotYours() => Refuse(RefusalKind.Forbidden, "not-yours");

    public static Refusal EndedAlready(DateOnly on) => Refuse(RefusalKind.Conflict, "ended-already", on);

    public static Refusal EndOutside(DateOnly on, DateOnly from, DateOnly? last) => Refuse(RefusalKind.Invalid, "end-of-mandate-outside", on, from, (object?)last ?? "–");

    public static Refusal AcceptedAlready(DateOnly on) => Refuse(RefusalKind.Conflict, "accepted-already", on);

    public static Refusal CharterOld(int signed, int now) => Refuse(RefusalKind.Conflict, "charter-old", signed, now);

    public static Refusal NotAccepted() => Refuse(RefusalKind.Conflict, "not-accepted");

    public static Refusal SignedAlready(int version) => Refuse(RefusalKind.Conflict, "signed-already", version);

    public static Refusal NoRuleBroken() => Refuse(RefusalKind.Conflict, "no-rule-broken");

    public static Refusal ExportNotAllowed() => Refuse(RefusalKind.Conflict, "export-not-allowed");

    public static Refusal ExportOfAnother() => Refuse(RefusalKind.Forbidden, "export-of-another");

    public static Refusal ExportOver(DateOnly last) => Refuse(RefusalKind.Conflict, "export-over", last);

    public static Refusal Erased(long person) => Refuse(RefusalKind.Conflict, "person-erased", Id(person));

    public static Refusal BirthYear(int year) => Refuse(RefusalKind.Invalid, "birth-year", new Year(year));

    public static Refusal AccountTaken() => Refuse(RefusalKind.Conflict, "account-taken");

    public static Refusal SeenBefore(int seen, int now) => Refuse(RefusalKind.Conflict, "seen-before", seen, now);

    private static Code Id(long id) => new(id.ToString(CultureInfo.InvariantCulture));

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, code, new Message("organisation." + code, arguments));
}
