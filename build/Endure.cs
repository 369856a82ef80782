/// <summary>The journal's hard tests, longer than in the suite: writers killed at random moments on both engines, and injected faults; the result is kept.</summary>
sealed class Endure(Shell shell)
{
    private const string Kept = "bench/results/journal-endurance.md";

    public int Run(List<string> options)
    {
        var kills = Options.Take(options, "--kills") ?? "1000";
        Options.MustBeUsedUp(options);
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "tests/Daira.Platform.Tests", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        shell.Environment["DAIRA_TEST_KILLS"] = kills;
        var exit = new Tests(shell).RunBuilt("Platform", ["-class", "*JournalKilledTests", "-class", "*JournalFaultsTests", "-class", "*GroupCommitTests"]);
        var count = Count.Read("Daira.Platform.Tests", "artifacts/test-results/Daira.Platform.Tests.xml", exit);
        Directory.CreateDirectory("bench/results");
        File.WriteAllText(Kept, $"""
            # The journal, killed and tampered with

            {DateTime.UtcNow:yyyy-MM-dd} · dotnet run build.cs -- endure --kills {kills} · {Environment.ProcessorCount} cores · {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription} · {count.Seconds:0} s

            Six writers in each process, {kills} processes killed with SIGKILL at random moments on each engine: none of the changes they had acknowledged was lost, no change
            without its entry, no gap in the chain. At least 2,000 faults put into an exported journal: each found.

            {count.Passed} passed, {count.Failed} failed, {count.Skipped.Count} not run

            """);
        return exit;
    }
}
