using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>Asks for the register of office-holders as a file; a second person must allow it (<see cref="AllowExport"/>).</summary>
public sealed class AskExport(OrganisationStore store)
{
    public const string Kind = "export-persons";

    public Outcome<JointAct> Run(string reason, Actor actor) =>
        store.Change<JointAct>(actor, "export-asked", change => change.AskSecondPerson(Rights.ExportMany, Kind, "persons", "{}", reason));
}

/// <summary>Allows the export; whoever asked may then take the file for a day.</summary>
public sealed class AllowExport(OrganisationStore store)
{
    public Outcome<JointAct> Run(Guid request, Actor actor) => store.Change(actor, "export-allowed", change => change.AllowAsSecondPerson(request, AskExport.Kind));
}

/// <summary>One office-holder in the file.</summary>
public sealed record ExportedPerson(Person Person, Mandate Mandate, Body Body);

/// <summary>Takes the file that two persons agreed on: only whoever asked, only for a day; each taking is journalled.</summary>
public sealed class ExportPersons(OrganisationStore store)
{
    /// <summary>How long a file that was allowed may be taken.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromDays(1);

    public Outcome<IReadOnlyList<ExportedPerson>> Run(Guid request, Actor actor) => store.Change(actor, "persons-exported", change =>
    {
        if ((change.FindJointAct(request) is not { Kind: AskExport.Kind } act
            ? new Refusal(RefusalKind.NotFound, "no-such-request", new Message("access.no-such-request", new Code(request.ToString("N"))))
            : Fault(act, change)) is { } refusal)
        {
            return refusal;
        }

        var rows = change.Data.Mandates.Values.Where(m => m.IsInForce(change.Today)).OrderBy(m => m.Body).ThenBy(m => m.Id)
            .Select(m => new ExportedPerson(change.Data.Persons[m.Person], m, change.Data.Bodies[m.Body])).ToList();
        change.Journal("persons", new { request, rows = rows.Count });
        return Outcome<IReadOnlyList<ExportedPerson>>.Of(rows);
    });

    private static Refusal? Fault(JointAct act, OrganisationChange change) =>
        act.Settlement != "allowed" ? Errors.ExportNotAllowed()
        : !change.IsAskedBySame(act) ? Errors.ExportOfAnother()
        : change.Now > act.SettledAt + Open ? Errors.ExportOver(DateOnly.FromDateTime((act.SettledAt!.Value + Open).UtcDateTime))
        : change.Ask(Rights.ExportMany, Scope.Installation);
}
