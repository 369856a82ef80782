using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests;

/// <summary>The README's lines, run. A test of the house compares the two texts.</summary>
public class ReadmeExample
{
    [Fact]
    public void Austria_2013_as_published()
    {
        (string Code, long Votes)[] votes = [("SPÖ", 1_258_605), ("ÖVP", 1_125_876), ("FPÖ", 962_313), ("Grüne", 582_657),
                                             ("Stronach", 268_679), ("NEOS", 232_946), ("BZÖ", 165_746)];
        var rule = new SeatRule(new HighestAverages(Divisors.DHondt)) { Threshold = new ShareThreshold(new Fraction(4, 100)) };
        var tally = new Tally(Seats: 183, [.. votes.Select(v => new ListTally(v.Code, v.Votes))]) { ValidVotes = 4_692_907 };
        var result = Allocator.Allocate(rule, tally);
        result.Lists.Select(list => list.Seats).ShouldBe([52, 47, 40, 24, 11, 9, 0]);
        result["BZÖ"].State.ShouldBe(SeatState.Threshold);
        result["SPÖ"].Won[^1].Next.ShouldNotBeNull(); // each seat says who came closest to taking it
    }
}
