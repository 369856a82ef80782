using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Reason">Why the rule should not hold here; shown to the second person and kept in the journal.</param>
public sealed record ExceptionRequest(Nomination Nomination, string Reason);

/// <summary>Asks that somebody be appointed although a rule of incompatibility forbids it; a second person must allow it (<see cref="AllowException"/>).</summary>
public sealed class AskException(OrganisationStore store, Func<Atlas> atlas)
{
    public const string Kind = "override-rule";

    public Outcome<JointAct> Run(ExceptionRequest request, Actor actor) => store.Change<JointAct>(actor, "exception-asked", change =>
    {
        var look = GiveMandate.Check(change.Data, request.Nomination, atlas());
        return look.IsDone ? Errors.NoRuleBroken()
            : look.Refusals[0].Code != "incompatible" ? look.Refusals[0]
            : change.AskSecondPerson(Rights.Override, Kind, SubjectOf(request.Nomination), OrganisationJson.Write(request.Nomination with { Seen = null }), request.Reason);
    });

    private static string SubjectOf(Nomination nomination) => FormattableString.Invariant($"person/{nomination.Person} body/{nomination.Body} {nomination.Office}");
}

/// <summary>Gives the mandate, when a second person allows the exception that a first one asked for. Seats, terms and dates are looked at again.</summary>
public sealed class AllowException(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<GivenMandate> Run(Guid request, Actor actor) => store.Change<GivenMandate>(actor, "exception-allowed", change =>
    {
        var allowed = change.AllowAsSecondPerson(request, AskException.Kind);
        if (!allowed.IsDone)
        {
            return Outcome<GivenMandate>.Refused(allowed.Refusals);
        }

        change.AllowException();
        return GiveMandate.Run(change, OrganisationJson.Read<Nomination>(allowed.Value.Content), atlas());
    });
}
