namespace Daira.Core.Seats;

/// <summary>
/// Margins while the registered are unknown: given only when every possible number of registered persons gives the same
/// one. The number at one possible roll is the candidate; it holds when, over every roll, the seat has moved with
/// it and has not moved with one vote less.
/// </summary>
internal static class UnknownBasisMargins
{
    public static MarginFigure ToGain(SeatRule rule, Tally tally, Allocation now, int i)
    {
        var target = now.Lists[i].Seats!.Value + 1;
        return Same(rule, tally, now, i, +1, search => search.FewestToGain(target), draft => draft.AtLeast[i] >= target);
    }

    public static MarginFigure ToLose(SeatRule rule, Tally tally, Allocation now, int i)
    {
        var target = now.Lists[i].Seats!.Value;
        return Same(rule, tally, now, i, -1, search => search.FewestToLose(target), draft => draft.AtLeast[i] + draft.Open[i] < target);
    }

    private static MarginFigure Same(
        SeatRule rule, Tally tally, Allocation now, int i, int sign, Func<MarginSearch, long?> fewest, Func<Draft, bool> moved)
    {
        var basis = now.Steps.OfType<UnknownBasisStep>().First();
        var sample = Math.Min(basis.AtMost ?? long.MaxValue, Math.Max(basis.AtLeast, checked(2 * tally.Valid)));
        if (fewest(new MarginSearch(rule, With(tally, basis.Basis, sample), i)) is not { } votes)
        {
            return MarginFigure.None(MarginReason.DependsOnRegistered);
        }

        var holds = Always(votes, moved) && (votes == 1 || Always(votes - 1, draft => !moved(draft)));
        return holds ? MarginFigure.Of(votes) : MarginFigure.None(MarginReason.DependsOnRegistered);

        bool Always(long change, Func<Draft, bool> isTrue)
        {
            var (low, high) = Possible(basis, tally, sign * change);
            return UnknownBasis.Outcomes(rule, Margins.Shift(tally, i, sign * change), null, low, high).TrueForAll(o => isTrue(o.Draft));
        }
    }

    /// <summary>Voters move with the votes; the roll does not, but it must hold the votes that were added.</summary>
    private static (long Low, long? High) Possible(UnknownBasisStep basis, Tally tally, long change) =>
        basis.Basis == QuotaBasis.Voters
            ? (basis.AtLeast + change, basis.AtMost)
            : (Math.Max(basis.AtLeast, tally.Valid + change), basis.AtMost);

    private static Tally With(Tally tally, QuotaBasis basis, long value) =>
        basis == QuotaBasis.Voters ? tally with { Voters = value } : tally with { Registered = value };
}
