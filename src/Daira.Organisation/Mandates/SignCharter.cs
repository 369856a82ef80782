using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Charter">The version that was read.</param>
public sealed record CharterSignature(long Mandate, int Charter, int? Seen = null);

/// <summary>Signs a later version of the honour charter for a mandate that was accepted under an earlier one. Only its holder does it.</summary>
public sealed class SignCharter(OrganisationStore store)
{
    public Outcome<Mandate> Run(CharterSignature request, Actor actor) => store.Change<Mandate>(actor, "charter-signed", change =>
    {
        if (!change.Data.Mandates.TryGetValue(request.Mandate, out var mandate))
        {
            return Errors.UnknownMandate(request.Mandate);
        }

        if (Fault(change, mandate, request) is { } refusal)
        {
            return refusal;
        }

        change.Add(mandate, new CharterSigned(change.Today, request.Charter));
        change.Journal($"mandate/{request.Mandate.ToString(CultureInfo.InvariantCulture)}", request);
        return change.Data.Mandates[request.Mandate];
    });

    private static Refusal? Fault(OrganisationChange change, Mandate mandate, CharterSignature request) =>
        !IsHolder(change, mandate) ? Errors.NotYours()
        : mandate.End is { } end ? Errors.EndedAlready(end.On)
        : mandate.Acceptance is null ? Errors.NotAccepted()
        : request.Seen is { } seen && seen != mandate.Version ? Errors.SeenBefore(seen, mandate.Version)
        : request.Charter != change.Data.Charters[^1].Version ? Errors.CharterOld(request.Charter, change.Data.Charters[^1].Version)
        : mandate.SignedCharter == request.Charter ? Errors.SignedAlready(request.Charter)
        : null;

    /// <summary>The operator enters what reached the party on paper.</summary>
    private static bool IsHolder(OrganisationChange change, Mandate mandate) =>
        change.Actor is Actor.LocalOperator || (change.Actor is Actor.Person signed && change.Data.PersonOf(signed.Account)?.Id == mandate.Person);
}
