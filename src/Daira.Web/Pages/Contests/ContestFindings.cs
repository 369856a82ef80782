using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Contests;

/// <summary>What the figures themselves show to be missing or doubtful; read from the data, never from a list of known faults.</summary>
internal static class ContestFindings
{
    public static IEnumerable<Message> Of(ContestResults results, Atlas atlas)
    {
        var rows = Enumerable.Range(0, results.Places.Count).ToList();
        if (rows.TrueForAll(r => results.Totals[r].Registered is null))
        {
            yield return new Message("finding.registered");
        }

        if (rows.TrueForAll(r => results.Totals[r].Turnout is null && results.Totals[r].Voters is null))
        {
            yield return new Message("finding.turnout");
        }

        if (rows.Count(r => results.ListVotes(r) is null) is > 0 and var silent)
        {
            yield return new Message("finding.no-votes", silent, results.Places.Count);
        }

        foreach (var message in Missing(results, atlas).Concat(Unfilled(results, rows)).Concat(Improbable(results, rows)))
        {
            yield return message;
        }
    }

    private static IEnumerable<Message> Missing(ContestResults results, Atlas atlas)
    {
        if (results.Contest.Level is PlaceLevel.Commune)
        {
            foreach (var unit in atlas.Units.Where(u => results.RowOf(u.Code) < 0))
            {
                yield return new Message("finding.no-row", unit);
            }
        }
    }

    /// <summary>Members elected as published that do not add up to the seats at stake: a list is missing among them.</summary>
    private static IEnumerable<Message> Unfilled(ContestResults results, List<int> rows)
    {
        foreach (var row in rows.Where(r => results.Totals[r].Seats is not null && Elected(results, r) is > 0))
        {
            if (Elected(results, row) != results.Totals[row].Seats)
            {
                yield return new Message("finding.elected", results.Places[row], (int)Elected(results, row)!, results.Totals[row].Seats!.Value);
            }
        }
    }

    private static IEnumerable<Message> Improbable(ContestResults results, List<int> rows) =>
        rows.Where(r => results.Totals[r].Turnout is < 0.05m or > 0.95m || results.Totals[r].SpoiltShare is > 0.6m)
            .Select(r => new Message(
                "finding.improbable",
                results.Places[r],
                results.Totals[r].Turnout is { } t ? new Share(t) : "–",
                results.Totals[r].SpoiltShare is { } s ? new Share(s) : "–"));

    private static int? Elected(ContestResults results, int row)
    {
        var known = Enumerable.Range(0, results.Lists.Count).Select(c => results.Proclaimed(row, c)).OfType<int>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }
}
