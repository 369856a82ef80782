using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Reconciliation;

/// <summary>Choices of places as a file that goes from one installation to another: <c>written,within,code,level,reason</c>. An empty code says that no place fits.</summary>
public static class ChoicesFile
{
    public static IReadOnlyList<string> Columns { get; } = ["written", "within", "code", "level", "reason", "by", "at"];

    /// <param name="level">For files without that column.</param>
    public static Outcome<IReadOnlyList<NameChoice>> Read(string file, string level, Atlas atlas, CancellationToken stop)
    {
        var read = ReadSheets.Run(file, null, stop);
        if (!read.IsDone)
        {
            return Outcome<IReadOnlyList<NameChoice>>.Refused(read.Refusals);
        }

        var sheet = read.Value.Sheets[0];
        if (sheet.Column("written") is not { } written || sheet.Column("code") is not { } code)
        {
            return new Refusal(RefusalKind.Invalid, "decisions-file", new Message("names.file-columns", sheet.File, string.Join(", ", sheet.Header)));
        }

        string? Text(SheetRow row, string column) => sheet.Column(column) is { } at && Written.Clean(row.Fields[at]) is { Length: > 0 } text ? text : null;
        var faults = new List<Refusal>();
        var choices = new List<NameChoice>();
        foreach (var row in sheet.Rows)
        {
            var (place, within) = (Written.Clean(row.Fields[code]), Text(row, "within"));
            foreach (var unknown in new[] { place, within }.Where(c => c is { Length: > 0 } && atlas.Find(c) is null))
            {
                faults.Add(new Refusal(RefusalKind.Invalid, "decisions-file", new Message("names.file-place", sheet.File, (long)row.Line, unknown!)));
            }

            choices.Add(new NameChoice(Written.Clean(row.Fields[written]), within, Text(row, "level") ?? level, place.Length == 0 ? null : place) { Reason = Text(row, "reason") });
        }

        return faults.Count > 0 ? Outcome<IReadOnlyList<NameChoice>>.Refused(faults) : Outcome<IReadOnlyList<NameChoice>>.Of(choices);
    }
}
