using Daira.Core.Indices;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>Two contests side by side: every figure before and after, null where it is not known.</summary>
/// <param name="Level">Of <paramref name="Places"/>.</param>
/// <param name="Within">The place that <paramref name="Whole"/> is about; null = the country.</param>
/// <param name="Lists">Most votes after first; figures stand in this order everywhere.</param>
/// <param name="Shown">Position of the list whose shares are shown by place.</param>
/// <param name="Other">Position of the second list of the two-list swing; null without one.</param>
/// <param name="Blocs">Volatility between the declared families, whatever belongs to none being one more; null when none is declared or it is not known.</param>
public sealed record ComparisonAnswer(
    Comparison Asked,
    Contest Before,
    Contest After,
    PlaceLevel Level,
    Place? Within,
    IReadOnlyList<ComparedList> Lists,
    int Shown,
    int? Other,
    ComparedPlace Whole,
    IReadOnlyList<ComparedPlace> Places,
    IReadOnlyList<ListSpread> Spreads,
    Spread SystemBefore,
    Spread SystemAfter,
    Volatility? Blocs,
    IReadOnlyList<Message> Notices,
    Recipe Recipe)
{
    public ComparedList ShownList => Lists[Shown];

    public ComparedList? OtherList => Other is { } position ? Lists[position] : null;

    /// <summary>Lists in the source of one contest only: whether they stood in the other is not known from it.</summary>
    public IEnumerable<ComparedList> InOneOnly => Lists.Where(l => !l.IsInBoth);

    public ComparedPlace? Find(string place) => Places.FirstOrDefault(p => p.Place?.Code == place);
}

/// <param name="Place">Null = the country.</param>
/// <param name="Volatility">Null where one of the two has no votes.</param>
/// <param name="TwoLists">Towards the shown list; null without a second list and where one of the four figures is unknown.</param>
/// <param name="Figures">One per list, in the order of the answer.</param>
public sealed record ComparedPlace(
    Place? Place,
    ComparedSide Before,
    ComparedSide After,
    Volatility? Volatility,
    TwoListSwing? TwoLists,
    IReadOnlyList<ComparedFigure> Figures);

/// <summary>One contest at one place, lists that count as one taken together.</summary>
/// <param name="Votes">Of all lists the source has there.</param>
/// <param name="Turnout">0…1.</param>
/// <param name="SpoiltShare">Of the ballots, 0…1.</param>
/// <param name="EffectiveLists">Laakso and Taagepera, by votes.</param>
/// <param name="Gallagher">0…1; null unless every member and every winner's votes are known.</param>
/// <param name="Leader">Position of the list with most votes; null where nothing is known and on a tie.</param>
/// <param name="Seats">Members proclaimed.</param>
public sealed record ComparedSide(
    long? Votes,
    long? Registered,
    decimal? Turnout,
    decimal? SpoiltShare,
    decimal? EffectiveLists,
    decimal? Gallagher,
    int? Leader,
    int? Seats);

/// <summary>One list at one place in both contests.</summary>
/// <param name="ShareBefore">Of the votes the source has for all lists there, 0…1.</param>
public readonly record struct ComparedFigure(
    long? VotesBefore,
    long? VotesAfter,
    decimal? ShareBefore,
    decimal? ShareAfter,
    int? SeatsBefore,
    int? SeatsAfter)
{
    /// <summary>Null unless both shares are known.</summary>
    public decimal? Swing => ShareAfter - ShareBefore;
}

/// <summary>How evenly a list is spread, before and after.</summary>
public readonly record struct ListSpread(Spread Before, Spread After);

/// <summary>A nationalisation score (1 − Gini), known as far as it is known where the list stood.</summary>
/// <param name="Most">Over the places with a figure; null when there is none.</param>
/// <param name="Least">With the places without a figure counted as 0, as if the list had not stood there.</param>
/// <param name="Without">Number of those places.</param>
public readonly record struct Spread(decimal? Most, decimal? Least, int Without);
