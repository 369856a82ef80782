using System.Globalization;
using Daira.Elections.Imports.Reading;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>
/// Every parser against seeded damage. <c>build.cs -- fuzz</c> sets how many cases and from which seed, and where the report goes.
/// </summary>
public sealed class FuzzingTests : IClassFixture<FuzzReport>
{
    private readonly FuzzReport report;

    public FuzzingTests(FuzzReport report) => this.report = report;

    public static TheoryData<string> Names => [.. Parsers.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_file_is_always_answered(string parser)
    {
        var result = new Fuzzer(Parsers.All.Single(p => p.Name == parser), FuzzReport.Seed).Run(FuzzReport.Cases);
        report.Add(result);
        result.Cases.ShouldBe(FuzzReport.Cases);
        result.Refused.Values.Sum().ShouldBe(result.Cases - result.Taken);
    }

    [Fact]
    public void An_old_workbook_is_read()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, SmallXls.Of("Résultats", ["place", "votes"], ["530", 12], ["الرباط", 1.5]));
        var read = ReadSheets.Run(file);
        read.Refusals.ShouldBeEmpty();
        read.Value.Sheets.Single().Name.ShouldBe("Résultats");
        read.Value.Sheets[0].Rows.Select(r => string.Join('=', r.Fields)).ShouldBe(["530=12", "الرباط=1.5"]);
        File.Delete(file);
    }
}

/// <summary>How much to do, and what was found.</summary>
public sealed class FuzzReport : IDisposable
{
    private readonly List<FuzzResult> results = [];

    public static int Cases { get; } = Number("DAIRA_FUZZ_CASES", 5_000);

    public static int Seed { get; } = Number("DAIRA_FUZZ_SEED", 2026);

    internal void Add(FuzzResult result)
    {
        lock (results)
        {
            results.Add(result);
        }
    }

    /// <summary>Written only when every parser passed.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("DAIRA_FUZZ_REPORT") is { Length: > 0 } file && results.Count == Parsers.All.Count)
        {
            File.WriteAllText(file, Fuzzer.Report(results, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
