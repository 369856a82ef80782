using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Recruitment;

/// <summary>What may go wrong with campaigns, each with the value, the place and the remedy.</summary>
internal static class Errors
{
    public static Refusal Unknown(string campaign) => Refuse(RefusalKind.NotFound, "unknown", new Code(campaign.Length > 40 ? campaign[..40] : campaign));

    public static Refusal Closed(DateOnly from, DateOnly until) => Refuse(RefusalKind.Conflict, "closed", from, until);

    public static Refusal Days(DateOnly from, DateOnly until) => Refuse(RefusalKind.Invalid, "days", from, until);

    public static Refusal Id(string written) => Refuse(RefusalKind.Invalid, "id", written.Length > 40 ? written[..40] + "…" : written);

    public static Refusal Target() => Refuse(RefusalKind.Invalid, "target");

    public static Refusal Outside(string place) => Refuse(RefusalKind.Invalid, "outside", new Code(place));

    public static Refusal Applied() => Refuse(RefusalKind.Conflict, "applied");

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, "recruitment-" + code, new Message("recruitment.refused." + code, arguments));
}
