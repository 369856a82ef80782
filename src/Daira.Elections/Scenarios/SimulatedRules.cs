using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Core.Simulation;

namespace Daira.Elections.Scenarios;

/// <summary>A law's rule in the words of the simulation.</summary>
internal static class SimulatedRules
{
    /// <summary>The same rule, or null where the simulation has no exact counterpart: better refused than approximated.</summary>
    public static SimulatedRule? Of(SeatRule rule) =>
        ShareOf(rule.Threshold) is { } threshold && OfMethod(rule.Method) is { } simulated ? simulated with { Threshold = threshold } : null;

    private static SimulatedRule? OfMethod(AllocationMethod method) => method switch
    {
        LargestRemainder { Quota: var quota } when quota == Quota.Hare => new RemaindersOfVotes(),
        LargestRemainder { Quota: var quota } when quota == Quota.OfRegistered => new RemaindersOfRegistered(),
        HighestAverages { Divisors: LinearDivisors { Step: <= 1_000, Offset: >= 1 and <= 1_000 } d } when (d.First ?? d.Offset) >= 1 && (d.First ?? d.Offset) < d.Step + d.Offset =>
            new HighestBids((int)d.Step, (int)d.Offset, (int)(d.First ?? d.Offset)),
        _ => null,
    };

    private static Fraction? ShareOf(Threshold? threshold) => threshold switch
    {
        null => Fraction.Zero,
        ShareThreshold { Strict: false, Basis: QuotaBasis.ValidVotes or QuotaBasis.VotesOfEligibleLists } share => share.Share,
        _ => null,
    };
}
