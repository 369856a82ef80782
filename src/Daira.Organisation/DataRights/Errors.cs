using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.DataRights;

/// <summary>What may go wrong with rights over data, each with the value, the place and the remedy.</summary>
internal static class Errors
{
    public static Refusal UnknownProcessing(string id, IEnumerable<string> known) => Refuse(RefusalKind.NotFound, "unknown-processing", new Code(id), string.Join(", ", known));

    public static Refusal NothingToFile(string id) => Refuse(RefusalKind.Conflict, "nothing-to-file", new Code(id));

    public static Refusal FilingNumber(int longest) => Refuse(RefusalKind.Invalid, "filing-number", longest);

    public static Refusal DayInFuture(DateOnly day, DateOnly today) => Refuse(RefusalKind.Invalid, "day-in-future", day, today);

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, code, new Message("privacy.refused." + code, arguments));
}
