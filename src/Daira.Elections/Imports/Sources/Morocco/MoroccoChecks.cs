using Daira.Elections.Imports.Checks;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Elections.Storage;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Sources.Morocco;

/// <summary>Everything the program finds about the shipped tables of Morocco by itself.</summary>
internal sealed class MoroccoChecks(ElectoralData data, ElectionTables tables, string folder)
{
    public IReadOnlyList<Finding> All(IReadOnlyDictionary<string, SpoiltColumn> spoilt) =>
        [.. Spoilt(spoilt), .. ContestChecks.Of(data), .. Controls(), .. Exchanged(), .. OtherCodes(), .. Assumed(), .. SharedNames(), .. NamesToReview()];

    private IEnumerable<Finding> Spoilt(IReadOnlyDictionary<string, SpoiltColumn> columns) =>
        from column in columns
        let contest = data.Find(column.Key)?.Contest
        where contest is not null && column.Value != SpoiltColumn.Plain
        let code = column.Value switch
        {
            SpoiltColumn.AllZero => "spoilt-all-zero",
            SpoiltColumn.NotAShare => "spoilt-not-a-share",
            SpoiltColumn.Derived => "spoilt-derived",
            SpoiltColumn.Rounded => "spoilt-rounded",
            _ => "spoilt-not-reported",
        }
        select new Finding(code, KindOf(column.Value), contest.Id, null, null, new Message("finding." + code, contest));

    private static FindingKind KindOf(SpoiltColumn column) => column switch
    {
        SpoiltColumn.NotAShare => FindingKind.Fault,
        SpoiltColumn.Empty or SpoiltColumn.AllZero => FindingKind.Gap,
        _ => FindingKind.Note,
    };

    /// <summary>One finding per contest when all its controls are met, one per figure that is not.</summary>
    private IEnumerable<Finding> Controls()
    {
        var table = CsvTable.Read(Path.Combine(folder, "elections/controls.csv"));
        var controls = Fields.Of(table).Select(f => new ControlFigure(
            f.Text("contests").Split('+'), f.OptionalText("list"), f.Text("what") == "seats", f.Whole("figure")!.Value, f.Text("source")));
        foreach (var group in controls.GroupBy(c => (Contests: string.Join('+', c.Contests), c.IsSeats)))
        {
            var sums = group.Select(c => (Control: c, Sum: c.SumOf(data))).Where(x => x.Sum is not null).ToArray();
            foreach (var (control, sum) in sums.Where(x => x.Sum != x.Control.Figure))
            {
                var code = control.IsSeats ? "control-seats-missed" : "control-votes-missed";
                yield return new Finding(code, FindingKind.Fault, control.Contests[0], null, control.List, new Message(
                    "finding." + code, data.Find(control.Contests[0])!.Contest, control.List is { } list ? NameOf(list) : "Σ", sum!.Value, control.Figure, control.Source));
            }

            if (sums.Length > 0 && sums.All(x => x.Sum == x.Control.Figure))
            {
                var code = group.Key.IsSeats ? "control-seats-met" : "control-votes-met";
                yield return new Finding(code, FindingKind.Check, sums[0].Control.Contests[0], null, null, new Message(
                    "finding." + code, data.Find(sums[0].Control.Contests[0])!.Contest, (long)sums.Length, sums.Max(x => x.Control.Figure), sums[0].Control.Source));
            }
        }
    }

    private IEnumerable<Finding> Exchanged()
    {
        if (data.Find(UnverifiedVotes.Contest) is not { } units || data.Find("ma-house-2021-local") is not { } house)
        {
            return [];
        }

        var table = CsvTable.Read(Path.Combine(folder, "unverified/communal_constituencies_2021.csv"));
        var inSource = Fields.Of(table).ToDictionary(f => f.Text("place"), f => f.Text("constituency_in_source"));
        return ExchangedUnits.Find(data.Atlas, units, house, inSource).Select(e => new Finding(
            "units-exchanged", FindingKind.Fault, units.Contest.Id, e.First.Code, null,
            new Message("finding.units-exchanged", e.First, e.Second, new Share(decimal.Round(e.MisfitAsIs, 4)), new Share(decimal.Round(e.MisfitExchanged, 4)), IsCorrected(e, inSource) ? new Message("finding.corrected") : new Message("finding.not-corrected"))));
    }

    private static bool IsCorrected(ExchangedPair exchange, Dictionary<string, string> inSource) =>
        exchange.First.Constituency == inSource[exchange.Second.Code] && exchange.Second.Constituency == inSource[exchange.First.Code];

    private IEnumerable<Finding> OtherCodes() =>
        from seat in tables.Seats
        where seat.List != seat.ListInSource
        group seat by (seat.Contest, seat.List, seat.ListInSource) into same
        select new Finding("list-under-other-code", FindingKind.Note, same.Key.Contest, null, same.Key.List, new Message(
            "finding.list-under-other-code", data.Find(same.Key.Contest)!.Contest, NameOf(same.Key.List), same.Key.ListInSource, (long)same.Sum(s => s.Seats)));

    private IEnumerable<Finding> Assumed() =>
        from membership in tables.Memberships
        where membership.IsAssumed
        let unit = data.Atlas.Find(membership.Unit)!
        select new Finding("membership-assumed", FindingKind.Note, null, unit.Code, null, new Message(
            "finding.membership-assumed", unit, data.Atlas.Find(membership.Constituency)!));

    private IEnumerable<Finding> SharedNames()
    {
        foreach (var language in (string[])["fr", "ar"])
        {
            var shared = data.Atlas.Units.GroupBy(u => u.Names.Exactly(language)).Where(g => g.Key is not null && g.Count() > 1).ToArray();
            if (shared.Length > 0)
            {
                yield return new Finding("names-shared", FindingKind.Note, null, null, null, new Message(
                    "finding.names-shared." + language, (long)shared.Length, (long)shared.Sum(g => g.Count())));
            }
        }
    }

    private IEnumerable<Finding> NamesToReview()
    {
        var places = tables.PlaceNames.Count(n => n.Review is not null);
        var lists = tables.Lists.Count(l => l.Review is not null);
        if (places + lists > 0)
        {
            yield return new Finding("names-to-review", FindingKind.Note, null, null, null, new Message("finding.names-to-review", (long)places, (long)lists));
        }
    }

    private object NameOf(string list) => data.Contests.SelectMany(c => c.Lists).FirstOrDefault(l => l.Code == list) is { } found ? found : list;
}
