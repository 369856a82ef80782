using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;

namespace Daira.Core.Tests.Space;

[Collection(nameof(Alone))]
public class Local_Moran_memory
{
    /// <summary>Kept at once, the arrangements of either mode would take gigabytes.</summary>
    [Theory]
    [InlineData(Draws.Shared, 60_000_000)]
    [InlineData(Draws.Fresh, 2_000_000)]
    public void More_permutations_than_memory_are_drawn_in_parts(Draws draws, int permutations)
    {
        var (figures, weights) = Local_Moran.Random(30, WeightStyle.RowStandardised);
        var before = GC.GetTotalAllocatedBytes();
        var result = LocalMoran.Of(figures, weights, new() { Permutations = permutations, Draws = draws });
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(40L * permutations, "sums of one degree alone are 4 bytes a permutation, and there are several");
        result.Units.ShouldAllBe(unit => unit.P >= 2.0 / (permutations + 1));
    }
}
