using System.CommandLine;
using Daira.Cli.Commands;

namespace Daira.Cli;

/// <summary>The program <c>daira</c>: its commands, and what its exit codes mean.</summary>
public static class DairaCommand
{
    public static async Task<int> Run(IReadOnlyList<string> args, Surroundings surroundings, CancellationToken stop)
    {
        var parsed = Build(surroundings).Parse(args);
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
                Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            await surroundings.Output.FlushAsync(CancellationToken.None);
        }
    }

    public static RootCommand Build(Surroundings surroundings)
    {
        var shared = new SharedOptions(surroundings);
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
            FindingsCommand.Build(shared),
            CorrectCommand.Build(shared),
            ExportCommand.Build(shared),
            ServeCommand.Build(shared),
        ];
        foreach (var command in commands)
        {
            root.Add(command);
        }

        return root;
    }
}
