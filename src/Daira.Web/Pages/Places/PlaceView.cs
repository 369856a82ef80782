using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Web.Pages.Places;

/// <summary>A place with everything its pages say of it.</summary>
public sealed class PlaceView
{
    public PlaceView(ElectoralData data, Place place)
    {
        Data = data;
        Place = place;
        Direct = [.. ResultsAt(place)];
        Constituency = place.Constituency is { } code && place.IsUnit ? data.Atlas.Find(code) : null;
        Inherited = Constituency is null ? [] : [.. ResultsAt(Constituency).Where(r => Direct.All(d => d.Contest.Id != r.Contest.Id))];
        Region = data.Atlas.AncestorAt(place, PlaceLevel.Region);
        Parts = [.. data.Atlas.ChildrenOf(place).Where(IsInForce)];
        Units = data.Atlas.UnitsIn(place);
    }

    public ElectoralData Data { get; }

    public Place Place { get; }

    /// <summary>Counted here or summed from below, newest first.</summary>
    public IReadOnlyList<ResultAt> Direct { get; }

    /// <summary>Of a unit: what was counted for the whole local constituency it belongs to.</summary>
    public IReadOnlyList<ResultAt> Inherited { get; }

    public Place? Constituency { get; }

    public Place? Region { get; }

    /// <summary>Places directly below that exist today.</summary>
    public IReadOnlyList<Place> Parts { get; }

    public IReadOnlyList<Place> Units { get; }

    /// <summary>Here or, for a unit, in its constituency.</summary>
    public IEnumerable<ResultAt> All => Direct.Concat(Inherited);

    /// <summary>The latest vote for the House by local lists.</summary>
    public ResultAt? House => All.FirstOrDefault(r => r.Contest.Kind == ContestKind.HouseLocal);

    /// <summary>The result the page opens with.</summary>
    public ResultAt? Main => Direct.FirstOrDefault(r => r.Contest.Kind == ContestKind.HouseLocal) ?? (Direct.Count > 0 ? Direct[0] : House);

    /// <summary>Contests whose votes were counted elsewhere, with where to read them.</summary>
    public IEnumerable<(Contest Contest, Place? Where)> Elsewhere => Data.Contests
        .Where(c => All.All(r => r.Contest.Id != c.Contest.Id))
        .Select(c => (c.Contest, c.Contest.Level == PlaceLevel.Region && Region is { } region && c.RowOf(region.Code) >= 0 ? region : null));

    /// <summary>The seats of a contest where it was decided for this place as a whole; null where no law is modelled or several constituencies lie inside.</summary>
    public ConstituencySeats? SeatsOf(ResultAt result) => result.CountedAt is { } at && AllocateSeats.Run(result.Contest.Id, Data) is { IsDone: true } table
        ? table.Value.Find(at.Code)
        : null;

    public ConstituencyMargins? MarginsOf(ResultAt result) => result.CountedAt is { } at && SeatMargins.Run(result.Contest.Id, Data, at.Code) is { IsDone: true } table
        ? table.Value.Find(at.Code)
        : null;

    /// <summary>Local lists over the contests, oldest first.</summary>
    public IReadOnlyList<ResultAt> History =>
        [.. All.Where(r => r.Contest.Kind == ContestKind.HouseLocal && r.Votes > 0).OrderBy(r => r.Contest.Date)];

    /// <summary>Local constituencies wholly inside, with their latest result.</summary>
    public IReadOnlyList<ResultAt> Constituencies
    {
        get
        {
            if (House is not { IsSummed: true } house)
            {
                return [];
            }

            var inside = Units.Select(u => u.Code).ToHashSet();
            return [.. house.Results.Places
                .Where(p => Data.Atlas.UnitsIn(p) is { Count: > 0 } units && units.All(u => inside.Contains(u.Code)))
                .Select(p => ResultAt.Of(house.Results, p, Data.Atlas)).OfType<ResultAt>()];
        }
    }

    /// <summary>Constituencies of earlier elections stay on record but are no part of a place today.</summary>
    public static bool IsInForce(Place place) => place.ValidTo is null;

    private IEnumerable<ResultAt> ResultsAt(Place place) =>
        Data.Contests.Select(c => ResultAt.Of(c, place, Data.Atlas)).OfType<ResultAt>();
}
