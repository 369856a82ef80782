/// <summary>Every parser of foreign files against seeded damage, longer than the tests do it; the result is kept in bench/results/fuzz.md.</summary>
sealed class Fuzz(Shell shell)
{
    private const string Project = "Daira.Platform.Tests";

    public int Run(List<string> options)
    {
        Needs.NodeAndSqlite(shell);
        shell.Environment["DAIRA_FUZZ_CASES"] = Options.Take(options, "--cases") ?? "100000";
        shell.Environment["DAIRA_FUZZ_FIRST"] = Options.Take(options, "--first") ?? "0";
        shell.Environment["DAIRA_FUZZ_SEED"] = Options.Take(options, "--seed") ?? "2026";
        shell.Environment["DAIRA_FUZZ_REPORT"] = Path.GetFullPath("bench/results/fuzz.md");
        shell.Step("build", "dotnet", "build", $"tests/{Project}", "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false");
        return shell.Exit($"tests/{Project}/bin/Release/net10.0/{Project}", ["-noLogo", "-noColor", "-class", "*Fuzzing*"]);
    }
}
