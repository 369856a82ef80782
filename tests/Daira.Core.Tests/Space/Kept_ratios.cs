using Daira.Bench;

namespace Daira.Core.Tests.Space;

/// <summary>The bench command's rule on kernels that got slower (its source is compiled in here).</summary>
public sealed class Kept_ratios
{
    private static readonly Dictionary<string, double> Kept = KeptRatios.Read(["# a machine, spdep 531 processor ms", "work,ratio_to_spdep,processor_ms", "queen,4.5,118.9", "skater,3.4,155.8", ""], 1);

    [Fact]
    public void A_kernel_below_half_of_its_kept_ratio_fails_the_command_and_is_named()
    {
        KeptRatios.Fallen(Kept, [("queen", 2.2), ("skater", 3.4)]).ShouldBe([("queen", 4.5, 2.2)]);
        KeptRatios.ExitCode(Kept, [("queen", 2.2), ("skater", 3.4)]).ShouldBe(1);
    }

    [Fact]
    public void At_half_or_above_and_for_what_was_never_kept_it_passes()
    {
        KeptRatios.ExitCode(Kept, [("queen", 2.25), ("skater", 9)]).ShouldBe(0);
        KeptRatios.ExitCode(Kept, [("new work", 0.001)]).ShouldBe(0);
        KeptRatios.ExitCode(Kept, []).ShouldBe(0);
    }

    [Fact]
    public void The_kept_file_is_one_that_it_reads()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "../../../../../bench/results/space.csv");
        KeptRatios.OfFile(file, 1).ShouldContainKey("queen 30000 polygons");
    }
}
