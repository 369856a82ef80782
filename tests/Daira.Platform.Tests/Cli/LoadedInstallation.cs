using Daira.Cli;
using Daira.Elections.Imports;

namespace Daira.Platform.Tests.Cli;

/// <summary>A data folder loaded once by the command itself.</summary>
public sealed class LoadedInstallation : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("daira-cli-").FullName;

    public async ValueTask InitializeAsync()
    {
        var run = await Run("load morocco");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
    }

    public Task<Ended> Run(string command, CancellationToken? stop = null) => Run(command.Split(' '), Folder, stop);

    public async Task<CsvTable> Csv(string command, params string[] further)
    {
        var run = await Run([.. command.Split(' '), .. further, "--format", "csv"], Folder);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return CsvTable.Parse("out", run.Output);
    }

    public static async Task<Ended> Run(IReadOnlyList<string> args, string? folder, CancellationToken? stop = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(output, error, name => name == "DAIRA_DATA" ? folder : null, TimeProvider.System);
        var code = await DairaCommand.Run(args, surroundings, stop ?? TestContext.Current.CancellationToken);
        return new Ended(code, output.ToString(), error.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed record Ended(int Code, string Output, string Error);
