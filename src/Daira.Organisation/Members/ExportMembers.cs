using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <param name="Within">Code of the place whose members are asked for, with all below it.</param>
/// <param name="Reason">Shown to the second person and kept.</param>
public sealed record MembersExportRequest(string Within, string Reason);

/// <summary>Asks for the members of a place as a file; a second person must allow it (<see cref="AllowMembersExport"/>).</summary>
public sealed class AskMembersExport(OrganisationStore store, Func<Atlas> atlas)
{
    public const string Kind = "export-members";

    public Outcome<JointAct> Run(MembersExportRequest request, Actor actor) => store.Change<JointAct>(actor, "members-export-asked", change =>
        atlas().Find(request.Within) is null ? Bodies.Errors.UnknownPlace(request.Within) : change.AskSecondPerson(Rights.ExportMany, Kind, $"place/{request.Within}", "{}", request.Reason));
}

/// <summary>Allows the export; whoever asked may then take the file for a day.</summary>
public sealed class AllowMembersExport(OrganisationStore store)
{
    public Outcome<JointAct> Run(Guid request, Actor actor) => store.Change(actor, "members-export-allowed", change => change.AllowAsSecondPerson(request, AskMembersExport.Kind));
}

/// <param name="Copy">On every line: whose copy it is, so that a file that lies about says who let it lie.</param>
public sealed record ExportedMembers(string Copy, IReadOnlyList<MemberLine> Lines);

/// <summary>Takes the file that two persons agreed on: only whoever asked, only for a day, and each taking is journalled and marked on every line. It holds names and no contacts.</summary>
public sealed class ExportMembers(OrganisationStore store, FindMembers find)
{
    public Outcome<ExportedMembers> Run(Guid request, Actor actor)
    {
        var settled = store.Change<(string Within, string Copy)>(actor, "members-exported", change =>
        {
            var act = change.FindJointAct(request);
            if ((act is not { Kind: AskMembersExport.Kind }
                ? new Refusal(RefusalKind.NotFound, "no-such-request", new Message("access.no-such-request", new Code(request.ToString("N"))))
                : Fault(act, change)) is { } refusal)
            {
                return refusal;
            }

            var copy = FormattableString.Invariant($"{request.ToString("N")[..8]}-{change.Now.ToUniversalTime():yyyyMMddHHmm}");
            change.Journal(act!.Subject, new { request, copy });
            return (act.Subject["place/".Length..], copy);
        });
        return settled.Then(s => find.Everyone(s.Within, actor).Then<ExportedMembers>(lines => new ExportedMembers(s.Copy, lines)));
    }

    private static Refusal? Fault(JointAct act, OrganisationChange change) =>
        act.Settlement != "allowed" ? Mandates.Errors.ExportNotAllowed()
        : !change.IsAskedBySame(act) ? Mandates.Errors.ExportOfAnother()
        : change.Now > act.SettledAt + ExportPersons.Open ? Mandates.Errors.ExportOver(DateOnly.FromDateTime((act.SettledAt!.Value + ExportPersons.Open).UtcDateTime))
        : change.Ask(Rights.ExportMany, Scope.Installation);
}
