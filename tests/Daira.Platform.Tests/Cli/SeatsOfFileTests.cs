using Daira.Cli;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>seats --votes FILE</c>: needs no database.</summary>
public sealed class SeatsOfFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    /// <summary>Tétouan, local list, September 2026 (official minutes): nobody reaches the quotient, the five largest get one seat each.</summary>
    private const string Tetouan = "list,votes\n1,2455\n2,1420\n3,2561\n4,12834\n5,5077\n6,306\n7,11909\n8,9852\n9,1814\n10,1644\n11,3593\n12,1560\n13,220\n14,2144\n15,142\n16,7034\n17,109\n";

    [Fact]
    public async Task Tetouan_as_in_the_minutes()
    {
        var rows = await Rows(Tetouan, "--seats 5 --method base --base 268994");
        rows.Where(r => r[2] == "1").Select(r => r[0]).Order().ShouldBe(["16", "4", "5", "7", "8"]);
        rows.Sum(r => int.Parse(r[2])).ShouldBe(5);
    }

    [Theory]
    [InlineData("dhondt", 7, "A:4 B:2 C:1")]
    [InlineData("sainte-lague", 7, "A:3 B:2 C:2")]
    [InlineData("hare", 7, "A:4 B:2 C:1")]
    [InlineData("plurality", 2, "A:1 B:1 C:0")]
    public async Task Methods_differ_as_they_should(string method, int seats, string expected)
    {
        var rows = await Rows("list,votes\nA,53000\nB,24000\nC,23000\n", $"--seats {seats} --method {method}");
        string.Join(' ', rows.OrderBy(r => r[0], StringComparer.Ordinal).Select(r => $"{r[0]}:{r[2]}")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_threshold_leaves_small_lists_out_exactly_at_its_edge()
    {
        var rows = await Rows("list,votes\nA,970\nB,30\n", "--seats 10 --method sainte-lague --threshold 3%");
        rows.Single(r => r[0] == "B")[3].ShouldBe("elected");
        rows = await Rows("list,votes\nA,971\nB,29\n", "--seats 10 --method sainte-lague --threshold 3%");
        rows.Single(r => r[0] == "B")[3].ShouldBe("threshold");
    }

    [Fact]
    public async Task A_tie_is_a_state_and_exits_0()
    {
        var rows = await Rows("list,votes\nA,100\nB,100\n", "--seats 1 --method dhondt");
        rows.ShouldAllBe(r => r[2] == "" && r[3] == "drawing-of-lots");
    }

    [Theory]
    [InlineData(Tetouan, "--seats 5 --method hondt", "--method", "dhondt")]
    [InlineData(Tetouan, "--method dhondt", "--seats", "missing")]
    [InlineData(Tetouan, "--seats 5", "--method", "missing")]
    [InlineData(Tetouan, "--seats 0 --method dhondt", "--seats", "1 or more")]
    [InlineData(Tetouan, "--seats 5 --method base", "--base", "missing")]
    [InlineData(Tetouan, "--seats 5 --method base --base 0", "--base", "1 or more")]
    [InlineData(Tetouan, "--seats 5 --method dhondt --threshold 101%", "--threshold", "100%")]
    [InlineData("list,votes\nA,-1\n", "--seats 5 --method dhondt", "--votes", "line 2")]
    [InlineData("list,votes\nA,1\nA,2\n", "--seats 5 --method dhondt", "--votes", "DuplicateList")]
    [InlineData("party,votes\nA,1\n", "--seats 5 --method dhondt", "--votes", "no column “list”")]
    public async Task Misuse_exits_2(string content, string options, string option, string says)
    {
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var run = await LoadedInstallation.Run(["seats", "--votes", file, .. options.Split(' ')], null);
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain(option);
        run.Error.ShouldContain(says);
    }

    public void Dispose() => File.Delete(file);

    private async Task<List<string[]>> Rows(string content, string options)
    {
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var run = await LoadedInstallation.Run(["seats", "--votes", file, "--format", "csv", .. options.Split(' ')], null);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldStartWith("list,votes,seats,state\n");
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
    }
}
