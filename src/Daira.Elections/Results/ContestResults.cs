using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Results;

/// <summary>
/// The results of one contest as columns: places × lists. Unknown is not zero: a cell is null when the source has no
/// figure for that list there, and every total is null when it was not reported.
/// </summary>
public sealed class ContestResults
{
    /// <summary>In a cell of which nothing is known: 8 bytes a cell, where a nullable takes 16.</summary>
    internal const long Unknown = -1;

    private readonly long[] votes;
    private readonly int?[]? proclaimed;
    private readonly Dictionary<string, int> rowOf;
    private readonly Dictionary<string, int> columnOf;

    /// <param name="places">Rows: the places the contest was counted at.</param>
    /// <param name="lists">Columns: the lists that stood anywhere in it.</param>
    /// <param name="votes">Row-major, places × lists; ≥ 0; null = not in the source.</param>
    /// <param name="proclaimed">Row-major, places × lists: members elected as published; null = not published.</param>
    /// <param name="totals">One per row.</param>
    public ContestResults(
        Contest contest,
        IReadOnlyList<Place> places,
        IReadOnlyList<ElectoralList> lists,
        long?[] votes,
        int?[] proclaimed,
        IReadOnlyList<PlaceTotals> totals)
        : this(contest, places, lists, Array.ConvertAll(votes, v => v ?? Unknown), proclaimed, totals)
    {
    }

    /// <param name="votes">As above, with <see cref="Unknown"/> where the source has none.</param>
    /// <param name="proclaimed">As above; null when none are published.</param>
    internal ContestResults(
        Contest contest,
        IReadOnlyList<Place> places,
        IReadOnlyList<ElectoralList> lists,
        long[] votes,
        int?[]? proclaimed,
        IReadOnlyList<PlaceTotals> totals)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(votes.Length, places.Count * lists.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(proclaimed?.Length ?? votes.Length, votes.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(totals.Count, places.Count);
        Contest = contest;
        Places = places;
        Lists = lists;
        Totals = totals;
        this.votes = votes;
        this.proclaimed = proclaimed;
        rowOf = places.Select((p, i) => (p.Code, i)).ToDictionary(x => x.Code, x => x.i);
        columnOf = lists.Select((l, i) => (l.Code, i)).ToDictionary(x => x.Code, x => x.i);
    }

    public Contest Contest { get; }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<ElectoralList> Lists { get; }

    public IReadOnlyList<PlaceTotals> Totals { get; }

    /// <summary>Seats and members published for the whole country only; null when there are none such.</summary>
    public NationalSeats? National { get; init; }

    /// <summary>The same figures where they were counted, below the contest's own places: polling stations, communes. Null when none came.</summary>
    public ContestResults? Parts { get; init; }

    /// <summary>How ties were settled, by code of the place; empty where nobody has recorded it.</summary>
    public IReadOnlyDictionary<string, TieResolution> Ties { get; init; } = new Dictionary<string, TieResolution>();

    /// <summary>Row of a place, or −1.</summary>
    public int RowOf(string place) => rowOf.GetValueOrDefault(place, -1);

    /// <summary>Column of a list, or −1.</summary>
    public int ColumnOf(string list) => columnOf.GetValueOrDefault(list, -1);

    /// <summary>Votes of a list at a place; null when the source has none for it there.</summary>
    public long? Votes(int row, int column) => votes[(row * columnOf.Count) + column] is >= 0 and var known ? known : null;

    /// <summary>Members elected as published; null when not published.</summary>
    public int? Proclaimed(int row, int column) => proclaimed?[(row * columnOf.Count) + column];

    /// <summary>Sum of the votes the source has for a place; null when it has none at all.</summary>
    public long? ListVotes(int row)
    {
        long sum = 0;
        var known = false;
        foreach (var v in votes.AsSpan(row * columnOf.Count, columnOf.Count))
        {
            if (v >= 0)
            {
                sum = checked(sum + v);
                known = true;
            }
        }

        return known ? sum : null;
    }
}

/// <summary>What a place's minutes say beside the lists' votes. Null = not reported, never zero.</summary>
/// <param name="Seats">Seats at stake; null where the contest allots none there.</param>
/// <param name="Registered">Persons on the electoral roll.</param>
/// <param name="Voters">Persons who voted.</param>
/// <param name="Spoilt">Blank and spoilt ballots.</param>
/// <param name="Turnout">Voters ÷ registered as published, 0…1, with the digits the source prints (2021: four decimals).</param>
/// <param name="SpoiltShare">Share of spoilt ballots as published, 0…1.</param>
public sealed record PlaceTotals(int? Seats, long? Registered, long? Voters, long? Spoilt, decimal? Turnout, decimal? SpoiltShare)
{
    /// <summary>Of a place whose minutes say nothing.</summary>
    internal static PlaceTotals Unknown { get; } = new(null, null, null, null, null, null);
}

/// <summary>What a source publishes for the whole country beside a contest counted at smaller places.</summary>
/// <param name="Seats">Seats allotted nationally (90 on the national list of 2016); null when the seats belong to the places.</param>
/// <param name="Proclaimed">Members elected by list; may name lists of which the source has no votes.</param>
public sealed record NationalSeats(int? Seats, IReadOnlyDictionary<string, int> Proclaimed);
