using Daira.Core.Randomness;

namespace Daira.Core.Space.Association;

/// <summary>Ranks a statistic of the whole map among arrangements where all figures are dealt out again.</summary>
internal static class GlobalRanking
{
    // Stream numbers of whole-map permutations start here, apart from those of units.
    private const long FirstStream = 1L << 40;

    /// <summary>Adds permutation ranks to a test; unchanged without settings.</summary>
    /// <param name="statistic">The statistic (or any increasing function of it) when unit u takes the figures of unit order[u].</param>
    public static GlobalTest Rank(GlobalTest test, int count, PermutationSettings? settings, Func<int[], double> statistic)
    {
        if (settings is null || test.Reason != UndefinedReason.None)
            return test;
        settings.Check();
        int[] identity = [.. Enumerable.Range(0, count)];
        var observed = statistic(identity);
        var tie = 1e-12 * Math.Abs(observed);
        int above = 0, below = 0;
        Parallel.For(0, settings.Permutations, settings.Parallelism(), () => (Order: identity.ToArray(), Above: 0, Below: 0), (permutation, _, state) =>
        {
            identity.CopyTo(state.Order, 0);
            var stream = new RandomStream(settings.Seed, FirstStream + permutation);
            stream.Shuffle(state.Order.AsSpan());
            var value = statistic(state.Order);
            return (state.Order, state.Above + (value >= observed - tie ? 1 : 0), state.Below + (value <= observed + tie ? 1 : 0));
        }, state =>
        {
            Interlocked.Add(ref above, state.Above);
            Interlocked.Add(ref below, state.Below);
        });
        return test.WithRanks(settings.Permutations, above, below);
    }
}
