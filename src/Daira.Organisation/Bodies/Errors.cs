using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Bodies;

/// <summary>What may go wrong with bodies, each with the value, the place and the remedy.</summary>
internal static class Errors
{
    public static Refusal UnknownBody(long id) => NotFound("unknown-body", new Code(id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static Refusal UnknownType(string type, IEnumerable<string> known) => NotFound("unknown-type", new Code(type), string.Join(", ", known));

    public static Refusal UnknownPlace(string place) => NotFound("unknown-place", new Code(place));

    public static Refusal PlaceWrongLevel(BodyType type, Place place) => Invalid("place-wrong-level", type, place);

    public static Refusal PlaceMissing(BodyType type) => Invalid("place-missing", type);

    public static Refusal Twice(BodyType type, Place place, long other) => Conflict("body-twice", type, place, other);

    public static Refusal SeenBefore(int seen, int now) => Conflict("seen-before", seen, now);

    public static Refusal WrongStage(string verb, BodyStage stage) =>
        Conflict("wrong-stage", new Message($"organisation.verb.{verb}"), new Message($"stage.{stage.ToString().ToLowerInvariant()}"));

    public static Refusal DayInFuture(DateOnly day, DateOnly today) => Invalid("day-in-future", day, today);

    public static Refusal DayTooEarly(DateOnly day, DateOnly last) => Invalid("day-too-early", day, last);

    public static Refusal EndMissing() => Invalid("end-missing");

    public static Refusal EndNotWanted() => Invalid("end-not-wanted");

    public static Refusal EndOutside(DateOnly until, DateOnly first, DateOnly last) => Invalid("end-outside", until, first, last);

    public static Refusal NoMoreRenewals(int renewals) => Conflict("no-more-renewals", renewals);

    public static Refusal Cycle(long body, long parent) => Conflict("cycle", body, parent);

    public static Refusal OtherOrganisation(long parent) => Conflict("other-organisation", parent);

    public static Refusal HasMandates(int count) => Conflict("has-mandates", count);

    public static Refusal HasChildren(int count) => Conflict("has-children", count);

    public static Refusal TypeFault(string what, object value) => Invalid("type-fault", new Message($"organisation.type-fault.{what}"), value);

    private static Refusal NotFound(string code, params object[] arguments) => Refuse(RefusalKind.NotFound, code, arguments);

    private static Refusal Invalid(string code, params object[] arguments) => Refuse(RefusalKind.Invalid, code, arguments);

    private static Refusal Conflict(string code, params object[] arguments) => Refuse(RefusalKind.Conflict, code, arguments);

    private static Refusal Refuse(RefusalKind kind, string code, object[] arguments) => new(kind, code, new Message("organisation." + code, arguments));
}
