using Daira.Cli.Output;
using Daira.Elections.Imports.Counts;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary>The fates of an import's rows.</summary>
internal static class ImportReport
{
    private static readonly string[] Columns = ["line", "row", "fate", "code", "reason", "remedy", "rule"];

    public static Sheet SheetOf(IEnumerable<ImportedRow> rows) => new(
        Columns,
        [.. rows.Select(r => new object?[] { r.Line, r.Row, r.Fate.ToString().ToLowerInvariant(), r.Code, r.Reason, r.Remedy, r.Rule })]);

    /// <summary>Every row as CSV, piece by piece, so that a million fit.</summary>
    /// <returns>Why it could not be written; null when it was.</returns>
    public static Refusal? Write(IEnumerable<ImportedRow> rows, string file, Session session)
    {
        try
        {
            using var writer = new StreamWriter(file, append: false, new System.Text.UTF8Encoding(false)) { NewLine = "\n" };
            writer.WriteLine(string.Join(',', Columns));
            foreach (var piece in rows.Chunk(10_000))
            {
                using var lines = new StringWriter();
                SheetWriter.Write(SheetOf(piece), "csv", session.Say, lines);
                var text = lines.ToString();
                writer.Write(text.AsSpan(text.IndexOf('\n', StringComparison.Ordinal) + 1));
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Invalid, "output", new Message("cli.output", file, e.Message));
        }
    }
}
