namespace Daira.Core.Seats;

/// <summary>Minutes print the quotient cut to a whole number; where that elects others, the result says so.</summary>
internal static class TruncatedQuotient
{
    /// <summary>Lists whose seats differ; null when none does or the question does not arise.</summary>
    public static bool[]? Compare(SeatRule rule, Tally tally, TieDecision? decision, Draft exact, List<Step> steps)
    {
        if (!rule.CompareTruncatedQuotient || rule.MethodFor(tally) is not LargestRemainder { Quota: { Rounding: QuotaRounding.Exact } quota }
            || exact.Field.Contenders.Length == 0)
        {
            return null;
        }

        var whole = RemainderAllocator.BasisOf(quota, exact.Field) / (tally.Seats + quota.SeatsAdded);
        if (whole == 0)
        {
            return null;
        }

        var cut = new Draft(exact.Field);
        new RemainderAllocator(cut, new Ties(rule, tally, decision, null), null).Run(whole, 1);
        var agrees = cut.SameAs(exact);
        steps.Add(new TruncatedQuotientStep(whole, [.. tally.Lists.Select((_, i) => cut.SeatsOf(i))], agrees));
        return agrees ? null : [.. tally.Lists.Select((_, i) => cut.AtLeast[i] != exact.AtLeast[i] || cut.Open[i] != exact.Open[i])];
    }
}
