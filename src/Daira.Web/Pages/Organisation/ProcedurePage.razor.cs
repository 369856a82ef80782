using Daira.Elections.Places;
using Daira.Organisation.Procedures;
using Microsoft.AspNetCore.Components;

namespace Daira.Web.Pages.Organisation;

/// <summary>The fields of a definition, drawn alike wherever they stand.</summary>
public partial class ProcedurePage
{
    private static readonly PlaceLevel[] Levels = [PlaceLevel.Country, PlaceLevel.Region, PlaceLevel.Province, PlaceLevel.Commune, PlaceLevel.Arrondissement];

    private StoredDefinition? stored;
    private Definition d = null!;

    [Parameter]
    public string Id { get; set; } = "";

    protected override void OnParametersSet()
    {
        stored = Id == "new" ? ProcedureForm.Empty(Today) : Org.Procedures.Values.Where(p => p.Definition.Id == Id).MaxBy(p => p.Definition.Version);
        if (stored is null)
        {
            AnswerNotFound();
            return;
        }

        d = stored.Definition;
    }

    private void Save()
    {
        var written = new ProcedureForm(Field, stored!).Read(Id == "new" ? Field("id") : Id, Today);
        Answer(new DefineProcedure(Store).Run(written.ToJson(), base.Actor), saved => $"/organisation/procedures/{saved.Id}");
    }

    private bool Ticked(string name, bool? before) => Http.Request.HasFormContentType ? Field(name).Length > 0 : before ?? false;

    private MarkupString Who(ActorRule rule) => rule switch
    {
        ActorRule.Applicant => T("procedure.applicant"),
        ActorRule.Office office when Org.Types.GetValueOrDefault(office.BodyType) is { } type => new(
            $"{string.Join(" / ", office.Offices.Select(o => type.Find(o) is { } held ? Name(held).Value : Daira.Foundation.Languages.Html.Escape(o)))}, {Name(type.NamesFor(office.Level, Daira.Organisation.Bodies.BodyStage.Constituted).In(In.Code)).Value}"),
        _ => T("procedure.anyone"),
    };

    private MarkupString Leads(Move move) => move.Ending is { } ending ? T($"org.ending.{ending.Kind.ToString().ToLowerInvariant()}") : Name(d.Find(move.To!)!);
}
