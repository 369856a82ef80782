using System.Globalization;
using Daira.Elections.Imports.Reading;

namespace Daira.Platform.Tests.Imports.Fuzzing;

/// <summary>
/// Every parser against seeded damage. <c>build.cs -- fuzz</c> sets how many cases and from which seed, and where the report goes.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FuzzingTests : IClassFixture<FuzzReport>
{
    private readonly FuzzReport report;

    public FuzzingTests(FuzzReport report) => this.report = report;

    public static TheoryData<string> Names => [.. Parsers.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_file_is_always_answered(string parser)
    {
        var result = new Fuzzer(Parsers.All.Single(p => p.Name == parser), FuzzReport.Seed).Run(FuzzReport.Cases, FuzzReport.First);
        report.Add(result);
        result.Cases.ShouldBe(FuzzReport.Cases);
        result.Refused.Values.Sum().ShouldBe(result.Cases - result.Taken);
    }

    /// <summary>Damage to files of which none was ever good would show nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Files_without_damage_are_taken(string parser)
    {
        var target = Parsers.All.Single(p => p.Name == parser);
        var file = Path.GetTempFileName();
        var taken = Enumerable.Range(0, 40).Count(i =>
        {
            File.WriteAllBytes(file, target.Make(new Mutation(new Random(i), harm: false)));
            return target.Read(file) is null;
        });
        File.Delete(file);

        // Some of the files stand for what is refused with reason: no header, several layers, titles above the header of a strict table.
        taken.ShouldBeGreaterThan(5);
    }

    /// <summary>A circle of a million points, and a star whose rays cross each other thousands of times.</summary>
    [Theory]
    [InlineData(1_000_000, false)]
    [InlineData(2_001, true)]
    public void A_polygon_of_very_many_points_is_read_and_repaired_in_time_and_memory(int points, bool isStar)
    {
        var file = Path.GetTempFileName();
        using (var text = new StreamWriter(file))
        {
            text.Write("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
            for (var i = 0; i <= points; i++)
            {
                var turn = double.Tau * (isStar ? i * 40 : i % points) / points;
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}[{double.Round(10 * double.Cos(i == points ? 0 : turn), 9)},{double.Round(10 * double.Sin(i == points ? 0 : turn), 9)}]"));
            }

            text.Write("]]}}]}");
        }

        var (before, watch) = (GC.GetTotalMemory(forceFullCollection: true), System.Diagnostics.Stopwatch.StartNew());
        var read = ReadShapes.Run(file);
        read.Refusals.ShouldBeEmpty();
        (GC.GetTotalMemory(forceFullCollection: false) - before).ShouldBeLessThan((2 * new FileInfo(file).Length) + (256L << 20));
        Core.Space.Repair.ShapeRepair.Repair(read.Value.Features[0].Shape).Shape.IsValid.ShouldBeTrue();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
        File.Delete(file);
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

    /// <summary>To see one case again.</summary>
    public static int First { get; } = Number("DAIRA_FUZZ_FIRST", 0);

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
