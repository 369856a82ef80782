using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.DecisionSheets;

/// <summary>Why something about sheets and saved views is refused.</summary>
internal static class Errors
{
    /// <summary>Longest line (question, name, who decided) and longest text.</summary>
    public const int LongestLine = 300;
    public const int LongestText = 20_000;

    /// <summary>Whoever may not change may not read either: what a party weighs is its own.</summary>
    /// <returns>The actor in the mandate that allows it.</returns>
    public static Outcome<Actor> Open(RecordStore record, Actor actor) => Opening.Of(actor, Rights.PublishResults, record);

    public static Refusal NoSuchSheet(Guid id) => Refuse(RefusalKind.NotFound, "no-such-sheet", new Code(id.ToString("D")));

    public static Refusal NoSuchView(Guid id) => Refuse(RefusalKind.NotFound, "no-such-view", new Code(id.ToString("D")));

    public static Refusal NoSuchExhibit(Guid id) => Refuse(RefusalKind.NotFound, "no-such-exhibit", new Code(id.ToString("D")));

    public static Refusal NoSuchTable(DecisionSheet sheet, int position, IEnumerable<string> there) =>
        Refuse(RefusalKind.NotFound, "no-such-table", new Code(sheet.Label), position, new Code(string.Join(", ", there)));

    public static Refusal NoSuchLabel(string label) => Refuse(RefusalKind.NotFound, "no-such-label", new Code(label));

    public static Refusal Decided(DecisionSheet sheet) => Refuse(RefusalKind.Conflict, "decided", new Code(sheet.Label));

    public static Refusal StillDraft(DecisionSheet sheet) => Refuse(RefusalKind.Conflict, "still-draft", new Code(sheet.Label));

    public static Refusal Replaced(DecisionSheet sheet, DecisionSheet by) => Refuse(RefusalKind.Conflict, "replaced", new Code(sheet.Label), new Code(by.Label));

    public static Refusal NoAddress(string? written) => Refuse(RefusalKind.Invalid, "no-address", written ?? "");

    public static Refusal NameTaken(string name) => Refuse(RefusalKind.Conflict, "name-taken", name);

    public static Refusal Options(int written) => Refuse(RefusalKind.Invalid, "options", written);

    public static Refusal NoSuchOption(int written, int options) => Refuse(RefusalKind.Invalid, "no-such-option", written, options);

    /// <param name="what">Which field.</param>
    public static Refusal? Line(string what, string? text, int longest = LongestLine) =>
        string.IsNullOrWhiteSpace(text) ? Refuse(RefusalKind.Invalid, "missing", new Message($"sheet.field.{what}"))
        : TooLong(what, text, longest);

    public static Refusal? TooLong(string what, string? text, int longest) =>
        text?.Length > longest ? Refuse(RefusalKind.Invalid, "too-long", new Message($"sheet.field.{what}"), text.Length, longest) : null;

    private static Refusal Refuse(RefusalKind kind, string code, params object[] arguments) => new(kind, code, new Message($"sheet.refused.{code}", arguments));
}
