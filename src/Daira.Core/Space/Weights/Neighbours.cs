namespace Daira.Core.Space.Weights;

/// <summary>
/// Who neighbours whom among units 0 … Count − 1, each link with a strength: 1 for plain neighbourhood, otherwise e.g. a
/// length of shared border, an inverse distance, a kernel. Sparse rows, neighbours ascending, no unit its own
/// neighbour. It may be asymmetric (k nearest).
/// </summary>
/// <remarks>A unit without neighbours is an isolate: it stays in, is listed in <see cref="Isolates"/>, and every statistic says so.</remarks>
public sealed class Neighbours
{
    private readonly int[] starts;
    private readonly int[] targets;
    private readonly double[]? strengths;

    internal Neighbours(int[] starts, int[] targets, double[]? strengths = null)
    {
        this.starts = starts;
        this.targets = targets;
        this.strengths = strengths;
        for (var unit = 0; unit < Count; unit++)
            LargestDegree = Math.Max(LargestDegree, Degree(unit));
    }

    /// <summary>Number of units.</summary>
    public int Count => starts.Length - 1;

    /// <summary>Number of directed links: a pair of mutual neighbours counts twice.</summary>
    public int Links => targets.Length;

    /// <summary>Neighbours of the unit that has most of them; 0 when there is no link.</summary>
    public int LargestDegree { get; }

    /// <summary>Whether every strength is 1.</summary>
    public bool IsBinary => strengths is null;

    /// <summary>Units without any neighbour, ascending.</summary>
    public IReadOnlyList<int> Isolates => [.. Enumerable.Range(0, Count).Where(unit => Degree(unit) == 0)];

    internal ReadOnlySpan<int> Starts => starts;

    internal ReadOnlySpan<int> Targets => targets;

    /// <summary>The neighbours of a unit, ascending.</summary>
    public ReadOnlySpan<int> this[int unit] => targets.AsSpan(starts[unit]..starts[unit + 1]);

    /// <summary>Number of neighbours of a unit.</summary>
    public int Degree(int unit) => starts[unit + 1] - starts[unit];

    /// <summary>Strength of each link of a unit, in the order of its neighbours.</summary>
    public double[] Strengths(int unit) =>
        strengths?[starts[unit]..starts[unit + 1]] ?? [.. Enumerable.Repeat(1.0, Degree(unit))];

    internal void CopyStrengths(int unit, Span<double> target)
    {
        if (strengths is null)
            target.Fill(1);
        else
            strengths.AsSpan(starts[unit]..starts[unit + 1]).CopyTo(target);
    }

    /// <summary>Builds from lists of neighbours; order is free, repeated neighbours count once.</summary>
    /// <exception cref="ArgumentException">A neighbour outside 0 … Count − 1, or a unit that is its own neighbour.</exception>
    public static Neighbours FromLists(IReadOnlyList<IReadOnlyList<int>> lists)
    {
        var firsts = new int[lists.Count + 1];
        var ends = new List<int>();
        for (var unit = 0; unit < lists.Count; unit++)
        {
            var row = lists[unit].Distinct().Order().ToArray();
            Check(unit, row, lists.Count);
            ends.AddRange(row);
            firsts[unit + 1] = ends.Count;
        }

        return new(firsts, [.. ends]);
    }

    /// <summary>Builds from links with strengths; a link given twice keeps the sum.</summary>
    /// <exception cref="ArgumentException">An end outside 0 … count − 1, a link from a unit to itself, a strength that is not finite.</exception>
    public static Neighbours FromLinks(int count, IEnumerable<Link> links)
    {
        var rows = new SortedDictionary<int, double>[count];
        foreach (var (from, to, strength) in links)
        {
            if ((uint)from >= (uint)count)
                throw new ArgumentException($"Unit {from} is outside 0 … {count - 1}.", nameof(links));
            Check(from, [to], count);
            if (!double.IsFinite(strength))
                throw new ArgumentException($"The strength of {from} → {to} is {strength}; it must be finite.", nameof(links));
            var row = rows[from] ??= [];
            row[to] = row.GetValueOrDefault(to) + strength;
        }

        var firsts = new int[count + 1];
        for (var unit = 0; unit < count; unit++)
            firsts[unit + 1] = firsts[unit] + (rows[unit]?.Count ?? 0);
        var present = rows.Where(row => row is not null).ToArray();
        return new(firsts, [.. present.SelectMany(row => row.Keys)], [.. present.SelectMany(row => row.Values)]);
    }

    /// <summary>Whether every link has its counterpart of the same strength.</summary>
    public bool IsSymmetric() => AsymmetricPairs().Count == 0;

    /// <summary>Links that lack a counterpart of the same strength.</summary>
    public IReadOnlyList<(int From, int To)> AsymmetricPairs()
    {
        var pairs = new List<(int, int)>();
        for (var unit = 0; unit < Count; unit++)
            for (var at = starts[unit]; at < starts[unit + 1]; at++)
                if (StrengthOf(targets[at], unit) != (strengths?[at] ?? 1))
                    pairs.Add((unit, targets[at]));
        return pairs;
    }

    /// <summary>Some of the units under new numbers, with the links between them.</summary>
    /// <param name="number">New number of each unit, ascending where kept; −1 = left out.</param>
    /// <param name="count">Number of units kept.</param>
    public Neighbours Renumber(ReadOnlySpan<int> number, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(number.Length, Count);
        var newStarts = new int[count + 1];
        var newTargets = new List<int>(targets.Length);
        var newStrengths = strengths is null ? null : new List<double>(targets.Length);
        for (var unit = 0; unit < Count; unit++)
        {
            if (number[unit] < 0)
                continue;
            for (var at = starts[unit]; at < starts[unit + 1]; at++)
            {
                if (number[targets[at]] < 0)
                    continue;
                newTargets.Add(number[targets[at]]);
                newStrengths?.Add(strengths![at]);
            }

            newStarts[number[unit] + 1] = newTargets.Count;
        }

        return new(newStarts, [.. newTargets], newStrengths?.ToArray());
    }

    /// <summary>Weights of a style.</summary>
    public SpatialWeights Weigh(WeightStyle style) => new(this, style);

    /// <summary>Neighbours of order 1 … orders: units whose shortest way along links has that many steps.</summary>
    /// <param name="orders">1 or more.</param>
    public IReadOnlyList<Neighbours> Orders(int orders)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        var rows = Enumerable.Range(0, orders).Select(_ => new List<int>()).ToArray();
        var firsts = Enumerable.Range(0, orders).Select(_ => new int[Count + 1]).ToArray();
        var seenBy = new int[Count];
        Array.Fill(seenBy, -1);
        for (var unit = 0; unit < Count; unit++)
        {
            seenBy[unit] = unit;
            int[] front = [unit];
            for (var order = 0; order < orders; order++)
            {
                front = NextFront(front, unit, seenBy);
                rows[order].AddRange(front);
                firsts[order][unit + 1] = rows[order].Count;
            }
        }

        return [.. firsts.Zip(rows, (starts, ends) => new Neighbours(starts, [.. ends]))];
    }

    /// <summary>Neighbours of order 1 … order taken together.</summary>
    public Neighbours UpToOrder(int order)
    {
        var each = Orders(order);
        return FromLists([.. Enumerable.Range(0, Count).Select(unit => (IReadOnlyList<int>)[.. each.SelectMany(one => one[unit].ToArray())])]);
    }

    /// <summary>Links of either direction made mutual; a strength given in both directions keeps the larger one.</summary>
    public Neighbours Symmetrised()
    {
        var pairs = new Dictionary<(int, int), double>();
        for (var unit = 0; unit < Count; unit++)
            for (var at = starts[unit]; at < starts[unit + 1]; at++)
                foreach (var pair in new[] { (unit, targets[at]), (targets[at], unit) })
                    pairs[pair] = Math.Max(pairs.GetValueOrDefault(pair, double.NegativeInfinity), strengths?[at] ?? 1);
        var made = FromLinks(Count, pairs.Select(pair => new Link(pair.Key.Item1, pair.Key.Item2, pair.Value)));
        return IsBinary ? new(made.starts, made.targets) : made;
    }

    /// <summary>The same links with other strengths.</summary>
    /// <param name="strength">Of a link, finite.</param>
    public Neighbours WithStrengths(Func<int, int, double> strength)
    {
        var values = new double[Links];
        for (var unit = 0; unit < Count; unit++)
            for (var at = starts[unit]; at < starts[unit + 1]; at++)
                values[at] = strength(unit, targets[at]);
        return new(starts, targets, values);
    }

    /// <summary>The same links, all of strength 1.</summary>
    public Neighbours AsBinary() => new(starts, targets);

    /// <summary>Without links of strength 0, e.g. those at the very edge of a kernel.</summary>
    internal Neighbours WithoutZeros() =>
        FromLinks(Count, Enumerable.Range(0, Count).SelectMany(unit => this[unit].ToArray().Zip(Strengths(unit), (target, strength) => new Link(unit, target, strength)).Where(link => link.Strength != 0)));

    /// <summary>Each unit its own neighbour too, as strong as its strongest link (1 for an isolate).</summary>
    internal Neighbours WithSelf()
    {
        var newStarts = new int[Count + 1];
        var newTargets = new List<int>(Links + Count);
        var newStrengths = new List<double>(Links + Count);
        for (var unit = 0; unit < Count; unit++)
        {
            var own = Strengths(unit).DefaultIfEmpty(1).Max();
            var row = this[unit].ToArray().Zip(Strengths(unit)).Append((unit, own)).OrderBy(link => link.Item1);
            foreach (var (target, strength) in row)
            {
                newTargets.Add(target);
                newStrengths.Add(strength);
            }

            newStarts[unit + 1] = newTargets.Count;
        }

        return new(newStarts, [.. newTargets], IsBinary ? null : [.. newStrengths]);
    }

    private int[] NextFront(int[] front, int unit, int[] seenBy)
    {
        var next = new List<int>();
        foreach (var from in front)
        {
            foreach (var target in this[from])
            {
                if (seenBy[target] == unit)
                    continue;
                seenBy[target] = unit;
                next.Add(target);
            }
        }

        next.Sort();
        return [.. next];
    }

    /// <summary>Strength of a link; 0 when there is none.</summary>
    public double StrengthOf(int from, int to)
    {
        var at = targets.AsSpan(starts[from]..starts[from + 1]).BinarySearch(to);
        return at < 0 ? 0 : strengths?[starts[from] + at] ?? 1;
    }

    /// <summary>Whether there is a link.</summary>
    public bool Contains(int from, int to) => this[from].BinarySearch(to) >= 0;

    private static void Check(int unit, int[] row, int count)
    {
        foreach (var neighbour in row)
        {
            if ((uint)neighbour >= (uint)count)
                throw new ArgumentException($"Neighbour {neighbour} of unit {unit} is outside 0 … {count - 1}.");
            if (neighbour == unit)
                throw new ArgumentException($"Unit {unit} is listed as its own neighbour.");
        }
    }
}

/// <summary>One directed link.</summary>
public readonly record struct Link(int From, int To, double Strength);
