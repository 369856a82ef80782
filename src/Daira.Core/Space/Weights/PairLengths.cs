namespace Daira.Core.Space.Weights;

/// <summary>Which pairs of shapes meet, and along which length; short lists by the higher of the two.</summary>
internal sealed class PairLengths(int shapes)
{
    private readonly (int Other, double Length)[]?[] rows = new (int, double)[]?[shapes];
    private readonly int[] counts = new int[shapes];

    public void Add(int first, int second, double length)
    {
        if (first < second)
            (first, second) = (second, first);
        var row = rows[first] ??= new (int, double)[8];
        // The pair met last is most often met again.
        for (var at = counts[first] - 1; at >= 0; at--)
        {
            if (row[at].Other != second)
                continue;
            row[at].Length += length;
            return;
        }

        if (counts[first] == row.Length)
            Array.Resize(ref rows[first], row.Length * 2);
        rows[first]![counts[first]++] = (second, length);
    }

    public bool Contains(int first, int second)
    {
        var (high, low) = (Math.Max(first, second), Math.Min(first, second));
        foreach (var pair in rows[high].AsSpan(0, counts[high]))
            if (pair.Other == low)
                return true;
        return false;
    }

    public Neighbours ToNeighbours(bool lengths)
    {
        var starts = new int[shapes + 1];
        ForEach((first, second, _) =>
        {
            starts[first + 1]++;
            starts[second + 1]++;
        });
        for (var shape = 0; shape < shapes; shape++)
            starts[shape + 1] += starts[shape];
        var targets = new int[starts[shapes]];
        var strengths = new double[starts[shapes]];
        var next = starts.AsSpan(0, shapes).ToArray();
        ForEach((first, second, length) =>
        {
            (targets[next[first]], strengths[next[first]++]) = (second, length);
            (targets[next[second]], strengths[next[second]++]) = (first, length);
        });
        for (var shape = 0; shape < shapes; shape++)
            Array.Sort(targets, strengths, starts[shape], starts[shape + 1] - starts[shape]);
        return new(starts, targets, lengths ? strengths : null);
    }

    private void ForEach(Action<int, int, double> use)
    {
        for (var first = 0; first < shapes; first++)
            for (var at = 0; at < counts[first]; at++)
                use(first, rows[first]![at].Other, rows[first]![at].Length);
    }
}
