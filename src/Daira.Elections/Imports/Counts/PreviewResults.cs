using Daira.Core.Names;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Elections.Reconciliation;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>Puts mapped rows beside what is stored: every row gets its fate, every rule its rows. Writes nothing.</summary>
internal sealed class PreviewResults
{
    private const int LinesNamed = 5;

    private readonly ElectoralData data;
    private readonly ContestResults results;
    private readonly VoteHistory history;
    private readonly MappedResults mapped;
    private readonly IReadOnlyList<PlaceAnswer> answers;
    private readonly ReconcilePlaces reconciled;
    private readonly IReadOnlySet<string> accepted;
    private readonly ListsOfFile lists;
    private readonly string[] codes;
    private readonly RowFault?[] faults;

    /// <param name="results">The contest as it is shown.</param>
    /// <param name="history">What is stored of its votes.</param>
    public PreviewResults(ElectoralData data, ContestResults results, VoteHistory history, MappedResults mapped, ReconcilePlaces reconciled, IReadOnlyList<PlaceAnswer> answers, IReadOnlySet<string> accepted)
    {
        (this.data, this.results, this.history, this.mapped, this.reconciled, this.answers, this.accepted) = (data, results, history, mapped, reconciled, answers, accepted);
        lists = new ListsOfFile(results, data);
        codes = [.. mapped.Lists.Select(lists.CodeOf)];
        faults = new RowFault?[mapped.Rows.Count];
    }

    /// <param name="request">What was asked for.</param>
    /// <param name="sheet">The file.</param>
    /// <param name="source">As it will be kept.</param>
    /// <param name="pace">Of the rows.</param>
    public ResultsPreview Run(ImportRequest request, Sheet sheet, AddedSource source, Pace pace, CancellationToken stop)
    {
        foreach (var fault in mapped.Faults)
        {
            Say(fault);
        }

        CheckNames();
        CheckNamesBeside(stop);
        CheckLists();
        var counted = new CountedFile(mapped, answers, codes, pace);
        foreach (var fault in new CheckCounts(counted, results, data).All(stop))
        {
            Say(fault);
        }

        var fates = Fates(counted, pace, stop);
        var names = NamesOf();
        return new ResultsPreview(results.Contest, sheet.File, sheet.Checksum, data.Version)
        {
            Counts = fates.GroupBy(f => f).ToDictionary(g => g.Key, g => g.Count()),
            PassedOver = mapped.PassedOver,
            Rules = [.. Rules()],
            Cases = [.. Cases()],
            Found = Found(),
            Lists = [.. codes.Distinct()],
            NewLists = [.. codes.Distinct().Where(c => !lists.Stands(c))],
            NewStations = answers.Select(a => a.Station?.Code).OfType<string>().Distinct().Count(c => data.Atlas.Find(c) is null),
            Votes = counted.VotesWritten,
            Notices = [.. Notices(counted)],
            Rows = RowsWith(fates),
            Choices = answers.Where(a => a.Choice is not null).ToDictionary(a => a.Written, a => a.Choice!),
            Mapped = mapped,
            Draft = new DecidedImport(
                0,
                results.Contest.Id,
                source,
                request.Mapping,
                request.Status,
                names,
                [.. accepted.Order(StringComparer.Ordinal)],
                DecidedLists(),
                counted.RowsWritten,
                [.. Findings()]),
        };
    }

    private void Say(RowFault fault)
    {
        // What stops the whole goes before what a person may accept.
        if (faults[fault.Row] is not { } said || (ImportRules.Hard.Contains(fault.Rule) && !ImportRules.Hard.Contains(said.Rule)))
        {
            faults[fault.Row] = fault;
        }
    }

    private void CheckNames()
    {
        var reasons = answers.Select(ReasonOf).ToArray();
        for (var i = 0; i < mapped.Rows.Count; i++)
        {
            if (answers[mapped.Rows[i].Place] is { Rule: { } rule, Written.Place.Length: > 0 })
            {
                Say(new RowFault(i, rule, reasons[mapped.Rows[i].Place]!));
            }
        }
    }

    /// <summary>A code may be another's: the name beside it says so.</summary>
    private void CheckNamesBeside(CancellationToken stop)
    {
        var others = reconciled.Differing(answers, mapped.Names, stop);
        for (var i = 0; i < mapped.Rows.Count && others.Count > 0; i++)
        {
            if (others.TryGetValue(mapped.Rows[i].Place, out var other))
            {
                var answer = answers[mapped.Rows[i].Place];
                Say(new RowFault(i, ImportRules.NameDiffers, new Message(
                    other is null ? "import.name-differs" : "import.name-of-another", answer.Written.Place, data.Atlas.Find(answer.Code!) is { } place ? place : answer.Code!, mapped.Names[mapped.Rows[i].Place]!, other is null ? "–" : other, other?.Code ?? "–")));
            }
        }
    }

    private Message? ReasonOf(PlaceAnswer answer) => answer.Rule switch
    {
        null => null,
        ImportRules.ForeignPlace => new Message("import.foreign-place", answer.Written.Place, data.Atlas.Find(answer.Written.Place) is { } place ? place : answer.Written.Place, results.Contest),
        ImportRules.DoubtfulPlace => new Message("import.doubtful-place", answer.Written.Place, string.Join(" · ", answer.Match!.Candidates.Select(c => $"{c.Id} {c.Name} {c.Score:0.00}"))),
        _ when answer.Choice is not null => new Message("import.chosen-none", answer.Written.Place),
        _ when answer.Written.Within is { } within => new Message("import.unknown-place-within", answer.Written.Place, within),
        _ => new Message("import.unknown-place", answer.Written.Place),
    };

    /// <summary>A contest that says who stands knows its lists; another takes them from the file.</summary>
    private void CheckLists()
    {
        if (!lists.AreKnown || accepted.Contains(ImportRules.UnknownList))
        {
            return;
        }

        var unknown = codes.Select(c => lists.Stands(c) ? null : new Message("import.unknown-list", c, string.Join(", ", results.Lists.Select(l => l.Code).Order(StringComparer.Ordinal)))).ToArray();
        for (var i = 0; i < mapped.Rows.Count && Array.Exists(unknown, u => u is not null); i++)
        {
            foreach (var cell in mapped.CellsOf(i))
            {
                if (unknown[cell.List] is { } reason)
                {
                    Say(new RowFault(i, ImportRules.UnknownList, reason));
                }
            }
        }
    }

    private RowFate[] Fates(CountedFile counted, Pace pace, CancellationToken stop)
    {
        var stored = new StoredTotals(results);
        var fates = new RowFate[mapped.Rows.Count];
        foreach (var i in pace.Over(Enumerable.Range(0, fates.Length)))
        {
            stop.ThrowIfCancellationRequested();
            fates[i] = faults[i] is { } fault && !(accepted.Contains(fault.Rule) && !LeavesOut(fault.Rule))
                ? fault.Rule == ImportRules.DoubtfulPlace ? RowFate.Doubtful : RowFate.Refused
                : Compare(i, counted, stored);
        }

        return fates;
    }

    private static bool LeavesOut(string rule) => rule is ImportRules.PlaceMissing or ImportRules.UnknownPlace or ImportRules.ForeignPlace or ImportRules.DoubtfulPlace;

    private RowFate Compare(int row, CountedFile counted, StoredTotals stored)
    {
        var place = counted.CodeOf(row)!;
        var (anyNew, anyChanged) = (false, false);
        foreach (var cell in mapped.CellsOf(row))
        {
            var fate = history.Compare(place, codes[cell.List], cell.Votes);
            anyNew |= fate == CellFate.New;
            anyChanged |= fate == CellFate.Changed;
        }

        if (mapped.Rows[row].Totals is >= 0 and var totals)
        {
            var fate = stored.Compare(place, mapped.Totals[totals]);
            anyNew |= fate == CellFate.New;
            anyChanged |= fate == CellFate.Changed;
        }

        return anyChanged ? RowFate.Changed : anyNew ? RowFate.New : RowFate.Same;
    }

    private IEnumerable<ImportedRow> RowsWith(RowFate[] fates)
    {
        for (var i = 0; i < fates.Length; i++)
        {
            var fault = faults[i];
            yield return new ImportedRow(
                mapped.Rows[i].Line, i + 1, fates[i], answers[mapped.Rows[i].Place].Code, fault?.Rule, fault?.Reason, fault is null ? null : new Message("import.remedy." + fault.Rule, fault.Rule));
        }
    }

    private IEnumerable<BrokenRule> Rules() => faults
        .Select((fault, row) => (fault, row))
        .Where(f => f.fault is not null)
        .GroupBy(f => f.fault!.Rule)
        .Select(g => new BrokenRule(g.Key, ImportRules.Hard.Contains(g.Key), accepted.Contains(g.Key), g.Count(), mapped.Rows[g.First().row].Line))
        .OrderByDescending(r => r.IsHard).ThenBy(r => r.FirstLine);

    private IEnumerable<NameCase> Cases()
    {
        var open = answers.Select((answer, index) => (answer, index))
            .Where(a => a.answer.Choice is not null || a.answer.Rule is ImportRules.DoubtfulPlace || (a.answer.Rule == ImportRules.UnknownPlace && a.answer.Written.Place.Length > 0))
            .GroupBy(a => (NameFolding.Fold(a.answer.Written.Place), a.answer.Within?.Code ?? a.answer.Written.Within))
            .ToList();
        var rows = (open.Count == 0 ? [] : mapped.Rows).ToLookup(r => r.Place, r => r.Line);
        return open.Select(g =>
        {
            var answer = g.First().answer;
            var lines = g.SelectMany(a => rows[a.index]).Order().ToList();
            return new NameCase(answer.Written.Place, answer.Written.Within, answer.Within, reconciled.Level, [.. lines.Take(LinesNamed)], lines.Count, answer.Match, answer.Choice);
        }).OrderBy(c => c.Choice is not null).ThenBy(c => c.Match?.Candidates.Count > 0 ? 0 : 1).ThenBy(c => c.Lines[0]);
    }

    private (int Codes, int SameName, int OtherSpelling) Found()
    {
        var found = answers.Where(a => a.Rule is null).DistinctBy(a => (a.Written.Place, a.Written.Within)).ToList();
        var names = found.Where(a => a.Match is not null).ToList();
        return (found.Count(a => a.Match is null && a.Choice is null), names.Count(a => a.Match!.Score >= 1), names.Count(a => a.Match!.Score < 1));
    }

    private List<DecidedName> NamesOf() => [.. answers
        .Where(a => a.Code is not null)
        .Select(a => new DecidedName(a.Written.Place, a.Written.Within, a.Written.Station, a.Code!, a.Choice?.Decision, a.Station))];

    private List<DecidedList> DecidedLists()
    {
        var known = data.Contests.SelectMany(c => c.Lists).DistinctBy(l => l.Code).ToDictionary(l => l.Code, l => new AddedList(l.Code, l.Names.Arabic, l.Names.French, l.Names.English, l.Slot));
        var slotted = StoredLists.WithSlots(codes.Distinct().Select(c => known.GetValueOrDefault(c) ?? ListsOfFile.New(c)), data).ToDictionary(l => l.Code);
        return [.. mapped.Lists.Select((written, i) => new DecidedList(written, slotted[codes[i]]))];
    }

    private IEnumerable<Message> Notices(CountedFile counted)
    {
        if (mapped.PassedOver > 0)
        {
            yield return new Message("import.passed-over", (long)mapped.PassedOver);
        }

        if (mapped.Rounded != 0)
        {
            yield return new Message("import.rounded", mapped.Rounded);
        }

        if (counted.Without(results, data).ToList() is { Count: > 0 } missing)
        {
            yield return new Message("import.missing-places", (long)missing.Count, missing[0]);
        }
    }

    private IEnumerable<DecidedFinding> Findings()
    {
        foreach (var rule in Rules().Where(r => !r.IsHard && r.IsAccepted))
        {
            var finding = new Finding("import-" + rule.Rule, FindingKind.Fault, results.Contest.Id, null, null, new Message("finding.import-" + rule.Rule, results.Contest, (long)rule.Rows, (long)rule.FirstLine));
            yield return Kept(finding);
        }

        if (mapped.Rounded != 0)
        {
            yield return Kept(new Finding("import-rounded", FindingKind.Fault, results.Contest.Id, null, null, new Message("finding.import-rounded", results.Contest, mapped.Rounded.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    private static DecidedFinding Kept(Finding finding)
    {
        var row = FindingText.ToRow(finding, 0);
        return new DecidedFinding(row.Code, row.Kind, row.Place, row.Message, row.Arguments);
    }
}
