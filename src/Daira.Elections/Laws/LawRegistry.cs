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

    /// <summary>The law with this id. The name of a seat method (<c>dhondt</c>, <c>hare</c>, …) is a law of one rule, for contests of no country in particular.</summary>
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

    private static Law? OfMethod(string name) => AllocationMethod.ByName(name) is { } method
        ? new Law(name, "", DateOnly.MinValue, new Message("law.method", name), [new LawPart(null, new SeatRule(method), [])], [])
        : null;
}
