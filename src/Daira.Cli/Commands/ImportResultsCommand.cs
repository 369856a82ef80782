using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>import results</c>: a file of results into a contest, in five steps of which only the last writes.</summary>
internal sealed class ImportResultsCommand
{
    private readonly Argument<string> file = new("file") { Description = "CSV, XLSX or XLS." };
    private readonly Option<string> contest = Ids.ContestOption();
    private readonly Option<string?> place = Text("--place", "Column of the place: code or name.");
    private readonly Option<string?> name = new("--name") { Description = "Column of the place's name beside its code: checked against it." };
    private readonly Option<string?> encoding = SharedOptions.Encoding(new Option<string?>("--encoding") { Description = "Encoding of a text file, e.g. windows-1250 (default: found out)." });
    private readonly Option<string?> within = Text("--within", "Column of the place that holds it.");
    private readonly Option<string?> station = Text("--station", "Column of the polling station inside the place.");
    private readonly Option<string?> level = SharedOptions.Only(Text("--level", "Kind of place that names denote (default: the contest's own)."), [.. LevelNames.All]);
    private readonly Option<string?> list = Text("--list", "Long file: column of the list.");
    private readonly Option<string?> votes = Text("--votes", "Long file: column of its votes.");
    private readonly Option<string?> lists = Text("--lists", "Wide file: columns of the lists, COL,COL,… or COL=CODE.");
    private readonly Option<string?> registered = Text("--registered", "Column of the registered voters.");
    private readonly Option<string?> voters = Text("--voters", "Column of those who voted.");
    private readonly Option<string?> spoilt = Text("--spoilt", "Column of blank and spoilt ballots.");
    private readonly Option<string?> valid = Text("--valid", "Column of the valid votes, to check the lists against.");
    private readonly Option<string?> turnout = Text("--turnout", "Column of the turnout as published.");
    private readonly Option<string?> sheet = Text("--sheet", "Worksheet (default: the first).");
    private readonly Option<int?> header = SharedOptions.AtLeast("--header", "Line of the header (default: looked for).", 1);
    private readonly Option<string[]> where = new("--where") { Description = "Only rows with COL=VALUE." };
    private readonly Option<string?> decisions = Text("--decisions", "File of choices of places: written,within,code[,level,reason].");
    private readonly Option<string?> mapping = Text("--mapping", "A saved mapping to use; options beside it go before it.");
    private readonly Option<string?> save = Text("--save-mapping", "Keep the mapping under this name.");
    private readonly Option<string[]> accept = new("--accept") { Description = $"Accept a rule: {string.Join(", ", ImportRules.Soft.Order(StringComparer.Ordinal))}." };
    private readonly Option<string> status = SharedOptions.OneOf("--status", "How far the results have come.", "provisional", "provisional", "proclaimed", "contested", "final");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Stop before the commit." };
    private readonly Option<string?> report = Text("--report", "Write every row's fate to this file.");
    private readonly (Option<string> Publisher, Option<string> Licence, Option<string> Address) source = SourceOptions.Build();

    public static Command Build(SharedOptions shared)
    {
        var own = new ImportResultsCommand();
        var command = new Command("results", "Import results into a contest: read, map, reconcile, preview, commit.")
        {
            own.file, own.contest, own.place, own.name, own.within, own.encoding, own.station, own.level, own.list, own.votes, own.lists, own.registered, own.voters, own.spoilt, own.valid, own.turnout,
            own.sheet, own.header, own.where, own.decisions, own.mapping, own.save, own.accept, own.status, own.dryRun, own.report, own.source.Publisher, own.source.Licence, own.source.Address,
        };
        return shared.Reporting(command, own.Run);
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private Outcome<Report> Run(ParseResult parsed, Session session, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Report>.Refused(data.Refusals);
        }

        var request = Request(parsed, session, data.Value, stop);
        return request.IsDone ? Import(parsed, session, request.Value, stop) : Outcome<Report>.Refused(request.Refusals);
    }

    private Outcome<Report> Import(ParseResult parsed, Session session, ImportRequest request, CancellationToken stop)
    {
        var import = new ImportResults(session.Elections, session.Record, session.Clock);
        var preview = import.Preview(request, session.Progress, stop);
        if (!preview.IsDone)
        {
            return Outcome<Report>.Refused(preview.Refusals);
        }

        if (parsed.GetValue(report) is { } file && ImportReport.Write(preview.Value.Rows, file, session) is { } unwritten)
        {
            return unwritten;
        }

        var shown = ImportReport.SheetOf(preview.Value.Rows.Where(r => r.Rule is not null)) with { Notes = [.. Counts(preview.Value), .. preview.Value.Notices] };
        if (parsed.GetValue(dryRun))
        {
            return new Report(shown with { Notes = [.. shown.Notes, new Message("cli.import.dry-run")] }, [.. Stops(preview.Value)]);
        }

        var done = import.Commit(request, preview.Value, Actor.Operator, session.Progress, stop);
        if (done.IsDone && parsed.GetValue(save) is { } called && new SavedMappings(session.Record, session.Clock).Save(called, request.Mapping, Actor.Operator) is { IsDone: false } unsaved)
        {
            return Outcome<Report>.Refused(unsaved.Refusals);
        }

        return done.IsDone
            ? new Report(shown with { Notes = [.. shown.Notes, Said(done.Value)] }, [])
            : new Report(shown, done.Refusals);
    }

    private Outcome<ImportRequest> Request(ParseResult parsed, Session session, ElectoralData data, CancellationToken stop)
    {
        var saved = parsed.GetValue(mapping) is { } called ? new SavedMappings(session.Record, session.Clock).Find(called) : null;
        if (saved is { IsDone: false })
        {
            return Outcome<ImportRequest>.Refused(saved.Refusals);
        }

        if ((parsed.GetValue(place) ?? saved?.Value.Place) is not { } column)
        {
            return new Refusal(RefusalKind.Invalid, "place", new Message("cli.option-missing", "--place"));
        }

        var said = MappingOf(parsed, column, saved?.Value);
        var choices = Choices(parsed, said, data, stop);
        var from = SourceOptions.Read(parsed, source.Publisher, source.Licence, source.Address);
        return !choices.IsDone ? Outcome<ImportRequest>.Refused(choices.Refusals) : new ImportRequest(parsed.GetValue(file)!, parsed.GetValue(contest)!, said)
        {
            Accepted = parsed.GetValue(accept) ?? [],
            Choices = choices.Value,
            Status = Enum.Parse<ResultStatus>(parsed.GetValue(status)!, ignoreCase: true),
            Publisher = from.Publisher,
            Licence = from.Licence,
            Address = from.Address,
        };
    }

    private ResultsMapping MappingOf(ParseResult parsed, string column, ResultsMapping? saved) => new()
    {
        Place = column,
        Name = parsed.GetValue(name) ?? saved?.Name,
        Encoding = parsed.GetValue(encoding) ?? saved?.Encoding,
        Within = parsed.GetValue(within) ?? saved?.Within,
        Station = parsed.GetValue(station) ?? saved?.Station,
        Level = parsed.GetValue(level) is { } word && LevelNames.TryRead(word, out var kind) ? kind : saved?.Level,
        List = parsed.GetValue(list) ?? saved?.List,
        Votes = parsed.GetValue(votes) ?? saved?.Votes,
        Lists = parsed.GetValue(lists)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? saved?.Lists ?? [],
        Registered = parsed.GetValue(registered) ?? saved?.Registered,
        Voters = parsed.GetValue(voters) ?? saved?.Voters,
        Spoilt = parsed.GetValue(spoilt) ?? saved?.Spoilt,
        Valid = parsed.GetValue(valid) ?? saved?.Valid,
        Turnout = parsed.GetValue(turnout) ?? saved?.Turnout,
        Sheet = parsed.GetValue(sheet) ?? saved?.Sheet,
        HeaderLine = parsed.GetValue(header) ?? saved?.HeaderLine,
        Where = parsed.GetValue(where) is { Length: > 0 } conditions ? conditions : saved?.Where ?? [],
    };

    private Outcome<IReadOnlyList<NameChoice>> Choices(ParseResult parsed, ResultsMapping said, ElectoralData data, CancellationToken stop)
    {
        if (parsed.GetValue(decisions) is not { } named)
        {
            return Outcome<IReadOnlyList<NameChoice>>.Of([]);
        }

        var known = Ids.Contest(data, parsed.GetValue(contest)!);
        return known.IsDone
            ? ChoicesFile.Read(named, ReconcilePlaces.LevelWord(said, known.Value.Contest), data.Atlas, stop)
            : Outcome<IReadOnlyList<NameChoice>>.Refused(known.Refusals);
    }

    private static IEnumerable<Message> Counts(ResultsPreview preview)
    {
        long Of(RowFate fate) => preview.Counts.GetValueOrDefault(fate);
        yield return new Message("cli.import.counts", Of(RowFate.New), Of(RowFate.Same), Of(RowFate.Changed), Of(RowFate.Doubtful), Of(RowFate.Refused));
    }

    private static IEnumerable<Refusal> Stops(ResultsPreview preview) => preview.IsReady ? [] : ImportResults.WhyStopped(preview);

    private static Message Said(ImportDone done) => done.Number is { } number
        ? new Message("cli.import.done", (long)number, done.Version)
        : new Message("cli.import.known");
}
