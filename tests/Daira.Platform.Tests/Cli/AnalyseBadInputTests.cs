using System.Globalization;
using System.Text;
using Daira.Cli;
using Daira.Elections.Imports;

namespace Daira.Platform.Tests.Cli;

/// <summary>What <c>analyse</c> says of figures and maps that a statistic has no answer to: a named refusal or a stated state, never a number that is none.</summary>
public sealed class AnalyseBadInputTests : IDisposable
{
    private static readonly string[] LocalStatistics = ["local-moran", "local-geary", "g", "g-star", "join-count"];

    private readonly Grid grid = new();

    [Theory]
    [InlineData("0 0 none id\n", "id,y\n")]
    [InlineData("0 1 one id\na 0\n\n", "id,y\na,1\n")]
    [InlineData("0 2 two id\na 1\nb\nb 1\na\n", "id,y\na,1\nb,0\n")]
    public async Task Nothing_one_and_two_units_leave_every_statistic_undefined(string gal, string values)
    {
        var files = $"--gal {grid.File("few.gal", gal)} --values {grid.File("few.csv", values)} --column y --permutations 99";
        foreach (var statistic in LocalStatistics)
        {
            var run = await Run($"{statistic} {files}");
            Rows(run).ShouldAllBe(row => row[2].Length == 0 && row[3].Length == 0 && row[4].Length == 0 && row[5] == "undefined");
            run.Error.ShouldContain("too few figures");
        }

        foreach (var statistic in (string[])["moran", "geary"])
        {
            var run = await Run($"{statistic} {files}");
            run.Output.ShouldBe("statistic,expectation,variance,p\n,,,\n");
            run.Error.ShouldContain("too few figures");
        }
    }

    [Fact]
    public async Task A_file_of_no_shapes_and_one_of_no_lines_say_so()
    {
        var nothing = grid.File("nothing.geojson", Grid.Collection([]));
        var run = await Analyse($"local-moran --shapes {nothing} --id id --values {grid.File("head.csv", "id,y\n")} --column y --permutations 9");
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain("no feature");
        var missing = await Analyse($"local-moran --gal {grid.Gal()} --values {grid.File("head.csv", "id,y\n")} --column y");
        missing.Code.ShouldBe(ExitCode.Refused);
        missing.Error.ShouldContain("25 (u00");
        (await Analyse($"local-moran --gal {grid.Gal()} --values {grid.File("empty.csv", "")} --column y")).Code.ShouldBe(ExitCode.Misuse);
        (await Analyse($"local-moran --gal {grid.File("empty.gal", "")} --values {grid.Values()} --column y")).Code.ShouldBe(ExitCode.Misuse);
    }

    [Fact]
    public async Task Equal_figures_are_a_named_state_and_no_number_is_made_of_them()
    {
        foreach (var statistic in LocalStatistics.SkipLast(1))
        {
            var run = await Run($"{statistic} --gal {grid.Gal()} --values {grid.Values((_, _) => "1")} --column y --permutations 99");
            Rows(run).ShouldAllBe(row => row[3].Length == 0 && row[4].Length == 0 && row[5] == "undefined");
            run.Error.ShouldContain("all known figures are equal", Case.Insensitive, statistic);
        }

        var joins = await Run($"join-count --gal {grid.Gal()} --values {grid.Values((_, _) => "1")} --column y --permutations 99");
        Rows(joins).ShouldAllBe(row => row[3] == "1" && row[5] == "not-significant", "every arrangement of equal flags has the same joins");
        var bivariate = await Run($"bivariate-moran --gal {grid.Gal()} --values {Two((_, column) => (column, 1))} --column y --with x --permutations 99");
        Rows(bivariate).ShouldAllBe(row => row[5] == "undefined");
    }

    [Fact]
    public async Task An_island_is_named_and_has_no_statistic()
    {
        var shapes = grid.File("island.geojson", Grid.Collection([.. Grid.Units.Select(u => Grid.Square(u.Id, u.Column, u.Row)), Grid.Square("far", 40, 40)]));
        var values = grid.File("island.csv", "id,y\nfar,3\n" + string.Concat(Grid.Units.Select(u => $"{u.Id},{u.Column}\n")));
        foreach (var statistic in (string[])["local-moran", "local-geary", "g", "g-star"])
        {
            var run = await Run($"{statistic} --shapes {shapes} --id id --weights queen --values {values} --column y --permutations 99");
            Rows(run).Single(row => row[0] == "far").ShouldBe(["far", "0", "", "", "", "no-neighbours"]);
            run.Error.ShouldContain("far");
        }
    }

    [Fact]
    public async Task Ids_given_twice_are_refused_with_their_place()
    {
        var twice = grid.File("twice.geojson", Grid.Collection([Grid.Square("a", 0, 0), Grid.Square("b", 1, 0), Grid.Square("a", 2, 0)]));
        var run = await Analyse($"moran --shapes {twice} --id id --values {grid.Values()} --column y");
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain("1");
        run.Error.ShouldContain("3");
        var gal = await Analyse($"moran --gal {grid.File("twice.gal", "0 3 x id\na 1\nb\nb 1\na\na 1\nb\n")} --values {grid.Values()} --column y");
        gal.Code.ShouldBe(ExitCode.Misuse);
        gal.Error.ShouldContain("“a”");
    }

    [Fact]
    public async Task An_asymmetric_file_is_read_as_it_is_and_says_so()
    {
        var gal = grid.File("one-way.gal", "0 4 x id\na 1\nb\nb 2\na c\nc 1\nd\nd 1\nc\n");
        var run = await Run($"local-moran --gal {gal} --values {grid.File("four.csv", "id,y\na,1\nb,2\nc,5\nd,9\n")} --column y --permutations 99");
        run.Error.ShouldContain("b");
        run.Error.ShouldContain("1");
        Rows(run).Select(row => row[1]).ShouldBe(["1", "2", "1", "1"]);
        (await Run($"regions --gal {gal} --values {grid.File("four.csv", "id,y\na,1\nb,2\nc,5\nd,9\n")} --columns y --method skater --regions 2")).Output.ShouldBe("id,region\na,1\nb,1\nc,2\nd,2\n");
    }

    [Theory]
    [InlineData("queen", "3")]
    [InlineData("rook", "2")]
    public async Task Shapes_that_only_touch_are_neighbours_of_the_queen(string rule, string neighbours)
    {
        var run = await Run($"local-moran --shapes {grid.Shapes()} --id id --weights {rule} --values {grid.Values()} --column y --permutations 9");
        Rows(run).Single(row => row[0] == "u00")[1].ShouldBe(neighbours);
    }

    [Fact]
    public async Task Borders_that_do_not_match_exactly_meet_within_a_tolerance_and_are_named()
    {
        const string near = """{"type":"Feature","properties":{"id":"b"},"geometry":{"coordinates":[[[1.0004,0],[2,0],[2,1],[1.0004,1],[1.0004,0]]],"type":"Polygon"}}""";
        var shapes = grid.File("near.geojson", Grid.Collection([Grid.Square("a", 0, 0), near, Grid.Square("c", 2, 0)]));
        var rest = $"--shapes {shapes} --id id --values {grid.File("three.csv", "id,y\na,1\nb,2\nc,5\n")} --column y --permutations 9 --weights rook";
        Rows(await Run($"local-moran {rest}")).Select(row => row[1]).ShouldBe(["0", "1", "1"]);
        var run = await Run($"local-moran {rest} --tolerance 0.001");
        Rows(run).Select(row => row[1]).ShouldBe(["1", "2", "1"]);
        run.Error.ShouldContain("a–b");
        (await Analyse($"local-moran {rest} --tolerance -1")).Code.ShouldBe(ExitCode.Misuse);
        (await Analyse($"local-moran --gal {grid.Gal()} --values {grid.Values()} --column y --tolerance 1")).Code.ShouldBe(ExitCode.Misuse);
    }

    [Fact]
    public async Task A_million_units_are_answered()
    {
        const int side = 1000;
        var gal = new StringBuilder($"0 {side * side} board id\n");
        var values = new StringBuilder("id,y\n");
        for (var cell = 0; cell < side * side; cell++)
        {
            var near = new[] { (cell % side > 0, cell - 1), (cell % side < side - 1, cell + 1), (cell >= side, cell - side), (cell + side < side * side, cell + side) }.Where(one => one.Item1).Select(one => one.Item2).ToArray();
            gal.Append(CultureInfo.InvariantCulture, $"{cell} {near.Length}\n").AppendJoin(' ', near).Append('\n');
            values.Append(CultureInfo.InvariantCulture, $"{cell},{cell % side}\n");
        }

        var run = await Run($"local-moran --gal {grid.File("million.gal", gal.ToString())} --values {grid.File("million.csv", values.ToString())} --column y --permutations 999");
        run.Output.Count(c => c == '\n').ShouldBe((side * side) + 1);
        run.Output.ShouldNotContain("NaN");
        run.Output.ShouldContain("high-high");
    }

    [Fact]
    public async Task Corrections_are_named_and_the_strictest_finds_least()
    {
        var found = new List<int>();
        foreach (var (word, name) in ((string, string)[])[("none", "q = p"), ("bh", "Benjamini-Hochberg"), ("by", "Benjamini-Yekutieli"), ("bonferroni", "Bonferroni")])
        {
            var run = await Run($"local-moran --shapes {grid.Shapes()} --id id --values {grid.Values()} --column y --permutations 9999 --correction {word}");
            run.Error.ShouldContain(name);
            run.Error.ShouldContain("about 1.3");
            found.Add(Rows(run).Count(row => row[5] is "high-high" or "low-low"));
        }

        found.ShouldBe(found.OrderDescending());
        found[0].ShouldBeGreaterThan(found[^1]);
        (await Analyse($"local-moran --gal {grid.Gal()} --values {grid.Values()} --column y --correction holm")).Code.ShouldBe(ExitCode.Misuse);
    }

    [Fact]
    public async Task The_neighbours_other_figure_is_what_bivariate_Moran_reads()
    {
        var run = await Run($"bivariate-moran --shapes {grid.Shapes()} --id id --values {Two((_, column) => (column, 4 - column))} --column y --with x --permutations 9999 --correction none");
        var rows = Rows(run).ToDictionary(row => row[0]);
        rows["u20"][5].ShouldBe("low-high");
        rows["u24"][5].ShouldBe("high-low");
        (await Analyse($"bivariate-moran --gal {grid.Gal()} --values {grid.Values()} --column y")).Code.ShouldBe(ExitCode.Misuse);
    }

    [Fact]
    public async Task Persistence_counts_contests_and_keeps_the_unknown_apart()
    {
        var values = grid.File("contests.csv", "id,a,b,c\n" + string.Concat(Grid.Units.Select(u => $"{u.Id},{u.Column},{(u.Id == "u24" ? "" : u.Column.ToString(CultureInfo.InvariantCulture))},{4 - u.Column}\n")));
        var run = await Run($"persistence --shapes {grid.Shapes()} --id id --values {values} --columns a,b,c --permutations 9999 --correction none");
        run.Output.ShouldStartWith("id,hot,tested,latest,cold,lasting\n");
        var rows = Rows(run).ToDictionary(row => row[0]);
        rows["u14"].ShouldBe(["u14", "2", "3", "0", "1", "no"]);
        rows["u24"].ShouldBe(["u24", "1", "2", "0", "1", "no"]);
        rows["u10"].ShouldBe(["u10", "1", "3", "1", "2", "no"]);
        Rows(await Run($"persistence --shapes {grid.Shapes()} --id id --values {values} --columns a,b --permutations 9999 --correction none")).Single(row => row[0] == "u14")[5].ShouldBe("yes");
        var equal = await Run($"persistence --gal {grid.Gal()} --values {grid.Values((_, _) => "1")} --columns y --permutations 9");
        Rows(equal).ShouldAllBe(row => row[2] == "0" && row[5] == "no");
        equal.Error.ShouldContain("all known figures are equal", Case.Insensitive);
        (await Analyse($"persistence --gal {grid.Gal()} --values {grid.Values()} --columns y,z")).Code.ShouldBe(ExitCode.Misuse);
    }

    public void Dispose() => grid.Dispose();

    private string Two(Func<int, int, (int Y, int X)> figures) =>
        grid.File("two.csv", "id,y,x\n" + string.Concat(Grid.Units.Select(u => $"{u.Id},{figures(u.Row, u.Column).Y},{figures(u.Row, u.Column).X}\n")));

    private static Task<Ended> Analyse(string command) => LoadedInstallation.Run(["analyse", .. command.Split(' '), "--format", "csv"], null);

    private static async Task<Ended> Run(string command)
    {
        var run = await Analyse(command);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldNotContain("NaN");
        return run;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(Ended run) => [.. CsvTable.Parse("out", run.Output).Records.Select(record => record.Fields)];
}
