using System.Globalization;
using Daira.Cli;
using Daira.Core.Seats;
using Daira.Elections.Imports;
using Daira.Elections.Laws;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Cli;

/// <summary><c>simulate</c> on the shipped figures.</summary>
public sealed class SimulateTests(LoadedInstallation daira) : IClassFixture<LoadedInstallation>, IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public async Task The_house_of_2016_keeps_its_305_seats_and_depends_on_the_seed_alone()
    {
        var run = await Simulate("ma-house-2016-local", "--elections 400 --seed 7 --threads 1");
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldStartWith("list,seats_mean,p05,p50,p95,first\n");
        var rows = CsvTable.Parse("out", run.Output).Records;
        rows.Sum(r => Number(r.Fields[1])).ShouldBe(305, 1e-9);
        rows.Sum(r => Number(r.Fields[5])).ShouldBeInRange(0.9, 1);
        rows.ShouldAllBe(r => Number(r.Fields[2]) <= Number(r.Fields[3]) && Number(r.Fields[3]) <= Number(r.Fields[4]));
        run.Error.ShouldContain("2011");
        run.Error.ShouldContain("seed 7");
        (await Simulate("ma-house-2016-local", "--elections 400 --seed 7 --threads 2")).Output.ShouldBe(run.Output);
        (await Simulate("ma-house-2016-local", "--elections 400 --seed 8")).Output.ShouldNotBe(run.Output);
    }

    [Fact]
    public async Task A_scenario_moves_its_list()
    {
        var before = await MeanOf("PI", "ma-house-2016-local", "");
        await Write("swing,PI,+50%");
        (await MeanOf("PI", "ma-house-2016-local", $"--scenario {file}")).ShouldBeGreaterThan(before + 5);
    }

    [Fact]
    public async Task Where_outcomes_depend_on_a_roll_nobody_published_it_refuses_and_names_the_remedy()
    {
        var run = await Simulate("ma-house-2021-local", "--elections 400");
        run.Code.ShouldBe(ExitCode.Refused);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("registered,CODE,NUMBER");
        var places = (await daira.Csv("seats --contest ma-house-2021-local")).Records.Select(r => r.Fields[0]).Distinct().ToArray();
        await Write([.. places.Select(p => $"registered,{p},400000")]);
        (await Simulate("ma-house-2021-local", $"--elections 100 --scenario {file}")).Code.ShouldBe(ExitCode.Done);
        await Write($"registered,{places[0]},400000");
        (await Simulate("ma-house-2021-local", $"--elections 400 --scenario {file}")).Error.ShouldContain("concerned: 9");
    }

    [Theory]
    [InlineData("ma-house-2011-local", "lacks lists")]
    [InlineData("ma-house-2016-national", "national lists are not simulated")]
    [InlineData("ma-house-2021-regional", "no earlier contest")]
    [InlineData("ma-house-2007-local", "no earlier contest")]
    [InlineData("ma-communal-2021", "no seats are computed")]
    public async Task What_the_data_do_not_allow_is_refused_with_the_reason(string contest, string reason)
    {
        var run = await Simulate(contest, "--elections 10");
        run.Code.ShouldBe(ExitCode.Refused, run.Error);
        run.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task A_roll_beyond_what_is_simulated_is_refused_not_crashed()
    {
        await Write("registered,530,900000000");
        var run = await Simulate("ma-house-2021-local", $"--elections 10 --scenario {file}");
        run.Code.ShouldBe(ExitCode.Refused, run.Error);
        run.Error.ShouldContain("530");
    }

    [Theory]
    [InlineData("ma-house-2016-local", "swing,XX,+1%", "XX")]
    [InlineData("ma-house-2016-local", "swing,PI,5", "line 2")]
    [InlineData("ma-house-2016-local", "swing,PI,-100%", "-99%")]
    [InlineData("ma-house-2016-local", "turnout,PI,5%", "“PI” is not empty")]
    [InlineData("ma-house-2016-local", "weather,PI,5%", "one of swing, turnout, poll, list, flow, shock, registered")]
    [InlineData("ma-house-2016-local", "registered,530,400000", "does not count registered")]
    [InlineData("ma-house-2021-local", "registered,0,400000", "“0”")]
    [InlineData("ma-house-2021-local", "registered,530,1000", "valid votes")]
    public async Task A_wrong_scenario_is_misuse(string contest, string line, string says)
    {
        await Write(line);
        var run = await Simulate(contest, $"--elections 10 --scenario {file}");
        run.Code.ShouldBe(ExitCode.Misuse, run.Error);
        run.Error.ShouldContain(says);
    }

    [Theory]
    [InlineData("ma-house-2016-lokal", "--elections 10", "ma-house-2016-local")]
    [InlineData("ma-house-2016-local", "--elections 0", "1 or more")]
    [InlineData("ma-house-2016-local", "--seed 1", "--elections")]
    public async Task Misuse_names_the_option(string contest, string options, string says)
    {
        var run = await Simulate(contest, options);
        run.Code.ShouldBe(ExitCode.Misuse);
        run.Error.ShouldContain(says);
    }

    [Fact]
    public async Task It_stops_when_interrupted()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        (await daira.Run("simulate --contest ma-house-2016-local --elections 1000000", stopped.Token)).Code.ShouldBe(ExitCode.Interrupted);
    }

    /// <summary>The rule by which a simulation is refused, against the law itself: at least as many lists as seats, no two with equal votes.</summary>
    [Fact]
    public void A_larger_roll_changes_the_outcome_exactly_where_the_lowest_gives_a_list_two_seats()
    {
        var rule = LawRegistry.Find("ma-house-2021")!.Parts[0].Rule with { CompareTruncatedQuotient = false, Ties = [] };
        var contests =
            from votes in Gen.Choose(1, 2000).ListOf().Select(v => v.Distinct().ToArray())
            where votes.Length >= 2
            from seats in Gen.Choose(2, Math.Min(6, votes.Length))
            from abstained in Gen.Choose(0, 3000)
            select (votes, seats, low: votes.Sum() + abstained);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(contests.ToArbitrary(), contest =>
        {
            int?[] Seats(long roll) => [.. Allocator.Allocate(rule, new Tally(contest.seats, [.. contest.votes.Select((v, i) => new ListTally($"L{i}", v))]) { Registered = roll }).Lists.Select(l => l.Seats)];
            var lowest = Seats(contest.low);
            var changes = Enumerable.Range(1, 40).Select(step => contest.low + (long)step * step * step).Append(contest.low * 100L).Any(roll => !Seats(roll).SequenceEqual(lowest));
            return lowest.Contains(null) || changes == lowest.Any(s => s >= 2);
        }));
    }

    public void Dispose() => File.Delete(file);

    private async Task<double> MeanOf(string list, string contest, string options)
    {
        var run = await Simulate(contest, $"--elections 400 {options}".TrimEnd());
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return Number(CsvTable.Parse("out", run.Output).Records.Single(r => r.Fields[0] == list).Fields[1]);
    }

    private Task Write(params string[] lines) => File.WriteAllTextAsync(file, $"kind,code,value\n{string.Join('\n', lines)}\n", TestContext.Current.CancellationToken);

    private Task<Ended> Simulate(string contest, string options) => daira.Run($"simulate --contest {contest} {options} --format csv");

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
