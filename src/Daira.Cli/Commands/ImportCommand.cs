using System.CommandLine;

namespace Daira.Cli.Commands;

/// <summary><c>import</c>: files that bring data in.</summary>
internal static class ImportCommand
{
    public static Command Build(SharedOptions shared) => new("import", "Bring data in from files.") { ImportResultsCommand.Build(shared) };
}
