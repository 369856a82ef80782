using Daira.Core.Seats;

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

    public static void HighestAverages(LinearDivisors divisors, ReadOnlySpan<int> votes, int seats, Span<int> won)
    {
        won.Clear();
        for (var taken = 0; taken < seats; taken++)
        {
            var best = 0;
            for (var i = 1; i < votes.Length; i++)
            {
                best = divisors.Compare(votes[i], won[i], votes[best], won[best]) > 0 ? i : best;
            }

            won[best]++;
        }
    }
}
