using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Dues;

/// <summary>
/// Who a payer of a body is, for a receipt or an extract with a name on it. The ledger holds codes only: the name is read from the register,
/// within the right to see members there, and the reading stands in the journal, where the member sees it.
/// </summary>
public sealed class ReadPayer(RecordStore record, OrganisationStore organisation, DuesStore store)
{
    public Outcome<INamed> Run(long body, string payer, Actor actor)
    {
        var known = store.Read<bool>(actor, body, r => r.Rows<Receipt>().Any(x => x.Payer == payer && x.Body == body) || r.Rows<DuesCall>().Any(x => x.Payer == payer && x.Body == body));
        return !known.IsDone ? Outcome<INamed>.Refused(known.Refusals)
            : !known.Value ? Errors.NotAPayer(payer)
            : MemberRow.Of(payer) is { } member ? OfMember(member, body, actor)
            : OfMandate(payer) is { } holder ? Outcome<INamed>.Of(holder)
            : Errors.PayerNameless(payer);
    }

    private Outcome<INamed> OfMember(long member, long body, Actor actor)
    {
        var seen = new ReadMember(record, organisation).Run(member, Sensitivity.Internal, actor);
        if (!seen.IsDone)
        {
            return Outcome<INamed>.Refused(seen.Refusals);
        }

        if (seen.Value.Data is not { } name)
        {
            return Errors.PayerNameless(seen.Value.Row.Subject);
        }

        var acting = Rights.Acting(actor, MemberRights.Read, ReadMember.ScopeOf(seen.Value.Row));
        record.Witness(acting.Value, store.Clock, "payer-read", seen.Value.Row.Subject, OrganisationJson.Write(new { body }));
        return Outcome<INamed>.Of(name);
    }

    /// <summary>An elected official's name is public with the office.</summary>
    private INamed? OfMandate(string payer) =>
        payer.Split('/') is ["mandate", var number] && organisation.Current.Mandates.GetValueOrDefault(long.Parse(number, CultureInfo.InvariantCulture)) is { } mandate
        && organisation.Current.Persons.GetValueOrDefault(mandate.Person) is { IsErased: false } person
            ? person
            : null;
}
