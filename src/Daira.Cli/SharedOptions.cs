using System.CommandLine;
using System.CommandLine.Parsing;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Cli;

/// <summary>The options of every command; they may stand before or after the subcommand.</summary>
internal sealed class SharedOptions(Surroundings surroundings)
{
    private readonly Option<string?> data = Shared<string?>("--data", "Folder of the databases (default: DAIRA_DATA, else the user's own data folder).");
    private readonly Option<string?> database = Shared<string?>("--database", "Connection string of a PostgreSQL database, used instead of files.");
    private readonly Option<string> language = OneOf("--lang", "Language of names and messages.", "en", "ar", "fr", "en", "zgh");
    private readonly Option<string> format = OneOf("--format", "How results are written.", "table", "table", "json", "csv");
    private readonly Option<string?> output = Shared<string?>("--output", "File to write results to (default: standard output).");
    private readonly Option<int?> threads = AtLeast("--threads", "Threads to use, 1 or more (default: one per core). Results never depend on it.", 1);
    private readonly Option<long?> seed = Shared<long?>("--seed", "Seed of whatever uses chance.");

    private Session? opened;

    public Surroundings Surroundings { get; } = surroundings;

    public void AddTo(RootCommand root)
    {
        database.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && StorageSettings.FaultOfServer(text) is { } fault)
            {
                result.AddError($"Option '--database': {fault}");
            }
        });
        foreach (var option in (Option[])[data, database, language, format, output, threads, seed])
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    public long? Seed(ParseResult parsed) => parsed.GetValue(seed);

    /// <summary>Threads asked for; null = one per core.</summary>
    public int? Threads(ParseResult parsed) => parsed.GetValue(threads);

    public Session Session(ParseResult parsed) => opened ??= new(
        StorageSettings.From(parsed.GetValue(data), parsed.GetValue(database), Surroundings.Environment),
        Language.Of(parsed.GetValue(language)!),
        Surroundings);

    /// <summary>Once the command is done.</summary>
    public void Sign() => opened?.Sign();

    public string? OutputFile(ParseResult parsed) => parsed.GetValue(output);

    /// <summary>A command that answers with a sheet.</summary>
    public Command Answering(Command command, Func<ParseResult, Session, CancellationToken, Outcome<Sheet>> run)
    {
        command.SetAction((parsed, stop) => Task.FromResult(Answer(parsed, run, stop)));
        return command;
    }

    /// <summary>A command that writes its rows even where it refuses.</summary>
    public Command Reporting(Command command, Func<ParseResult, Session, CancellationToken, Outcome<Report>> run)
    {
        command.SetAction((parsed, stop) =>
        {
            var refusals = new List<Refusal>();
            var code = Answer(
                parsed,
                (p, session, s) =>
                {
                    var report = run(p, session, s);
                    refusals.AddRange(report.IsDone ? report.Value.Refusals : []);
                    return report.IsDone ? report.Value.Sheet : Outcome<Sheet>.Refused(report.Refusals);
                },
                stop);
            return Task.FromResult(refusals.Count == 0 || code != ExitCode.Done ? code : Session(parsed).Refuse(refusals));
        });
        return command;
    }

    private int Answer(ParseResult parsed, Func<ParseResult, Session, CancellationToken, Outcome<Sheet>> run, CancellationToken stop)
    {
        var session = Session(parsed);
        var outcome = run(parsed, session, stop);
        if (!outcome.IsDone)
        {
            return session.Refuse(outcome.Refusals);
        }

        foreach (var note in outcome.Value.Notes)
        {
            session.Tell(note);
        }

        return Write(parsed, session, outcome.Value);
    }

    /// <summary>To standard output, or to the file asked for.</summary>
    public int Write(ParseResult parsed, Session session, Sheet sheet) =>
        Write(parsed, session, writer => SheetWriter.Write(sheet, parsed.GetValue(format)!, session.Say, writer));

    private int Write(ParseResult parsed, Session session, Action<TextWriter> write)
    {
        if (OutputFile(parsed) is not { } file)
        {
            write(Surroundings.Output);
            return ExitCode.Done;
        }

        try
        {
            using var writer = new StreamWriter(file, append: false, new System.Text.UTF8Encoding(false)) { NewLine = "\n" };
            write(writer);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return session.Refuse([new Refusal(RefusalKind.Invalid, "output", new Message("cli.output", file, e.Message))]);
        }
    }

    internal static Option<string> OneOf(string name, string description, string byDefault, params string[] allowed)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        return Only(option, allowed);
    }

    /// <summary>Refuses other words, naming the option and the words it takes.</summary>
    internal static T Only<T>(T option, params string[] allowed)
        where T : Option
    {
        option.HelpName = string.Join('|', allowed);
        option.CompletionSources.Add(allowed);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !allowed.Contains(t.Value, StringComparer.Ordinal)))
            {
                result.AddError($"Option '{option.Name}': '{token.Value}' is none of {string.Join(", ", allowed)}.");
            }
        });
        return option;
    }

    /// <summary>Refuses names of encodings that are not known.</summary>
    internal static Option<string?> Encoding(Option<string?> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Elections.Imports.Reading.TextEncoding.Named(text) is null)
            {
                result.AddError($"Option '{option.Name}': '{text}' is no encoding known here, such as utf-8, windows-1250, windows-1256.");
            }
        });
        return option;
    }

    internal static Option<int?> AtLeast(string name, string description, int least)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var value) || value < least))
            {
                result.AddError($"Option '{name}': '{text}' is not a whole number of {least} or more.");
            }
        });
        return option;
    }

    private static Option<T> Shared<T>(string name, string description) => new(name) { Description = description };
}
