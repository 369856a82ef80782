using System.Globalization;
using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>What a map of a simulation shows.</summary>
public enum SimulationTopic
{
    /// <summary>How likely is a seat of the list asked about?</summary>
    Chance,

    /// <summary>What do more votes of it bring there?</summary>
    More,

    /// <summary>How often does the place decide the coalition's majority?</summary>
    Pivotal,
}

/// <summary>A simulation, constituency by constituency, in classes.</summary>
public static class SimulationMap
{
    private static readonly double[] Chances = [0.9, 0.5, 0.1];

    /// <summary>Classes of figures whose size depends on what was asked.</summary>
    private const int Classes = 5;

    /// <summary>What can be shown of this one.</summary>
    public static IReadOnlyList<SimulationTopic> Topics(SimulatedContest of) =>
    [
        .. of.SeatsByMoreVotes is null ? Array.Empty<SimulationTopic>() : [SimulationTopic.More, SimulationTopic.Chance],
        .. of.Majority is null ? Array.Empty<SimulationTopic>() : [SimulationTopic.Pivotal],
    ];

    /// <exception cref="ArgumentException">Not one of <see cref="Topics"/>.</exception>
    public static MapLayer Of(SimulatedContest of, SimulationTopic topic)
    {
        if (!Topics(of).Contains(topic))
        {
            throw new ArgumentException($"This simulation has no map of {topic}.", nameof(topic));
        }

        var breaks = topic == SimulationTopic.Chance ? [] : BreaksOf(of, topic);
        var cells = of.Places.Select((p, i) => (p.Code, Cell: CellOf(of, i, topic, breaks))).ToDictionary(c => c.Code, c => c.Cell, StringComparer.Ordinal);
        var counts = cells.Values.GroupBy(c => c.Class).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var word = topic.ToString().ToLowerInvariant();
        return new MapLayer(
            word,
            new Message($"simulation.map.{word}", new Code(topic == SimulationTopic.Pivotal ? string.Join(" + ", of.Asked.Coalition) : of.Asked.Own!), of.Asked.More),
            [.. RulesOf(topic, breaks).Where(r => r.Id != ClassIds.NoList || counts.ContainsKey(r.Id)).Select(r => new LegendClass(r.Id, r.Swatch, r.Name, r.Rule, counts.GetValueOrDefault(r.Id), null))],
            cells);
    }

    /// <summary>The number behind the class; null where the list does not stand.</summary>
    public static double? FigureOf(SimulatedContest of, int place, SimulationTopic topic) => topic switch
    {
        SimulationTopic.Pivotal => of.Pivotal(place),
        SimulationTopic.More => of.SeatsByMoreVotes![place],
        _ when of.SeatsByMoreVotes![place] is null => null,
        _ => of.Chance(place, of.OwnIndex, 1),
    };

    private static LayerCell CellOf(SimulatedContest of, int place, SimulationTopic topic, decimal[] breaks) => FigureOf(of, place, topic) is not { } figure
        ? new(ClassIds.NoList, null)
        : new(ClassOf(figure, topic, breaks), topic == SimulationTopic.More ? decimal.Round((decimal)figure, 3) + 0.000m : new Share(decimal.Round((decimal)figure, 4)));

    private static string ClassOf(double figure, SimulationTopic topic, decimal[] breaks) => topic == SimulationTopic.Chance
        ? $"c{Chances.Count(c => figure < c)}"
        : $"c{breaks.Count(b => (decimal)figure >= b)}";

    /// <summary>Equal round steps that cover all but the largest twentieth: 1, 2 or 5 in the last digit.</summary>
    private static decimal[] BreaksOf(SimulatedContest of, SimulationTopic topic)
    {
        double[] figures = [.. Enumerable.Range(0, of.Places.Count).Select(i => FigureOf(of, i, topic)).OfType<double>().Order()];
        var high = figures.Length == 0 ? 0 : (decimal)figures[(int)(0.95 * (figures.Length - 1))];
        var step = Finest;
        foreach (var grow in Enumerable.Repeat(new[] { 2m, 2.5m, 2m }, 5).SelectMany(g => g))
        {
            step = step * Classes < high ? decimal.Parse((step * grow).ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : step;
        }

        return [.. Enumerable.Range(1, Classes - 1).Select(i => i * step)];
    }

    private const decimal Finest = 0.0001m;

    private static IEnumerable<ClassRule> RulesOf(SimulationTopic topic, decimal[] breaks)
    {
        if (topic == SimulationTopic.Chance)
        {
            foreach (var (id, swatch, word) in new[] { ("c0", "strength-0", "near-certain"), ("c1", "strength-1", "likely"), ("c2", "strength-2", "open"), ("c3", "strength-4", "unlikely") })
            {
                yield return new(id, swatch, new($"simulation.chance.{word}"), new($"simulation.chance.{word}.rule"));
            }

            yield return ClassRule.NoList;
            yield break;
        }

        for (var i = breaks.Length; i >= 0; i--)
        {
            yield return new($"c{i}", $"sequential-{i}", Between(topic, breaks, i), new($"simulation.{topic.ToString().ToLowerInvariant()}.rule"));
        }

        if (topic == SimulationTopic.More)
        {
            yield return ClassRule.NoList;
        }
    }

    private static Message Between(SimulationTopic topic, decimal[] breaks, int i)
    {
        object At(int k) => topic == SimulationTopic.Pivotal ? new Share(breaks[k]) : breaks[k];
        return i == 0 ? new("simulation.class.below", At(0)) : i == breaks.Length ? new("simulation.class.from", At(i - 1)) : new("simulation.class.between", At(i - 1), At(i));
    }
}
