using System.Globalization;
using System.Text.Json;

/// <summary>
/// How many small faults put into a part of the program its tests notice: Stryker on a clone of what stands committed, with the tests of that
/// part alone and fewer generated cases. The last result is kept. A part is one of Core; or Access, the rights layer of Foundation.
/// </summary>
sealed class Mutate(Shell shell)
{
    private const string Clone = "artifacts/mutation/clone";
    private const string Output = "artifacts/mutation/report";
    private const double Least = 90;
    private const string Rights = "Access";

    private readonly string home = Directory.GetCurrentDirectory();

    private readonly record struct Mutant(string File, int Line, string Status, string Kind, string Source);

    public int Run(List<string> options)
    {
        var part = Options.Take(options, "--part") ?? "Seats";
        var (project, tests) = part == Rights ? ("Foundation", "Daira.Platform.Tests") : ("Core", "Daira.Core.Tests");
        if (!Directory.Exists($"src/Daira.{project}/{part}") || !Directory.Exists($"tests/{tests}/{part}"))
        {
            throw new Failure($"Neither a part of Core with tests nor {Rights} is called {part}.");
        }

        Take();
        shell.Environment["DAIRA_MUTATE"] = part;
        shell.Environment["DAIRA_FEWER_CASES"] = FewerCases(part).ToString(CultureInfo.InvariantCulture);

        // Statements for the server's own policies and tables are put to the server by other tests, not mutated here.
        string[] left = part == Rights ? ["-m", "!**/Access/RowPolicies.cs", "-m", "!**/Access/AccessPart.cs"] : [];
        Directory.SetCurrentDirectory(Path.Combine(Clone, "tests", tests));
        try
        {
            shell.Step("stryker", "dotnet", "tool", "restore");
            shell.Step("mutate", "dotnet", ["stryker", "--skip-version-check", "-m", $"**/{part}/*.cs", .. left, "-O", Path.Combine(home, Output), .. options]);
        }
        finally
        {
            Directory.SetCurrentDirectory(home);
        }

        return Keep(project, part, [.. Read(part)]);
    }

    private void Take()
    {
        foreach (var old in (string[])[Clone, Output])
        {
            if (Directory.Exists(old))
            {
                Directory.Delete(old, recursive: true);
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Clone)!);
        shell.Quiet("git", "clone", "-q", home, Path.Combine(home, Clone));
    }

    private static IEnumerable<Mutant> Read(string part)
    {
        using var report = JsonDocument.Parse(File.ReadAllText($"{Output}/reports/mutation-report.json"));
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject().Where(f => f.Name.Contains($"/{part}/", StringComparison.Ordinal)))
        {
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                var line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
                yield return new(Path.GetFileName(file.Name), line, mutant.GetProperty("status").GetString()!, mutant.GetProperty("mutatorName").GetString()!, lines[line - 1].Trim());
            }
        }
    }

    private static int Keep(string project, string part, Mutant[] mutants)
    {
        var tried = mutants.Where(m => m.Status is "Killed" or "Timeout" or "Survived" or "NoCoverage").ToArray();
        var files = tried.GroupBy(m => m.File).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"| {f.Key} | {f.Count()} | {f.Count(IsNoticed)} | {Score(f):0.0} % |");
        var unnoticed = tried.Where(m => !IsNoticed(m)).OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line)
            .Select(m => $"- {m.File} line {m.Line}, {m.Kind}{(m.Status == "NoCoverage" ? " (no test comes here)" : "")}: `{m.Source.Replace('`', '\'')}`");
        Directory.CreateDirectory("bench/results");
        File.WriteAllText($"bench/results/mutation-{part.ToLowerInvariant()}.md", string.Join('\n', (string[])
        [
            $"# Mutation score of {project}/{part}: {Score(tried):0.0} %",
            "",
            $"{DateTime.UtcNow:yyyy-MM-dd} · dotnet run build.cs -- mutate --part {part} · {tried.Length} mutants that compile, {tried.Count(IsNoticed)} noticed by the tests of {part} with one in {FewerCases(part)} of their generated cases, {tried.Count(m => m.Status == "Timeout")} of them because the tests did not end",
            "",
            "| file | mutants | noticed | score |",
            "|---|--:|--:|--:|",
            .. files,
            "",
            "## Not noticed",
            "",
            .. unnoticed,
            "",
        ]));
        Console.WriteLine($"{project}/{part}: {Score(tried):0.0} % of {tried.Length} mutants noticed.");
        return Score(tried) >= Least ? 0 : 1;
    }

    /// <summary>Of the generated cases each test keeps one in so many: the tests run once per fault.</summary>
    private static int FewerCases(string part) => part == Rights ? 10 : 300;

    private static bool IsNoticed(Mutant mutant) => mutant.Status is "Killed" or "Timeout";

    private static double Score(IEnumerable<Mutant> mutants) => mutants.Average(m => IsNoticed(m) ? 100.0 : 0);
}
