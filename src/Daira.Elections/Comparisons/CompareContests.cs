using Daira.Core.Indices;
using Daira.Elections.Analyses;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>Sets two contests side by side. Page, interface, command, files and decision sheets all ask here. Methods: docs/methods/swing, volatility, nationalisation.</summary>
public static class CompareContests
{
    /// <returns>Refused when something asked about does not exist, and where the data do not allow the comparison, with the reason.</returns>
    public static Outcome<ComparisonAnswer> Run(Comparison asked, ElectoralData data)
    {
        if (data.Find(asked.Contest) is not { } one)
        {
            return Analyses.Errors.UnknownContest(asked.Contest);
        }

        if (data.Find(asked.Against) is not { } other)
        {
            return Analyses.Errors.UnknownContest(asked.Against);
        }

        if (one == other)
        {
            return Errors.SameContest(one.Contest);
        }

        var key = "compare|" + string.Join('&', ComparisonQuery.Write(asked).Select(w => $"{w.Key}={w.Value}"));
        var (before, after) = other.Contest.Date <= one.Contest.Date ? (other, one) : (one, other);
        var answer = data.Answers.GetOrAdd(key, () => Compare(asked, before, after, data));
        return answer;
    }

    /// <summary>Levels at which two contests can be compared, from the finest; the country always, for contests of one country.</summary>
    public static IReadOnlyList<PlaceLevel> LevelsOf(ContestResults before, ContestResults after, ElectoralData data) =>
        [.. ComparisonQuery.Levels.Select(l => l.Level).Where(level => Figures(before, after, level, data).IsDone)];

    private static Outcome<ComparisonAnswer> Compare(Comparison asked, ContestResults before, ContestResults after, ElectoralData data)
    {
        var level = asked.Level ?? LevelsOf(before, after, data).Append(PlaceLevel.Country).First();
        var figures = Figures(before, after, level, data);
        if (!figures.IsDone)
        {
            return Outcome<ComparisonAnswer>.Refused(figures.Refusals);
        }

        var lists = ComparedLists.Match(asked, before, after);
        var within = asked.Within is { } code ? data.Atlas.Find(code) : null;
        return !lists.IsDone ? Outcome<ComparisonAnswer>.Refused(lists.Refusals)
            : asked.Within is { } unknown && within is null ? Analyses.Errors.UnknownPlace(unknown)
            : within is not null && level == PlaceLevel.Country ? Errors.WithinTheWhole(within)
            : new ComparisonRun(asked, figures.Value.Before, figures.Value.After, lists.Value, within, data).Answer();
    }

    private static Outcome<(LevelResults Before, LevelResults After)> Figures(ContestResults before, ContestResults after, PlaceLevel level, ElectoralData data)
    {
        var (b, a) = (AskQuestion.FiguresAt(before, level, data), AskQuestion.FiguresAt(after, level, data));
        var refusals = b.Refusals.Concat(a.Refusals).ToArray();
        return refusals.Length > 0 ? Outcome<(LevelResults, LevelResults)>.Refused(refusals)
            : AreTheSame(b.Value, a.Value) ? (b.Value, a.Value)
            : Analyses.Errors.NotComparable(after.Contest, before.Contest);
    }

    /// <summary>The whole country is always the same; contests of one series have the same places; of two series, where both can be summed to the very same ones.</summary>
    private static bool AreTheSame(LevelResults before, LevelResults after)
    {
        var (b, a) = (before.Results.Contest, after.Results.Contest);
        return b.Country == a.Country
            && (before.Level == PlaceLevel.Country
                || (b.Comparable is not null && a.Comparable is not null && (b.Comparable == a.Comparable || Codes(before).SetEquals(Codes(after)))));
    }

    private static HashSet<string> Codes(LevelResults of) => [.. of.Results.Places.Select(p => p.Code)];
}
