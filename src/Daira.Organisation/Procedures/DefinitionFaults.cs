using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Procedures;

/// <summary>
/// What makes a definition unfit: no refusal may be silent, no case may be stuck. A definition with any fault is never put in force.
/// </summary>
public static class DefinitionFaults
{
    /// <summary>Every fault at once; empty when the definition is sound.</summary>
    public static IReadOnlyList<Refusal> Of(Definition definition) =>
    [
        .. Shape(definition),
        .. definition.Steps.SelectMany(s => StepFaults(definition, s)),
        .. definition.Steps.SelectMany(s => s.Moves.SelectMany(m => MoveFaults(definition, s, m))),
        .. Paths(definition),
        .. LawClockFaults(definition),
    ];

    private static IEnumerable<Refusal> Shape(Definition definition)
    {
        if (definition.Steps.Count == 0)
        {
            yield return Fault("no-steps", definition.Id);
        }

        foreach (var twice in definition.Steps.GroupBy(s => s.Id).Where(g => g.Count() > 1))
        {
            yield return Fault("step-twice", definition.Id, twice.Key);
        }

        foreach (var field in definition.Form.Concat(definition.Steps.SelectMany(s => s.Form)).Where(f => f.Pattern is { } pattern && !AnswerPattern.IsSound(pattern)))
        {
            yield return Fault("pattern", definition.Id, field.Id, field.Pattern!);
        }

        foreach (var limit in definition.Steps.Select(s => s.Limit).Append(definition.Promise).Where(IsWrong))
        {
            yield return Fault("limit", definition.Id, limit.Amount, TimeLimit.Most);
        }
    }

    private static IEnumerable<Refusal> StepFaults(Definition definition, Step step)
    {
        if (step.Actor is ActorRule.Anyone or ActorRule.Office { Offices.Count: 0 })
        {
            yield return Fault("no-actor", definition.Id, step.Id);
        }

        if (step.Moves.Count == 0)
        {
            yield return Fault("no-moves", definition.Id, step.Id);
        }

        foreach (var twice in step.Moves.GroupBy(m => m.Id).Where(g => g.Count() > 1))
        {
            yield return Fault("move-twice", definition.Id, step.Id, twice.Key);
        }
    }

    private static IEnumerable<Refusal> MoveFaults(Definition definition, Step step, Move move)
    {
        if ((move.To is null) == (move.Ending is null))
        {
            yield return Fault("move-nowhere", definition.Id, step.Id, move.Id);
        }

        if (move.To is { } to && definition.Find(to) is null)
        {
            yield return Fault("unknown-step", definition.Id, step.Id, move.Id, to);
        }

        if (move.Ending is { } ending)
        {
            foreach (var fault in EndingFaults(definition, step, move, ending))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Refusal> EndingFaults(Definition definition, Step step, Move move, Ending ending)
    {
        var negative = ending.Kind is EndingKind.Refused or EndingKind.Closed;
        if (negative && !move.NeedsReason)
        {
            yield return Fault("no-reason", definition.Id, step.Id, move.Id);
        }

        if (negative && step.Actor is not ActorRule.Office)
        {
            yield return Fault("no-deciding-body", definition.Id, step.Id, move.Id);
        }

        if (negative && ending.Appeal is null && string.IsNullOrWhiteSpace(ending.LastInstance))
        {
            yield return Fault("no-appeal", definition.Id, step.Id, move.Id);
        }

        if (ending.Kind == EndingKind.Withdrawn && step.Actor is not ActorRule.Applicant)
        {
            yield return Fault("withdrawn-by-other", definition.Id, step.Id, move.Id);
        }

        if (ending.Appeal is { } appeal)
        {
            if (definition.Find(appeal.Step) is not { } step2)
            {
                yield return Fault("unknown-step", definition.Id, step.Id, move.Id, appeal.Step);
            }
            else if (Equals(step2.Actor, step.Actor))
            {
                yield return Fault("appeal-to-same", definition.Id, step.Id, move.Id);
            }

            if (IsWrong(appeal.Within))
            {
                yield return Fault("limit", definition.Id, appeal.Within.Amount, TimeLimit.Most);
            }
        }
    }

    // A refusal may end in last instance only after an appeal: the first decision always leaves a way out.
    private static IEnumerable<Refusal> Paths(Definition definition)
    {
        if (definition.Steps.Count == 0)
        {
            yield break;
        }

        var direct = Reachable(definition, [definition.First.Id], throughAppeals: false);
        var all = Reachable(definition, [definition.First.Id], throughAppeals: true);
        foreach (var step in definition.Steps.Where(s => !all.Contains(s.Id)))
        {
            yield return Fault("unreachable", definition.Id, step.Id);
        }

        foreach (var step in definition.Steps.Where(s => all.Contains(s.Id) && !CanEnd(definition, s)))
        {
            yield return Fault("no-end", definition.Id, step.Id);
        }

        foreach (var step in definition.Steps.Where(s => direct.Contains(s.Id)))
        {
            foreach (var move in step.Moves.Where(m => m.Ending is { Kind: EndingKind.Refused, Appeal: null }))
            {
                yield return Fault("no-appeal", definition.Id, step.Id, move.Id);
            }
        }
    }

    private static bool CanEnd(Definition definition, Step step) =>
        Reachable(definition, [step.Id], throughAppeals: false).Any(id => definition.Find(id)!.Moves.Any(m => m.Ending is not null));

    private static HashSet<string> Reachable(Definition definition, IEnumerable<string> from, bool throughAppeals)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(from);
        while (open.TryPop(out var id))
        {
            if (definition.Find(id) is not { } step || !seen.Add(id))
            {
                continue;
            }

            foreach (var move in step.Moves)
            {
                if (move.To is { } to)
                {
                    open.Push(to);
                }

                if (throughAppeals && move.Ending?.Appeal is { } appeal)
                {
                    open.Push(appeal.Step);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<Refusal> LawClockFaults(Definition definition)
    {
        if (definition.Law is not { } law)
        {
            yield break;
        }

        foreach (var move in new[] { law.StartsAt, law.StopsAt }.Where(id => !definition.Steps.Any(s => s.Find(id) is not null)))
        {
            yield return Fault("law-clock", definition.Id, move);
        }
    }

    private static bool IsWrong(TimeLimit limit) => limit.Amount is < 1 or > TimeLimit.Most;

    private static Refusal Fault(string code, params object[] arguments) =>
        new(RefusalKind.Invalid, code, new Message($"definition.{code}", arguments));
}
