using System.CommandLine;
using System.Data.Common;
using Daira.Cli.Commands;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli;

/// <summary>The program <c>daira</c>: its commands, and what its exit codes mean.</summary>
public static class DairaCommand
{
    public static async Task<int> Run(IReadOnlyList<string> args, Surroundings surroundings, CancellationToken stop)
    {
        var shared = new SharedOptions(surroundings);
        var parsed = Build(shared).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await surroundings.Error.WriteLineAsync(error.Message);
            }

            await surroundings.Error.WriteLineAsync($"daira {parsed.CommandResult.Command.Name} --help");
            return ExitCode.Misuse;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            var code = await parsed.InvokeAsync(configuration, stop);
            shared.Sign();
            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (DbException e)
        {
            return shared.Session(parsed).Refuse([new Refusal(RefusalKind.Conflict, "database", new Message("cli.database", e.Message))]);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return shared.Session(parsed).Refuse([new Refusal(RefusalKind.Invalid, "data-folder", new Message("cli.data-folder", e.Message))]);
        }
        finally
        {
            await surroundings.Output.FlushAsync(CancellationToken.None);
        }
    }

    private static RootCommand Build(SharedOptions shared)
    {
        var root = new RootCommand("Election results on a map: load, look up, allot seats, find strong areas, serve.");
        shared.AddTo(root);
        Command[] commands =
        [
            LoadCommand.Build(shared),
            ContestsCommand.Build(shared),
            PlacesCommand.Build(shared),
            ResultsCommand.Build(shared),
            SeatsCommand.Build(shared),
            MarginsCommand.Build(shared),
            StrongCommand.Build(shared),
            CartogramCommand.Build(shared),
            CompareCommand.Build(shared),
            AnalyseCommand.Build(shared),
            SimulateCommand.Build(shared),
            WhatIfCommand.Build(shared),
            FindingsCommand.Build(shared),
            CorrectCommand.Build(shared),
            ResolveCommand.Build(shared),
            ContestCommand.Build(shared),
            ImportCommand.Build(shared),
            UndoCommand.BuildList(shared),
            UndoCommand.Build(shared),
            MatchCommand.Build(shared),
            MatchCommand.BuildNames(shared),
            ExportCommand.Build(shared),
            SheetsCommand.Build(shared),
            SheetsCommand.BuildViews(shared),
            TilesCommand.Build(shared),
            CrosswalkCommand.Build(shared),
            ProceduresCommand.Build(shared),
            BodiesCommand.Build(shared),
            DuesCommands.Build(shared),
            MembersCommands.Build(shared),
            PrivacyCommands.Retention(shared),
            PrivacyCommands.Processings(shared),
            MessagesCommand.Build(shared),
            ServeCommand.Build(shared),
            MailCommand.Build(shared),
            JournalCommands.Build(shared),
            BackupCommands.Backup(shared),
            BackupCommands.Restore(shared),
            BackupCommands.Upgrade(shared),
        ];
        foreach (var command in commands)
        {
            root.Add(command);
        }

        return root;
    }
}
