using System.Globalization;
using Daira.Cli;
using Daira.Elections.Imports;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>analyse</c>: needs no database.</summary>
public sealed class AnalyseTests : IDisposable
{
    private readonly Grid grid = new();

    /// <summary>
    /// By hand: figures −2 … 2 from the mean, Σz² = 50. Inner columns lie at the mean of their neighbours (Σ z·lag = 10); in an outer
    /// column corners have lag 3/2 and the others 5/3 on their own side (2·3 + 3·10/3 = 16). I = (10 + 2·16) / 50, expectation −1/24.
    /// </summary>
    [Theory]
    [InlineData("gal")]
    [InlineData("rook")]
    [InlineData("distance:112000")]
    public async Task Moran_of_a_board_is_what_it_is_by_hand(string neighbours)
    {
        var run = await Run($"moran {Units(neighbours)} --values {grid.Values()} --column y --permutations 999");
        run.Output.ShouldStartWith("statistic,expectation,variance,p\n");
        var cells = Table(run).Records.ShouldHaveSingleItem().Fields.Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
        cells[0].ShouldBe(0.84, 1e-12);
        cells[1].ShouldBe(-1.0 / 24, 1e-12);
        cells[2].ShouldBeGreaterThan(0);
        cells[3].ShouldBe(2 / 1000.0, 1e-12, "no arrangement comes near it");
        run.Error.ShouldContain("seed 2021");
    }

    [Fact]
    public async Task Local_Moran_finds_both_ends_of_the_board()
    {
        var run = await Run($"local-moran {Units("queen")} --values {grid.Values()} --column y --permutations 9999 --draws fresh --seed 7 --threads 1");
        run.Output.ShouldStartWith("id,neighbours,statistic,p,q,class\n");
        var rows = Table(run).Records.ToDictionary(r => r.Fields[0], r => r.Fields);
        rows.Count.ShouldBe(25);
        rows["u20"][1].ShouldBe("5");
        rows["u22"][1].ShouldBe("8");
        rows["u20"][5].ShouldBe("low-low");
        rows["u24"][5].ShouldBe("high-high");
        rows["u22"][5].ShouldBe("not-significant");
        (await Run($"local-moran {Units("queen")} --values {grid.Values()} --column y --permutations 9999 --draws fresh --seed 7 --threads 3")).Output.ShouldBe(run.Output);
    }

    /// <summary>u22 has 2; rook neighbours hold 1 + 3 + 2 + 2 = 8 of the 48 that others have, 10 of 50 with itself.</summary>
    [Theory]
    [InlineData("g", 8.0 / 48)]
    [InlineData("g-star", 10.0 / 50)]
    public async Task G_is_the_part_of_all_that_lies_around(string statistic, double expected)
    {
        var rows = Table(await Run($"{statistic} {Units("rook")} --values {grid.Values()} --column y --permutations 99"));
        double.Parse(rows.Records.Single(r => r.Fields[0] == "u22").Fields[2], CultureInfo.InvariantCulture).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public async Task An_empty_cell_is_an_undefined_unit_and_nobodys_neighbour()
    {
        var values = grid.Values((row, column) => (row, column) == (2, 2) ? "" : $"{column}");
        var rows = Table(await Run($"local-geary {Units("rook")} --values {values} --column y --permutations 99")).Records.ToDictionary(r => r.Fields[0], r => r.Fields);
        rows["u22"].ShouldBe(["u22", "0", "", "", "", "undefined"]);
        rows["u21"][1].ShouldBe("3");
    }

    [Fact]
    public async Task A_column_without_any_figure_is_a_named_state()
    {
        var run = await Run($"geary {Units("rook")} --values {grid.Values((_, _) => "")} --column y --permutations 99");
        run.Output.ShouldBe("statistic,expectation,variance,p\n,,,\n");
        run.Error.ShouldContain("too few figures");
    }

    [Fact]
    public async Task Join_counts_test_flagged_units_only()
    {
        var values = grid.Values((_, column) => column < 2 ? "1" : "0");
        var rows = Table(await Run($"join-count {Units("rook")} --values {values} --column y --permutations 999")).Records.ToDictionary(r => r.Fields[0], r => r.Fields);
        rows["u20"][2].ShouldBe("3");
        rows["u20"][3].ShouldNotBeEmpty();
        rows["u24"][2..4].ShouldBe(["0", ""]);
    }

    [Theory]
    [InlineData(0, "distance:112000", "4", "metres")]
    [InlineData(1000, "distance:1", "4", "plane")]
    [InlineData(0, "knn:4", "4", "metres")]
    [InlineData(1000, "knn:8", "8", "plane")]
    public async Task Distances_are_metres_on_the_sphere_for_degrees_and_the_files_units_otherwise(int east, string rule, string neighbours, string said)
    {
        var run = await Run($"local-moran --shapes {grid.Shapes(east)} --id id --weights {rule} --values {grid.Values()} --column y --permutations 9");
        Table(run).Records.Single(r => r.Fields[0] == "u22").Fields[1].ShouldBe(neighbours);
        run.Error.ShouldContain(said);
    }

    [Theory]
    [InlineData("bishop", "--weights", "queen, rook")]
    [InlineData("knn:25", "--weights", "1 to 24")]
    [InlineData("knn:0", "--weights", "1 to 24")]
    [InlineData("distance:-1", "--weights", "more than 0")]
    public Task Wrong_weights_are_misuse(string rule, string option, string says) => Misuse($"moran {Units(rule)} --values {grid.Values()} --column y", option, says);

    [Theory]
    [InlineData("NaN", "line 14", "leave the cell empty")]
    [InlineData("many", "line 14", "leave the cell empty")]
    public Task A_cell_that_is_no_number_is_misuse(string cell, string line, string remedy) =>
        Misuse($"moran {Units("rook")} --values {grid.Values((row, column) => (row, column) == (2, 2) ? cell : "1")} --column y", line, remedy);

    [Fact]
    public async Task Options_that_do_not_fit_are_misuse()
    {
        var values = grid.Values();
        await Misuse($"join-count {Units("rook")} --values {values} --column y", "--values", "neither 0 nor 1");
        await Misuse($"moran {Units("rook")} --values {values} --column x", "--values", "no column “x”");
        await Misuse($"moran --values {values} --column y", "--shapes", "--gal");
        await Misuse($"moran --shapes {grid.Shapes()} --values {values} --column y", "--id", "missing");
        await Misuse($"moran --shapes {grid.Shapes()} --id name --values {values} --column y", "feature 1", "column");
        await Misuse($"moran --gal {grid.Gal()} --weights rook --values {values} --column y", "--gal", "--weights");
        await Misuse($"moran --gal {grid.File("broken.gal", "0 2 x id\na 1\nz\nb 0\n\n")} --values {values} --column y", "--gal", "“z”");
        await Misuse($"moran --gal {grid.In("none.gal")} --values {values} --column y", "--gal", "none.gal");
        await Misuse($"local-moran {Units("rook")} --values {values} --column y --draws many", "--draws", "fresh");
        await Misuse($"local-moran {Units("rook")} --values {values} --column y --permutations 0", "--permutations", "1 or more");
        await Misuse($"anselin {Units("rook")}", "anselin", "analyse");
    }

    [Fact]
    public async Task Ids_that_do_not_match_are_refused_by_name()
    {
        var values = grid.File("values.csv", "id,y\nu00,1\nu99,2\n");
        var run = await Analyse($"moran {Units("rook")} --values {values} --column y");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("u99");
        run.Error.ShouldContain("24 (u01, u02");
        await Misuse($"moran {Units("rook")} --values {grid.File("twice.csv", "id,y\nu00,1\nu00,2\n")} --column y", "line 3", "twice");
    }

    [Fact]
    public async Task An_interrupted_analysis_exits_130()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        string[] command = [.. $"analyse moran {Units("rook")} --values {grid.Values()} --column y --permutations 9".Split(' ')];
        (await LoadedInstallation.Run(command, null, stopped.Token)).Code.ShouldBe(ExitCode.Interrupted);
        (await LoadedInstallation.Run(["tiles", "--shapes", grid.Shapes(), "--zooms", "0-1", "--to", grid.In("out")], null, stopped.Token)).Code.ShouldBe(ExitCode.Interrupted);
    }

    [Theory]
    [InlineData("skater --regions 2")]
    [InlineData("redcap --regions 2")]
    [InlineData("maxp --minimum people:3")]
    public async Task Regions_part_a_chain_where_it_changes(string method)
    {
        var run = await Run($"regions --gal {Chain()} --values {ChainValues()} --columns x,y --method {method}");
        run.Output.ShouldBe("id,region\na,1\nb,1\nc,1\nd,2\ne,2\nf,2\n");
    }

    [Fact]
    public async Task Regions_that_cannot_be_made_are_refused()
    {
        var rest = $"regions --gal {Chain()} --values {ChainValues()} --columns x,y";
        await Misuse($"{rest} --method skater", "--regions", "missing");
        await Misuse($"{rest} --method maxp --regions 2", "--minimum", "missing");
        await Misuse($"{rest} --method maxp --minimum people", "--minimum", "COL:N");
        await Misuse($"{rest} --method kmeans --regions 2", "--method", "skater");
        await Misuse($"{rest} --method skater --regions 0", "--regions", "1 or more");
        await Misuse($"{rest} --method redcap --regions 2 --minimum gaps:1", "--minimum", "unit c");
        var run = await Analyse($"{rest} --method maxp --minimum people:7");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Error.ShouldContain("--minimum");
    }

    public void Dispose() => grid.Dispose();

    private string Units(string rule) => rule == "gal" ? $"--gal {grid.Gal()}" : $"--shapes {grid.Shapes()} --id id --weights {rule}";

    private string Chain() => grid.File("chain.gal", "0 6 chain id\na 1\nb\nb 2\na c\nc 2\nb d\nd 2\nc e\ne 2\nd f\nf 1\ne\n");

    private string ChainValues() => grid.File("chain.csv", "id,x,y,people,gaps\na,1,2,1,1\nb,1,2,1,1\nc,1,3,1,\nd,9,8,1,1\ne,9,9,1,1\nf,9,8,1,1\n");

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
