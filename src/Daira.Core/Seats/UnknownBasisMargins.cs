namespace Daira.Core.Seats;

/// <summary>
/// Margins while the registered are unknown: given only when every possible number of registered persons gives the same
/// one. The number at one possible roll is the candidate; it holds when, over every roll, the seat has moved with
/// it and has not moved with one vote less.
/// </summary>
internal static class UnknownBasisMargins
{
    /// <summary>The closed form at one possible roll; null where only the search can tell.</summary>
    public static ClosedMargins? AtOneRoll(Allocation now)
    {
        var tally = OneRoll(now.Tally, Basis(now));
        return ClosedMargins.Of(now.Rule, tally, Allocator.Draw(now.Rule, tally, null, null));
    }

    /// <param name="closed">As <see cref="AtOneRoll"/> gave it.</param>
    public static MarginFigure ToGain(Allocation now, int i, ClosedMargins? closed)
    {
        var target = now.Lists[i].Seats!.Value + 1;
        return Same(now, i, +1, search => closed is null ? search.FewestToGain(target) : closed.ToGain(i, target), draft => draft.AtLeast[i] >= target);
    }

    /// <param name="closed">As <see cref="AtOneRoll"/> gave it.</param>
    public static MarginFigure ToLose(Allocation now, int i, ClosedMargins? closed)
    {
        var target = now.Lists[i].Seats!.Value;
        return Same(now, i, -1, search => closed is null ? search.FewestToLose(target) : closed.ToLose(i, target), draft => draft.AtLeast[i] + draft.Open[i] < target);
    }

    private static MarginFigure Same(Allocation now, int i, int sign, Func<MarginSearch, long?> fewest, Func<Draft, bool> moved)
    {
        var (rule, tally, basis) = (now.Rule, now.Tally, Basis(now));
        if (fewest(new(rule, OneRoll(tally, basis), i)) is not { } votes)
        {
            return MarginFigure.None(MarginReason.DependsOnRegistered);
        }

        var holds = Always(votes - 1, draft => !moved(draft)) && Always(votes, moved);
        return holds ? MarginFigure.Of(votes) : MarginFigure.None(MarginReason.DependsOnRegistered);

        bool Always(long change, Func<Draft, bool> isTrue)
        {
            var (low, high) = Possible(basis, tally, sign * change);
            return UnknownBasis.Drafts(rule, Margins.Shift(tally, i, sign * change), null, low, high).All(d => isTrue(d.Draft));
        }
    }

    private static UnknownBasisStep Basis(Allocation now) => now.Steps.OfType<UnknownBasisStep>().Single();

    /// <summary>The tally with the number with which no margin is out of reach.</summary>
    private static Tally OneRoll(Tally tally, UnknownBasisStep basis) => UnknownBasis.With(tally, basis.Basis, basis.Basis == QuotaBasis.Voters
        ? basis.AtLeast
        : basis.AtMost ?? Math.Max(basis.AtLeast, 2 * Math.Min(tally.Valid, MarginSearch.Ceiling)));

    /// <summary>Voters move with the votes; the roll does not, but it must hold the votes that were added.</summary>
    private static (long Low, long? High) Possible(UnknownBasisStep basis, Tally tally, long change) =>
        basis.Basis == QuotaBasis.Voters
            ? (basis.AtLeast + change, basis.AtMost)
            : (Math.Max(basis.AtLeast, tally.Valid + change), basis.AtMost);
}
