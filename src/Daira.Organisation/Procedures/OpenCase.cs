using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <param name="Procedure">Id of the definition; its version in force today is followed to the end.</param>
/// <param name="Place">Official code of the place it is about.</param>
public sealed record NewCase(string Procedure, string Place, IReadOnlyDictionary<string, string> Form, Capacity As);

/// <summary>Opens a case.</summary>
public sealed class OpenCase(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<StoredCase> Run(NewCase request, Actor actor) => store.Change(actor, "case-opened", change => Run(change, request, atlas()));

    private static Outcome<StoredCase> Run(OrganisationChange change, NewCase request, Atlas atlas)
    {
        if (change.Data.ProcedureOn(request.Procedure, change.Today) is not { } stored)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-procedure", new Message("case.unknown-procedure", new Code(request.Procedure)));
        }

        if (Members.MemberCases.All.Contains(request.Procedure))
        {
            return Members.Errors.NotThisWay();
        }

        if (atlas.Find(request.Place) is null)
        {
            return Bodies.Errors.UnknownPlace(request.Place);
        }

        var (by, form) = (Acting.In(change, request.As), CaseForms.Check(stored.Definition.Form, request.Form));
        if (by.Refusals.Concat(form.Refusals).ToList() is { Count: > 0 } refusals)
        {
            return Outcome<StoredCase>.Refused(refusals);
        }

        var opened = new CaseMoves(new OfficesInForce(change.Data, atlas), Calendars.Morocco(change.Today)).Open(stored.Definition, request.Place, by.Value, change.Now);
        if (!opened.IsDone)
        {
            return Outcome<StoredCase>.Refused(opened.Refusals);
        }

        var id = OrganisationChange.Next(change.Data.Cases.Keys);
        change.Add(id, new CaseEntry(opened.Value, stored.Definition.Id, stored.Definition.Version, form.Value));
        change.Journal($"case/{id.ToString(CultureInfo.InvariantCulture)}", new { request.Procedure, request.Place });
        return change.Data.Cases[id];
    }
}
