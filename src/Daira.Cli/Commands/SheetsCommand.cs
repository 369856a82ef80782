using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Analyses;
using Daira.Elections.DecisionSheets;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>sheets</c> and <c>views</c>: decision sheets and saved views, as on the pages.</summary>
internal static class SheetsCommand
{
    private static readonly string[] Columns = ["label", "state", "question", "background", "options", "exhibits", "choice", "decided_by", "reason", "decided", "hash"];

    public static Command Build(SharedOptions shared)
    {
        var command = shared.Answering(new Command("sheets", "Decision sheets: question, frozen figures, options, choice."), (_, session, _) =>
            Reading(session).Sheets(Actor.Operator).Then(sheets => Outcome<Sheet>.Of(SheetOf(sheets.Select(s => (s, (int?)null))))));
        command.Add(Open(shared));
        command.Add(Show(shared));
        command.Add(Add(shared));
        command.Add(Decide(shared));
        command.Add(Export(shared));
        return command;
    }

    public static Command BuildViews(SharedOptions shared)
    {
        var command = shared.Answering(new Command("views", "Saved views: an address of the map, a comparison or a what-if under a name."), (_, session, _) =>
            Reading(session).Views(Actor.Operator).Then(views => Outcome<Sheet>.Of(SheetOf(views))));
        var (name, address) = (Needed("--name", "What it is called."), Needed("--address", "E.g. \"/compare?contest=ma-house-2021-local\"."));
        command.Add(shared.Answering(new Command("add", "Keep an address under a name.") { name, address }, (parsed, session, _) =>
            new SaveView(session.Record, session.Clock).Run(parsed.GetValue(name)!, parsed.GetValue(address)!, Actor.Operator).Then(view => Outcome<Sheet>.Of(SheetOf([view])))));
        var id = new Argument<Guid>("id") { Description = "Id of the view." };
        command.Add(shared.Answering(new Command("delete", "Forget a saved view.") { id }, (parsed, session, _) =>
            new DeleteView(session.Record, session.Clock).Run(parsed.GetValue(id), Actor.Operator).Then(view => Outcome<Sheet>.Of(SheetOf([view])))));
        return command;
    }

    private static Command Open(SharedOptions shared)
    {
        var (question, background, options) = (Needed("--question", "What is to be decided."), new Option<string?>("--background") { Description = "What should be known besides the figures." }, Several("--option", "A way open. Repeatable."));
        return shared.Answering(new Command("open", "Open a sheet with its question.") { question, background, options }, (parsed, session, _) =>
        {
            var opened = new OpenSheet(session.Record, session.Clock).Run(parsed.GetValue(question)!, Actor.Operator);
            var text = new SheetText(parsed.GetValue(question)!, parsed.GetValue(background) ?? "", parsed.GetValue(options) ?? []);
            var written = text.Background.Length == 0 && text.Options.Count == 0 ? opened : opened.Then(s => new WriteSheet(session.Record, session.Clock).Run(s.Id, text, Actor.Operator));
            return written.Then(s => Outcome<Sheet>.Of(SheetOf([(s, 0)])));
        });
    }

    private static Command Show(SharedOptions shared)
    {
        var label = Label();
        return shared.Answering(new Command("show", "One sheet.") { label }, (parsed, session, _) =>
            Reading(session).Sheet(parsed.GetValue(label)!, Actor.Operator).Then(full => Outcome<Sheet>.Of(SheetOf([(full.Sheet, full.Exhibits.Count)]) with
            {
                Notes = [.. full.Exhibits.Select(e => new Message("sheet.said", $"{e.Exhibit.Position}. {e.Snapshot.Title.GetValueOrDefault(session.Language.Code)} {e.Exhibit.Address} ({string.Join(", ", e.Snapshot.Tables.Select(t => t.Id))})"))],
            })));
    }

    private static Command Add(SharedOptions shared)
    {
        var (label, address, note) = (Label(), Needed("--address", "What to freeze, e.g. \"/map?topic=strong&contest=…\"."), new Option<string?>("--note") { Description = "What it is there for." });
        return shared.Answering(new Command("add", "Freeze what an address shows now, into a draft.") { label, address, note }, (parsed, session, stop) =>
            session.Data(stop).Then(data => Reading(session).Sheet(parsed.GetValue(label)!, Actor.Operator).Then(full =>
                new AddExhibit(session.Record, session.Clock, session.Freezer(data).Freeze).Run(full.Sheet.Id, parsed.GetValue(address)!, parsed.GetValue(note), Actor.Operator)
                    .Then(exhibit => Outcome<Sheet>.Of(new Sheet(["position", "address", "data_version"], [[exhibit.Position, exhibit.Address, exhibit.DataVersion]]))))));
    }

    private static Command Decide(SharedOptions shared)
    {
        var (label, choice, by, reason) = (Label(), new Option<int>("--choice") { Description = "Number of the option chosen, from 1.", Required = true }, Needed("--by", "Who decided."), Needed("--reason", "Why."));
        return shared.Answering(new Command("decide", "Write down the choice: nothing changes afterwards.") { label, choice, by, reason }, (parsed, session, _) =>
            Reading(session).Sheet(parsed.GetValue(label)!, Actor.Operator).Then(full =>
                new DecideSheet(session.Record, session.Clock).Run(full.Sheet.Id, new SheetChoice(parsed.GetValue(choice), parsed.GetValue(by)!, parsed.GetValue(reason)!), Actor.Operator))
                .Then(sheet => Outcome<Sheet>.Of(SheetOf([(sheet, null)]))));
    }

    /// <summary>A frozen table, row by row, with the identifiers of its columns.</summary>
    private static Command Export(SharedOptions shared)
    {
        var (label, exhibit, table) = (Label(), new Option<int>("--exhibit") { Description = "Which exhibit, from 1.", DefaultValueFactory = _ => 1 }, new Option<string?>("--table") { Description = "Which of its tables (default: the first; see show)." });
        return shared.Answering(new Command("export", "A frozen table of a sheet.") { label, exhibit, table }, (parsed, session, _) =>
            Reading(session).Sheet(parsed.GetValue(label)!, Actor.Operator)
                .Then(full => FrozenTables.Find(full, parsed.GetValue(exhibit), parsed.GetValue(table), session.Language.Code))
                .Then(found => Outcome<Sheet>.Of(new Sheet([.. found.Columns.Select(c => c.Id)], [.. found.Rows.Select(r => r.Cells.Select(Plain).ToArray())]) { Notes = [found.Origin.Title, .. found.Origin.Notices] })));
    }

    private static object? Plain(object? cell) => cell switch
    {
        Share share => share.Value,
        Points points => points.Value,
        _ => cell,
    };

    private static ReadSheets Reading(Session session) => new(session.Record);

    private static Sheet SheetOf(IEnumerable<(DecisionSheet Sheet, int? Exhibits)> sheets) => new(Columns, [.. sheets.Select(s => new object?[]
    {
        s.Sheet.Label, s.Sheet.IsDecided ? "decided" : "draft", s.Sheet.Question, s.Sheet.Background, string.Join(" | ", s.Sheet.Options), s.Exhibits, s.Sheet.Choice, s.Sheet.DecidedBy, s.Sheet.Reason,
        s.Sheet.DecidedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), s.Sheet.Hash,
    })]);

    private static Sheet SheetOf(IEnumerable<SavedView> views) => new(["id", "name", "address", "at", "by"], [.. views.Select(v => new object?[]
    {
        v.Id.ToString("D"), v.Name, v.Address, v.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), v.Actor,
    })]);

    private static Argument<string> Label() => new("label") { Description = "Number and version of the sheet, e.g. 3.1; the number alone for its last version." };

    private static Option<string> Needed(string name, string description) => new(name) { Description = description, Required = true };

    private static Option<string[]> Several(string name, string description) => new(name) { Description = description };
}
