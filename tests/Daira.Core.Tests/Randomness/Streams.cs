using Daira.Core.Randomness;

namespace Daira.Core.Tests.Randomness;

public class Streams
{
    // The known answers that come with the paper's own library (Random123, kat_vectors, philox 4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xfffffffffffffffful, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_answers(uint a, uint b, uint c, uint d, ulong key, uint first, uint second, uint third, uint fourth) =>
        Philox.Generate(new(a, b, c, d), key).ShouldBe(new(first, second, third, fourth));

    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x5f6fb709u, 0x0d893f64u, 0x4f121f81u, 0x4f730a48u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xfffffffffffffffful, 0x5207ddc2u, 0x45165e59u, 0x4d8ee751u, 0x8c52f662u)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0x4dfccabau, 0x190a87f0u, 0xc47362bau, 0xb6b5242au)]
    public void Seven_rounds_give_the_published_answers_too(uint a, uint b, uint c, uint d, ulong key, uint first, uint second, uint third, uint fourth) =>
        Philox.Generate(new(a, b, c, d), key, Philox.BulkRounds).ShouldBe(new(first, second, third, fourth));

    [Fact]
    public void A_stream_depends_on_seed_and_unit_only()
    {
        Words(1, 7).ShouldBe(Words(1, 7));
        Words(1, 7).ShouldNotBe(Words(1, 8));
        Words(1, 7).ShouldNotBe(Words(2, 7));
        Words(-1, long.MaxValue).ShouldNotBe(Words(-1, long.MaxValue - (1L << 32)));
    }

    [Fact]
    public void A_place_of_the_stream_can_be_reached_at_once()
    {
        var walked = new RandomStream(3, 4);
        for (var word = 0; word < 40; word++)
            walked.NextUInt32();
        var jumped = new RandomStream(3, 4);
        jumped.NextUInt32();
        jumped.Skip(10);
        jumped.NextUInt32().ShouldBe(walked.NextUInt32());
    }

    [Fact]
    public void Numbers_below_a_bound_are_uniform()
    {
        var stream = new RandomStream(5, 0);
        var counts = new int[7];
        for (var draw = 0; draw < 70_000; draw++)
            counts[stream.NextBelow(7)]++;
        // 99.99 % point of chi-square with 6 degrees of freedom
        counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000).ShouldBeLessThan(27.9);
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomStream(5, 0).NextBelow(0));
    }

    [Fact]
    public void A_shuffle_gives_every_order_equally_often()
    {
        var stream = new RandomStream(6, 0);
        var counts = new Dictionary<string, int>();
        for (var draw = 0; draw < 24_000; draw++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            stream.Shuffle<char>(letters);
            counts[new(letters)] = counts.GetValueOrDefault(new(letters)) + 1;
        }

        counts.Count.ShouldBe(24);
        counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000).ShouldBeLessThan(58);
    }

    [Fact]
    public void Open_doubles_are_never_zero_or_one()
    {
        var stream = new RandomStream(8, 0);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => stream.NextOpenDouble()).ToArray();
        drawn.ShouldAllBe(value => value > 0 && value < 1);
        drawn.Average().ShouldBe(0.5, 0.005);
    }

    private static uint[] Words(long seed, long unit)
    {
        var stream = new RandomStream(seed, unit);
        return [.. Enumerable.Range(0, 9).Select(_ => stream.NextUInt32())];
    }
}
