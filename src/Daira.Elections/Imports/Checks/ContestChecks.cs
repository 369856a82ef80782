using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Checks;

/// <summary>Checks that every contest can be put to, whatever its country.</summary>
public static class ContestChecks
{
    public static IEnumerable<Finding> Of(ElectoralData data) =>
        data.Contests.Reverse().SelectMany(c => (IEnumerable<Finding>)[
            .. NotReported(c), .. UnitsWithoutRow(data.Atlas, c), .. ListsWithoutVotes(c), .. FewerVotesMoreSeats(c), .. MoreVotesThanVoters(c), .. ListsOfTheSameDay(data, c)]);

    /// <summary>What the source gives for no place at all.</summary>
    private static IEnumerable<Finding> NotReported(ContestResults results)
    {
        if (results.Totals.All(t => t.Registered is null))
        {
            yield return Gap("registered-not-reported", results, null, null);
        }

        if (results.Contest.Comparable is null)
        {
            yield return Gap("composition-unknown", results, null, null, (long)results.Places.Count);
        }

        if (results.Totals.All(t => t.Turnout is null))
        {
            yield return Gap("turnout-not-reported", results, null, null);
        }
    }

    private static IEnumerable<Finding> UnitsWithoutRow(Atlas atlas, ContestResults results) =>
        results.Contest.Level != PlaceLevel.Commune ? [] : atlas.Units.Where(u => results.RowOf(u.Code) < 0).Select(u => Gap("unit-without-row", results, u, null, u));

    /// <summary>A list that won a seat stood: where the source has no votes of it, lists are missing.</summary>
    private static IEnumerable<Finding> ListsWithoutVotes(ContestResults results)
    {
        foreach (var (row, column) in Cells(results).Where(c => results.Proclaimed(c.Row, c.Column) > 0 && results.Votes(c.Row, c.Column) is null))
        {
            yield return Gap("elected-without-votes", results, results.Places[row], results.Lists[column], results.Lists[column], results.Places[row]);
        }

        // Sums of the whole country name lists too; SeatsByList keeps those apart from the national list's own.
        foreach (var list in (results.National?.Proclaimed.Keys ?? []).Where(code => results.ColumnOf(code) < 0).Order(StringComparer.Ordinal))
        {
            yield return new Finding("list-without-votes", FindingKind.Gap, results.Contest.Id, null, list, new Message("finding.list-without-votes", results.Contest, list));
        }
    }

    /// <summary>Every method that divides seats by votes gives a larger list at least as many.</summary>
    private static IEnumerable<Finding> FewerVotesMoreSeats(ContestResults results)
    {
        for (var row = 0; row < results.Places.Count; row++)
        {
            var standing = Enumerable.Range(0, results.Lists.Count)
                .Where(c => results.Votes(row, c) is not null && results.Proclaimed(row, c) is not null)
                .ToArray();
            foreach (var winner in standing)
            {
                var passed = standing.Where(c => results.Votes(row, c) > results.Votes(row, winner) && results.Proclaimed(row, c) < results.Proclaimed(row, winner)).ToArray();
                if (passed.Length > 0)
                {
                    var over = passed.MaxBy(c => results.Votes(row, c));
                    yield return Fault(
                        "fewer-votes-more-seats", results, results.Places[row], results.Lists[winner],
                        results.Places[row], results.Lists[winner], results.Votes(row, winner)!.Value, results.Lists[over], results.Votes(row, over)!.Value);
                }
            }
        }
    }

    private static IEnumerable<Finding> MoreVotesThanVoters(ContestResults results)
    {
        for (var row = 0; row < results.Places.Count; row++)
        {
            var totals = results.Totals[row];
            if (totals is { Registered: { } registered, Turnout: { } turnout } && results.ListVotes(row) is { } votes
                && votes > registered * (turnout + HalfOfLastDigit(turnout)))
            {
                yield return Fault("more-votes-than-voters", results, results.Places[row], null, results.Places[row], votes, registered, new Share(turnout));
            }
        }
    }

    /// <summary>A list that stood in another ballot of the same day and body, and has no votes here.</summary>
    private static IEnumerable<Finding> ListsOfTheSameDay(ElectoralData data, ContestResults results)
    {
        if (results.Contest.Kind != ContestKind.HouseLocal)
        {
            yield break;
        }

        var twins = data.Contests.Where(c => c.Contest.Date == results.Contest.Date && c.Contest.Kind is ContestKind.HouseNational or ContestKind.HouseRegional);
        foreach (var (twin, list) in twins.SelectMany(t => t.Lists.Where(l => results.ColumnOf(l.Code) < 0).Select(l => (t, l))))
        {
            yield return Gap("list-missing", results, null, list, list, twin.Contest);
        }
    }

    private static decimal HalfOfLastDigit(decimal value) => new(5, 0, 0, false, (byte)Math.Min(28, value.Scale + 1));

    private static IEnumerable<(int Row, int Column)> Cells(ContestResults results) =>
        from row in Enumerable.Range(0, results.Places.Count)
        from column in Enumerable.Range(0, results.Lists.Count)
        select (row, column);

    private static Finding Gap(string code, ContestResults results, Place? place, ElectoralList? list, params object[] arguments) =>
        new(code, FindingKind.Gap, results.Contest.Id, place?.Code, list?.Code, new Message("finding." + code, [results.Contest, .. arguments]));

    private static Finding Fault(string code, ContestResults results, Place? place, ElectoralList? list, params object[] arguments) =>
        new(code, FindingKind.Fault, results.Contest.Id, place?.Code, list?.Code, new Message("finding." + code, [results.Contest, .. arguments]));
}
