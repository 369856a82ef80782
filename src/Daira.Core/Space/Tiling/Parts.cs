namespace Daira.Core.Space.Tiling;

/// <summary>Work cut into runs of neighbouring items; what comes out must not depend on where the cuts are.</summary>
internal static class Parts
{
    /// <param name="count">Items 0 … count − 1.</param>
    /// <param name="each">Items of a part.</param>
    /// <param name="threads">At most so many at once.</param>
    /// <param name="work">Gets the first item of a part and the one after its last.</param>
    public static void Of(int count, int each, int threads, Action<int, int> work)
    {
        if (threads == 1 || count <= each)
        {
            work(0, count);
            return;
        }

        Parallel.For(0, (count + each - 1) / each, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => work(part * each, Math.Min(count, (part + 1) * each)));
    }

    /// <summary>Keeps the lowest of the values given by any thread.</summary>
    public static void Lower(ref int lowest, int value)
    {
        for (var seen = Volatile.Read(ref lowest); value < seen;)
        {
            var before = Interlocked.CompareExchange(ref lowest, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
