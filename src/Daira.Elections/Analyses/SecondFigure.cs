using Daira.Elections.Analyses.Topics;
using Daira.Elections.Contests;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>What a list's share is laid beside: another list's share, or turnout.</summary>
/// <param name="List">Null for turnout.</param>
/// <param name="At">0…1 for each row; null where unknown.</param>
internal sealed record SecondFigure(ElectoralList? List, IReadOnlyList<decimal?> At)
{
    public object Name => List is { } list ? new Code(list.Code) : new Message("beside.turnout");

    /// <summary>As in addresses and recipes.</summary>
    public string Id => List?.Code ?? "turnout";

    /// <returns>Refused when it is the same list, or turnout is not published at the level.</returns>
    public static Outcome<SecondFigure> Of(Asked asked)
    {
        if (asked.Question.Beside is not { } code)
        {
            decimal?[] turnout = [.. asked.Results.Totals.Select(TurnoutTopic.TurnoutOf)];
            return turnout.All(t => t is null) ? Errors.TurnoutNotReported(asked.Contest, asked.Level) : new SecondFigure(null, turnout);
        }

        if (code == asked.List!.Code)
        {
            return Errors.SameFigureTwice(code);
        }

        var column = asked.Results.ColumnOf(code);
        return new SecondFigure(asked.Results.Lists[column], [.. Enumerable.Range(0, asked.Results.Places.Count).Select(r => StandingAt.Of(asked.Results, r, column)?.Share)]);
    }

    /// <summary>As statistics take them: NaN is unknown.</summary>
    public double[] Figures() => [.. At.Select(f => f is { } known ? (double)known : double.NaN)];
}
