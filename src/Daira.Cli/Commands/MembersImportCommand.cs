using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Imports.Counts;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Members.Import;

namespace Daira.Cli.Commands;

/// <summary><c>members import</c>: people who joined before this register was kept; the origin of the file and its basis are asked first.</summary>
internal sealed class MembersImportCommand
{
    private readonly Argument<string> file = new("file") { Description = "CSV, XLSX or XLS with name, date of birth and commune." };
    private readonly Option<string?> origin = new("--origin") { Description = "Who kept the file and until when; no person's name." };
    private readonly Option<string?> basis = SharedOptions.Only(new Option<string?>("--basis") { Description = "On what the party may keep these people." }, [.. Enum.GetNames<FileBasis>().Select(n => n.ToLowerInvariant())]);
    private readonly Option<bool> joined = new("--all-joined") { Description = "Declare that everybody in it joined the party: no electoral roll, no bought list." };
    private readonly IReadOnlyDictionary<MemberField, Option<string?>> columns = Enum.GetValues<MemberField>().ToDictionary(f => f, f => new Option<string?>(NameOf(f)) { Description = $"Column of the {f.ToString().ToLowerInvariant()}; several joined by +." });
    private readonly Option<int[]> others = new("--other") { Description = "Line of a doubtful row that is another person; again for each.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Stop before the commit." };
    private readonly Option<string?> report = new("--report") { Description = "Write every row's fate to this file." };

    public static Command Build(SharedOptions shared)
    {
        var own = new MembersImportCommand();
        var command = new Command("import", "Enter members of a file: origin and basis first, then read, map, compare, preview, commit.") { own.file, own.origin, own.basis, own.joined, own.others, own.dryRun, own.report };
        foreach (var option in own.columns.Values)
        {
            command.Add(option);
        }

        return shared.Reporting(command, own.Run);
    }

    private static string NameOf(MemberField field) => field switch { MemberField.Arabic => "--name-ar", MemberField.Latin => "--name-fr", _ => "--" + field.ToString().ToLowerInvariant() };

    private Outcome<Report> Run(ParseResult parsed, Session session, CancellationToken stop)
    {
        var path = parsed.GetValue(file)!;
        var given = columns.Where(c => parsed.GetValue(c.Value) is { Length: > 0 }).ToDictionary(c => c.Key, c => parsed.GetValue(c.Value)!);
        var from = new FileOrigin(parsed.GetValue(origin), Enum.TryParse<FileBasis>(parsed.GetValue(basis), ignoreCase: true, out var known) ? known : null, parsed.GetValue(joined));
        var request = new MembersFile(path, Path.GetFileName(path), from, given.Count > 0 ? new MembersMapping(given) : null);
        var preview = session.Data(stop).Then(data => new PreviewMembers(session.Record, session.Organisation, () => data.Atlas).Run(request, Actor.Operator, session.Progress, stop));
        if (!preview.IsDone)
        {
            return Outcome<Report>.Refused(preview.Refusals);
        }

        if (parsed.GetValue(report) is { } named && ImportReport.Write(preview.Value.Rows.Select(r => Row(r, session)), named, session) is { } unwritten)
        {
            return unwritten;
        }

        var open = preview.Value.Rows.Where(r => r.Fate is not MemberFate.New).Select(r => Row(r, session));
        var sheet = ImportReport.SheetOf(open) with { Notes = [.. preview.Value.Notices, Counted(preview.Value)] };
        if (parsed.GetValue(dryRun))
        {
            return new Report(sheet, []);
        }

        var done = new ImportMembers(session.Organisation).Run(preview.Value, (parsed.GetValue(others) ?? []).ToHashSet(), Actor.Operator, session.Progress, stop);
        return done.IsDone
            ? new Report(sheet with { Notes = [.. sheet.Notes, new Message("cli.members.entered", (long)done.Value.Entered, Plain(done.Value.First), Plain(done.Value.Last))] }, [])
            : new Report(sheet, done.Refusals);
    }

    private static Message Counted(MembersPreview preview) => new(
        "cli.members.preview", (long)preview.Count(MemberFate.New), (long)preview.Count(MemberFate.Same), (long)preview.Count(MemberFate.Doubtful), (long)preview.Count(MemberFate.Refused));

    private static Code Plain(long? entry) => new((entry ?? 0).ToString(CultureInfo.InvariantCulture));

    /// <summary>A row without its name: a report may lie about.</summary>
    private static ImportedRow Row(MemberOfFile row, Session session) => new(
        row.Line, row.Line, Enum.Parse<RowFate>(row.Fate.ToString()), row.Place, row.Reasons.Count > 0 ? row.Reasons[0].Code : null, Reason(row, session), row.Fate is MemberFate.Doubtful ? new Message("cli.members.other", row.Line) : null);

    private static Message? Reason(MemberOfFile row, Session session)
    {
        var perhaps = row.Alike.Select(a => $"{(a.Member is { } member ? $"member/{member.ToString(CultureInfo.InvariantCulture)}" : session.Say(new Message("dues.where.line", a.Line!.Value)))}: {string.Join(", ", a.Evidence.Select(session.Say))}");
        var all = row.Reasons.Select(r => session.Say(r.Message)).Concat(perhaps).ToList();
        return all.Count == 0 ? null : new Message("cli.members.reason", string.Join(" ", all));
    }
}
