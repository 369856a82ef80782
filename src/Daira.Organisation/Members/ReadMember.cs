using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>A member as an office-holder sees one.</summary>
/// <param name="UpTo">How deep: what lies deeper is null or empty.</param>
/// <param name="Data">At <see cref="Sensitivity.Internal"/> the names alone.</param>
/// <param name="Texts">Words of the cases, at <see cref="Sensitivity.Sealed"/>.</param>
public sealed record MemberSight(
    MemberRow Row, Sensitivity UpTo, PersonalData? Data, IReadOnlyList<MemberEvent> Events, IReadOnlyList<StoredCase> Cases, IReadOnlyDictionary<string, string> Texts);

/// <summary>Shows a member within the rights of the reader's mandates. Whatever lies deeper than the name is shown on demand, and each such reading stands in the journal, where the member sees it.</summary>
public sealed class ReadMember(RecordStore record, OrganisationStore store)
{
    /// <param name="upTo">How deep the reader wants to look.</param>
    public Outcome<MemberSight> Run(long member, Sensitivity upTo, Actor actor)
    {
        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<MemberSight>.Refused(closed.Refusals);
        }

        var row = record.Read(db => db.Rows<MemberRow>().AsNoTracking().SingleOrDefault(m => m.Id == member));
        var acting = Rights.Acting(actor, MemberRights.Read, row is null ? Scope.Installation : ScopeOf(row), upTo);
        if (!acting.IsDone)
        {
            return Outcome<MemberSight>.Refused(acting.Refusals);
        }

        return row is null ? Errors.Unknown(member) : Read(row, upTo, acting.Value, null);
    }

    /// <summary>
    /// Everything that a case rests on, for whoever has to decide it: a holder of an office in the body whose turn it is. Who decides must
    /// know; who decided, or will, need not.
    /// </summary>
    public Outcome<MemberSight> Run(StoredCase seen, Actor actor)
    {
        var member = MemberRow.Of(seen.State.Applicant);
        var row = member is null ? null : record.Read(db => db.Rows<MemberRow>().AsNoTracking().SingleOrDefault(m => m.Id == member));
        if (row is null)
        {
            return Errors.Unknown(member ?? 0);
        }

        var byTurn = TurnOf(seen, actor);
        var acting = byTurn is null ? Rights.Acting(actor, MemberRights.Read, ScopeOf(row), Sensitivity.Sealed) : Outcome<Actor>.Of(byTurn);
        return acting.IsDone ? Read(row, Sensitivity.Sealed, acting.Value, seen.Id) : Outcome<MemberSight>.Refused(acting.Refusals);
    }

    /// <summary>Members belong to the party at their place.</summary>
    internal static Scope ScopeOf(MemberRow row) => OrganisationScopes.OfPlace("party", row.Place);

    /// <summary>The actor in the mandate by which it is their turn; null when it is not.</summary>
    private Actor? TurnOf(StoredCase seen, Actor actor) =>
        actor is Actor.Person { Standing.IsStrong: true } signed && seen.State is { Body: { } body, Step.Actor: ActorRule.Office rule } && store.Current.PersonOf(signed.Account) is { } person
        && store.Current.MandatesOf(person).FirstOrDefault(m => m.IsInForce(store.Today) && rule.Offices.Contains(m.Office) && m.Body.ToString(System.Globalization.CultureInfo.InvariantCulture) == body) is { } mandate
            ? signed with { Mandate = $"mandate:{mandate.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}" }
            : null;

    private Outcome<MemberSight> Read(MemberRow row, Sensitivity upTo, Actor actor, long? inCase)
    {
        if (upTo > Sensitivity.Internal)
        {
            record.Witness(actor, store.Clock, "member-read", row.Subject, OrganisationJson.Write(new { upTo, inCase }));
        }

        return record.Read(db =>
        {
            var own = OwnMembership.Of(db, store, row.Id);
            var data = upTo > Sensitivity.Internal ? own.Data : own.Data is { } known ? new PersonalData(known.Arabic, known.Latin, null, null, null, null, known.Language, null, null, null) : null;
            return new MemberSight(row, upTo, data, own.Events, own.Cases, upTo >= Sensitivity.Sealed ? own.Texts : new Dictionary<string, string>());
        });
    }
}
