using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>One place in two contests: votes per list in each; null = did not stand or not reported.</summary>
/// <param name="Region">0-based.</param>
public sealed record PlaceChange(int Region, IReadOnlyList<long?> Before, IReadOnlyList<long?> After);

/// <summary>
/// Shocks as two past contests show them: changes of the logarithm of votes split into country, region and place by
/// moments. One pair of contests says little about the country (one swing per list), so that deviation is pooled over the
/// lists and its uncertainty must be said beside any result.
/// </summary>
/// <remarks>Method page: docs/methods/simulation.md. Estimator: nested analysis of variance (Searle, Casella and McCulloch 1992, ch. 3).</remarks>
public static class ShockEstimate
{
    /// <summary>Votes below which a logarithm says more about counting than about swing.</summary>
    public const int FewestVotes = 50;

    /// <summary>Degrees of freedom from which a list's local deviation is its own rather than the pooled one.</summary>
    public const int FewestPlaces = 10;

    /// <summary>Estimates shocks: of the country and the regions pooled over lists by votes, of the places list by list.</summary>
    /// <param name="places">At least two; the same lists in each.</param>
    /// <exception cref="ArgumentException">Fewer than two places, lists differ in number, or no list has two places in both contests.</exception>
    public static Shocks From(IReadOnlyList<PlaceChange> places)
    {
        var lists = places.Count < 2 ? 0 : places[0].Before.Count;
        if (lists == 0 || places.Any(p => p.Before.Count != lists || p.After.Count != lists || p.Region < 0))
        {
            throw new ArgumentException("Needed: two places or more, each with the same lists before and after and a region ≥ 0.", nameof(places));
        }

        var turnout = Split([.. places.Select(p => (p.Region, Change: Turnout(p)))]);
        var parts = Enumerable.Range(0, lists)
            .Select(l => (List: l, Parts: Split(Changes(places, l, turnout)) with { Votes = places.Sum(p => (double)(p.Before[l] ?? 0)) }))
            .Where(p => p.Parts.Places > 1).ToDictionary(p => p.List, p => p.Parts);
        if (parts.Count == 0)
        {
            throw new ArgumentException($"No list has {FewestVotes} votes in both contests in two places.", nameof(places));
        }

        double Pooled(Func<Parts, double> square, Func<Parts, double> weight) => Math.Sqrt(parts.Sum(p => square(p.Value) * weight(p.Value)) / Math.Max(1, parts.Sum(p => weight(p.Value))));
        var (national, regional, local) = (Pooled(p => p.Mean * p.Mean, p => p.Votes), Pooled(p => p.Region, p => p.Votes), Pooled(p => p.Place, p => p.Freedom));
        return Shocks.Uniform(lists, Math.Min(3, national), Math.Min(3, regional), 0) with
        {
            Local = [.. Enumerable.Range(0, lists).Select(l => Math.Min(3, parts.GetValueOrDefault(l) is { Freedom: >= FewestPlaces } own ? Math.Sqrt(own.Place) : local))],
            TurnoutNational = Math.Min(1, Math.Abs(turnout.Mean)),
            TurnoutRegional = Math.Min(1, Math.Sqrt(turnout.Region)),
            TurnoutLocal = Math.Min(1, Math.Sqrt(turnout.Place)),
        };
    }

    /// <summary>Mean change, variance between regions beyond chance, variance between places of a region.</summary>
    private sealed record Parts(int Places, int Freedom, double Mean, double Region, double Place)
    {
        /// <summary>Weight of the list among the lists.</summary>
        public double Votes { get; init; }
    }

    private static double? Turnout(PlaceChange place)
    {
        var (before, after) = (place.Before.Sum(v => v ?? 0), place.After.Sum(v => v ?? 0));
        return before > 0 && after > 0 ? Elementary.Log(after) - Elementary.Log(before) : null;
    }

    /// <summary>Changes of a list's share: of its votes beyond the change of all votes there.</summary>
    private static (int Region, double? Change)[] Changes(IReadOnlyList<PlaceChange> places, int list, Parts turnout) =>
    [
        .. places.Select(p => (p.Region, p.Before[list] >= FewestVotes && p.After[list] >= FewestVotes && turnout.Places > 0
            ? Elementary.Log(p.After[list]!.Value) - Elementary.Log(p.Before[list]!.Value) - Turnout(p)
            : null)),
    ];

    private static Parts Split((int Region, double? Change)[] changes)
    {
        var known = changes.Where(c => c.Change is not null).Select(c => (c.Region, Change: c.Change!.Value)).ToList();
        if (known.Count == 0)
        {
            return new(0, 0, 0, 0, 0);
        }

        var mean = known.Average(c => c.Change);
        var regions = known.GroupBy(c => c.Region).Select(g => (Count: g.Count(), Mean: g.Average(c => c.Change), Within: g.Sum(c => Square(c.Change - g.Average(d => d.Change))))).ToList();
        var freedom = known.Count - regions.Count;
        var place = freedom > 0 ? regions.Sum(r => r.Within) / freedom : 0;
        var between = regions.Count > 1 ? regions.Sum(r => r.Count * Square(r.Mean - mean)) / (regions.Count - 1) : place;
        var size = regions.Count > 1 ? (known.Count - (regions.Sum(r => (double)r.Count * r.Count) / known.Count)) / (regions.Count - 1) : 1;
        return new(known.Count, freedom, mean, Math.Max(0, (between - place) / size), place);
    }

    private static double Square(double x) => x * x;
}
