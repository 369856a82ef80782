using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Web.Api;

/// <summary>Names by language; null where none is known.</summary>
public sealed record NamesAnswer(string? Ar, string? Fr, string? En, string? Zgh)
{
    internal static NamesAnswer Of(Names names) => new(names.Arabic, names.French, names.English, names.Tamazight);
}

/// <summary>A place. <c>population</c> and <c>point</c> are null when unknown.</summary>
/// <param name="Unit">Whether votes are counted at it.</param>
public sealed record PlaceAnswer(
    string Code,
    string Level,
    string? Parent,
    bool Unit,
    string? Constituency,
    NamesAnswer Names,
    PopulationAnswer? Population,
    double[]? Point,
    DateOnly? ValidFrom,
    DateOnly? ValidTo)
{
    internal static PlaceAnswer Of(Place p) => new(
        p.Code,
        p.Level.ToString().ToLowerInvariant(),
        p.Parent,
        p.IsUnit,
        p.Constituency,
        NamesAnswer.Of(p.Names),
        p.Population is { } n ? new PopulationAnswer(n.Inhabitants, n.Date, n.Source) : null,
        p.Point is { } g ? [g.Longitude, g.Latitude] : null,
        p.ValidFrom,
        p.ValidTo);
}

public sealed record PopulationAnswer(long Inhabitants, DateOnly Date, string Source);

/// <summary>A page of rows.</summary>
/// <param name="Total">Rows there are; the page starts at <c>offset</c>.</param>
public sealed record PageAnswer<T>(int Total, int Offset, IReadOnlyList<T> Rows, string DataVersion);

public sealed record ContestAnswer(
    string Id,
    NamesAnswer Names,
    DateOnly Date,
    string Kind,
    string? Law,
    string Level,
    string Status,
    bool Verified,
    string Source,
    int Places,
    IReadOnlyList<ListAnswer> Lists)
{
    internal static ContestAnswer Of(ContestResults r) => new(
        r.Contest.Id,
        NamesAnswer.Of(r.Contest.Names),
        r.Contest.Date,
        Kebab(r.Contest.Kind.ToString()),
        r.Contest.Law,
        r.Contest.Level.ToString().ToLowerInvariant(),
        r.Contest.Status.ToString().ToLowerInvariant(),
        r.Contest.Verified,
        r.Contest.Source,
        r.Places.Count,
        [.. r.Lists.Select(ListAnswer.Of)]);

    private static string Kebab(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

public sealed record ListAnswer(string Code, NamesAnswer Names)
{
    internal static ListAnswer Of(ElectoralList list) => new(list.Code, NamesAnswer.Of(list.Names));
}

/// <summary>Votes of one list at one place. Null is unknown, never zero.</summary>
/// <param name="Share">Of the lists' votes at the place, 0…1.</param>
/// <param name="Seats">Members elected as proclaimed.</param>
/// <param name="Origin">Source, lines, checksum, import and decisions it rests on; null where nothing is stored.</param>
public sealed record ResultAnswer(string Place, string List, long? Votes, decimal? Share, int? Seats, FigureOrigin? Origin);

public sealed record TotalsAnswer(string Place, int? Seats, long? Registered, long? Voters, long? Spoilt, decimal? Turnout, decimal? SpoiltShare, long? ListVotes);

public sealed record ContestResultsAnswer(string Contest, string DataVersion, IReadOnlyList<TotalsAnswer> Places, IReadOnlyList<ResultAnswer> Rows);
