using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections.Storage;

/// <summary>Turns rows into the columns that everything reads.</summary>
public static class ElectoralDataBuilder
{
    public static ElectoralData Build(ElectionTables tables, string version, ShapeCatalogue shapes)
    {
        var atlas = BuildAtlas(tables);
        var lists = BuildLists(tables);
        var votes = tables.Votes.ToLookup(v => v.Contest);
        var totals = tables.Totals.ToLookup(t => t.Contest);
        var seats = tables.Seats.ToLookup(s => s.Contest);
        var standing = tables.ContestLists.ToLookup(l => l.Contest, l => l.List);
        var contests = tables.Contests
            .Select(c => BuildResults(ToContest(c), atlas, lists, [.. InForce(votes[c.Id])], InForce(totals[c.Id]), [.. seats[c.Id]], [.. standing[c.Id]], tables.Ties.Where(t => t.Contest == c.Id)))
            .ToArray();
        return new ElectoralData(version, atlas, contests, tables.Sources, shapes)
        {
            Findings = [.. tables.Findings.Select(f => FindingText.ToFinding(f, atlas, lists, contests))],
        };
    }

    /// <summary>Rows that no correction has replaced.</summary>
    public static IEnumerable<VoteRow> InForce(IEnumerable<VoteRow> rows)
    {
        var all = rows as IReadOnlyCollection<VoteRow> ?? [.. rows];
        var replaced = all.Where(v => v.Replaces is not null).Select(v => v.Replaces!.Value).ToHashSet();
        return replaced.Count == 0 ? all : all.Where(v => !replaced.Contains(v.Id));
    }

    internal static Atlas BuildAtlas(ElectionTables tables)
    {
        var names = tables.PlaceNames.ToLookup(n => n.Place);
        var populations = tables.Populations.ToDictionary(p => p.Place, p => new Population(p.Inhabitants, p.Date, p.Source));
        var constituency = tables.Memberships.ToDictionary(m => m.Unit, m => m.Constituency);
        return new Atlas([.. tables.Places.Select((row, index) => new Place(
            index,
            row.Code,
            row.Level,
            row.Parent,
            ToNames(names[row.Code]),
            row.IsUnit,
            constituency.GetValueOrDefault(row.Code),
            populations.TryGetValue(row.Code, out var population) ? population : null,
            row is { Longitude: { } x, Latitude: { } y } ? new GeographicPoint(x, y) : null,
            row.ValidFrom,
            row.ValidTo) { Kind = row.Kind })]);
    }

    private static Names ToNames(IEnumerable<PlaceNameRow> rows)
    {
        string? arabic = null, french = null, english = null, tamazight = null;
        List<Alias>? aliases = null;
        List<string>? toReview = null;
        foreach (var row in rows)
        {
            if (row is { IsAlias: false, Review: not null })
            {
                (toReview ??= []).Add(row.Language);
            }

            switch (row)
            {
                case { IsAlias: true }:
                    (aliases ??= []).Add(new Alias(row.Text, row.Language.Length == 0 ? null : row.Language, row.Source));
                    break;
                case { Language: "ar" }:
                    arabic = row.Text;
                    break;
                case { Language: "fr" }:
                    french = row.Text;
                    break;
                case { Language: "en" }:
                    english = row.Text;
                    break;
                case { Language: "zgh" }:
                    tamazight = row.Text;
                    break;
            }
        }

        return new Names(arabic, french, english, tamazight) { Aliases = aliases ?? [], ToReview = toReview ?? [] };
    }

    private static Dictionary<string, ElectoralList> BuildLists(ElectionTables tables)
    {
        var aliases = tables.ListAliases.ToLookup(a => a.List, a => new Alias(a.Alias, null, $"{a.Source} ({a.Contest})"));
        return tables.Lists.ToDictionary(
            l => l.Code,
            l => new ElectoralList(l.Code, new Names(l.Arabic, l.French, l.English, null)
            {
                Aliases = [.. aliases[l.Code]],
                ToReview = l is { Review: not null, Arabic: not null } ? ["ar"] : [],
            }, l.Slot));
    }

    private static Contest ToContest(ContestRow c) => new(
        c.Id,
        c.Country,
        new Names(c.Arabic, c.French, c.English, null),
        c.Date,
        c.Kind,
        c.Law,
        c.Level,
        c.Comparable,
        c.Status,
        c.IsVerified,
        c.Source);

    /// <summary>Of several rows for a place the latest known figure holds; rows come in the order of their imports.</summary>
    private static TotalsRow[] InForce(IEnumerable<TotalsRow> rows) =>
        [.. rows.GroupBy(t => t.Place).Select(g => g.Aggregate((before, later) => later with
        {
            Seats = later.Seats ?? before.Seats,
            Registered = later.Registered ?? before.Registered,
            Voters = later.Voters ?? before.Voters,
            Spoilt = later.Spoilt ?? before.Spoilt,
            Turnout = later.Turnout ?? before.Turnout,
            SpoiltShare = later.SpoiltShare ?? before.SpoiltShare,
        }))];

    private static ContestResults BuildResults(
        Contest contest,
        Atlas atlas,
        Dictionary<string, ElectoralList> lists,
        VoteRow[] votes,
        TotalsRow[] totals,
        SeatsRow[] seats,
        string[] standing,
        IEnumerable<TieRow> ties)
    {
        var country = seats.Where(s => IsNational(s.Place, contest, atlas)).ToArray();
        var counted = new CountedParts(contest, atlas, votes, totals);
        var figures = new Figures(
            votes,
            [.. counted.Totals.Where(t => !IsNational(t.Place, contest, atlas))],
            [.. seats.Except(country)],
            ColumnsOf(votes, seats.Except(country), standing, lists))
        {
            Ties = ties.ToDictionary(t => t.Place, t => TieResolution.Read(t.Content), StringComparer.Ordinal),
        };
        return Columns(
            contest,
            atlas,
            figures with { Votes = counted.Votes },
            counted.IsWhole,
            National(country, totals.FirstOrDefault(t => IsNational(t.Place, contest, atlas))),
            counted.HasParts ? Columns(contest, atlas, new Figures(votes, totals, [], figures.Lists), p => !counted.IsWhole(p)) : null);
    }

    private sealed record Figures(IReadOnlyList<VoteRow> Votes, TotalsRow[] Totals, SeatsRow[] Seats, ElectoralList[] Lists)
    {
        public IReadOnlyDictionary<string, TieResolution> Ties { get; init; } = new Dictionary<string, TieResolution>();
    }

    private static ContestResults Columns(Contest contest, Atlas atlas, Figures figures, Func<string, bool> takes, NationalSeats? national = null, ContestResults? parts = null)
    {
        var rows = RowsOf(figures, takes, atlas);
        var columnOf = figures.Lists.Select((l, i) => (l.Code, i)).ToDictionary(x => x.Code, x => x.i);
        var rowOf = rows.Select((p, i) => (p.Code, i)).ToDictionary(x => x.Code, x => x.i);
        var cells = new long?[rows.Length * figures.Lists.Length];
        foreach (var vote in figures.Votes)
        {
            if (rowOf.TryGetValue(vote.Place, out var row))
            {
                cells[(row * figures.Lists.Length) + columnOf[vote.List]] = vote.Votes;
            }
        }

        var totalOf = figures.Totals.ToDictionary(t => t.Place);
        return new ContestResults(contest, rows, figures.Lists, cells, Elected(figures.Seats, rowOf, columnOf), [.. rows.Select(p => ToTotals(totalOf.GetValueOrDefault(p.Code)))])
        {
            National = national,
            Parts = parts,
            Ties = figures.Ties,
        };
    }

    /// <summary>A figure of the whole country beside a contest counted at smaller places: 90 seats of the national list, sums of 2002.</summary>
    private static bool IsNational(string place, Contest contest, Atlas atlas) =>
        contest.Level != PlaceLevel.Country && atlas.Find(place)?.Level == PlaceLevel.Country;

    private static NationalSeats? National(SeatsRow[] seats, TotalsRow? totals) =>
        seats.Length == 0 && totals is null
            ? null
            : new NationalSeats(totals?.Seats, seats.ToDictionary(s => s.List, s => s.Seats));

    /// <summary>Largest list first, so that tables and legends need no order of their own.</summary>
    private static ElectoralList[] ColumnsOf(VoteRow[] votes, IEnumerable<SeatsRow> seats, string[] standing, Dictionary<string, ElectoralList> lists)
    {
        var sums = seats.Select(s => s.List).Concat(standing).Distinct().ToDictionary(code => code, _ => 0L);
        foreach (var vote in votes)
        {
            sums[vote.List] = sums.GetValueOrDefault(vote.List) + (vote.Votes ?? 0);
        }

        return [.. sums.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => lists[s.Key])];
    }

    private static Place[] RowsOf(Figures figures, Func<string, bool> takes, Atlas atlas) =>
        [.. figures.Votes.Select(v => v.Place).Concat(figures.Totals.Select(t => t.Place)).Concat(figures.Seats.Select(s => s.Place))
            .Distinct()
            .Where(takes)
            .Select(code => atlas.Find(code) ?? throw new InvalidDataException($"Results name the place {code}, which is not stored."))
            .OrderBy(p => p.Index)];

    /// <summary>Once a place's members are published, a list without one there has none.</summary>
    private static int?[] Elected(SeatsRow[] seats, Dictionary<string, int> rowOf, Dictionary<string, int> columnOf)
    {
        var cells = new int?[rowOf.Count * columnOf.Count];
        foreach (var row in seats.Select(s => rowOf[s.Place]).Distinct())
        {
            Array.Fill(cells, 0, row * columnOf.Count, columnOf.Count);
        }

        foreach (var seat in seats)
        {
            cells[(rowOf[seat.Place] * columnOf.Count) + columnOf[seat.List]] = seat.Seats;
        }

        return cells;
    }

    private static PlaceTotals ToTotals(TotalsRow? row) => row is null
        ? new PlaceTotals(null, null, null, null, null, null)
        : new PlaceTotals(row.Seats, row.Registered, row.Voters, row.Spoilt, ToDecimal(row.Turnout), ToDecimal(row.SpoiltShare));

    private static decimal? ToDecimal(string? digits) =>
        digits is null ? null : decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
