using Daira.Core.Simulation;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Elections.Scenarios;

/// <summary>Shares of the votes that were cast beside those that were simulated: in the country, and constituency by constituency.</summary>
internal sealed class ShareScoring(ContestResults actual, ContestModel model, Simulator simulator)
{
    private readonly int lists = model.Lists.Count;

    public ShareScore Run(CancellationToken stop)
    {
        var national = NewShares(lists);
        var local = NewShares(model.Places.Count * lists);
        var n = 0;
        foreach (var votes in simulator.Votes(BackTestContest.Seed, 0, BackTestContest.ElectionsOfVotes))
        {
            stop.ThrowIfCancellationRequested();
            Keep(votes, national, local, n++);
        }

        ShareInterval[] country = [.. Enumerable.Range(0, lists).Select(l => OfCountry(l, national[l])).OfType<ShareInterval>()];
        ShareInterval[] places = [.. Enumerable.Range(0, model.Places.Count).SelectMany(p => Enumerable.Range(0, lists).Select(l => At(p, l, local[(p * lists) + l]))).OfType<ShareInterval>()];
        return new ShareScore([.. country.OrderByDescending(s => s.Actual)], Coverage.Of(country), places.Length, Coverage.Of(places), [.. Missed(places)]);
    }

    private static float[][] NewShares(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[BackTestContest.ElectionsOfVotes])];

    private void Keep(int[,] votes, float[][] national, float[][] local, int n)
    {
        var (sums, all) = (new long[lists], 0L);
        for (var p = 0; p < model.Places.Count; p++)
        {
            var here = 0L;
            for (var l = 0; l < lists; l++)
            {
                here += votes[p, l];
                sums[l] += votes[p, l];
            }

            all += here;
            for (var l = 0; l < lists; l++)
            {
                local[(p * lists) + l][n] = (float)votes[p, l] / Math.Max(1, here);
            }
        }

        for (var l = 0; l < lists; l++)
        {
            national[l][n] = (float)sums[l] / Math.Max(1, all);
        }
    }

    private ShareInterval? OfCountry(int list, float[] shares)
    {
        var column = actual.ColumnOf(model.Lists[list].Code);
        var all = Enumerable.Range(0, actual.Places.Count).Sum(r => actual.ListVotes(r) ?? 0);
        return column < 0 || all == 0 ? null : ShareInterval.Of(null, model.Lists[list], (double)Enumerable.Range(0, actual.Places.Count).Sum(r => actual.Votes(r, column) ?? 0) / all, shares);
    }

    /// <summary>Only where the list stood in both contests: entering and leaving a constituency is no change of votes.</summary>
    private ShareInterval? At(int place, int list, float[] shares)
    {
        var row = actual.RowOf(model.Places[place].Code);
        var column = actual.ColumnOf(model.Lists[list].Code);
        return column >= 0 && simulator.Model.Places[place].Votes[list] is > 0 && actual.Votes(row, column) is { } votes && actual.ListVotes(row) is > 0 and var all
            ? ShareInterval.Of(model.Places[place], model.Lists[list], (double)votes / all, shares)
            : null;
    }

    /// <summary>Outside the 95 % interval, farthest first.</summary>
    private static IEnumerable<ShareInterval> Missed(ShareInterval[] places) => places.Where(s => !s.Holds(2)).OrderByDescending(s => s.Beyond);
}
