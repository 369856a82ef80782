using Daira.Core.Seats;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Elections.Laws;

/// <summary>How many votes separate each list from its next seat, and from losing its last one, constituency by constituency.</summary>
public static class SeatMargins
{
    /// <param name="constituency">Null = all of them.</param>
    public static Outcome<MarginTable> Run(string contest, ElectoralData data, string? constituency = null)
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

        var chosen = seats.Value.Constituencies.Where(c => constituency is null || c.Place.Code == constituency);
        return new MarginTable(seats.Value.Contest, [.. chosen.Select(c => Of(c, contest, data))]);
    }

    private static ConstituencyMargins Of(ConstituencySeats seats, string contest, ElectoralData data) =>
        AskQuestion.MemoryOf(data).Part($"margins|{contest}|{seats.Place.Code}", () => Of(seats));

    private static ConstituencyMargins Of(ConstituencySeats seats)
    {
        var lists = seats.Lists.Where(l => l.Votes is not null).ToArray();

        // Portions of a national list share their votes: the next seat may come from either, and no single figure tells which.
        var margins = seats.Allocations is [{ } only]
            ? Margins.Of(only.Rule, only.Tally).ToDictionary(m => m.List)
            : [];
        return new ConstituencyMargins(
            seats.Place,
            lists.Sum(l => l.Votes!.Value),
            [.. lists.Select(l => margins.TryGetValue(l.List.Code, out var m)
                ? new ListMargin(l.List, l.Seats, m.ToGain.Votes, m.ToLose.Votes) { WhyNoGain = m.ToGain.Reason, WhyNoLoss = m.ToLose.Reason }
                : new ListMargin(l.List, l.Seats, null, null))]);
    }
}

public sealed record MarginTable(Contest Contest, IReadOnlyList<ConstituencyMargins> Constituencies)
{
    public ConstituencyMargins? Find(string place) => Constituencies.FirstOrDefault(c => c.Place.Code == place);
}

/// <param name="Votes">Of all lists there.</param>
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

    /// <summary>Votes by which its last seat is held (positive) or its first is missed (negative); null when unknown.</summary>
    public long? Distance => Seats switch
    {
        null => null,
        0 => -ToGain,
        _ => ToLose,
    };
}
