using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Association;

/// <summary>Rates of small populations jump about; these methods take the size of the population into account. Rates = events / population.</summary>
/// <remarks>Events 0 or more, population positive; NaN in either leaves the unit unknown (NaN out). Other values throw <see cref="ArgumentException"/>.</remarks>
public static class EmpiricalBayes
{
    /// <summary>Rates as deviations from the overall rate in units of what their population lets expect (Assunção and Reis 1999, doi:10.1002/(SICI)1097-0258(19990830)18:16&lt;2147::AID-SIM179&gt;3.0.CO;2-I).</summary>
    public static double[] Standardise(double[] events, double[] population)
    {
        var (rate, between) = Prior(events, population);
        return Map(events, population, (count, size) =>
        {
            var variance = between + (rate / size);
            return variance > 0 ? ((count / size) - rate) / Math.Sqrt(variance) : ((count / size) - rate) / Math.Sqrt(rate / size);
        });
    }

    /// <summary>Rates drawn towards the overall rate, the more the smaller the population (Marshall 1991, doi:10.2307/2347593; method of moments, Poisson).</summary>
    public static double[] Smooth(double[] events, double[] population)
    {
        var (rate, between) = Prior(events, population);
        var spread = Math.Max(0, between);
        return Map(events, population, (count, size) => Shrink(rate, spread, count, size));
    }

    /// <summary>Rates drawn towards the rate of the unit and its neighbours (Marshall 1991, local).</summary>
    public static double[] SmoothLocally(double[] events, double[] population, Neighbours neighbours)
    {
        Check(events, population);
        ArgumentOutOfRangeException.ThrowIfNotEqual(neighbours.Count, events.Length, nameof(neighbours));
        var known = Enumerable.Range(0, events.Length).Select(unit => Known(events[unit], population[unit])).ToArray();
        var around = Enumerable.Range(0, events.Length)
            .Select(unit => neighbours[unit].ToArray().Append(unit).Where(other => known[other]).Order().ToArray()).ToArray();
        var rates = around.Select(units => units.Sum(unit => events[unit]) / units.Sum(unit => population[unit])).ToArray();
        var squares = events.Select((count, unit) => population[unit] * Math.Pow((count / population[unit]) - rates[unit], 2)).ToArray();
        return [.. events.Select((count, unit) => known[unit] ? Local(unit) : double.NaN)];

        double Local(int unit)
        {
            var people = around[unit].Sum(other => population[other]);
            // Each neighbour's deviation is from the rate of its own surroundings, as in spdep's EBlocal.
            var spread = (around[unit].Sum(other => squares[other]) / people) - (rates[unit] / (people / around[unit].Length));
            return Shrink(rates[unit], Math.Max(0, spread), events[unit], population[unit]);
        }
    }

    private static double Shrink(double rate, double spread, double count, double size) =>
        rate == 0 ? 0 : rate + (((count / size) - rate) * spread / (spread + (rate / size)));

    /// <summary>Overall rate and variance between units beyond that of small numbers (it may be negative).</summary>
    private static (double Rate, double Between) Prior(double[] events, double[] population)
    {
        Check(events, population);
        var known = Enumerable.Range(0, events.Length).Where(unit => Known(events[unit], population[unit])).ToArray();
        var people = known.Sum(unit => population[unit]);
        var rate = known.Sum(unit => events[unit]) / people;
        var variance = known.Sum(unit => population[unit] * Math.Pow((events[unit] / population[unit]) - rate, 2)) / people;
        return (rate, variance - (rate / (people / known.Length)));
    }

    private static double[] Map(double[] events, double[] population, Func<double, double, double> rule) =>
        [.. events.Zip(population, (count, size) => Known(count, size) ? rule(count, size) : double.NaN)];

    private static bool Known(double count, double size) => !double.IsNaN(count) && !double.IsNaN(size);

    private static void Check(double[] events, double[] population)
    {
        if (events.Length != population.Length)
            throw new ArgumentException($"{events.Length} events for {population.Length} populations.");
        for (var unit = 0; unit < events.Length; unit++)
            if (Known(events[unit], population[unit]) && !(events[unit] >= 0 && population[unit] > 0 && double.IsFinite(events[unit] / population[unit])))
                throw new ArgumentException($"Unit {unit} has {events[unit]} events among {population[unit]}; events must be 0 or more and the population positive.");
    }
}
