using System.Runtime.Intrinsics;
using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>The rules for more lists than one vector holds; equal figures go to the earlier list.</summary>
internal static class SimulatedSeats
{
    public static void LargestRemainders(ReadOnlySpan<int> votes, int seats, int basis, Span<int> won)
    {
        Span<int> remainder = stackalloc int[votes.Length];
        var left = seats;
        for (var i = 0; i < votes.Length; i++)
        {
            (won[i], var rest) = Math.DivRem(votes[i] * seats, basis);
            remainder[i] = votes[i] == 0 ? -1 : rest;
            left -= won[i];
        }

        for (; left > 0; left--)
        {
            var best = 0;
            for (var i = 1; i < remainder.Length; i++)
            {
                best = remainder[i] > remainder[best] ? i : best;
            }

            if (remainder[best] < 0)
            {
                return;
            }

            won[best]++;
            remainder[best] = -1;
        }
    }

    public static void HighestAverages(HighestBids divisors, ReadOnlySpan<int> votes, int seats, Span<int> won)
    {
        if (votes.Length == PreparedElection.Lanes
            && !AverageLanes.Settle(divisors.Step, divisors.Offset, divisors.First, Vector512.Create(votes), seats, out var lanes))
        {
            lanes.CopyTo(won);
            return;
        }

        won.Clear();
        for (var taken = 0; taken < seats; taken++)
        {
            var best = 0;
            for (var i = 1; i < votes.Length; i++)
            {
                best = votes[i] * Divisor(divisors, won[best]) > votes[best] * Divisor(divisors, won[i]) ? i : best;
            }

            won[best]++;
        }
    }

    private static long Divisor(HighestBids divisors, int held) => held == 0 ? divisors.First : ((long)divisors.Step * held) + divisors.Offset;
}
