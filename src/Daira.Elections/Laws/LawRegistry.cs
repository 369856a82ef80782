using System.Globalization;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>The laws that are modelled, by id and by date.</summary>
public static class LawRegistry
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Law> All { get; } =
    [
        MoroccoHouse2002.Law,
        MoroccoHouse2007.Law,
        MoroccoHouse2011.Law,
        MoroccoCouncils2015.Law,
        MoroccoHouse2016.Law,
        MoroccoCouncils2021.Law,
        MoroccoHouse2021.Law,
        MoroccoHouse2026.Law,
    ];

    /// <summary>The law with this id. The name of a seat method (<c>dhondt</c>, <c>hare</c>, …), alone or with the share a list must reach (<c>dhondt-3%</c>, <c>sainte-lague-4.5%</c>), is a law of one rule, for contests of no country in particular.</summary>
    /// <returns>Null when there is neither.</returns>
    public static Law? Find(string id) => All.FirstOrDefault(l => l.Id == id) ?? OfMethod(id);

    /// <summary>The latest law that rules such a contest on a day, or null.</summary>
    public static Law? InForce(string country, ContestKind kind, DateOnly day) =>
        All.Where(l => l.Country == country && l.InForceFrom <= day && l.For(kind) is not null).MaxBy(l => l.InForceFrom);

    /// <summary>What has to be read before the seats of such a contest of that day can be allotted; null when nobody has named it.</summary>
    public static (Law Law, OpenQuestion Question)? Open(string country, ContestKind kind, DateOnly day) => All
        .Where(l => l.Country == country && l.InForceFrom <= day)
        .SelectMany(l => l.Open.Where(q => q.Kind == kind).Select(q => (l, q)))
        .OrderByDescending(q => q.l.InForceFrom)
        .Select(q => ((Law, OpenQuestion)?)q)
        .FirstOrDefault();

    private static Law? OfMethod(string name)
    {
        var dash = name.EndsWith('%') ? name.LastIndexOf('-') : name.Length;
        if (dash < 0 || AllocationMethod.ByName(name[..dash]) is not { } method)
        {
            return null;
        }

        var rule = new SeatRule(method);
        if (dash == name.Length)
        {
            return Plain(name, new Message("law.method", name), rule);
        }

        return ThresholdOf(name[(dash + 1)..^1]) is { } threshold
            ? Plain(name, new Message("law.method-threshold", name[..dash], new Code(name[(dash + 1)..])), rule with { Threshold = threshold })
            : null;
    }

    /// <summary>Percent as written, e.g. <c>3</c> or <c>4.5</c>: an exact share of the sum of the lists' votes, reached by the share itself.</summary>
    private static ShareThreshold? ThresholdOf(string percent) =>
        decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 100 && value.Scale <= 6
            ? new ShareThreshold(new Fraction((long)(value * 1_000_000), 100_000_000), QuotaBasis.VotesOfEligibleLists)
            : null;

    private static Law Plain(string id, Message name, SeatRule rule) => new(id, "", DateOnly.MinValue, name, [new LawPart(null, rule, [])], []);
}
