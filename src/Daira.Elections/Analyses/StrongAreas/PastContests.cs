using Daira.Elections.Contests;
using Daira.Elections.Places;

namespace Daira.Elections.Analyses.StrongAreas;

/// <summary>In how many earlier contests the list reached its national share here.</summary>
/// <param name="Known">Contests with a figure for the list here.</param>
/// <param name="InheritedFrom">The constituency that holds the place, when the figures are its; else null.</param>
internal readonly record struct Persistence(int Reached, int Known, Place? InheritedFrom)
{
    public decimal Share => (decimal)Reached / Known;

    public decimal Evidence => (2 * Share) - 1;
}

/// <summary>The House contests that tell how long a list has been strong somewhere: those up to the day asked about whose places are the same set.</summary>
internal sealed class PastContests
{
    private readonly List<(LevelResults Figures, int Column, decimal NationalShare)> contests = [];
    private readonly bool inherited;
    private readonly Atlas atlas;

    public PastContests(Asked asked)
    {
        atlas = asked.Data.Atlas;
        inherited = asked.Level == PlaceLevel.Commune;
        var level = inherited ? PlaceLevel.Constituency : asked.Level;
        foreach (var results in asked.Data.Contests.Where(c => IsPast(c.Contest, asked.Contest)))
        {
            var column = results.ColumnOf(asked.List!.Code);
            var figures = AskQuestion.FiguresAt(results, level, asked.Data);
            if (column >= 0 && figures.IsDone && NationalShare.Of(figures.Value.Results, column) is { } share)
            {
                contests.Add((figures.Value, column, share));
            }
        }
    }

    public IEnumerable<string> Sources => contests.Select(c => c.Figures.Results.Contest.Source);

    /// <returns>Null when no earlier contest has a figure for the list here.</returns>
    public Persistence? At(Place place)
    {
        var seen = inherited ? LevelResults.Containing(place, PlaceLevel.Constituency, atlas) : place;
        var (reached, known) = (0, 0);
        foreach (var (figures, column, national) in contests)
        {
            var row = seen is null ? -1 : figures.Results.RowOf(seen.Code);
            if (row >= 0 && StandingAt.Of(figures.Results, row, column) is { } standing)
            {
                known++;
                reached += standing.Share >= national ? 1 : 0;
            }
        }

        return known == 0 ? null : new Persistence(reached, known, inherited ? seen : null);
    }

    private static bool IsPast(Contest contest, Contest asked) =>
        contest is { Kind: ContestKind.HouseLocal, Comparable: not null }
        && contest.Id != asked.Id
        && contest.Country == asked.Country
        && contest.Date <= asked.Date;
}
