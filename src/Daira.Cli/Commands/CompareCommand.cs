using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections.Comparisons;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>compare</c>: two contests side by side, with the tables of the page.</summary>
internal static class CompareCommand
{
    public static Command Build(SharedOptions shared)
    {
        var words = new (string Word, Option<string[]> Option)[]
        {
            ("contest", Once("--contest", "Id of the contest, e.g. ma-house-2021-local.")),
            ("against", Once("--against", "Id of the contest to compare with (default: the latest earlier one of its kind).")),
            ("level", SharedOptions.Only(Once("--level", "Level of the places (default: the finest that both allow)."), [.. ComparisonQuery.LevelWords])),
            ("within", Once("--within", "Only places inside this one.")),
            ("list", Once("--list", "The list whose swing is shown by place (default: the largest).")),
            ("other", Once("--other", "A second list, for the swing between the two.")),
            ("continues", Repeated("--continues", "Lists that became others: A,B>C. Repeatable.")),
            ("together", Repeated("--together", "A coalition counted as one list: A,B. Repeatable.")),
            ("bloc", Repeated("--bloc", "A family of lists for volatility between blocs: name:A,B. Repeatable.")),
        };
        var table = SharedOptions.OneOf("--table", "Which table.", ComparisonTables.Lists, [.. ComparisonTables.All]);
        var command = new Command("compare", "Two contests side by side: swing, volatility, nationalisation, turnout.") { table };
        foreach (var (_, option) in words)
        {
            command.Add(option);
        }

        return shared.Answering(command, (parsed, session, stop) => Run(
            session, words.SelectMany(w => (parsed.GetValue(w.Option) ?? []).Select(value => KeyValuePair.Create(w.Word, value))), parsed.GetValue(table)!, stop));
    }

    private static Outcome<Sheet> Run(Session session, IEnumerable<KeyValuePair<string, string>> words, string table, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var asked = ComparisonQuery.Read(words, data.Value);
        var answer = asked.IsDone ? CompareContests.Run(asked.Value, data.Value) : Outcome<ComparisonAnswer>.Refused(asked.Refusals);
        return answer.IsDone
            ? SheetOf(ComparisonTables.Find(table, answer.Value, data.Value).Value)
            : Outcome<Sheet>.Refused(answer.Refusals);
    }

    private static Sheet SheetOf(Table table) =>
        new([.. table.Columns.Select(c => c.Id)], [.. table.Rows.Select(row => row.Cells.Select(Plain).ToArray())])
        {
            Notes = [table.Origin.Title, .. table.Origin.Notices],
        };

    private static object? Plain(object? cell) => cell switch
    {
        Share share => share.Value,
        Points points => points.Value,
        _ => cell,
    };

    private static Option<string[]> Once(string name, string description) => new(name) { Description = description };

    private static Option<string[]> Repeated(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = false };
}
