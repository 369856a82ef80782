using System.Diagnostics;
using System.Globalization;
using Daira.Cli;
using Daira.Elections.Imports;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>analyse</c>: neighbours of every kind, files of them, and what else is asked of figures by unit.</summary>
public sealed class AnalyseUnitsTests : IDisposable
{
    private readonly Grid grid = new();

    /// <summary>Of the unit in the middle of the board; a plane's file stands 1,000 units east.</summary>
    [Theory]
    [InlineData("queen", 0, 8)]
    [InlineData("rook", 0, 4)]
    [InlineData("queen:2", 0, 24)]
    [InlineData("rook:2", 0, 12)]
    [InlineData("border", 0, 4)]
    [InlineData("knn:4", 1000, 4)]
    [InlineData("distance:1", 1000, 4)]
    [InlineData("inverse:1.5", 1000, 8)]
    [InlineData("inverse:112000", 0, 4)]
    [InlineData("kernel:triangular:1.5", 1000, 8)]
    [InlineData("kernel:gaussian:112000", 0, 4)]
    [InlineData("relative", 1000, 4)]
    public async Task Every_rule_of_neighbours_is_there(string rule, int east, int expected)
    {
        var links = await Links($"--shapes {grid.Shapes(east)} --id id --weights {rule}");
        links.Count(l => l[0] == "u22").ShouldBe(expected);
        links.Where(l => l[0] == "u22").Sum(l => Number(l[3])).ShouldBe(1, 1e-12, "rows sum to 1 in style W");
    }

    /// <summary>Four centres of the board lie on one circle everywhere: which diagonal is taken is free, sides are not.</summary>
    [Fact]
    public async Task Each_graph_holds_the_one_that_asks_for_more()
    {
        HashSet<string>[] graphs = [await Pairs("relative"), await Pairs("gabriel"), await Pairs("delaunay"), await Pairs("queen")];
        graphs[0].SetEquals(await Pairs("rook")).ShouldBeTrue();
        graphs.Zip(graphs.Skip(1)).ShouldAllBe(g => g.First.IsSubsetOf(g.Second));

        async Task<HashSet<string>> Pairs(string rule) => [.. (await Links($"--shapes {grid.Shapes(1000)} --id id --weights {rule}")).Select(l => l[0] + l[1])];
    }

    [Fact]
    public async Task Strengths_are_lengths_inverse_distances_and_kernels()
    {
        (await Strength("border")).ShouldBe(1);
        (await Strength("inverse:3")).ShouldBe(1);
        (await Strength("kernel:triangular:4")).ShouldBe(0.75);
        (await Strength("kernel:quartic:2")).ShouldBe(0.5625);

        async Task<double> Strength(string rule) => Number((await Links($"--shapes {grid.Shapes(1000)} --id id --weights {rule}")).Single(l => l[0] == "u22" && l[1] == "u23")[2]);
    }

    [Theory]
    [InlineData("gal")]
    [InlineData("gwt")]
    public async Task A_file_of_weights_says_what_it_was_written_from(string kind)
    {
        var rule = kind == "gwt" ? "inverse:1.5" : "queen";
        var file = grid.In($"board.{kind}");
        var links = await Links($"--shapes {grid.Shapes(1000)} --id id --weights {rule} --to {file}");
        (await Links($"--{kind} {file}")).Select(l => string.Join(',', l)).ShouldBe(links.Select(l => string.Join(',', l)), ignoreOrder: true);
    }

    /// <summary>The right half is drawn a little to the east: no common point, but within the tolerance.</summary>
    [Fact]
    public async Task Borders_that_nearly_meet_are_neighbours_within_the_tolerance_and_named()
    {
        var file = grid.File("two.geojson", Grid.Collection([Grid.Square("a", 0, 0), Grid.Square("b", 1, 0).Replace("[1,", "[1.001,", StringComparison.Ordinal)]));
        (await Links($"--shapes {file} --id id")).ShouldBeEmpty();
        (await Links($"--shapes {file} --id id --tolerance 0.01")).Select(l => l[0] + l[1]).ShouldBe(["ab", "ba"]);
        var pairs = Table(await Run($"weights --shapes {file} --id id --tolerance 0.01 --doubtful"));
        pairs.Header.ShouldBe(["first", "second", "distance", "length", "neighbours"]);
        pairs.Records.ShouldHaveSingleItem().Fields[0..2].ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task The_first_step_of_the_correlogram_is_Morans_I()
    {
        var moran = Table(await Run($"moran --gal {grid.Gal()} --values {grid.Values()} --column y --permutations 99")).Records[0].Fields;
        var steps = Table(await Run($"correlogram --gal {grid.Gal()} --values {grid.Values()} --column y --permutations 99 --orders 3")).Records;
        steps.Count.ShouldBe(3);
        steps[0].Fields.ShouldBe(["1", .. moran]);
    }

    [Fact]
    public async Task Joins_of_kinds_sum_to_all_pairs_of_neighbours()
    {
        var joins = Table(await Run($"joins --gal {grid.Gal()} --values {grid.Values((_, column) => $"{column % 3}")} --column y")).Records;
        joins.Count.ShouldBe(6);
        joins.Sum(j => Number(j.Fields[2])).ShouldBe(40, "a board of 5 × 5 has 2 × 5 × 4 common sides");
        await Misuse($"joins --gal {grid.Gal()} --values {grid.Values((_, _) => "1.5")} --column y", "1.5", "whole numbers");
    }

    [Fact]
    public async Task Rates_are_drawn_towards_the_whole_and_nothing_is_NaN()
    {
        var values = grid.File("rates.csv", "id,votes,valid\n" + string.Concat(Grid.Units.Select(u => $"{u.Id},{(u.Id == "u00" ? "" : $"{(u.Row * 7) + u.Column}")},{100 + (10 * u.Row)}\n")));
        var rows = Table(await Run($"smooth --gal {grid.Gal()} --values {values} --column votes --population valid")).Records;
        rows[0].Fields.ShouldBe(["u00", "", "", "", ""]);
        var whole = rows.Skip(1).Average(r => Number(r.Fields[1]));
        rows.Skip(1).ShouldAllBe(r => Math.Abs(Number(r.Fields[2]) - whole) <= Math.Abs(Number(r.Fields[1]) - whole) + 0.01);
        (await Run($"local-moran --gal {grid.Gal()} --values {values} --column votes --population valid --permutations 99")).Output.ShouldNotContain("NaN");
        await Misuse($"smooth --gal {grid.Gal()} --values {grid.File("none.csv", "id,votes,valid\n" + string.Concat(Grid.Units.Select(u => $"{u.Id},1,0\n")))} --column votes --population valid", "valid = 0", "more than 0");
    }

    [Theory]
    [InlineData("natural", 5)]
    [InlineData("quantile", 5)]
    [InlineData("equal", 5)]
    [InlineData("pretty", 0)]
    [InlineData("maximum", 5)]
    [InlineData("deviation", 0)]
    [InlineData("head-tail", 0)]
    [InlineData("box", 4)]
    [InlineData("percentile", 0)]
    public async Task Classes_hold_every_figure_once(string method, int expected)
    {
        var rows = Table(await Run($"classes --values {grid.Values((row, column) => $"{(row * row * 3) + column}")} --column y --method {method} --classes 5")).Records;
        rows.Sum(r => int.Parse(r.Fields[3], CultureInfo.InvariantCulture)).ShouldBe(25);
        if (expected > 0)
        {
            rows.Count.ShouldBe(expected);
        }
    }

    /// <summary>In processes of their own, for the instructions that a processor is said to have are fixed when one starts.</summary>
    [Theory]
    [InlineData("fresh", 999)]
    [InlineData("shared", 99_999)]
    public async Task Files_are_the_same_on_any_number_of_threads_and_any_width_of_instructions(string draws, int permutations)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "daira.dll");
        File.Exists(program).ShouldBeTrue(program);
        var asked = $"analyse local-moran --gal {grid.Gal()} --values {grid.Values((row, column) => $"{(row * 5) + (column * column)}")} --column y --draws {draws} --permutations {permutations} --format csv";
        var files = new List<byte[]>();
        foreach (var without in new[] { "", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
        {
            foreach (var threads in new[] { 1, 2, 8 })
            {
                var file = grid.In($"{draws}-{without}-{threads}.csv");
                await Start(program, $"{asked} --threads {threads} --output {file}", without);
                files.Add(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            }
        }

        files.ShouldAllBe(bytes => bytes.SequenceEqual(files[0]));
        files[0].Length.ShouldBeGreaterThan(25 * 10);
    }

    [Fact]
    public async Task Each_tail_is_stated_and_follows_from_the_two_sides()
    {
        var (two, folded, greater, less) = (await P("two-sided", "two-sided"), await P("folded", "folded (the smaller of both sides)"), await P("greater", "one-sided (greater)"), await P("less", "one-sided (less)"));
        for (var unit = 0; unit < two.Length; unit++)
        {
            folded[unit].ShouldBe(Math.Min(greater[unit], less[unit]));
            two[unit].ShouldBe(Math.Min(1, 2 * folded[unit]));
        }

        await Misuse($"local-moran --gal {grid.Gal()} --values {grid.Values()} --column y --tail both", "both", "none of");

        async Task<double[]> P(string tail, string said)
        {
            var run = await Run($"local-moran --gal {grid.Gal()} --values {grid.Values((row, column) => $"{(row * 5) + (column * column)}")} --column y --permutations 999 --tail {tail}");
            run.Error.ShouldContain($"p is {said};");
            return [.. Table(run).Records.Select(r => Number(r.Fields[3]))];
        }
    }

    public void Dispose() => grid.Dispose();

    private static async Task Start(string program, string arguments, string without)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments.Split(' ')]) { RedirectStandardError = true };
        if (without.Length > 0)
        {
            start.Environment[without] = "0";
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, said);
    }

    private async Task<List<string[]>> Links(string units) => [.. Table(await Run($"weights {units}")).Records.Select(r => r.Fields)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Task<Ended> Analyse(string command) => LoadedInstallation.Run(["analyse", .. command.Split(' '), "--format", "csv"], null);

    private static async Task<Ended> Run(string command)
    {
        var run = await Analyse(command);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return run;
    }

    private static CsvTable Table(Ended run) => CsvTable.Parse("out", run.Output);

    private static async Task Misuse(string command, string names, string says)
    {
        var run = await Analyse(command);
        run.Code.ShouldBe(ExitCode.Misuse, run.Error);
        run.Error.ShouldContain(names, Case.Insensitive);
        run.Error.ShouldContain(says);
        run.Output.ShouldBeEmpty();
    }
}
