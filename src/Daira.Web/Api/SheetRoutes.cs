using Daira.Elections;
using Daira.Elections.DecisionSheets;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Web.Pages.Sheets;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Api;

/// <summary>Saved views and decision sheets for programs: the use cases of the pages, for a token with the right <c>publish-results</c>.</summary>
internal static class SheetRoutes
{
    private const string For = " For a token with the right publish-results.";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("views", (Keeper k) => k.Say(k.Reading?.Views(k.Actor), views => views.Select(ViewReply.Of))).WithSummary("Saved views, by name." + For);
        api.MapPost("views", (ViewBody body, Keeper k) => k.Say(k.Keep((record, clock) => new SaveView(record, clock).Run(body.Name ?? "", body.Address ?? "", k.Actor)), ViewReply.Of)).WithSummary("Keep an address of the map, a comparison or a what-if under a name." + For);
        api.MapDelete("views/{id:guid}", (Guid id, Keeper k) => k.Say(k.Keep((record, clock) => new DeleteView(record, clock).Run(id, k.Actor)), ViewReply.Of)).WithSummary("Forget a saved view." + For);
        api.MapGet("sheets", (Keeper k) => k.Say(k.Reading?.Sheets(k.Actor), sheets => sheets.Select(SheetReply.Of))).WithSummary("Decision sheets, the last first." + For);
        api.MapPost("sheets", (SheetBody body, Keeper k) => k.Say(k.Keep((record, clock) => new OpenSheet(record, clock).Run(body.Question ?? "", k.Actor)), SheetReply.Of)).WithSummary("Open a decision sheet with its question." + For);
        api.MapGet("sheets/{id:guid}", (Guid id, Keeper k) => k.Say(k.Reading?.Sheet(id, k.Actor), FullSheetReply.Of)).WithSummary("One sheet with the figures it froze." + For);
        api.MapPut("sheets/{id:guid}", (Guid id, SheetBody body, Keeper k) => k.Say(k.Keep((record, clock) => new WriteSheet(record, clock).Run(id, new SheetText(body.Question ?? "", body.Background ?? "", body.Options ?? []), k.Actor)), SheetReply.Of)).WithSummary("Write question, background and options of a draft." + For);
        api.MapDelete("sheets/{id:guid}", (Guid id, Keeper k) => k.Say(k.Keep((record, clock) => new DiscardSheet(record, clock).Run(id, k.Actor)), SheetReply.Of)).WithSummary("Throw a draft away." + For);
        api.MapPost("sheets/{id:guid}/exhibits", (Guid id, ExhibitBody body, Keeper k, ViewFreezer freezer) => k.Say(k.Keep((record, clock) => new AddExhibit(record, clock, freezer.Freeze).Run(id, body.Address ?? "", body.Note, k.Actor)), ExhibitReply.Of)).WithSummary("Freeze what an address shows now, into a draft." + For);
        api.MapDelete("sheets/{id:guid}/exhibits/{exhibit:guid}", (Guid id, Guid exhibit, Keeper k) => k.Say(k.Keep((record, clock) => new RemoveExhibit(record, clock).Run(id, exhibit, k.Actor)), ExhibitReply.Of)).WithSummary("Take an exhibit out of a draft." + For);
        api.MapPost("sheets/{id:guid}/decision", (Guid id, DecisionBody body, Keeper k) => k.Say(k.Keep((record, clock) => new DecideSheet(record, clock).Run(id, new SheetChoice(body.Choice, body.DecidedBy ?? "", body.Reason ?? ""), k.Actor)), SheetReply.Of)).WithSummary("Write down the choice: nothing changes afterwards." + For);
        api.MapPost("sheets/{id:guid}/versions", (Guid id, Keeper k) => k.Say(k.Keep((record, clock) => new ReviseSheet(record, clock).Run(id, k.Actor)), SheetReply.Of)).WithSummary("Open a new version of a decided sheet." + For);
        api.MapGet("sheets/{id:guid}/tables/{position:int}/{table}.{format}", Table).WithSummary("A frozen table as a file: csv, xlsx." + For);
    }

    /// <summary>The same files for whoever reads the page.</summary>
    public static void MapTables(IEndpointRouteBuilder routes) =>
        routes.MapGet("/{lang}/sheets/{id:guid}/tables/{position:int}/{table}.{format}", Table).WithMetadata(new PersonalAttribute()).ExcludeFromDescription();

    private static async Task<IResult> Table(Guid id, int position, string table, string format, Keeper k, CurrentElectoralData current, TimeProvider clock)
    {
        var found = k.Reading?.Sheet(id, k.Actor).Then(sheet => FrozenTables.Find(sheet, position, table, k.Reader.Writing.Language)) ?? k.Unkept<Elections.Exchange.Table>();
        return !found.IsDone ? FailurePages.Problem(found.Refusals, k.Reader)
            : format is "csv" or "xlsx" ? await DownloadRoutes.Send(found.Value, format, current.Value, k.Http, k.Reader, clock)
            : FailurePages.Problem([new(RefusalKind.NotFound, "unknown-format", new Message("download.unknown-format", format, "csv, xlsx"))], k.Reader);
    }

    /// <summary>Who asks, and where what is kept stands.</summary>
    internal sealed record Keeper(HttpContext Http, Reader Reader)
    {
        public static ValueTask<Keeper?> BindAsync(HttpContext http) => ValueTask.FromResult<Keeper?>(new Keeper(http, http.RequestServices.GetRequiredService<Reader>()));

        public Actor Actor => Http.Actor();

        /// <summary>Null on a site that keeps nothing.</summary>
        public ReadSheets? Reading => Record is { } record ? new ReadSheets(record) : null;

        private RecordStore? Record => Http.RequestServices.GetService<RecordStore>();

        public Outcome<T> Keep<T>(Func<RecordStore, TimeProvider, Outcome<T>> act) => Record is { } record ? act(record, Http.RequestServices.GetRequiredService<TimeProvider>()) : Unkept<T>();

        /// <summary>Where nothing is kept nobody holds a right either.</summary>
        public Outcome<T> Unkept<T>() => Rights.Refuse(Actor.Anyone, Rights.PublishResults)!;

        public IResult Say<T, TReply>(Outcome<T>? outcome, Func<T, TReply> reply)
        {
            var answer = outcome ?? Unkept<T>();
            return answer.IsDone ? TypedResults.Ok(reply(answer.Value)) : FailurePages.Problem(answer.Refusals, Reader);
        }
    }
}

public sealed record ViewBody(string? Name, string? Address);

public sealed record SheetBody(string? Question, string? Background, IReadOnlyList<string>? Options);

public sealed record ExhibitBody(string? Address, string? Note);

/// <param name="Choice">1-based position among the options.</param>
public sealed record DecisionBody(int Choice, string? DecidedBy, string? Reason);

public sealed record ViewReply(Guid Id, DateTimeOffset At, string By, string Name, string Address)
{
    internal static ViewReply Of(SavedView v) => new(v.Id, v.At, v.Actor, v.Name, v.Address);
}

/// <param name="Choice">1-based position among the options; null while a draft.</param>
/// <param name="Hash">SHA-256 of everything decided; null while a draft.</param>
public sealed record SheetReply(
    Guid Id, string Label, Guid? Replaces, DateTimeOffset OpenedAt, string By, string Question, string Background, IReadOnlyList<string> Options, int? Choice, string? DecidedBy, string? Reason, DateTimeOffset? DecidedAt, string? Hash)
{
    internal static SheetReply Of(DecisionSheet s) => new(s.Id, s.Label, s.Replaces, s.OpenedAt, s.Actor, s.Question, s.Background, s.Options, s.Choice, s.DecidedBy, s.Reason, s.DecidedAt, s.Hash);
}

public sealed record ExhibitReply(Guid Id, int Position, DateTimeOffset TakenAt, string Address, string Note, string DataVersion)
{
    internal static ExhibitReply Of(Exhibit e) => new(e.Id, e.Position, e.TakenAt, e.Address, e.Note, e.DataVersion);
}

/// <param name="Exhibits">With their figures, recipe and sentences; the drawings are on the page.</param>
public sealed record FullSheetReply(SheetReply Sheet, IReadOnlyList<FrozenReply> Exhibits)
{
    internal static FullSheetReply Of(FullSheet full) => new(SheetReply.Of(full.Sheet), [.. full.Exhibits.Select(e => new FrozenReply(
        ExhibitReply.Of(e.Exhibit), e.Snapshot with { Pictures = new Dictionary<string, IReadOnlyList<FrozenPicture>>() }))]);
}

public sealed record FrozenReply(ExhibitReply Exhibit, Snapshot Snapshot);
