namespace Daira.Cli;

/// <summary>What the program is given by whoever runs it: a terminal, or a test.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Progress and messages.</param>
/// <param name="Environment">Reads an environment variable.</param>
public sealed record Surroundings(TextWriter Output, TextWriter Error, Func<string, string?> Environment, TimeProvider Clock);

/// <summary>The exit codes that scripts rely on.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused with a report.</summary>
    public const int Refused = 1;

    public const int Misuse = 2;

    public const int Interrupted = 130;
}
