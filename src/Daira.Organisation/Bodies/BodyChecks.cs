using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>What every change of a body asks first.</summary>
internal static class BodyChecks
{
    /// <summary>The body, if the actor may change it, saw its last state, and the day lies between its last event and today.</summary>
    /// <param name="seen">How many events the actor saw; null from a command, which looks at the moment it runs.</param>
    public static Outcome<Body> Changeable(this OrganisationChange change, long id, int? seen, DateOnly on, Right right)
    {
        if (!change.Data.Bodies.TryGetValue(id, out var body))
        {
            return Errors.UnknownBody(id);
        }

        return change.Ask(right, OrganisationScopes.Above(body)) is { } forbidden ? forbidden
            : seen is { } s && s != body.Version ? Errors.SeenBefore(s, body.Version)
            : on > change.Today ? Errors.DayInFuture(on, change.Today)
            : on < body.Events[^1].On ? Errors.DayTooEarly(on, body.Events[^1].On)
            : body;
    }

    /// <summary>The reference of a decision, clean.</summary>
    public static Outcome<Act> Checked(this OrganisationChange change, Act act)
    {
        var reference = CleanText.Words(act.Reference, "field.act");
        return !reference.IsDone ? Outcome<Act>.Refused(reference.Refusals)
            : act.By is { } by && !change.Data.Bodies.ContainsKey(by) ? Errors.UnknownBody(by)
            : act with { Reference = reference.Value };
    }

    /// <summary>Whether the end of a preparatory or provisional body fits: compulsory, after its first day, within the longest time its type allows.</summary>
    public static Refusal? EndFault(BodyType type, BodyStage stage, DateOnly from, DateOnly? until)
    {
        if (stage == BodyStage.Constituted)
        {
            return until is null ? null : Errors.EndNotWanted();
        }

        var last = from.AddMonths(stage == BodyStage.Preparatory ? type.PreparatoryMonths : type.ProvisionalMonths);
        return until is not { } end ? Errors.EndMissing() : end <= from || end > last ? Errors.EndOutside(end, from.AddDays(1), last) : null;
    }
}
