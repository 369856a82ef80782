using Daira.Elections;
using Daira.Elections.Comparisons;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Compare;

/// <summary>A stop on the line of contests: a contest compared with the one of its kind before it.</summary>
/// <param name="Places">Whether places can be compared, or the country alone.</param>
internal sealed record ContestPair(Contest After, Contest Before, string Address, bool IsHere, bool Places)
{
    /// <summary>All of the kind and country now shown, in order of time.</summary>
    public static IReadOnlyList<ContestPair> Along(CompareView view, ElectoralData data)
    {
        if (view.Pair is not { } shown)
        {
            return [];
        }

        var kind = data.Contests.Where(c => c.Contest.Kind == shown.After.Contest.Kind && c.Contest.Country == shown.After.Contest.Country).Reverse().ToArray();
        return [.. kind.Zip(kind.Skip(1), (before, after) => new ContestPair(
            after.Contest, before.Contest, view.WithPair(after.Contest, before.Contest),
            after == shown.After && before == shown.Before,
            CompareContests.LevelsOf(before, after, data)[0] != PlaceLevel.Country))];
    }
}
