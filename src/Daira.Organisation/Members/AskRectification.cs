using System.Text.Json;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <summary>
/// A person says what their data should be; the secretariat has ten days (law 09-08, art. 8). What is asked for lies sealed in the case, and is written into
/// the register by the decision itself, so that nothing is granted and then forgotten.
/// </summary>
public sealed class AskRectification(OrganisationStore store, Func<Atlas> atlas)
{
    /// <param name="wanted">All the data as they should be; what is left empty is taken out.</param>
    public Outcome<StoredCase> Run(Declaration wanted, MembershipKey key) => store.Change<StoredCase>(Actor.Anyone, "member-case-opened", change =>
    {
        if (OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is not { } id || change.Members.Find(id) is not { } member)
        {
            return Errors.NoAccess();
        }

        if (!MemberCases.Fits(MemberCases.Rectification, member.State))
        {
            return Errors.WrongState(member.State);
        }

        if (MemberCases.Of(change.Data, id).FirstOrDefault(c => c.State.IsOpen && c.Definition.Id == MemberCases.Rectification) is { } open)
        {
            return Errors.CaseOpen(open.Id);
        }

        var known = change.Members.DataOf(member)!;
        var looked = Declared.Check(wanted, change.Today, known.Consent ?? new Consent(Consent.Now, change.Now, "form"));
        return !looked.IsDone ? Outcome<StoredCase>.Refused(looked.Refusals)
            : OpenMemberCase.Open(change, MemberCases.Rectification, member, ActingAs.Applicant(member.Subject), member.Place, OrganisationJson.Write(wanted), atlas());
    });

    /// <summary>What a case asks for; null when the words are others.</summary>
    public static Declaration? Read(string? words)
    {
        try
        {
            return words is ['{', ..] ? OrganisationJson.Read<Declaration>(words) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes what was granted.</summary>
    /// <returns>Why it cannot be written; null when it is.</returns>
    internal static Refusal? Carry(OrganisationChange change, StoredCase granted, MemberRow member, Bodies.Act act)
    {
        var asked = granted.Entries.Select(e => e.Event).OfType<Said>().Where(s => s.By.Person == member.Subject).Select(s => Read(change.Members.WordsAt(member.Id, s.Text))).OfType<Declaration>().FirstOrDefault();
        if (asked is null || change.Members.DataOf(member) is not { } known)
        {
            return Errors.NothingAsked(granted.Id);
        }

        var looked = Declared.Check(asked, change.Today, known.Consent ?? new Consent(Consent.Now, change.Now, "form"));
        if (!looked.IsDone)
        {
            return looked.Refusals[0];
        }

        change.Members.Rewrite(member, looked.Value, new Rectified(change.Today, granted.Id, act));
        return null;
    }
}
