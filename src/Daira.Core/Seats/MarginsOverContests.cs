namespace Daira.Core.Seats;

/// <summary>A list's margins over many contests that are allotted apart from each other.</summary>
/// <param name="ToGain">Fewest extra votes, wherever they are cast, after which the list holds one seat more in all.</param>
/// <param name="ToLose">Fewest lost votes after which it holds one seat less in all.</param>
public sealed record MarginOverContests(string List, FigureOverContests ToGain, FigureOverContests ToLose);

/// <summary>A number of votes over many contests, or why there is none.</summary>
/// <param name="Figure">The fewest votes.</param>
/// <param name="AtMost">Votes that suffice although fewer might: the least known figure of one contest. Equal to the figure when that is known.</param>
/// <param name="Contests">Where <paramref name="AtMost"/> votes move the seat, by index, ascending.</param>
public sealed record FigureOverContests(MarginFigure Figure, long? AtMost, IReadOnlyList<int> Contests);

/// <summary>
/// Margins over many contests. Contests do not touch each other, so one more seat in all takes one more seat in one of them: the
/// fewest votes are the least of their figures. Where a contest's own figure is unknown (the roll, a tie) the answer stands
/// only if one vote less than it cannot move the list's seats there, whatever the roll.
/// </summary>
/// <remarks>Method page: docs/methods/margins.md.</remarks>
public static class MarginsOverContests
{
    /// <summary>Margins of one list.</summary>
    /// <param name="contests">Contests in which it does not stand are passed over.</param>
    public static MarginOverContests Of(string list, IReadOnlyList<Allocation> contests)
    {
        var standing = contests.Select((allocation, index) => new Standing(index, allocation, allocation.Tally.IndexOf(list))).Where(s => s.List >= 0).ToArray();
        var margins = Array.ConvertAll(standing, s => Margins.Of(s.Allocation, list));
        return new(
            list,
            Fewest(standing, Array.ConvertAll(margins, m => m.ToGain), +1, MarginReason.NothingToGain),
            Fewest(standing, Array.ConvertAll(margins, m => m.ToLose), -1, MarginReason.NothingToLose));
    }

    /// <summary>The other lists whose seats change when the list gains (or, negative, loses) so many votes in one contest.</summary>
    public static IReadOnlyList<SeatMove> OthersMoved(Allocation contest, string list, long votes) =>
        [.. SeatMoves.Between(contest, Allocator.Allocate(contest.Rule, Margins.WithVotes(contest.Tally, list, votes))).Where(m => m.List != list)];

    /// <summary>A contest in which the list stands.</summary>
    private readonly record struct Standing(int Index, Allocation Allocation, int List);

    private static FigureOverContests Fewest(Standing[] standing, MarginFigure[] figures, int sign, MarginReason nothing)
    {
        if (figures.Min(f => f.Votes) is not { } least)
        {
            var unknown = Array.FindIndex(figures, IsUnknown);
            var reason = unknown >= 0 ? figures[unknown].Reason : Array.TrueForAll(figures, f => f.Reason == nothing) ? nothing : MarginReason.OutOfReach;
            return new(MarginFigure.None(reason), null, []);
        }

        int[] where = [.. standing.Where((_, n) => figures[n].Votes == least).Select(s => s.Index)];
        for (var n = 0; n < standing.Length; n++)
        {
            if (IsUnknown(figures[n]) && least > 1 && (figures[n].Reason != MarginReason.DependsOnRegistered || CanMove(standing[n], sign, least - 1)))
            {
                return new(MarginFigure.None(figures[n].Reason), least, where);
            }
        }

        return new(MarginFigure.Of(least), least, where);
    }

    private static bool IsUnknown(MarginFigure figure) => figure.Reason is MarginReason.DependsOnRegistered or MarginReason.Open or MarginReason.NotModelled;

    /// <summary>Can up to so many votes certainly move the list's seats there, at some possible roll? Under a quotient that is not rounded its seats never fall when its votes rise.</summary>
    private static bool CanMove(Standing standing, int sign, long votes)
    {
        var (now, list) = (standing.Allocation, standing.List);
        var change = sign < 0 ? -Math.Min(votes, now.Tally.Lists[list].Votes) : votes;
        var (before, after) = (Outcomes(now, now.Tally), Outcomes(now, Margins.Shift(now.Tally, list, change)));
        return before.Exists(b => after.Exists(a => Overlap(a, b) && (sign > 0
            ? a.Draft.AtLeast[list] > b.Draft.AtLeast[list]
            : a.Draft.AtLeast[list] + a.Draft.Open[list] < b.Draft.AtLeast[list] + b.Draft.Open[list])));
    }

    /// <summary>For every roll that the contest as counted allows.</summary>
    private static List<(long From, long? To, Draft Draft)> Outcomes(Allocation now, Tally tally)
    {
        var unknown = now.Steps.OfType<UnknownBasisStep>().First();
        return UnknownBasis.Outcomes(now.Rule, tally, now.Decision, unknown.AtLeast, unknown.AtMost);
    }

    private static bool Overlap((long From, long? To, Draft Draft) a, (long From, long? To, Draft Draft) b) => !(a.To < b.From) && !(b.To < a.From);
}
