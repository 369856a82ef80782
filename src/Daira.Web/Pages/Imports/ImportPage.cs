using Daira.Elections;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Imports;

/// <summary>A page of one begun import.</summary>
public abstract class ImportPage : Page
{
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    public required IServiceProvider Services { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    protected StagedImport? Import { get; set; }

    protected IReadOnlyList<Refusal> Refusals { get; set; } = [];

    protected bool IsKeeper => Rights.Refuse(Http.Actor(), Rights.ImportResults) is null;

    protected StagedImports Staged => Services.GetRequiredService<StagedImports>();

    protected RecordStore Record => Services.GetRequiredService<RecordStore>();

    protected ElectionsStore Elections => Services.GetRequiredService<ElectionsStore>();

    protected CurrentElectoralData Current => Services.GetRequiredService<CurrentElectoralData>();

    protected TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    /// <summary>The begun import; a site that only reads has none, and nobody but keepers sees one.</summary>
    protected bool Find()
    {
        Import = IsKeeper ? Services.GetService<StagedImports>()?.Find(Id) : null;
        if (IsKeeper && Import is null)
        {
            AnswerNotFound();
        }

        return Import is not null;
    }

    protected string Step(string step) => Reader.To($"/import/{Id:D}/{step}");

    protected void Go(string address) => Http.Response.Redirect(address);

    /// <summary>What a commit would do now.</summary>
    protected Outcome<ResultsPreview>? Preview() => Staged.RequestOf(Import!) is { } request
        ? new ImportResults(Elections, Record, Clock).Preview(request, Data, Quiet.Instance, Http.RequestAborted)
        : null;

    protected void Say(IReadOnlyList<Refusal> refusals)
    {
        Refusals = refusals;
        Reader.Status = refusals.Count == 0 ? Reader.Status : Safety.FailurePages.StatusOf(refusals[0].Kind);
    }

    private sealed class Quiet : IProgress<Message>
    {
        public static Quiet Instance { get; } = new();

        public void Report(Message value)
        {
            // The page is the answer.
        }
    }
}
