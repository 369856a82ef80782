using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>
/// One contest's figures at a level: as received at its own, summed above it where the composition is known. Every
/// place of the level has a row; one without figures has only unknowns.
/// </summary>
/// <param name="Results">One row per place of the level.</param>
/// <param name="PartsWithoutFigures">Per row: how many of the counted places inside it have none in the source.</param>
public sealed record LevelResults(ContestResults Results, PlaceLevel Level, bool IsSummed, IReadOnlyList<int> PartsWithoutFigures)
{
    /// <param name="level">Null = the contest's own. Communes and arrondissements are one level, the units.</param>
    /// <returns>Refused below the contest's own level, and where it is not known which places make up which.</returns>
    public static Outcome<LevelResults> Of(ContestResults results, PlaceLevel? level, Atlas atlas)
    {
        var own = Words.AsAsked(results.Contest.Level);
        var asked = Words.AsAsked(level ?? own);
        if (asked == own)
        {
            return Gather(results, asked, [.. CountedPlaces(results, atlas).Select(p => (p, p))], summed: false);
        }

        if (!LiesAbove(asked, own))
        {
            return Errors.BelowOwnLevel(results.Contest, asked);
        }

        var parts = CountedPlaces(results, atlas).Select(p => (Part: p, Whole: Containing(p, asked, atlas))).ToArray();
        return parts.Any(p => p.Whole is null)
            ? Errors.CompositionUnknown(results.Contest, asked)
            : Gather(results, asked, parts!, summed: true);
    }

    /// <summary>The place of a level that wholly contains another; null when there is none or it is not known.</summary>
    public static Place? Containing(Place place, PlaceLevel level, Atlas atlas)
    {
        if (Words.AsAsked(place.Level) == level)
        {
            return place;
        }

        if (level == PlaceLevel.Constituency)
        {
            return place.Constituency is { } code ? atlas.Find(code) : null;
        }

        if (atlas.AncestorAt(place, level) is { } ancestor)
        {
            return ancestor;
        }

        // A constituency stands beside provinces, under its region: only its units tell the province.
        var above = atlas.UnitsIn(place).Select(u => atlas.AncestorAt(u, level)).DistinctBy(p => p?.Code).ToArray();
        return above is [{ } only] ? only : null;
    }

    private static bool LiesAbove(PlaceLevel asked, PlaceLevel own) => (asked, own) switch
    {
        (PlaceLevel.Station, _) => false,
        (_, PlaceLevel.Station) => true,
        (PlaceLevel.Commune, _) => false,
        (_, PlaceLevel.Commune) => true,
        (PlaceLevel.Country, _) => true,
        (PlaceLevel.Region, _) => own != PlaceLevel.Country,
        (PlaceLevel.Province, PlaceLevel.Constituency) => true,
        _ => false,
    };

    /// <summary>The places of the contest's own level, with the units of the country that its source has no row for.</summary>
    private static List<Place> CountedPlaces(ContestResults results, Atlas atlas)
    {
        var own = Words.AsAsked(results.Contest.Level);
        var counted = results.Places.Where(p => Words.AsAsked(p.Level) == own).ToList();
        if (own == PlaceLevel.Commune)
        {
            var countries = counted.Select(p => atlas.PathTo(p)[0].Code).ToHashSet();
            counted.AddRange(atlas.Units.Where(u => results.RowOf(u.Code) < 0 && countries.Contains(atlas.PathTo(u)[0].Code)));
        }

        return counted;
    }

    private static LevelResults Gather(ContestResults results, PlaceLevel level, (Place Part, Place Whole)[] pairs, bool summed)
    {
        var places = pairs.Select(p => p.Whole).DistinctBy(p => p.Code).OrderBy(p => p.Index).ToArray();
        var partsOf = pairs.ToLookup(p => p.Whole.Code, p => results.RowOf(p.Part.Code));
        var lists = results.Lists.Count;
        var votes = new long?[places.Length * lists];
        var proclaimed = new int?[votes.Length];
        for (var row = 0; row < places.Length; row++)
        {
            var parts = partsOf[places[row].Code].Where(r => r >= 0).ToArray();
            for (var c = 0; c < lists; c++)
            {
                votes[(row * lists) + c] = SumKnown(parts.Select(r => results.Votes(r, c)));
                proclaimed[(row * lists) + c] = (int?)SumKnown(parts.Select(r => (long?)results.Proclaimed(r, c)));
            }
        }

        var totals = places.Select(p => TotalsOf([.. partsOf[p.Code]], results, summed)).ToArray();
        var without = places.Select(p => partsOf[p.Code].Count(r => r < 0 || results.ListVotes(r) is null)).ToArray();
        return new LevelResults(new ContestResults(results.Contest, places, results.Lists, votes, proclaimed, totals) { National = results.National }, level, summed, without);
    }

    /// <summary>Votes of a list add up what the source has; a list that stood nowhere in it stays unknown.</summary>
    private static long? SumKnown(IEnumerable<long?> parts) =>
        parts.Aggregate((long?)null, (sum, part) => part is null ? sum : checked((sum ?? 0) + part));

    private static PlaceTotals TotalsOf(int[] parts, ContestResults results, bool summed)
    {
        if (!summed)
        {
            return parts[0] < 0 ? NothingReported : results.Totals[parts[0]];
        }

        return new PlaceTotals((int?)Whole(t => t.Seats), Whole(t => t.Registered), Whole(t => t.Voters), Whole(t => t.Spoilt), null, null);

        // Totals of minutes are known above only where every part is.
        long? Whole(Func<PlaceTotals, long?> figure) =>
            parts.All(r => r >= 0 && figure(results.Totals[r]) is not null) ? parts.Sum(r => figure(results.Totals[r])!.Value) : null;
    }

    private static PlaceTotals NothingReported { get; } = new(null, null, null, null, null, null);
}
