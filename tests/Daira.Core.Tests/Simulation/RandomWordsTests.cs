using Daira.Core.Randomness;
using Daira.Core.Simulation;

namespace Daira.Core.Tests.Simulation;

public class RandomWordsTests
{
    /// <summary>Whatever the machine's vectors, the words are those of eight counters side by side.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2026, 17)]
    [InlineData(-5, 1L << 40)]
    public unsafe void Words_lie_as_the_layout_says(long seed, long election)
    {
        var words = new uint[3 * RandomWords.Group];
        fixed (uint* target = words)
        {
            RandomWords.Fill(seed, election, target, 3);
        }

        for (var block = 0; block < 24; block++)
        {
            var one = Philox.Generate(new((uint)block, 0, (uint)election, (uint)(election >> 32)), unchecked((ulong)seed), Philox.BulkRounds);
            var at = (block / 8 * RandomWords.Group) + (block % 8);
            (words[at], words[at + 8], words[at + 16], words[at + 24]).ShouldBe((one.A, one.B, one.C, one.D));
        }
    }
}
