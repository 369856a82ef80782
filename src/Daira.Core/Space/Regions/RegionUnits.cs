using Daira.Core.Space.Weights;

namespace Daira.Core.Space.Regions;

/// <summary>Units with known figures, renumbered, with their links, figures and population.</summary>
internal sealed class RegionUnits
{
    private readonly int[] originals;
    private readonly int all;

    private RegionUnits(int[] originals, int all, Neighbours neighbours, double[][] figures, double[] population)
    {
        this.originals = originals;
        this.all = all;
        Neighbours = neighbours;
        Figures = figures;
        Population = population;
    }

    public int Count => originals.Length;

    public Neighbours Neighbours { get; }

    /// <summary>Per unit one figure for each variable.</summary>
    public double[][] Figures { get; }

    public double[] Population { get; }

    public static RegionUnits Of(IReadOnlyList<double[]> variables, Neighbours neighbours, RegionSettings settings)
    {
        Check(variables, neighbours.Count, settings);
        int[] known = [.. Enumerable.Range(0, neighbours.Count).Where(unit => variables.All(figures => !double.IsNaN(figures[unit])))];
        var number = new int[neighbours.Count];
        Array.Fill(number, -1);
        for (var at = 0; at < known.Length; at++)
            number[known[at]] = at;
        var columns = variables.Select(figures => Column(figures, known, settings.Standardise)).ToArray();
        return new(
            known,
            neighbours.Count,
            neighbours.Renumber(number, known.Length).Symmetrised(),
            [.. Enumerable.Range(0, known.Length).Select(at => Array.ConvertAll(columns, column => column[at]))],
            [.. known.Select(unit => settings.Population?[unit] ?? 1)]);
    }

    public double Squared(int first, int second)
    {
        var sum = 0.0;
        for (var variable = 0; variable < Figures[first].Length; variable++)
            sum += (Figures[first][variable] - Figures[second][variable]) * (Figures[first][variable] - Figures[second][variable]);
        return sum;
    }

    /// <summary>Regions numbered by their first units, with the differences that remain.</summary>
    public RegionPlan Plan(int[] regions)
    {
        var names = new Dictionary<int, int>();
        var sums = new List<GroupSums>();
        var total = new GroupSums(Figures.Length == 0 ? 0 : Figures[0].Length);
        var plan = new int[all];
        Array.Fill(plan, RegionPlan.Undefined);
        for (var at = 0; at < Count; at++)
        {
            if (names.TryAdd(regions[at], sums.Count))
                sums.Add(new(Figures[at].Length));
            plan[originals[at]] = names[regions[at]];
            sums[names[regions[at]]].Add(Figures[at], Population[at]);
            total.Add(Figures[at], Population[at]);
        }

        return new(plan, sums.Sum(group => group.Differences), total.Differences);
    }

    private static double[] Column(double[] figures, int[] known, bool standardise)
    {
        double[] values = [.. known.Select(unit => figures[unit])];
        if (values.Length == 0)
            return values;
        var mean = values.Average();
        var deviation = standardise ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length) : 1;
        return Array.ConvertAll(values, value => deviation > 0 ? (value - mean) / deviation : 0);
    }

    private static void Check(IReadOnlyList<double[]> variables, int count, RegionSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfZero(variables.Count, nameof(variables));
        if (variables.Any(figures => figures.Length != count))
            throw new ArgumentException($"Every variable needs {count} figures.", nameof(variables));
        if (variables.Any(figures => Array.Exists(figures, double.IsInfinity)))
            throw new ArgumentException("A figure is infinite; unknown figures are NaN.", nameof(variables));
        if (settings.Population is { } population && (population.Length != count || Array.Exists(population, people => !(people >= 0 && double.IsFinite(people)))))
            throw new ArgumentException($"The population needs {count} numbers of 0 or more.", nameof(settings));
        if (!(settings.SmallestPopulation >= 0 && double.IsFinite(settings.SmallestPopulation)))
            throw new ArgumentOutOfRangeException(nameof(settings), settings.SmallestPopulation, "The smallest population must be 0 or more.");
    }
}

/// <summary>Sums of a group of units, from which its sum of squared differences follows.</summary>
internal sealed class GroupSums(int variables)
{
    private readonly double[] sums = new double[variables];
    private double squares;

    public int Count { get; private set; }

    public double Population { get; private set; }

    public double Differences => Count == 0 ? 0 : Math.Max(0, squares - (Norm(sums) / Count));

    public void Add(double[] figures, double population) => Change(figures, population, 1);

    public void Remove(double[] figures, double population) => Change(figures, population, -1);

    public void Add(GroupSums other)
    {
        for (var variable = 0; variable < sums.Length; variable++)
            sums[variable] += other.sums[variable];
        (squares, Count, Population) = (squares + other.squares, Count + other.Count, Population + other.Population);
    }

    /// <summary>Differences of what is left when a part goes.</summary>
    public double DifferencesWithout(GroupSums part)
    {
        var norm = 0.0;
        for (var variable = 0; variable < sums.Length; variable++)
            norm += (sums[variable] - part.sums[variable]) * (sums[variable] - part.sums[variable]);
        return Math.Max(0, squares - part.squares - (norm / (Count - part.Count)));
    }

    /// <summary>Squared distance of the means.</summary>
    public double BetweenMeans(GroupSums other)
    {
        var sum = 0.0;
        for (var variable = 0; variable < sums.Length; variable++)
        {
            var difference = (sums[variable] / Count) - (other.sums[variable] / other.Count);
            sum += difference * difference;
        }

        return sum;
    }

    public double FromMean(double[] figures)
    {
        var sum = 0.0;
        for (var variable = 0; variable < sums.Length; variable++)
            sum += (figures[variable] - (sums[variable] / Count)) * (figures[variable] - (sums[variable] / Count));
        return sum;
    }

    private void Change(double[] figures, double population, int sign)
    {
        for (var variable = 0; variable < sums.Length; variable++)
            sums[variable] += sign * figures[variable];
        (squares, Count, Population) = (squares + (sign * Norm(figures)), Count + sign, Population + (sign * population));
    }

    private static double Norm(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return sum;
    }
}
