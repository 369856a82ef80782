using Daira.Core.Numbers;
using Daira.Core.Seats;

namespace Daira.Core.Tests.Seats;

/// <summary>Generated contests: small numbers, so that ties, empty lists, exhaustion and thresholds are frequent.</summary>
internal sealed record Case(string Method, long[] Votes, int?[] Candidates, int Seats, (long Num, long Den)? Threshold, long? Basis)
{
    /// <summary>Under mutation the same tests run thousands of times: <c>DAIRA_FEWER_CASES</c> divides the generated cases of each.</summary>
    private static readonly int Fewer = int.TryParse(Environment.GetEnvironmentVariable("DAIRA_FEWER_CASES"), out var divisor) ? Math.Max(1, divisor) : 1;

    /// <param name="least">Cases that are always drawn: as many as are quick.</param>
    public static int Many(int cases, int least = 1) => Fewer == 1 ? cases : Math.Max(least, cases / Fewer);

    public static IReadOnlyList<string> Methods { get; } = [.. AllocationMethod.Names, "base"];

    public static Case Draw(Random random, string method)
    {
        var lists = random.Next(1, 9);
        var scale = random.Next(4) switch { 0 => 12, 1 => 100, 2 => 10_000, _ => 1_000_000_000 };
        var votes = Enumerable.Range(0, lists).Select(_ => (long)random.Next(scale)).ToArray();
        votes[0] += votes.Sum() == 0 ? 1 : 0;
        var limited = random.Next(4) == 0;
        return new(
            method,
            votes,
            [.. votes.Select(_ => limited && random.Next(2) == 0 ? random.Next(5) : (int?)null)],
            random.Next(1, 14),
            random.Next(3) == 0 ? (random.Next(1, 30), 100) : null,
            method == "base" ? votes.Sum() + random.NextInt64(2 * votes.Sum()) : null);
    }

    public SeatRule Rule => new(AllocationMethod.ByName(Method) ?? new LargestRemainder(Quota.Of(Basis!.Value)))
    {
        Threshold = Threshold is { } t ? new ShareThreshold(new Fraction(t.Num, t.Den), QuotaBasis.VotesOfEligibleLists) : null,
    };

    public Tally Tally => new(Seats, [.. Votes.Select((v, i) => new ListTally($"L{i}", v) { Candidates = Candidates[i] })]);

    public override string ToString() =>
        $"{Method} seats={Seats} votes=[{string.Join(",", Votes)}] candidates=[{string.Join(",", Candidates.Select(c => c?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "·"))}] threshold={Threshold} basis={Basis}";
}
