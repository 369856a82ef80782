using System.Xml.Linq;

/// <summary>Every test project, on every engine that is there, counted from what the runners recorded.</summary>
sealed class Tests(Shell shell)
{
    private const string Results = "artifacts/test-results";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public int Run(List<string> options)
    {
        if (options.Remove("--install"))
        {
            Needs.InstallForTests(shell);
        }

        var only = Options.Take(options, "--only");
        Needs.NodeAndSqlite(shell);
        shell.Step("restore", "dotnet", "restore", "Daira.slnx", "--locked-mode", "-nodeReuse:false");
        shell.Step("build", "dotnet", "build", "Daira.slnx", "-c", "Release", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false");
        return RunBuilt(only, options);
    }

    public int RunBuilt(string? only, List<string> runnerOptions)
    {
        using var postgres = OfferPostgres();
        OfferChromium();
        Directory.CreateDirectory(Results);
        var counts = Projects(only).Select(project => RunProject(project, runnerOptions)).ToList();
        return Report(counts);
    }

    private static IEnumerable<string> Projects(string? only)
    {
        var projects = Directory.GetDirectories("tests", "Daira.*").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);
        return only is null ? projects : projects.Where(p => p.Contains(only, StringComparison.OrdinalIgnoreCase));
    }

    private PrivatePostgres? OfferPostgres()
    {
        if (Environment.GetEnvironmentVariable("DAIRA_TEST_POSTGRES") is { Length: > 0 })
        {
            return null;
        }

        var server = PrivatePostgres.TryStart(shell);
        shell.Environment["DAIRA_TEST_POSTGRES"] = server?.ConnectionString;
        return server;
    }

    private void OfferChromium()
    {
        if (Environment.GetEnvironmentVariable("DAIRA_TEST_CHROMIUM") is not { Length: > 0 } && File.Exists("/usr/bin/chromium"))
        {
            shell.Environment["DAIRA_TEST_CHROMIUM"] = "/usr/bin/chromium";
        }
    }

    private Count RunProject(string project, List<string> runnerOptions)
    {
        Console.WriteLine($"\n== {project}");
        var record = Path.GetFullPath($"{Results}/{project}.xml");
        File.Delete(record);
        var exit = shell.Exit(Limit, $"tests/{project}/bin/Release/net10.0/{project}", ["-noLogo", "-noColor", .. runnerOptions, "-xml", record]);
        return Count.Read(project, record, exit);
    }

    private int Report(List<Count> counts)
    {
        var failed = counts.Sum(c => c.Failed);
        var passed = counts.Sum(c => c.Passed);
        var skipped = counts.SelectMany(c => c.Skipped).ToList();
        Console.WriteLine();
        counts.ForEach(c => Console.WriteLine($"{c.Project,-24} {c.Passed,6} passed {c.Failed,4} failed {c.Skipped.Count,4} not run  {c.Seconds,6:0.0} s"));
        SayWhatWasNotTested(skipped);
        SayWhatFailed([.. counts.SelectMany(c => c.Failures)]);
        if (passed + failed == 0)
        {
            Console.WriteLine("NO TEST RAN.");
        }

        Console.Out.Flush();
        Console.WriteLine($"{passed} passed, {failed} failed" + (skipped.Count > 0 ? $", {skipped.Count} skipped" : ""));
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    private static void SayWhatFailed(List<string> failures)
    {
        const int shown = 40;
        failures.Take(shown).ToList().ForEach(f => Console.WriteLine($"FAILED  {f}"));
        if (failures.Count > shown)
        {
            Console.WriteLine($"… and {failures.Count - shown} more; all stand in {Results}");
        }
    }

    private void SayWhatWasNotTested(List<string> skipped)
    {
        var missing = new List<string>();
        Note("DAIRA_TEST_POSTGRES", "PostgreSQL: nothing was tested on it. It is not installed here; test --install does it (as root).");
        Note("DAIRA_TEST_CHROMIUM", "Browser: no page was opened in one. Chromium is not installed here; test --install does it (as root).");
        Note("DAIRA_TRIAL_DATA", "Trial data: DAIRA_TRIAL_DATA does not name the trial data folder.");
        missing.AddRange(skipped.GroupBy(reason => reason).Select(g => $"{g.Count()} tests did not run: {g.Key}"));
        if (missing.Count > 0)
        {
            var line = new string('!', 72);
            Console.WriteLine($"\n{line}\nNOT TESTED\n  {string.Join("\n  ", missing)}\n{line}");
        }

        void Note(string variable, string text)
        {
            if ((shell.Environment.GetValueOrDefault(variable) ?? Environment.GetEnvironmentVariable(variable)) is not { Length: > 0 })
            {
                missing.Add(text);
            }
        }
    }
}

/// <summary>What one test project's runner recorded; a runner that ended without a record has failed.</summary>
sealed record Count(string Project, int Passed, int Failed, List<string> Skipped, List<string> Failures, double Seconds)
{
    public static Count Read(string project, string record, int exit)
    {
        if (!File.Exists(record))
        {
            return new(project, 0, 1, [], [$"{project} ended with exit code {exit} and left no record"], 0);
        }

        var assemblies = XDocument.Load(record).Root!.Elements("assembly").ToList();
        var tests = assemblies.Descendants("test").ToList();
        var failures = tests.Where(t => (string?)t.Attribute("result") == "Fail").Select(t => (string)t.Attribute("name")!).ToList();
        failures.AddRange(assemblies.Descendants("error").Select(e => $"{(string?)e.Attribute("type")} {(string?)e.Attribute("name")}".Trim()));
        var skipped = tests.Where(t => (string?)t.Attribute("result") == "Skip").Select(t => ((string?)t.Element("reason") ?? "no reason given").Trim()).ToList();
        if (exit != 0 && failures.Count == 0 && tests.Count > 0)
        {
            failures.Add($"{project} ended with exit code {exit} although no test failed");
        }

        return new(project, tests.Count(t => (string?)t.Attribute("result") == "Pass"), failures.Count, skipped, failures,
            assemblies.Sum(a => (double?)a.Attribute("time") ?? 0));
    }
}
