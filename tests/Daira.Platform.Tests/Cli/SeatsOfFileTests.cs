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

    public static TheoryData<string> Methods => [.. Daira.Core.Seats.AllocationMethod.Names];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task One_list_and_ten_thousand_lists_fill_the_house_or_say_what_is_open(string method)
    {
        var alone = (await Rows("list,votes\nA,5\n", $"--seats 1 --method {method}")).ShouldHaveSingleItem();
        (alone[2], alone[3]).ShouldBe(OverrunsSeats(method) ? ("", "undetermined-by-text") : ("1", "elected"));
        var many = "list,votes\n" + string.Concat(Enumerable.Range(1, 10_000).Select(i => $"L{i},{1_000_003L * i % 99_991}\n"));
        var rows = await Rows(many, $"--seats 500 --method {method}");
        rows.Count.ShouldBe(10_000);
        var given = rows.Sum(r => r[2].Length == 0 ? 0 : int.Parse(r[2], System.Globalization.CultureInfo.InvariantCulture));
        (given == 500 || rows.Exists(r => r[3] is "drawing-of-lots" or "undetermined-by-text")).ShouldBeTrue($"{method}: {given}");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task All_votes_equal_is_lots_unless_every_list_gets_one(string method)
    {
        const string equal = "list,votes\nA,70\nB,70\nC,70\n";
        (await Rows(equal, $"--seats 2 --method {method}")).Select(r => (r[2], r[3])).Distinct().ShouldHaveSingleItem()
            .ShouldBe(("", method is "hagenbach-bischoff" or "hagenbach-bischoff-up" or "hagenbach-bischoff-nearest" or "imperiali-quota" ? "undetermined-by-text" : "drawing-of-lots"));
        (await Rows(equal, $"--seats 3 --method {method}")).Select(r => (r[2], r[3])).Distinct().ShouldHaveSingleItem().ShouldBe(("1", "elected"));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task More_seats_than_candidates_stay_vacant_and_a_threshold_that_nobody_reaches_gives_none(string method)
    {
        await File.WriteAllTextAsync(file, "list,votes,candidates\nA,60,1\nB,40,1\n", TestContext.Current.CancellationToken);
        var run = await LoadedInstallation.Run(["seats", "--votes", file, "--format", "csv", "--lang", "en", "--seats", "5", "--method", method], null);
        var state = method == "plurality" ? "elected" : "exhausted"; // one seat a list is all that plurality gives
        run.Output.ShouldBe($"list,votes,seats,state\nA,60,1,{state}\nB,40,1,{state}\n");
        run.Error.ShouldContain("vacant: 3");
        (await Rows("list,votes\nA,40\nB,30\nC,30\n", $"--seats 7 --method {method} --threshold 50%")).Select(r => (r[2], r[3])).Distinct().ShouldHaveSingleItem().ShouldBe(("0", "threshold"));
        (await LoadedInstallation.Run(["seats", "--votes", file, "--lang", "en", "--seats", "7", "--method", method, "--threshold", "50%"], null)).Error.ShouldContain("No list reaches the threshold");
    }

    /// <summary>Quotas below V/S that a single list fills more often than there are seats: nobody has written who loses.</summary>
    private static bool OverrunsSeats(string method) => method is "hagenbach-bischoff" or "imperiali-quota";

    [Fact]
    public async Task The_greatest_number_of_votes_is_counted_exactly()
    {
        var rows = await Rows($"list,votes\nA,{long.MaxValue - 1}\nB,1\n", "--seats 100000 --method hare");
        rows.Select(r => r[2]).ShouldBe(["100000", "0"]);
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
    [InlineData("list,votes\nA,1.5\nB,2\n", "--seats 5 --method dhondt", "--votes", "line 2: “1.5”")]
    [InlineData("list,votes\nA,1\nB,9223372036854775808\n", "--seats 5 --method dhondt", "--votes", "line 3")]
    [InlineData("list,votes\nA,9223372036854775807\nB,1\n", "--seats 5 --method dhondt", "--votes", "VotesOverflow")]
    [InlineData("list,votes\nA,\n", "--seats 5 --method dhondt", "--votes", "line 2")]
    [InlineData("list,votes\nA,1\n,2\n", "--seats 5 --method dhondt", "--votes", "line 3: the list has no name")]
    [InlineData("list,votes,candidates\nA,1,-1\n", "--seats 5 --method dhondt", "--votes", "line 2: “-1”")]
    [InlineData("list,votes,candidates\nA,1,99999999999\n", "--seats 5 --method dhondt", "--votes", "line 2: “99999999999”")]
    [InlineData("list,votes\nA,0\nB,0\n", "--seats 5 --method dhondt", "--votes", "NoVotes")]
    [InlineData("list,votes\n", "--seats 5 --method dhondt", "--votes", "NoLists")]
    [InlineData("", "--seats 5 --method dhondt", "--votes", "empty")]
    [InlineData("list,votes\nA,1\n", "--seats 100001 --method dhondt", "--votes", "1 to 100,000")]
    [InlineData(Tetouan, "--seats 5 --method dhondt --threshold -1%", "--threshold", "0%")]
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
