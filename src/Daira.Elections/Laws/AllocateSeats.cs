using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;

namespace Daira.Elections.Laws;

/// <summary>Allots the seats of a stored contest under its law, beside the members proclaimed; every difference is listed, none is smoothed over.</summary>
public static class AllocateSeats
{
    /// <returns>Refused for an unknown contest and where no law was read for it.</returns>
    public static Outcome<SeatTable> Run(string contest, ElectoralData data)
    {
        if (data.Find(contest) is not { } results)
        {
            return Errors.UnknownContest(contest);
        }

        var law = LawOf(results.Contest);
        return law.IsDone
            ? data.Parts.GetOrAdd($"seats|{contest}", () => Allot(results, law.Value, data))
            : Outcome<SeatTable>.Refused(law.Refusals);
    }

    private static Outcome<Law> LawOf(Contest contest)
    {
        if (contest.Law is null)
        {
            return Errors.NoLaw(contest);
        }

        return LawRegistry.Find(contest.Law) switch
        {
            null => Errors.UnknownLaw(contest.Law, contest),
            { } law when law.For(contest.Kind) is null => Errors.LawSilent(law, contest),
            { } law => law,
        };
    }

    private static SeatTable Allot(ContestResults results, Law law, ElectoralData data)
    {
        var part = law.For(results.Contest.Kind)!;
        var counted = new CountedLists(results);
        ConstituencySeats[] constituencies = part.IsNationwide && results.Places.Count > 0
            ? [counted.Nationwide(part, data.Atlas)]
            : [.. Enumerable.Range(0, results.Places.Count).Select(row => counted.At(row, part))];
        return new SeatTable(results.Contest, law, part, constituencies);
    }
}

/// <summary>The seats of one contest.</summary>
public sealed record SeatTable(Contest Contest, Law Law, LawPart Part, IReadOnlyList<ConstituencySeats> Constituencies)
{
    public ConstituencySeats? Find(string place) => Constituencies.FirstOrDefault(c => c.Place.Code == place);

    /// <summary>Lists whose computed and proclaimed seats are both known and differ.</summary>
    public IEnumerable<SeatDifference> Differences =>
        from constituency in Constituencies
        from list in constituency.Lists
        where list is { Seats: { } computed, Proclaimed: { } proclaimed } && computed != proclaimed
        select new SeatDifference(constituency.Place, list.List, list.Seats!.Value, list.Proclaimed!.Value);
}

/// <summary>One constituency's seats, list by list.</summary>
/// <param name="Seats">At stake; null when the source does not say.</param>
/// <param name="State">How the allotment ended.</param>
/// <param name="Lists">Most votes first; lists elected without a vote in the source come last.</param>
/// <param name="Allocations">The arithmetic with its steps: one, or one per portion; empty when the figures do not allow any.</param>
public sealed record ConstituencySeats(
    Place Place,
    int? Seats,
    SeatState State,
    IReadOnlyList<ListOutcome> Lists,
    IReadOnlyList<Allocation> Allocations)
{
    /// <summary>How a tie here was settled, when it was used; else null.</summary>
    public TieResolution? Settled { get; init; }

    public ListOutcome? Find(string list) => Lists.FirstOrDefault(l => l.List.Code == list);

    /// <summary>The other lists whose seats change when a list gains (or, negative, loses) votes of abstainers here; over all portions.</summary>
    public IReadOnlyList<SeatMove> OthersMoved(string list, long votes) =>
        [.. Allocations.SelectMany(a => MarginsOverContests.OthersMoved(a, list, votes)).GroupBy(m => m.List)
            .Select(g => new SeatMove(g.Key, Sum(g.Select(m => m.Before)), Sum(g.Select(m => m.After)))).Where(m => m.Before is null || m.Before != m.After)];

    private static int? Sum(IEnumerable<int?> seats) => seats.Aggregate((int?)0, (sum, n) => sum + n);
}

/// <param name="Votes">Null when the source has none for it here.</param>
/// <param name="Seats">Computed; null while open.</param>
/// <param name="Proclaimed">Members elected as published; null when not published.</param>
public sealed record ListOutcome(ElectoralList List, long? Votes, int? Seats, int? Proclaimed, SeatState State);

/// <summary>Computed and proclaimed seats that do not agree: a correction, an affiliation counted otherwise, a list missing from the source, or a fault.</summary>
public sealed record SeatDifference(Place Place, ElectoralList List, int Computed, int Proclaimed);
