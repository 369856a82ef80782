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
        return Build(tables, atlas, Counted(tables, atlas), version, shapes);
    }

    /// <param name="tables">All but the votes.</param>
    /// <param name="votes">In force, by contest; a contest is taken out when it stands in columns.</param>
    internal static ElectoralData Build(ElectionTables tables, Atlas atlas, Dictionary<string, List<CountedVote>> votes, string version, ShapeCatalogue shapes)
    {
        var lists = BuildLists(tables);
        var byCode = lists.ToDictionary(l => l.Code);
        var totals = tables.Totals.ToLookup(t => t.Contest);
        var seats = tables.Seats.ToLookup(s => s.Contest);
        var standing = tables.ContestLists.ToLookup(l => l.Contest, l => l.List);
        var contests = tables.Contests
            .Select(c => BuildResults(ToContest(c), atlas, lists, votes.Remove(c.Id, out var cast) ? cast : [], InForce(totals[c.Id]), [.. seats[c.Id]], [.. standing[c.Id]], tables.Ties.Where(t => t.Contest == c.Id)))
            .ToArray();
        return new ElectoralData(version, atlas, contests, tables.Sources, shapes)
        {
            Findings = [.. tables.Findings.Select(f => FindingText.ToFinding(f, atlas, byCode, contests))],
        };
    }

    private static Dictionary<string, List<CountedVote>> Counted(ElectionTables tables, Atlas atlas)
    {
        var lists = tables.Lists.Select((l, i) => (l.Code, i)).ToDictionary(x => x.Code, x => x.i);
        return tables.Votes.GroupBy(v => v.Contest).ToDictionary(
            g => g.Key,
            g => InForce(g).Select(v => new CountedVote(Known(atlas, v.Place).Index, lists[v.List], v.Votes ?? ContestResults.Unknown)).ToList());
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

    /// <summary>In the order of the table.</summary>
    private static ElectoralList[] BuildLists(ElectionTables tables)
    {
        var aliases = tables.ListAliases.ToLookup(a => a.List, a => new Alias(a.Alias, null, $"{a.Source} ({a.Contest})"));
        return [.. tables.Lists.Select(l => new ElectoralList(l.Code, new Names(l.Arabic, l.French, l.English, null)
        {
            Aliases = [.. aliases[l.Code]],
            ToReview = l is { Review: not null, Arabic: not null } ? ["ar"] : [],
        }, l.Slot))];
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
        ElectoralList[] lists,
        List<CountedVote> votes,
        TotalsRow[] totals,
        SeatsRow[] seats,
        string[] standing,
        IEnumerable<TieRow> ties)
    {
        var country = seats.Where(s => IsNational(s.Place, contest, atlas)).ToArray();
        var counted = new CountedParts(contest, atlas, votes, totals);
        var figures = new Figures(
            votes,
            counted.Wholes(),
            [.. counted.Totals.Where(t => !IsNational(t.Place, contest, atlas) && counted.IsWhole(t.Place))],
            [.. seats.Except(country)],
            ColumnsOf(votes, seats.Except(country), standing, lists))
        {
            Ties = ties.ToDictionary(t => t.Place, t => TieResolution.Read(t.Content), StringComparer.Ordinal),
        };
        return Columns(
            contest,
            atlas,
            lists,
            figures,
            National(country, totals.FirstOrDefault(t => IsNational(t.Place, contest, atlas))),
            counted.HasParts ? Columns(contest, atlas, lists, new Figures(votes, counted.Parts(), [.. totals.Where(t => !counted.IsWhole(t.Place))], [], figures.Lists)) : null);
    }

    /// <param name="At">Of each place of the atlas, the place whose row its votes are counted in; <see cref="CountedParts.Nowhere"/> for none.</param>
    /// <param name="Totals">Of places that have a row.</param>
    /// <param name="Lists">The columns: indices among the stored lists.</param>
    private sealed record Figures(List<CountedVote> Votes, int[] At, TotalsRow[] Totals, SeatsRow[] Seats, int[] Lists)
    {
        public IReadOnlyDictionary<string, TieResolution> Ties { get; init; } = new Dictionary<string, TieResolution>();
    }

    private static ContestResults Columns(Contest contest, Atlas atlas, ElectoralList[] lists, Figures figures, NationalSeats? national = null, ContestResults? parts = null)
    {
        var rows = RowsOf(figures, atlas);
        ElectoralList[] columns = [.. figures.Lists.Select(l => lists[l])];
        var (rowOf, columnOf) = (Positions(rows.Select(p => p.Index), atlas.Places.Count), Positions(figures.Lists, lists.Length));
        var totalOf = figures.Totals.ToDictionary(t => t.Place);
        return new ContestResults(
            contest,
            rows,
            columns,
            Cells(figures, rowOf, columnOf, rows.Length * columns.Length),
            Elected(figures.Seats, rows, columns),
            [.. rows.Select(p => totalOf.TryGetValue(p.Code, out var total) ? ToTotals(total) : PlaceTotals.Unknown)])
        {
            National = national,
            Parts = parts,
            Ties = figures.Ties,
        };
    }

    private static long[] Cells(Figures figures, int[] rowOf, int[] columnOf, int count)
    {
        var cells = new long[count];
        Array.Fill(cells, ContestResults.Unknown);
        foreach (var vote in figures.Votes)
        {
            if (figures.At[vote.Place] is >= 0 and var place)
            {
                ref var cell = ref cells[(rowOf[place] * figures.Lists.Length) + columnOf[vote.List]];
                cell = vote.Votes < 0 ? cell : checked(Math.Max(cell, 0) + vote.Votes);
            }
        }

        return cells;
    }

    private static int[] Positions(IEnumerable<int> chosen, int count)
    {
        var positions = new int[count];
        Array.Fill(positions, CountedParts.Nowhere);
        var next = 0;
        foreach (var index in chosen)
        {
            positions[index] = next++;
        }

        return positions;
    }

    /// <summary>A figure of the whole country beside a contest counted at smaller places: 90 seats of the national list, sums of 2002.</summary>
    private static bool IsNational(string place, Contest contest, Atlas atlas) =>
        contest.Level != PlaceLevel.Country && atlas.Find(place)?.Level == PlaceLevel.Country;

    private static NationalSeats? National(SeatsRow[] seats, TotalsRow? totals) =>
        seats.Length == 0 && totals is null
            ? null
            : new NationalSeats(totals?.Seats, seats.ToDictionary(s => s.List, s => s.Seats));

    /// <summary>Largest list first, so that tables and legends need no order of their own.</summary>
    private static int[] ColumnsOf(List<CountedVote> votes, IEnumerable<SeatsRow> seats, string[] standing, ElectoralList[] lists)
    {
        var named = seats.Select(s => s.List).Concat(standing).ToHashSet(StringComparer.Ordinal);
        var sums = lists.Select(l => named.Contains(l.Code) ? 0L : ContestResults.Unknown).ToArray();
        foreach (var vote in votes)
        {
            sums[vote.List] = Math.Max(sums[vote.List], 0) + Math.Max(vote.Votes, 0);
        }

        return [.. Enumerable.Range(0, lists.Length).Where(l => sums[l] >= 0).OrderByDescending(l => sums[l]).ThenBy(l => lists[l].Code, StringComparer.Ordinal)];
    }

    private static Place[] RowsOf(Figures figures, Atlas atlas)
    {
        var stands = new bool[atlas.Places.Count];
        foreach (var place in figures.At.Where(p => p >= 0))
        {
            stands[place] = true;
        }

        foreach (var place in figures.Totals.Select(t => t.Place).Concat(figures.Seats.Select(s => s.Place)).Distinct())
        {
            stands[Known(atlas, place).Index] = true;
        }

        return [.. atlas.Places.Where(p => stands[p.Index])];
    }

    private static Place Known(Atlas atlas, string code) => atlas.Find(code) ?? throw new InvalidDataException($"Results name the place {code}, which is not stored.");

    /// <summary>Once a place's members are published, a list without one there has none.</summary>
    /// <returns>Null when none are published.</returns>
    private static int?[]? Elected(SeatsRow[] seats, Place[] rows, ElectoralList[] columns)
    {
        if (seats.Length == 0)
        {
            return null;
        }

        var rowOf = rows.Select((p, i) => (p.Code, i)).ToDictionary(x => x.Code, x => x.i);
        var columnOf = columns.Select((l, i) => (l.Code, i)).ToDictionary(x => x.Code, x => x.i);
        var cells = new int?[rows.Length * columns.Length];
        foreach (var row in seats.Select(s => rowOf[s.Place]).Distinct())
        {
            Array.Fill(cells, 0, row * columns.Length, columns.Length);
        }

        foreach (var seat in seats)
        {
            cells[(rowOf[seat.Place] * columns.Length) + columnOf[seat.List]] = seat.Seats;
        }

        return cells;
    }

    private static PlaceTotals ToTotals(TotalsRow row) => new(row.Seats, row.Registered, row.Voters, row.Spoilt, ToDecimal(row.Turnout), ToDecimal(row.SpoiltShare));

    private static decimal? ToDecimal(string? digits) =>
        digits is null ? null : decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
