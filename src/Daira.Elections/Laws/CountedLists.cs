using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections.Laws;

/// <summary>What a contest's source says of the lists that stood, as tallies that a rule can be put to.</summary>
internal sealed class CountedLists(ContestResults results)
{
    /// <summary>
    /// A list that won a seat somewhere but has no vote anywhere was left out of the source's table as a whole. Where else it
    /// stood is unknown, so no constituency of that contest is known to be complete (House 2011: lists below the first nineteen).
    /// </summary>
    private readonly bool leavesOutLists = Enumerable.Range(0, results.Lists.Count)
        .Any(c => WonSomewhere(results, c) && Enumerable.Range(0, results.Places.Count).All(r => results.Votes(r, c) is null));

    public ConstituencySeats At(int row, LawPart part)
    {
        var votes = Enumerable.Range(0, results.Lists.Count).Select(c => results.Votes(row, c)).ToArray();
        var proclaimed = Enumerable.Range(0, results.Lists.Count).Select(c => results.Proclaimed(row, c)).ToArray();
        return Decide(results.Places[row], results.Totals[row], votes, proclaimed, part);
    }

    /// <summary>Votes of all places added up, seats allotted once.</summary>
    public ConstituencySeats Nationwide(LawPart part, Atlas atlas)
    {
        var votes = Enumerable.Range(0, results.Lists.Count).Select(SumOf).ToArray();
        var national = results.National;
        var proclaimed = results.Lists.Select(l => national is null ? null : (int?)national.Proclaimed.GetValueOrDefault(l.Code)).ToArray();
        var seats = part.Portions.Count > 0 ? part.Portions.Sum() : national?.Seats;
        return Decide(atlas.PathTo(results.Places[0])[0], new PlaceTotals(seats, null, null, null, null, null), votes, proclaimed, part);
    }

    private static bool WonSomewhere(ContestResults results, int column) =>
        Enumerable.Range(0, results.Places.Count).Any(r => results.Proclaimed(r, column) > 0);

    private long? SumOf(int column) => Enumerable.Range(0, results.Places.Count)
        .Select(r => results.Votes(r, column))
        .Aggregate((long?)null, (sum, votes) => votes is null ? sum : checked((sum ?? 0) + votes));

    private ConstituencySeats Decide(Place place, PlaceTotals totals, long?[] votes, int?[] proclaimed, LawPart part)
    {
        var complete = !leavesOutLists && !votes.Where((v, c) => v is null && proclaimed[c] > 0).Any();
        var portions = part.Portions.Count > 0 ? part.Portions : totals.Seats is { } seats ? [seats] : [];
        var lists = results.Lists.Select((l, c) => (List: l, Votes: votes[c])).Where(l => l.Votes is not null)
            .OrderByDescending(l => l.Votes) // as a reader would write them down
            .Select(l => new ListTally(l.List.Code, l.Votes!.Value)).ToArray();
        var tallies = portions.Select(s => new Tally(s, lists)
        {
            Registered = totals.Registered,
            Voters = totals.Voters,
            Turnout = totals.Turnout,
            ListsComplete = complete,
        }).ToArray();
        var usable = tallies.Length > 0 && tallies.All(t => Allocator.Faults(part.Rule, t).Count == 0);
        var settled = results.Ties.GetValueOrDefault(place.Code);
        Allocation[] allocations = usable ? [.. tallies.Select(t => settled?.Allot(part.Rule, t) ?? Allocator.Allocate(part.Rule, t))] : [];
        return new ConstituencySeats(place, totals.Seats, StateOf(allocations), [.. OutcomesOf(votes, proclaimed, allocations)], allocations)
        {
            Settled = settled is not null && allocations.Any(a => a.Decision is not null || a.Steps.OfType<TieStep>().Any()) ? settled : null,
        };
    }

    /// <summary>Figures that cannot be put to the rule at all (no votes, more valid votes than registered) are no complete count.</summary>
    internal static SeatState StateOf(Allocation[] allocations) => allocations.Length == 0
        ? SeatState.IncompleteLists
        : allocations.Select(a => a.State).FirstOrDefault(s => s is not (SeatState.Elected or SeatState.IndependentOfRegistered), allocations[0].State);

    private IEnumerable<ListOutcome> OutcomesOf(long?[] votes, int?[] proclaimed, Allocation[] allocations) =>
        results.Lists
            .Select((list, c) => (List: list, Column: c))
            .Where(l => votes[l.Column] is not null || proclaimed[l.Column] > 0)
            .OrderByDescending(l => votes[l.Column] ?? -1)
            .ThenBy(l => l.List.Code, StringComparer.Ordinal)
            .Select(l => OutcomeOf(l.List, votes[l.Column], proclaimed[l.Column], allocations));

    internal static ListOutcome OutcomeOf(ElectoralList list, long? votes, int? proclaimed, Allocation[] allocations)
    {
        if (votes is null || allocations.Length == 0)
        {
            return new ListOutcome(list, votes, null, proclaimed, SeatState.IncompleteLists);
        }

        var portions = allocations.Select(a => a[list.Code]).ToArray();
        var seats = portions.Any(p => p.Seats is null) ? null : (int?)portions.Sum(p => p.Seats!.Value);
        return new ListOutcome(list, votes, seats, proclaimed, portions.Select(p => p.State).FirstOrDefault(s => s != SeatState.Elected, SeatState.Elected));
    }
}
