using Daira.Elections.Contests;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>The arithmetic of minutes: votes ≤ voters ≤ registered, no figure twice, sums that meet, turnout that can be.</summary>
internal sealed class CheckCounts(CountedFile file, ContestResults results, ElectoralData data)
{
    private readonly StoredTotals stored = new(results);

    public IEnumerable<RowFault> All(CancellationToken stop)
    {
        foreach (var (row, earlier, list, said, before) in file.Contradicting)
        {
            yield return new RowFault(row, ImportRules.Contradiction, list.Length == 0
                ? new Message("import.contradiction-totals", said, before, (long)earlier + 1)
                : new Message("import.contradiction", new Code(list), said, before, (long)earlier + 1));
        }

        foreach (var (row, earlier) in file.Repeated)
        {
            yield return new RowFault(row, ImportRules.Repeated, new Message("import.repeated", (long)earlier + 1));
        }

        for (var i = 0; i < file.Places.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            if (FaultOf(file.Places[i]) is { } fault)
            {
                yield return fault;
            }
        }

        foreach (var fault in PartsAgainstWholes())
        {
            yield return fault;
        }
    }

    private RowFault? FaultOf(CountedPlace place)
    {
        var known = stored.At(place.Code);
        var registered = place.Totals.Registered ?? known?.Registered;
        var voters = place.Totals.Voters ?? known?.Voters;
        var spoilt = place.Totals.Spoilt ?? known?.Spoilt;
        var votes = place.Votes is { } sum ? sum + (spoilt ?? 0) : (long?)null;
        return voters > registered ? Fault(ImportRules.VotersExceedRegistered, place, voters!, registered!)
            : votes > voters ? Fault(ImportRules.VotesExceedVoters, place, place.Votes!, spoilt ?? 0, voters!)
            : voters is null && votes > registered ? new RowFault(place.FirstRow, ImportRules.VotesExceedVoters, new Message("import.votes-exceed-registered", place.Votes!, registered!))
            : place.Totals.Valid is { } valid && place.Votes is { } counted && valid != counted ? Fault(ImportRules.ValidDiffers, place, counted, valid)
            : voters is { } came && registered is > 0 and { } called && IsOdd(came, called) ? new RowFault(place.FirstRow, ImportRules.TurnoutRange, new Message("import.turnout-range", new Share((decimal)came / called), came, called))
            : null;
    }

    private static bool IsOdd(long voters, long registered) =>
        voters * 100 < registered * ImportRules.LeastTurnout || voters * 100 > registered * ImportRules.MostTurnout;

    /// <summary>Where a place has figures of its own and of its parts, their sums must meet, list by list, as far as both are known.</summary>
    private IEnumerable<RowFault> PartsAgainstWholes()
    {
        var scope = new ContestScope(results.Contest, data.Atlas);
        var index = file.Places.Select((p, i) => (p.Code, i)).ToDictionary(p => p.Code, p => p.i);
        var parts = file.Places.Select((p, i) => (Part: i, Own: data.Atlas.Find(p.Stored) is { } place ? scope.OwnOf(place)?.Code : null))
            .Where(p => p.Own is not null && p.Own != file.Places[p.Part].Code).ToLookup(p => p.Own!, p => p.Part);
        foreach (var group in parts)
        {
            for (var list = 0; list < file.Lists.Length; list++)
            {
                var whole = index.TryGetValue(group.Key, out var own) ? file.Votes(own, list) : Stored(group.Key, file.Lists[list]);
                var sum = group.Select(p => file.Votes(p, list)).Concat(StoredParts(group.Key, file.Lists[list], scope)).Sum();
                if (whole is { } said && sum != said)
                {
                    yield return new RowFault(file.Places[group.First()].FirstRow, ImportRules.PartsDiffer, new Message("import.parts-differ", data.Atlas.Find(group.Key)!, new Code(file.Lists[list]), sum ?? 0, said));
                    break;
                }
            }
        }
    }

    /// <summary>What is stored for the place itself, not summed from parts.</summary>
    private long? Stored(string place, string list) =>
        results.RowOf(place) is >= 0 and var row && results.ColumnOf(list) is >= 0 and var column && !HasStoredParts(place) ? results.Votes(row, column) : null;

    private bool HasStoredParts(string place) =>
        results.Parts is { } parts && new ContestScope(results.Contest, data.Atlas) is var scope && parts.Places.Any(p => scope.OwnOf(p)?.Code == place);

    private IEnumerable<long?> StoredParts(string place, string list, ContestScope scope)
    {
        if (results.Parts is not { } parts || parts.ColumnOf(list) is not (>= 0 and var column))
        {
            return [];
        }

        var inFile = file.Places.Select(p => p.Code).ToHashSet();
        return parts.Places.Select((p, row) => (p, row)).Where(p => scope.OwnOf(p.p)?.Code == place && !inFile.Contains(p.p.Code)).Select(p => parts.Votes(p.row, column));
    }

    private static RowFault Fault(string rule, CountedPlace place, params object[] figures) => new(place.FirstRow, rule, new Message("import." + rule, figures));
}

/// <summary>Totals of a contest as they stand, by place: the contest's own and its parts.</summary>
internal sealed class StoredTotals(ContestResults results)
{
    public PlaceTotals? At(string place) =>
        results.RowOf(place) is >= 0 and var row ? results.Totals[row]
        : results.Parts is { } parts && parts.RowOf(place) is >= 0 and var part ? parts.Totals[part]
        : null;

    /// <summary>What a file's totals are against those stored; figures the file does not give count for nothing.</summary>
    public CellFate Compare(string place, MappedTotals said)
    {
        var known = At(place);
        var turnout = said.Turnout is { } share ? decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture) : (decimal?)null;
        (decimal? Said, decimal? Known)[] figures = [(said.Registered, known?.Registered), (said.Voters, known?.Voters), (said.Spoilt, known?.Spoilt), (turnout, known?.Turnout)];
        return figures.Any(f => f.Said is not null && f.Known is not null && f.Said != f.Known) ? CellFate.Changed
            : figures.Any(f => f.Said is not null && f.Known is null) ? CellFate.New
            : CellFate.Same;
    }
}
