using System.Globalization;
using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.RealElections;

/// <summary>The House of Representatives as TAFRA publishes it, and the rules of its regimes, for tests of the arithmetic.</summary>
internal static class MoroccanHouse
{
    /// <summary>2016: lists with 3 % of the valid votes; quotient on their votes; youngest, then lots.</summary>
    public static SeatRule Rule2016 { get; } = new(new LargestRemainder(Quota.Hare))
    {
        Threshold = new ShareThreshold(new Fraction(3, 100)),
        Ties = [TieCriterion.YoungestCandidate],
        OneSeatGoesToTheFirst = true,
    };

    /// <summary>2021: quotient on the registered; no threshold; youngest, then lots; a single list needs a fifth of the registered.</summary>
    public static SeatRule Rule2021 { get; } = new(new LargestRemainder(Quota.OfRegistered))
    {
        Ties = [TieCriterion.YoungestCandidate],
        OneSeatGoesToTheFirst = true,
        SingleList = new ShareThreshold(new Fraction(1, 5), QuotaBasis.Registered),
        CompareTruncatedQuotient = true,
    };

    // One list, two codes in the two files.
    private static readonly Dictionary<string, string> Alias2016 = new() { ["FGD"] = "PSU", ["PGV"] = "PVM" };
    private static readonly Dictionary<string, string> Alias2021 = new() { ["AFG"] = "CNI" };

    public static List<(string Id, Tally Tally)> Tallies(int year, string listType)
    {
        var alias = year == 2016 ? Alias2016 : Alias2021;
        var turnout = ElectionTables.Trial("morocco/results-house/constituency_totals.csv")
            .Where(r => r["year"] == year.ToString(CultureInfo.InvariantCulture) && r["list_type"] == listType)
            .ToDictionary(r => r["constituency_id"], r => r["turnout"]);
        return
        [
            .. ElectionTables.Trial("morocco/results-house/results_long.csv")
                .Where(r => r["year"] == year.ToString(CultureInfo.InvariantCulture) && r["list_type"] == listType)
                .GroupBy(r => r["constituency_id"])
                .Select(g => (g.Key, new Tally(g.First().Int("seats"), [.. g.Select(r => new ListTally(alias.GetValueOrDefault(r["party"], r["party"]), r.Long("votes")))])
                {
                    Turnout = turnout[g.Key] is { Length: > 0 } t ? decimal.Parse(t, CultureInfo.InvariantCulture) : null,
                })),
        ];
    }

    public static Dictionary<string, Dictionary<string, int>> MembersElected(string legislature) =>
        ElectionTables.Trial("morocco/seats-observed/seats_by_constituency_party.csv")
            .Where(r => r["legislature"] == legislature)
            .GroupBy(r => r["constituency_id"])
            .ToDictionary(g => g.Key, g => g.ToDictionary(r => r["party"], r => r.Int("seats")));
}
