namespace Daira.Core.Seats;

/// <summary>Who takes part, by index into the tally's lists.</summary>
internal sealed class Field
{
    private Field(Tally tally, bool[] admitted, int[] contenders)
    {
        Tally = tally;
        Admitted = admitted;
        Contenders = contenders;
        Votes = [.. tally.Lists.Select(l => l.Votes)];
        Limit = [.. tally.Lists.Select(l => l.Candidates ?? int.MaxValue)];
    }

    public Tally Tally { get; }

    public long[] Votes { get; }

    /// <summary>Candidates per list.</summary>
    public int[] Limit { get; }

    /// <summary>Passed the threshold.</summary>
    public bool[] Admitted { get; }

    /// <summary>Admitted, with a vote and a candidate.</summary>
    public int[] Contenders { get; }

    public string Code(int list) => Tally.Lists[list].Code;

    public static Field Of(SeatRule rule, Tally tally, List<Step>? steps)
    {
        var admitted = new bool[tally.Lists.Count];
        for (var i = 0; i < admitted.Length; i++)
        {
            admitted[i] = Admits(rule, tally, tally.Lists[i], steps);
        }

        var contenders = Enumerable.Range(0, admitted.Length)
            .Where(i => admitted[i] && tally.Lists[i] is { Votes: > 0, Candidates: null or > 0 });
        return new(tally, admitted, [.. contenders]);
    }

    /// <summary>Does one list pass?</summary>
    public static bool Admits(SeatRule rule, Tally tally, int list) => Admits(rule, tally, tally.Lists[list], null);

    private static bool Admits(SeatRule rule, Tally tally, ListTally list, List<Step>? steps)
    {
        var admitted = true;
        if (rule.Threshold is { } threshold)
        {
            admitted = threshold.Admits(list, tally);
            steps?.Add(new ThresholdStep(list.Code, list.Votes, threshold, (threshold as ShareThreshold)?.Needed(tally), admitted));
        }

        if (rule.SingleList is { } single && tally.Lists.Count == 1)
        {
            var met = single.Admits(list, tally);
            steps?.Add(new SingleListStep(list.Code, list.Votes, single.Needed(tally)!.Value, met));
            admitted &= met;
        }

        return admitted;
    }
}
