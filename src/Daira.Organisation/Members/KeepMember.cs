using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <summary>Hands out a reference and a secret, with which a member without an account opens their own page. Those given before no longer open anything.</summary>
public sealed class GiveAccess(OrganisationStore store)
{
    public Outcome<(string Reference, string Secret)> Run(long member, Actor actor) => store.Change<(string, string)>(actor, "member-access-given", change =>
    {
        var row = change.Members.Find(member);
        if (MemberDuties.Ask(change, row, member) is { } refusal)
        {
            return refusal;
        }

        var (reference, secret) = change.Keys.AccessOf(Secrets.New());
        change.Members.TakeAccess(member);
        change.Members.Grant(member, reference, secret);
        change.Journal(row!.Subject);
        return (reference, secret);
    });
}

/// <param name="On">Day of the death.</param>
/// <param name="Act">What it is known from.</param>
public sealed record Death(long Member, DateOnly On, Act Act);

/// <summary>Notes that a member died.</summary>
public sealed class NoteDeath(OrganisationStore store)
{
    public Outcome<MemberRow> Run(Death request, Actor actor) => store.Change<MemberRow>(actor, "member-died", change =>
    {
        var row = change.Members.Find(request.Member);
        if ((MemberDuties.Ask(change, row, request.Member)
            ?? (row!.State is MemberState.Deceased ? Errors.WrongState(row.State) : null)
            ?? (request.On > change.Today ? Errors.DayInFuture(request.On, change.Today) : null)
            ?? CleanText.Words(request.Act.Reference, "field.act").Why) is { } refusal)
        {
            return refusal;
        }

        change.Journal(row!.Subject);
        Holders.EndOffices(change, row.Id, Mandates.EndReason.Died, request.Act);
        return change.Members.Add(row, new Died(request.On, request.Act));
    });
}

/// <param name="Act">The decision by which the suspension ends.</param>
public sealed record Reinstatement(long Member, Act Act);

/// <summary>Ends a suspension.</summary>
public sealed class ReinstateMember(OrganisationStore store)
{
    public Outcome<MemberRow> Run(Reinstatement request, Actor actor) => store.Change<MemberRow>(actor, "member-reinstated", change =>
    {
        var row = change.Members.Find(request.Member);
        if ((MemberDuties.Ask(change, row, request.Member)
            ?? (row!.State is not MemberState.Suspended ? Errors.WrongState(row.State) : null)
            ?? CleanText.Words(request.Act.Reference, "field.act").Why) is { } refusal)
        {
            return refusal;
        }

        change.Journal(row!.Subject);
        return change.Members.Add(row, new Reinstated(change.Today, null, request.Act));
    });
}

/// <summary>What everybody who keeps the register asks first.</summary>
internal static class MemberDuties
{
    public static Refusal? Ask(OrganisationChange change, MemberRow? row, long member) =>
        change.Ask(MemberRights.Keep, row is null ? Scope.Installation : ReadMember.ScopeOf(row), Sensitivity.Personal)
        ?? (row is null ? Errors.Unknown(member) : row.State is MemberState.Erased ? Errors.Erased(member) : null);
}
