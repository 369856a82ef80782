using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Reason">Compulsory: nothing is declined in silence.</param>
public sealed record Declining(Guid Request, string Reason);

/// <summary>Refuses an act that needs two persons, or takes back one's own request.</summary>
public sealed class DeclineJointAct(OrganisationStore store)
{
    public Outcome<JointAct> Run(Declining request, Actor actor) =>
        store.Change(actor, "joint-act-declined", change => change.Decline(request.Request, request.Reason));
}
