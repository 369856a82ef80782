using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>Ids of classes that mean the same in every answer.</summary>
public static class ClassIds
{
    /// <summary>The source has nothing for the place.</summary>
    public const string NoData = "no-data";

    /// <summary>The source has the place, but no figure for the list there: it did not stand, or was not published.</summary>
    public const string NoList = "no-list";

    /// <summary>Two or more lists share the first place.</summary>
    public const string Tie = "tie";

    /// <summary>Lists beyond the seven that have a colour of their own.</summary>
    public const string Others = "others";
}

/// <summary>A class before its places are counted.</summary>
internal sealed record ClassRule(string Id, string Swatch, Message Name, Message Rule)
{
    public static ClassRule NoData { get; } = new(ClassIds.NoData, "no-data", new("class.no-data"), new("class.no-data.rule"));

    public static ClassRule NoList { get; } = new(ClassIds.NoList, "no-list", new("class.no-list"), new("class.no-list.rule"));
}

internal static class Legend
{
    /// <summary>Counts places and votes by class. Classes of unknowns are left out when no place is in them.</summary>
    /// <param name="votesAt">Votes at a place that the share is taken of; null where they mean nothing.</param>
    public static IReadOnlyList<LegendClass> Of(IReadOnlyList<ClassRule> rules, IReadOnlyList<AnswerRow> rows, Func<Place, long?> votesAt)
    {
        var byClass = rows.ToLookup(r => r.Class);
        var all = rows.Sum(r => votesAt(r.Place) ?? 0);
        return [.. rules
            .Where(rule => byClass.Contains(rule.Id) || rule.Id is not (ClassIds.NoData or ClassIds.NoList or ClassIds.Tie or ClassIds.Others))
            .Select(rule => new LegendClass(rule.Id, rule.Swatch, rule.Name, rule.Rule, byClass[rule.Id].Count(), ShareIn(rule)))];

        Share? ShareIn(ClassRule rule)
        {
            var known = byClass[rule.Id].Select(r => votesAt(r.Place)).OfType<long>().ToArray();
            return all == 0 || known.Length == 0 ? null : new Share((decimal)known.Sum() / all);
        }
    }
}
