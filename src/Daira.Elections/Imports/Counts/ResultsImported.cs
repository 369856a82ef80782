using System.Text.Json;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports.Counts;

/// <summary>One committed import of results, as it is kept: with the file it names it can be read again to the same rows.</summary>
/// <param name="Number">1, 2, 3… over all imports; later imports hold before earlier ones.</param>
/// <param name="Names">What each written name was taken for; codes stand for themselves.</param>
/// <param name="Accepted">Rules that a person accepted.</param>
/// <param name="Lists">Every list of the file, with its slot of the palette.</param>
/// <param name="Rows">Vote and total rows that were written: a replay that gives another number is said.</param>
/// <param name="Findings">What whoever reads the figures should know.</param>
internal sealed record DecidedImport(
    int Number,
    string Contest,
    AddedSource Source,
    ResultsMapping Mapping,
    ResultStatus Status,
    IReadOnlyList<DecidedName> Names,
    IReadOnlyList<string> Accepted,
    IReadOnlyList<DecidedList> Lists,
    long Rows,
    IReadOnlyList<DecidedFinding> Findings)
{
    public string SourceId => $"import-{Number}";

    public static DecidedImport Read(Decision decision) => JsonSerializer.Deserialize<DecidedImport>(decision.Content, DecidedJson.Options)!;
}

/// <param name="Code">The place, or the station inside it.</param>
/// <param name="Decision">The person's choice it rests on; null when the name itself was clear.</param>
internal sealed record DecidedName(string Place, string? Within, string? Station, string Code, Guid? Decision, NewStation? New);

/// <param name="Written">As the file names it.</param>
internal sealed record DecidedList(string Written, AddedList List);

internal sealed record DecidedFinding(string Code, string Kind, string? Place, string Message, string Arguments);

/// <summary>Writes the rows of an import.</summary>
internal sealed class ResultsImported : IDecidedChange
{
    public const string Name = "results-imported";

    public string Kind => Name;

    public static int NumberOf(Decision decision) => DecidedImport.Read(decision).Number;

    /// <summary>Reads the kept file again; what no longer can be read is said by a finding instead of the figures.</summary>
    public void Apply(Decision decision, Applying to)
    {
        var import = DecidedImport.Read(decision);
        var rows = Reread(import, to);
        if (rows is null)
        {
            Say(import, to, new DecidedFinding("import-not-replayed", "Fault", null, "finding.import-not-replayed", JsonSerializer.Serialize(new[] { $"contest:{import.Contest}", $"t:{import.Source.File}", $"t:{import.Source.Sha256}" })));
            return;
        }

        Write(decision, import, StoredVotes.History(to.Connection, import.Contest), rows, to);
    }

    /// <summary>Writes what was read and checked.</summary>
    /// <param name="history">What is stored of the contest.</param>
    public static void Write(Decision decision, DecidedImport import, VoteHistory history, ImportRows rows, Applying to)
    {
        BulkInsert.Into(to.Db, [new Source(
            import.SourceId, import.Source.Publisher, import.Source.File, import.Source.Licence, import.Source.Address, import.Source.Retrieved, import.Source.Sha256, null)], to.Stop);
        StoredLists.Add(to, import.Lists.Select(l => l.List), import.Number);
        StoredPlaces.AddStations(to, [.. rows.Stations], import.Number, import.SourceId);
        var votes = StoredVotes.Add(history, rows.Votes, to);
        var totals = BulkInsert.Into(to.Db, rows.Totals, to.Stop);
        foreach (var finding in import.Findings)
        {
            Say(import, to, finding);
        }

        var written = totals + votes;
        BulkInsert.Into(to.Db, [new ImportRow(
            import.Number, Moment.Write(decision.At), decision.Actor, "results", import.Source.Sha256, DecidedJson.Write(import.Mapping), written, import.Contest, decision.Id.ToString("D"))], to.Stop);
        if (written != import.Rows && !import.Names.Any(n => n.Decision is { } id && to.Undone.Contains(id)))
        {
            Say(import, to, new DecidedFinding("import-replayed-otherwise", "Fault", null, "finding.import-replayed-otherwise", JsonSerializer.Serialize(new[] { $"contest:{import.Contest}", $"t:{import.Source.File}", $"n:{import.Rows}", $"n:{written}" })));
        }
    }

    public void TakeBack(Decision decision, Applying to)
    {
        var import = DecidedImport.Read(decision);
        foreach (var table in (string[])["results", "totals", "findings"])
        {
            to.Connection.Run($"delete from {table} where import = @import", ("@import", import.Number));
        }

        to.Connection.Run("delete from imports where id = @import", ("@import", import.Number));
        StoredVotes.Refold(import.Contest, to);
        StoredPlaces.RemoveOrphans(to);
        StoredLists.RemoveOrphans(to);
        to.Connection.Run("delete from sources where id = @source", ("@source", import.SourceId));
    }

    private static ImportRows? Reread(DecidedImport import, Applying to)
    {
        if (to.Files.Find(import.Source.Sha256) is not { } file)
        {
            return null;
        }

        var sheet = SheetOf(file, import.Mapping, to.Stop);
        var mapped = sheet.IsDone ? MapResults.Run(sheet.Value, import.Mapping, import.Accepted.ToHashSet(), to.Stop) : Outcome<MappedResults>.Refused(sheet.Refusals);
        return mapped.IsDone ? ImportRows.Of(mapped.Value, import, to.Undone) : null;
    }

    /// <summary>The sheet that a mapping names, or the only one, or the first.</summary>
    public static Outcome<Sheet> SheetOf(string file, ResultsMapping mapping, CancellationToken stop)
    {
        var read = ReadSheets.Run(file, new SheetOptions { HeaderLine = mapping.HeaderLine, Encoding = TextEncoding.Named(mapping.Encoding) }, stop);
        return !read.IsDone ? Outcome<Sheet>.Refused(read.Refusals) : SheetOf(read.Value, mapping);
    }

    public static Outcome<Sheet> SheetOf(SheetFile file, ResultsMapping mapping) =>
        mapping.Sheet is not { Length: > 0 } name ? file.Sheets[0]
        : file.Find(name) is { } sheet ? sheet
        : new Refusal(RefusalKind.Invalid, "unknown-sheet", new Message("import.unknown-sheet", file.Name, name, string.Join(", ", file.Sheets.Select(s => s.Name))));

    private static void Say(DecidedImport import, Applying to, DecidedFinding finding) => to.Connection.Run(
        """
        insert into findings (id, code, kind, contest, place, list, message, arguments, import)
        values ((select coalesce(max(id), 0) + 1 from findings), @code, @kind, @contest, @place, null, @message, @arguments, @import)
        """,
        ("@code", finding.Code),
        ("@kind", finding.Kind),
        ("@contest", import.Contest),
        ("@place", finding.Place),
        ("@message", finding.Message),
        ("@arguments", finding.Arguments),
        ("@import", import.Number));
}
