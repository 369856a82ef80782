namespace Daira.Core.Space.Classes;

/// <summary>
/// Optimal one-dimensional partition by dynamic programming. The best start of the last class never moves down when the
/// end moves up, so each row is filled by divide and conquer: O(k n log n) time.
/// </summary>
internal static class FisherJenks
{
    /// <summary>Last position of every class but the last one.</summary>
    /// <param name="values">Strictly ascending.</param>
    /// <param name="weights">How often each occurs, positive.</param>
    /// <param name="classes">Classes wanted; at most one per value is given.</param>
    public static int[] Partition(double[] values, double[] weights, int classes)
    {
        var n = values.Length;
        classes = Math.Min(classes, n);
        var sums = new PrefixSums(values, weights);
        var cost = new double[n];
        for (var last = 0; last < n; last++)
            cost[last] = sums.Cost(0, last);
        var starts = new int[classes][];
        for (var row = 1; row < classes; row++)
        {
            var next = new double[n];
            starts[row] = new int[n];
            new Row(sums, cost, next, starts[row]).Fill(row, n - 1, row, n - 1);
            cost = next;
        }

        var lasts = new int[classes - 1];
        for (int row = classes - 1, last = n - 1; row > 0; row--)
        {
            last = starts[row][last] - 1;
            lasts[row - 1] = last;
        }

        return lasts;
    }

    /// <summary>One more class: best cost up to each end, given the best costs with one class fewer.</summary>
    private readonly struct Row(PrefixSums sums, double[] before, double[] cost, int[] starts)
    {
        public void Fill(int firstEnd, int lastEnd, int firstStart, int lastStart)
        {
            while (firstEnd <= lastEnd)
            {
                var end = (firstEnd + lastEnd) / 2;
                Choose(end, firstStart, Math.Min(end, lastStart));
                Fill(firstEnd, end - 1, firstStart, starts[end]);
                (firstEnd, firstStart) = (end + 1, starts[end]);
            }
        }

        private void Choose(int end, int firstStart, int lastStart)
        {
            cost[end] = double.PositiveInfinity;
            for (var start = firstStart; start <= lastStart; start++)
            {
                var candidate = before[start - 1] + sums.Cost(start, end);
                if (candidate < cost[end])
                    (cost[end], starts[end]) = (candidate, start);
            }
        }
    }

    private sealed class PrefixSums
    {
        private readonly (double Weight, double Sum, double Square)[] until;

        public PrefixSums(double[] values, double[] weights)
        {
            until = new (double, double, double)[values.Length + 1];
            // Values are taken about the middle, so that squares do not drown the differences.
            var middle = (values[0] / 2) + (values[^1] / 2);
            for (var at = 0; at < values.Length; at++)
            {
                var (weight, sum, square) = until[at];
                var value = values[at] - middle;
                until[at + 1] = (weight + weights[at], sum + (weights[at] * value), square + (weights[at] * value * value));
            }
        }

        /// <summary>Sum of squared deviations from the mean between two positions, both included.</summary>
        public double Cost(int first, int last)
        {
            var (weight, sum, square) = until[last + 1];
            var (weightBefore, sumBefore, squareBefore) = until[first];
            sum -= sumBefore;
            return Math.Max(0, square - squareBefore - (sum * sum / (weight - weightBefore)));
        }
    }
}
