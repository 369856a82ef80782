using System.Globalization;
using Daira.Cli;
using Daira.Elections.Imports;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>analyse</c> within its memory.</summary>
[Collection(nameof(Alone))]
public sealed class AnalyseMemoryTests : IDisposable
{
    private readonly Grid grid = new();

    /// <summary>Kept in memory at once the arrangements alone would take more than a gigabyte.</summary>
    [Fact]
    public async Task More_permutations_than_fit_in_memory_are_drawn_in_parts()
    {
        const int asked = 40_000_000;
        var before = GC.GetTotalAllocatedBytes();
        var run = await Analyse($"local-moran --gal {grid.Gal()} --values {grid.Values()} --column y --permutations {asked}");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(40L * asked, "arrangements are not kept");
        CsvTable.Parse("out", run.Output).Records.Min(row => double.Parse(row.Fields[3], CultureInfo.InvariantCulture)).ShouldBeGreaterThanOrEqualTo(2.0 / (asked + 1));
        var refused = await Analyse($"local-moran --gal {grid.Gal()} --values {grid.Values()} --column y --permutations 1000000001");
        refused.Code.ShouldBe(ExitCode.Misuse);
        refused.Error.ShouldContain("1000000000");
    }

    public void Dispose() => grid.Dispose();

    private static Task<Ended> Analyse(string command) => LoadedInstallation.Run(["analyse", .. command.Split(' '), "--format", "csv"], null);
}
