using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>
/// What a granted case does, in the same transaction as the decision: a procedure that founds a body founds it. What the register refuses,
/// the decision is refused with, so that a case never says granted while nothing happened.
/// </summary>
public static class CaseEffects
{
    /// <summary>Every effect a definition may name.</summary>
    public static IReadOnlyList<string> All { get; } = ["found-body", "renew-body", "appoint", Member];

    /// <summary>The case is about a member, whom every ending concerns (<see cref="MemberCases"/>).</summary>
    internal const string Member = "member";

    /// <returns>Why it cannot be done; null when done.</returns>
    internal static Refusal? Apply(OrganisationChange change, StoredCase granted, CaseOutcome outcome, Atlas atlas)
    {
        if (outcome.Kind is not EndingKind.Granted && granted.Stored.Effect != Member)
        {
            return null;
        }

        var decidedBy = outcome.Body;
        change.CarryOut();
        return granted.Stored.Effect switch
        {
            "found-body" => Found(change, granted, ActOf(granted, decidedBy), atlas),
            "renew-body" => Renew(change, granted, ActOf(granted, decidedBy)),
            "appoint" => Appoint(change, granted, ActOf(granted, decidedBy), atlas),
            Member => MemberCases.Carry(change, granted, outcome),
            _ => null,
        };
    }

    /// <summary>The decision is the case itself, taken by the body that granted it.</summary>
    private static Act ActOf(StoredCase granted, string? decidedBy) => new($"D-{Id(granted.Id)}", decidedBy is null ? null : long.Parse(decidedBy, CultureInfo.InvariantCulture));

    private static Refusal? Found(OrganisationChange change, StoredCase granted, Act act, Atlas atlas)
    {
        if (Day(granted, "until") is not { } until)
        {
            return BadAnswer("until");
        }

        var type = granted.Answers.GetValueOrDefault("type") ?? "";
        var standing = change.Data.BodiesAt(granted.State.Place).FirstOrDefault(b => b.Type == type && b.Last.Stage == BodyStage.Planned);
        var body = standing is not null ? standing.Id : PlanBody.Run(change, new PlannedBody(type, granted.State.Place, null, null, null, until), atlas);
        return body.IsDone
            ? FoundBody.Run(change, new Founding(body.Value, BodyStage.Preparatory, change.Today, until, act)).Why
            : body.Refusals[0];
    }

    private static Refusal? Renew(OrganisationChange change, StoredCase granted, Act act) =>
        Number(granted, "body") is not { } body ? BadAnswer("body")
        : Day(granted, "until") is not { } until ? BadAnswer("until")
        : RenewBody.Run(change, new Renewal(body, change.Today, until, act)).Why;

    private static Refusal? Appoint(OrganisationChange change, StoredCase granted, Act act, Atlas atlas) =>
        Number(granted, "body") is not { } body ? BadAnswer("body")
        : Number(granted, "person") is not { } person ? BadAnswer("person")
        : GiveMandate.Run(change, new Nomination(person, body, granted.Answers.GetValueOrDefault("office") ?? "", change.Today, null, MandateMode.Appointed, act), atlas).Why;

    private static DateOnly? Day(StoredCase granted, string field) =>
        DateOnly.TryParseExact(granted.Answers.GetValueOrDefault(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static long? Number(StoredCase granted, string field) =>
        long.TryParse(granted.Answers.GetValueOrDefault(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Refusal BadAnswer(string field) => new(RefusalKind.Invalid, "case-answer", new Message("case.answer", new Code(field)));

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
