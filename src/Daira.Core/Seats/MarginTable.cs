namespace Daira.Core.Seats;

/// <summary>All margins of one contest at once, where a closed form gives them.</summary>
internal static class MarginTable
{
    /// <summary>All margins, or null where only the general search can tell.</summary>
    public static Margin[]? Try(SeatRule rule, Tally tally)
    {
        if (!tally.ListsComplete)
        {
            return null;
        }

        if (UnknownBasis.Concerns(rule, tally))
        {
            return FirstAreElected.Try(rule, tally);
        }

        var draft = Allocator.Draw(rule, tally, null, null);
        return ClosedMargins.Of(rule, tally, draft) is { } closed ? Each(tally, draft, closed) : null;
    }

    private static Margin[] Each(Tally tally, Draft draft, ClosedMargins closed)
    {
        var margins = new Margin[tally.Lists.Count];
        for (var i = 0; i < margins.Length; i++)
        {
            var held = draft.AtLeast[i];
            margins[i] = draft.Open[i] > 0
                ? new(tally.Lists[i].Code, MarginFigure.None(MarginReason.Open), MarginFigure.None(MarginReason.Open))
                : new(
                    tally.Lists[i].Code,
                    held == tally.Seats ? MarginFigure.None(MarginReason.NothingToGain) : MarginFigure.Of(closed.ToGain(i, held + 1)),
                    held == 0 ? MarginFigure.None(MarginReason.NothingToLose) : MarginFigure.Of(closed.ToLose(i, held)));
        }

        return margins;
    }
}
