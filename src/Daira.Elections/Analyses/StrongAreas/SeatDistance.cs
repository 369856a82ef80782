using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;

namespace Daira.Elections.Analyses.StrongAreas;

/// <summary>How near the list is to a seat, at the constituency that decides it.</summary>
/// <param name="ToGain">Votes to its next seat; null when it depends on an unknown roll.</param>
/// <param name="Distance">Votes by which its last seat is held (positive) or its first is missed (negative).</param>
/// <param name="Votes">Of all lists there.</param>
/// <param name="InheritedFrom">The constituency that holds the place, when the seat is its; else null.</param>
internal readonly record struct SeatDistance(int Seats, long? ToGain, long Distance, long Votes, Place? InheritedFrom)
{
    public decimal Evidence(decimal full) => Math.Clamp((decimal)Distance / Votes / full, -1m, 1m);
}

/// <summary>Seat distances of one list in the contest asked about, or else in the latest House contest of the same country up to its day.</summary>
internal sealed class SeatDistances
{
    private readonly MarginTable? margins;
    private readonly PlaceLevel level;
    private readonly Asked asked;

    public SeatDistances(Asked asked)
    {
        this.asked = asked;
        var contest = asked.Contest.Law is not null
            ? asked.Results
            : asked.Data.Contests.FirstOrDefault(c => c.Contest is { Kind: ContestKind.HouseLocal, Law: not null, Comparable: not null }
                && c.Contest.Country == asked.Contest.Country && c.Contest.Date <= asked.Contest.Date);
        level = contest?.Contest.Level ?? asked.Level;
        var found = contest is null ? null : SeatMargins.Run(contest.Contest.Id, asked.Data, list: asked.List!.Code);
        margins = found is { IsDone: true } ? found.Value : null;
    }

    /// <summary>The contest whose seats these are, or null.</summary>
    public Contest? Contest => margins?.Contest;

    /// <returns>Null when no seat is allotted here for the list, or its distance is unknown.</returns>
    public SeatDistance? At(Place place)
    {
        var constituency = LiesIn(place) ? LevelResults.Containing(place, level, asked.Data.Atlas) : null;
        var here = constituency is null ? null : margins?.Find(constituency.Code);
        return here?.Find(asked.List!.Code) is { Distance: { } distance } margin && here.Votes > 0
            ? new SeatDistance(margin.Seats!.Value, margin.ToGain, distance, here.Votes, constituency!.Code == place.Code ? null : constituency)
            : null;
    }

    /// <summary>A province may hold several constituencies: it has no seat of its own.</summary>
    private bool LiesIn(Place place) => Words.AsAsked(place.Level) == level || place.IsUnit;
}
