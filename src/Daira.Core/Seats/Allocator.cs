namespace Daira.Core.Seats;

/// <summary>Turns votes into seats under a rule; exact integers throughout.</summary>
public static class Allocator
{
    /// <summary>What keeps this tally from being allotted under this rule; empty when nothing does.</summary>
    public static IReadOnlyList<TallyFault> Faults(SeatRule rule, Tally tally)
    {
        var faults = tally.Faults();
        return faults.Count > 0 ? faults : [.. MissingBases(rule, tally)];
    }

    /// <summary>Allots the seats.</summary>
    /// <param name="decision">A recorded drawing of lots or ruling, used only where figures are equal.</param>
    /// <exception cref="ArgumentException">The tally has <see cref="Faults"/>; ask for them first when the figures come from outside.</exception>
    public static Allocation Allocate(SeatRule rule, Tally tally, TieDecision? decision = null)
    {
        if (Faults(rule, tally) is [var fault, ..])
        {
            throw new ArgumentException($"The tally cannot be allotted: {fault.Kind}, list '{fault.List}', value {fault.Value}.", nameof(tally));
        }

        if (!tally.ListsComplete)
        {
            return Incomplete(rule, tally);
        }

        return UnknownBasis.Concerns(rule, tally)
            ? UnknownBasis.Allocate(rule, tally, decision)
            : Known(rule, tally, decision);
    }

    /// <summary>Allots with every basis known, with explanation.</summary>
    internal static Allocation Known(SeatRule rule, Tally tally, TieDecision? decision)
    {
        var steps = new List<Step>();
        var draft = Draw(rule, tally, decision, steps);
        var truncated = TruncatedQuotient.Compare(rule, tally, decision, draft, steps);
        return draft.Finish(rule, decision, steps, truncated);
    }

    /// <summary>Allots with every basis known; with <paramref name="steps"/> null nothing is explained.</summary>
    internal static Draft Draw(SeatRule rule, Tally tally, TieDecision? decision, List<Step>? steps)
    {
        var field = Field.Of(rule, tally, steps);
        var draft = new Draft(field);
        if (field.Contenders.Length == 0)
        {
            draft.LeaveVacant(tally.Seats);
            return draft;
        }

        var ties = new Ties(rule, tally, decision, steps);
        switch (rule.MethodFor(tally))
        {
            case LargestRemainder method:
                new RemainderAllocator(draft, ties, steps).Run(method.Quota);
                break;
            case HighestAverages method:
                new AverageAllocator(draft, ties, steps).Run(method.Divisors);
                break;
            case QuotaMethod:
                new QuotaMethodAllocator(draft, decision, steps).Run();
                break;
            case Plurality:
                new PluralityAllocator(draft, ties, steps).Run();
                break;
            default:
                throw new ArgumentException($"Method {rule.Method.GetType().Name} is not one of the four families.", nameof(rule));
        }

        return draft;
    }

    private static IEnumerable<TallyFault> MissingBases(SeatRule rule, Tally tally)
    {
        var quota = (rule.Method as LargestRemainder)?.Quota;
        var missing = rule.Threshold?.Lacks(tally) == true
            || (quota is { Basis: QuotaBasis.Fixed, FixedBasis: not > 0 })
            || (rule.SingleList is { Basis: not QuotaBasis.Registered } single && tally.Lists.Count == 1 && single.Lacks(tally))
            || (quota is { Basis: QuotaBasis.Voters } && UnknownBasis.BasisNeeded(rule, tally) == QuotaBasis.Registered && tally.Voters is null)
            || (UnknownBasis.Concerns(rule, tally) && quota is { Rounding: not QuotaRounding.Exact });
        return missing ? [new TallyFault(TallyFaultKind.BasisMissing, null, 0)] : [];
    }

    private static Allocation Incomplete(SeatRule rule, Tally tally) =>
        new(
            rule,
            tally,
            SeatState.IncompleteLists,
            [.. tally.Lists.Select(l => new ListSeats(l.Code, l.Votes, SeatState.IncompleteLists, 0, Math.Min(tally.Seats, l.Candidates ?? tally.Seats)))],
            [new IncompleteStep()])
        {
            Undecided = tally.Seats,
        };
}
