using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Procedure">One of <see cref="MemberCases"/> but the application.</param>
/// <param name="To">For a transfer: where to.</param>
/// <param name="Text">Grounds; kept under the member's key.</param>
/// <param name="As">The mandate in which a sanction is proposed; null when the member asks.</param>
public sealed record MemberCaseRequest(string Procedure, long Member, string? To, string? Text, Capacity? As);

/// <summary>Opens a case about a member: asked for by the member, or proposed in an office.</summary>
public sealed class OpenMemberCase(OrganisationStore store, Func<Atlas> atlas)
{
    /// <summary>In an office: a suspension or an expulsion. What a member alone may ask for is refused here.</summary>
    public Outcome<StoredCase> Run(MemberCaseRequest request, Actor actor) => store.Change(actor, "member-case-opened", change =>
    {
        if (!MemberCases.Imposed.Contains(request.Procedure))
        {
            return MemberCases.All.Contains(request.Procedure) ? Errors.NotThisWay() : Errors.NotAProcedure(request.Procedure);
        }

        var by = Acting.In(change, request.As ?? new Capacity(null));
        return by.IsDone ? Run(change, request, by.Value, atlas()) : Outcome<StoredCase>.Refused(by.Refusals);
    });

    /// <summary>By the member, who showed reference and secret: a transfer or a resignation.</summary>
    public Outcome<StoredCase> Run(MemberCaseRequest request, MembershipKey key) => store.Change(Actor.Anyone, "member-case-opened", change =>
        OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is not { } member ? Errors.NoAccess()
        : MemberCases.Imposed.Contains(request.Procedure) || request.Procedure is MemberCases.Rectification || !MemberCases.All.Contains(request.Procedure) ? Errors.NotThisWay()
        : Run(change, request with { Member = member }, ActingAs.Applicant(MemberRow.SubjectOf(member)), atlas()));

    private static Outcome<StoredCase> Run(OrganisationChange change, MemberCaseRequest request, ActingAs by, Atlas atlas)
    {
        if (change.Members.Find(request.Member) is not { } member)
        {
            return Errors.Unknown(request.Member);
        }

        var to = request.Procedure == MemberCases.Transfer ? request.To ?? "" : member.Place;
        return !MemberCases.Fits(request.Procedure, member.State) ? Errors.WrongState(member.State)
            : MemberCases.Of(change.Data, member.Id).FirstOrDefault(c => c.State.IsOpen && c.Definition.Id == request.Procedure) is { } open ? Errors.CaseOpen(open.Id)
            : atlas.Find(to) is not { Level: PlaceLevel.Commune or PlaceLevel.Arrondissement } ? Bodies.Errors.UnknownPlace(to)
            : request.Procedure == MemberCases.Transfer && to == member.Place ? Errors.SamePlace()
            : Open(change, request.Procedure, member, by, to, request.Text, atlas);
    }

    /// <summary>The kernel's own opening, with the member as the one it is about.</summary>
    internal static Outcome<StoredCase> Open(OrganisationChange change, string procedure, MemberRow member, ActingAs by, string place, string? text, Atlas atlas)
    {
        if (change.Data.ProcedureOn(procedure, change.Today) is not { } stored)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-procedure", new Message("case.unknown-procedure", new Code(procedure)));
        }

        var moves = new CaseMoves(new OfficesInForce(change.Data, atlas), Calendars.Morocco(change.Today));
        var opened = moves.Open(stored.Definition, place, by, change.Now, member.Subject, member.Place == place ? null : member.Place);
        if (!opened.IsDone)
        {
            return Outcome<StoredCase>.Refused(opened.Refusals);
        }

        var id = OrganisationChange.Next(change.Data.Cases.Keys);
        change.Add(id, new CaseEntry(opened.Value, stored.Definition.Id, stored.Definition.Version));
        change.Journal($"case/{id.ToString(CultureInfo.InvariantCulture)}", new { procedure, member = member.Id });
        return string.IsNullOrWhiteSpace(text) ? change.Data.Cases[id] : Said(change, id, text, by, moves);
    }

    private static Outcome<StoredCase> Said(OrganisationChange change, long id, string text, ActingAs by, CaseMoves moves)
    {
        var standing = change.Data.Cases[id];
        var words = MemberTexts.Seal(change, standing, new CaseAct.Say(text));
        var said = words.IsDone ? Say(change, standing, ((CaseAct.Say)words.Value).Text, by, moves) : Outcome<CaseEvent>.Refused(words.Refusals);
        if (!said.IsDone)
        {
            return Outcome<StoredCase>.Refused(said.Refusals);
        }

        change.Add(id, new CaseEntry(said.Value));
        return change.Data.Cases[id];
    }

    /// <summary>Whoever opens a case says why with it, whosever turn it then is.</summary>
    private static Outcome<CaseEvent> Say(OrganisationChange change, StoredCase standing, string words, ActingAs by, CaseMoves moves) =>
        words.Length > CaseMoves.LongestText ? moves.Say(standing.State, words, by, change.Now) : new Said(change.Now, by, words);
}
