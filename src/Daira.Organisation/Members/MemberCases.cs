using System.Globalization;
using Daira.Foundation;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <summary>The procedures about members, and what their endings do, in the same transaction as the decision.</summary>
public static class MemberCases
{
    public const string Membership = "membership";
    public const string Transfer = "member-transfer";
    public const string Resignation = "member-resignation";
    public const string Suspension = "member-suspension";
    public const string Expulsion = "member-expulsion";

    public const string Rectification = "data-rectification";
    public const string Opposition = "data-opposition";
    public const string Erasure = "data-erasure";

    public static IReadOnlyList<string> All { get; } = [Membership, Transfer, Resignation, Suspension, Expulsion, Rectification, Opposition, Erasure];

    /// <summary>Those that somebody else opens about a member.</summary>
    public static IReadOnlySet<string> Imposed { get; } = new HashSet<string> { Suspension, Expulsion };

    public static bool Is(StoredCase seen) => All.Contains(seen.Definition.Id);

    /// <summary>A member's cases, oldest first.</summary>
    public static IReadOnlyList<StoredCase> Of(OrganisationData data, long member) =>
        data.Remember("cases-of-members", () => data.Cases.Values.Where(Is).OrderBy(c => c.Id).ToLookup(c => c.State.Applicant))[MemberRow.SubjectOf(member)].ToList();

    /// <summary>States in which a case of the procedure may be opened.</summary>
    internal static bool Fits(string procedure, MemberState state) => procedure switch
    {
        Suspension => state is MemberState.Member,
        Transfer or Resignation or Expulsion => state is MemberState.Member or MemberState.Suspended,
        Rectification or Opposition => state is not (MemberState.Erased or MemberState.Deceased),
        Erasure => state is MemberState.NotAdmitted or MemberState.Resigned or MemberState.Expelled,
        _ => false,
    };

    /// <summary>What the end of a case does to the member; a sanction that is annulled on appeal is taken back.</summary>
    /// <returns>Why it cannot be done; null when done.</returns>
    internal static Refusal? Carry(OrganisationChange change, StoredCase ended, CaseOutcome outcome)
    {
        if (MemberRow.Of(ended.State.Applicant) is not { } id || change.Members.Find(id) is not { } member)
        {
            return null;
        }

        if (member.State is MemberState.Erased)
        {
            return Errors.Erased(id);
        }

        var act = new Act($"D-{ended.Id.ToString(CultureInfo.InvariantCulture)}", outcome.Body is { } body ? long.Parse(body, CultureInfo.InvariantCulture) : null);
        if (outcome.Kind is EndingKind.Granted && ended.Definition.Id is Rectification or Erasure)
        {
            return Put(change, ended, member, act);
        }

        if (Event(change, ended, member, outcome.Kind is EndingKind.Granted, act) is { } happened)
        {
            change.Members.Add(member, happened);
            change.Journal(member.Subject, new { what = happened.GetType().Name, @case = ended.Id });
            if (happened is Expelled or Resigned)
            {
                Holders.EndOffices(change, id, happened is Expelled ? EndReason.Revoked : EndReason.Resigned, act);
            }
        }

        return null;
    }

    /// <summary>What a person asked of their own data, done by the decision that grants it.</summary>
    private static Refusal? Put(OrganisationChange change, StoredCase granted, MemberRow member, Act act)
    {
        if (granted.Definition.Id is Rectification)
        {
            return AskRectification.Carry(change, granted, member, act);
        }

        if (!Fits(Erasure, member.State))
        {
            return Errors.WrongState(member.State);
        }

        if (Of(change.Data, member.Id).FirstOrDefault(c => c.State.IsOpen) is { } open)
        {
            return Errors.CaseOpen(open.Id);
        }

        var digest = change.Members.Destroy(member.Id);
        change.Members.Add(member, new Erased(change.Today, digest, act));
        change.Journal(member.Subject, new { certificate = digest });
        return null;
    }

    private static MemberEvent? Event(OrganisationChange change, StoredCase ended, MemberRow member, bool granted, Act act) => (ended.Definition.Id, granted, member.State) switch
    {
        (Membership, true, MemberState.Applicant or MemberState.NotAdmitted) => new Admitted(change.Today, change.Members.NextNumber(), ended.Id, act),
        (Membership, false, MemberState.Applicant) => new NotAdmitted(change.Today, ended.Id, act),
        (Transfer, true, MemberState.Member or MemberState.Suspended) => new Transferred(change.Today, member.Place, ended.State.Place, ended.Id, act),
        (Resignation, true, MemberState.Member or MemberState.Suspended) => new Resigned(change.Today, ended.Id, act),
        (Suspension, true, MemberState.Member) => new Suspended(change.Today, ended.Id, act),
        (Suspension, false, MemberState.Suspended) or (Expulsion, false, MemberState.Expelled) when WasImposed(ended) => new Reinstated(change.Today, ended.Id, act),
        (Expulsion, true, MemberState.Member or MemberState.Suspended) => new Expelled(change.Today, ended.Id, act),
        _ => null,
    };

    /// <summary>Whether this very case decided the sanction before it was annulled.</summary>
    private static bool WasImposed(StoredCase ended) =>
        ended.Entries.Any(e => e.Event is Moved moved && ended.Definition.Find(moved.Step)?.Find(moved.Move)?.Ending?.Kind is EndingKind.Granted);
}
