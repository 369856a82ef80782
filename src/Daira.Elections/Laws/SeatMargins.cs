using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Elections.Laws;

/// <summary>How many votes separate each list from its next seat, and from losing its last one, constituency by constituency.</summary>
public static class SeatMargins
{
    /// <param name="constituency">Null = all of them.</param>
    /// <param name="list">Null = every list.</param>
    public static Outcome<MarginTable> Run(string contest, ElectoralData data, string? constituency = null, string? list = null)
    {
        var seats = AllocateSeats.Run(contest, data);
        if (!seats.IsDone)
        {
            return Outcome<MarginTable>.Refused(seats.Refusals);
        }

        if (constituency is not null && seats.Value.Find(constituency) is null)
        {
            return Errors.UnknownConstituency(constituency, seats.Value.Contest);
        }

        if (list is not null && data.Find(contest)!.ColumnOf(list) < 0)
        {
            return Errors.UnknownList(list, seats.Value.Contest);
        }

        return data.Parts.GetOrAdd($"margins|{contest}|{constituency}|{list}", () => Of(seats.Value, constituency, list));
    }

    /// <summary>Constituencies do not touch each other: each is worked out on whatever core is free.</summary>
    private static MarginTable Of(SeatTable seats, string? constituency, string? list) => new(
        seats.Contest,
        OfEach([.. seats.Constituencies.Where(c => constituency is null || c.Place.Code == constituency)], list));

    // A page asks this while many are served: the caller works too, and never waits for a free thread as a parallel query would.
    private static ConstituencyMargins[] OfEach(ConstituencySeats[] asked, string? list)
    {
        var margins = new ConstituencyMargins[asked.Length];
        Parallel.For(0, asked.Length, i => margins[i] = Of(asked[i], list));
        return margins;
    }

    private static ConstituencyMargins Of(ConstituencySeats seats, string? list)
    {
        var lists = seats.Lists.Where(l => l.Votes is not null).ToArray();
        return new ConstituencyMargins(
            seats.Place,
            lists.Sum(l => l.Votes!.Value),
            [.. lists.Where(l => list is null || l.List.Code == list).Select(l => Of(l, seats))]);
    }

    /// <summary>Portions of a national list share their votes: the next seat comes from whichever needs fewer.</summary>
    private static ListMargin Of(ListOutcome list, ConstituencySeats seats)
    {
        if (seats.Allocations.Count == 0)
        {
            return new ListMargin(list.List, list.Seats, null, null);
        }

        var (gain, loss) = MarginsOverContests.Of(list.List.Code, seats.Allocations) is var margin ? (margin.ToGain.Figure, margin.ToLose.Figure) : default;
        return new ListMargin(list.List, list.Seats, gain.Votes, loss.Votes) { WhyNoGain = gain.Reason, WhyNoLoss = loss.Reason, At = seats };
    }
}

public sealed record MarginTable(Contest Contest, IReadOnlyList<ConstituencyMargins> Constituencies)
{
    public ConstituencyMargins? Find(string place) => Constituencies.FirstOrDefault(c => c.Place.Code == place);
}

/// <param name="Votes">Of all lists there, also those not asked about.</param>
public sealed record ConstituencyMargins(Place Place, long Votes, IReadOnlyList<ListMargin> Lists)
{
    public ListMargin? Find(string list) => Lists.FirstOrDefault(l => l.List.Code == list);
}

/// <param name="Seats">Computed; null while open.</param>
/// <param name="ToGain">Fewest further votes with which one more seat is certain, all other lists unchanged; null for the reason given.</param>
/// <param name="ToLose">Fewest votes whose loss makes its last seat certainly lost; null for the reason given.</param>
public sealed record ListMargin(ElectoralList List, int? Seats, long? ToGain, long? ToLose)
{
    public MarginReason WhyNoGain { get; init; } = MarginReason.Open;

    public MarginReason WhyNoLoss { get; init; } = MarginReason.Open;

    /// <summary>The other lists whose seats change when the list has gained just enough; empty when that is unknown.</summary>
    public IReadOnlyList<SeatMove> WhenGained => ToGain is { } votes && At is not null ? At.OthersMoved(List.Code, votes) : [];

    /// <summary>The other lists whose seats change when the list has lost just enough; empty when that is unknown.</summary>
    public IReadOnlyList<SeatMove> WhenLost => ToLose is { } votes && At is not null ? At.OthersMoved(List.Code, -votes) : [];

    /// <summary>Votes by which its last seat is held (positive) or its first is missed (negative); null when unknown.</summary>
    public long? Distance => Seats switch
    {
        null => null,
        0 => -ToGain,
        _ => ToLose,
    };

    internal ConstituencySeats? At { get; init; }
}
