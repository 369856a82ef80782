using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Results;

/// <summary>
/// What one contest says about one place: as received where it was counted at that very place, summed where it was counted below.
/// Unknown stays unknown: a list without any figure inside is null, and a total of the minutes is known only where every part's is.
/// </summary>
/// <param name="Lists">Lists with a figure here, most votes first; equal votes in the order of their codes.</param>
/// <param name="Votes">Sum over <paramref name="Lists"/>; null when nothing is known.</param>
/// <param name="Parts">How many counted places were summed; 1 when counted here.</param>
/// <param name="CountedAt">The one place whose published figures these are: the place itself, or one that covers the same units; null when summed from several.</param>
/// <param name="PartsWithoutFigures">Of those, how many the source has no vote for.</param>
public sealed record ResultAt(
    ContestResults Results,
    Place Place,
    IReadOnlyList<ListResult> Lists,
    long? Votes,
    PlaceTotals Totals,
    int Parts,
    int PartsWithoutFigures,
    Place? CountedAt)
{
    public bool IsSummed => CountedAt is null;

    public Contest Contest => Results.Contest;

    public ListResult? Of(string list) => Lists.FirstOrDefault(l => l.List.Code == list);

    /// <summary>The list with most votes; null where nothing is known or several share the first place.</summary>
    public ListResult? Leader => Lists is [var first, ..] && (Lists.Count == 1 || Lists[1].Votes < first.Votes) ? first : null;

    /// <returns>Null where the contest was not counted at the place nor at places that are known to make it up.</returns>
    public static ResultAt? Of(ContestResults results, Place place, Atlas atlas)
    {
        var own = results.RowOf(place.Code);
        int[]? rows = own >= 0 ? [own] : PartsOf(results, place, atlas);
        return rows is null or [] || Array.TrueForAll(rows, r => r < 0) ? null : Sum(results, place, rows, WhereCounted(results, place, rows, atlas));
    }

    /// <summary>Rows of the contest's places that make up a place, −1 for a part without a row; null where that is not known.</summary>
    private static int[]? PartsOf(ContestResults results, Place place, Atlas atlas)
    {
        if (place.Level == PlaceLevel.Country)
        {
            return [.. Enumerable.Range(0, results.Places.Count)];
        }

        return results.Contest.Level switch
        {
            PlaceLevel.Commune or PlaceLevel.Arrondissement => [.. atlas.UnitsIn(place).Select(u => results.RowOf(u.Code))],
            PlaceLevel.Constituency when place.Level is PlaceLevel.Region or PlaceLevel.Province => ConstituenciesIn(results, place, atlas),
            _ => null,
        };
    }

    private static int[]? ConstituenciesIn(ContestResults results, Place place, Atlas atlas)
    {
        if (results.Places.Any(p => atlas.UnitsIn(p).Count == 0))
        {
            return null;
        }

        var units = atlas.UnitsIn(place).Select(u => u.Code).ToHashSet();
        return [.. Enumerable.Range(0, results.Places.Count).Where(r => atlas.UnitsIn(results.Places[r]).All(u => units.Contains(u.Code)))];
    }

    private static Place? WhereCounted(ContestResults results, Place place, int[] rows, Atlas atlas)
    {
        if (rows is not [>= 0 and var row])
        {
            return null;
        }

        var counted = results.Places[row];
        return counted.Code == place.Code || atlas.UnitsIn(counted).Count == atlas.UnitsIn(place).Count ? counted : null;
    }

    private static ResultAt Sum(ContestResults results, Place place, int[] rows, Place? countedAt)
    {
        var known = Array.FindAll(rows, r => r >= 0);
        var lists = results.Lists
            .Select((list, column) => (list, votes: SumKnown(known, r => results.Votes(r, column)), seats: (int?)SumKnown(known, r => results.Proclaimed(r, column))))
            .Where(x => x.votes is not null || x.seats is > 0)
            .ToArray();
        var votes = SumKnown(lists, l => l.votes);
        return new ResultAt(
            results,
            place,
            [.. lists.Select(x => new ListResult(x.list, x.votes, ShareOf(x.votes, votes), x.seats))
                .OrderByDescending(l => l.Votes ?? -1).ThenBy(l => l.List.Code, StringComparer.Ordinal)],
            votes,
            countedAt is null ? TotalsOf(results, rows) : results.Totals[rows[0]],
            rows.Length,
            rows.Count(r => r < 0 || results.ListVotes(r) is null),
            countedAt);
    }

    private static decimal? ShareOf(long? votes, long? all) => votes is { } v && all is > 0 and { } a ? (decimal)v / a : null;

    private static PlaceTotals TotalsOf(ContestResults results, int[] rows)
    {
        return new PlaceTotals((int?)Whole(t => t.Seats), Whole(t => t.Registered), Whole(t => t.Voters), Whole(t => t.Spoilt), null, null);

        long? Whole(Func<PlaceTotals, long?> figure) =>
            Array.TrueForAll(rows, r => r >= 0 && figure(results.Totals[r]) is not null) ? rows.Sum(r => figure(results.Totals[r])!.Value) : null;
    }

    private static long? SumKnown<T>(IEnumerable<T> parts, Func<T, long?> figure) =>
        parts.Aggregate((long?)null, (sum, part) => figure(part) is { } known ? checked((sum ?? 0) + known) : sum);
}

/// <param name="Votes">Null when members are known but votes are not.</param>
/// <param name="Share">Of the votes the source has for all lists here, 0…1.</param>
/// <param name="Proclaimed">Members elected as published.</param>
public sealed record ListResult(ElectoralList List, long? Votes, decimal? Share, int? Proclaimed);
