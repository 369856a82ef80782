using System.Globalization;
using System.Text.Json;

/// <summary>
/// How many small faults put into a part of the program its tests notice: Stryker on a clone of what stands committed, with the tests of that
/// part alone and fewer generated cases. The last result is kept. A part is one of Core; or Access, the rights layer of Foundation.
/// With <c>--files A.cs,B.cs</c> those alone are measured and the page keeps what it says of the others, each with its commit.
/// </summary>
/// <remarks>One at a time: Stryker 5 misses failures where it runs several test hosts beside each other (stryker-net issue 3832).</remarks>
sealed class Mutate(Shell shell)
{
    private const string Clone = "artifacts/mutation/clone";
    private const string Output = "artifacts/mutation/report";
    private const double Least = 90;
    private const string Rights = "Access";

    /// <summary>From this heading on the page is written by hand and stays.</summary>
    private const string Equivalent = "## Equivalent";

    private readonly string home = Directory.GetCurrentDirectory();

    private readonly record struct Mutant(string File, int Line, string Status, string Kind, string Source);

    /// <summary>What the page says of one file.</summary>
    /// <param name="Endless">Noticed only because the tests did not end.</param>
    private sealed record Measured(string File, int Mutants, int Noticed, int Endless, string Commit, string[] Unnoticed)
    {
        public double Score => Mutants == 0 ? 0 : 100.0 * Noticed / Mutants;

        public static Measured Of(IGrouping<string, Mutant> file, string commit)
        {
            var unnoticed = file.Where(m => m.Status is "Survived" or "NoCoverage").OrderBy(m => m.Line).Select(Line).ToArray();
            return new(file.Key, file.Count(), file.Count() - unnoticed.Length, file.Count(m => m.Status == "Timeout"), commit, unnoticed);
        }
    }

    public int Run(List<string> options)
    {
        var part = Options.Take(options, "--part") ?? "Seats";
        var files = Options.Take(options, "--files")?.Split(',') ?? ["*.cs"];
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
            shell.Step("mutate", "dotnet", ["stryker", "--skip-version-check", .. files.SelectMany(f => (string[])["-m", $"**/{part}/{f}"]), .. left, "-O", Path.Combine(home, Output), .. options]);
        }
        finally
        {
            Directory.SetCurrentDirectory(home);
        }

        return Keep(project, part, [.. Read(part).Where(m => m.Status is "Killed" or "Timeout" or "Survived" or "NoCoverage")]);
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

    private int Keep(string project, string part, Mutant[] mutants)
    {
        shell.TryRead(out var commit, "git", "-C", Path.GetFullPath(Clone), "rev-parse", "--short", "HEAD");
        var page = $"bench/results/mutation-{part.ToLowerInvariant()}.md";
        string[] before = File.Exists(page) ? File.ReadAllLines(page) : [];
        var now = mutants.GroupBy(m => m.File).Select(f => Measured.Of(f, commit.Trim())).ToList();
        var kept = Kept(before).Where(k => !now.Exists(m => m.File == k.File) && File.Exists($"src/Daira.{project}/{part}/{k.File}"));
        Measured[] files = [.. now.Concat(kept).OrderBy(f => f.File, StringComparer.Ordinal)];
        var all = new Measured("all", files.Sum(f => f.Mutants), files.Sum(f => f.Noticed), files.Sum(f => f.Endless), "", []);
        Directory.CreateDirectory("bench/results");
        File.WriteAllText(page, string.Join('\n', (string[])
        [
            $"# Mutation score of {project}/{part}: {all.Score:0.0} %",
            "",
            $"{DateTime.UtcNow:yyyy-MM-dd} · dotnet run build.cs -- mutate --part {part} · {all.Mutants} mutants that compile, {all.Noticed} noticed by the tests of {part} with one in {FewerCases(part)} of their generated cases, {all.Endless} of them because the tests did not end · each file as it and the tests stood at the commit beside it",
            "",
            "| file | mutants | noticed | without end | score | commit |",
            "|---|--:|--:|--:|--:|---|",
            .. files.Select(f => $"| {f.File} | {f.Mutants} | {f.Noticed} | {f.Endless} | {f.Score:0.0} % | {f.Commit} |"),
            "",
            "## Not noticed",
            "",
            .. files.SelectMany(f => f.Unnoticed),
            "",
            .. before.SkipWhile(l => l != Equivalent),
        ]).TrimEnd() + '\n');
        Console.WriteLine($"{project}/{part}: {all.Score:0.0} % of {all.Mutants} mutants noticed.");
        return all.Score >= Least ? 0 : 1;
    }

    /// <summary>What the page said before.</summary>
    private static IEnumerable<Measured> Kept(string[] page) =>
        from cells in page.Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        where cells.Length == 8 && cells[1].EndsWith(".cs", StringComparison.Ordinal)
        let unnoticed = page.Where(l => l.StartsWith($"- {cells[1]} line ", StringComparison.Ordinal))
        select new Measured(cells[1], Number(cells[2]), Number(cells[3]), Number(cells[4]), cells[6], [.. unnoticed]);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static string Line(Mutant mutant) =>
        $"- {mutant.File} line {mutant.Line}, {mutant.Kind}{(mutant.Status == "NoCoverage" ? " (no test comes here)" : "")}: `{mutant.Source.Replace('`', '\'')}`";

    /// <summary>Of the generated cases each test keeps one in so many: the tests run once per fault.</summary>
    private static int FewerCases(string part) => part == Rights ? 10 : 300;
}
