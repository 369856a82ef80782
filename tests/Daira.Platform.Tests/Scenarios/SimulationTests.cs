using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Scenarios;

/// <summary>Simulations with assumptions, on the tables that ship with the program.</summary>
public sealed class SimulationTests
{
    private const string House2016 = "ma-house-2016-local";
    private const string House2021 = "ma-house-2021-local";

    private static readonly SimulatedContest AsCounted = Run(House2016).Value;

    [Fact]
    public void A_poll_sets_the_expected_share_and_the_others_keep_their_proportions()
    {
        var counted = Expected(Run(House2016, ("shock.national", "0")).Value);
        var polled = Expected(Run(House2016, ("shock.national", "0"), ("poll.PI", "30")).Value);
        polled["PI"].ShouldBe(0.30, 0.005);
        (polled["PAM"] / polled["RNI"]).ShouldBe(counted["PAM"] / counted["RNI"], 0.01);
        polled.Values.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void A_new_list_takes_from_all_and_a_flow_from_one()
    {
        var newcomer = Run(House2016, ("list", "NEW:10")).Value;
        newcomer.ModelLists.Count.ShouldBe(AsCounted.ModelLists.Count + 1);
        newcomer.Lists.Sum(l => l.Mean).ShouldBe(305, 1e-6);
        ((double)Votes(newcomer, "NEW")).ShouldBe(AsCounted.ModelLists.Sum(l => Votes(AsCounted, l.Code)) / 10.0, 200);
        ((double)Votes(newcomer, "PJD")).ShouldBe(Votes(AsCounted, "PJD") * 0.9, 60);

        var flow = Run(House2016, ("flow", "PJD>PI:25")).Value;
        ((double)Votes(flow, "PJD")).ShouldBe(Votes(AsCounted, "PJD") * 0.75, 60);
        (Votes(flow, "PJD") + Votes(flow, "PI")).ShouldBe(Votes(AsCounted, "PJD") + Votes(AsCounted, "PI"));
        flow.Lists.Single(l => l.List.Code == "PI").Mean.ShouldBeGreaterThan(AsCounted.Lists.Single(l => l.List.Code == "PI").Mean + 10);
    }

    [Fact]
    public void Without_shocks_every_election_is_the_counted_one()
    {
        var certain = Run(House2016, ("elections", "20"), ("shock.national", "0"), ("shock.regional", "0"), ("shock.local", "0"), ("shock.turnout", "0")).Value;
        certain.Lists.Single(l => l.List.Code == "PJD").ShouldSatisfyAllConditions(l => l.Least.ShouldBe(98), l => l.Most.ShouldBe(98));
        certain.Lists.ShouldAllBe(l => l.Least == l.Most);
    }

    [Fact]
    public void Given_shocks_let_a_contest_without_a_predecessor_be_simulated()
    {
        Run("ma-house-2021-regional", ("rolls", "highest")).Refusals[0].Code.ShouldBe("simulate-no-pair");
        var given = Run("ma-house-2021-regional", ("rolls", "highest"), ("shock.national", "0.2"), ("shock.regional", "0.1"), ("shock.local", "0.1")).Value;
        given.Before.ShouldBeNull();
        given.Lists.Sum(l => l.Mean).ShouldBe(90, 1e-6);
    }

    [Fact]
    public void An_unknown_roll_is_refused_unless_an_end_is_assumed_and_more_roll_spreads_seats()
    {
        Run(House2021).Refusals[0].Code.ShouldBe("simulate-depends-on-registered");
        var (lowest, highest) = (Run(House2021, ("rolls", "lowest")).Value, Run(House2021, ("rolls", "highest")).Value);
        (lowest.RollsUnknown, highest.RollsUnknown).ShouldBe((0, 0));
        highest.Lists[0].Mean.ShouldBeLessThan(lowest.Lists[0].Mean);
    }

    [Fact]
    public void A_coalition_has_its_chance_and_its_pivotal_places()
    {
        var all = Run(House2016, [.. AsCounted.ModelLists.Select(l => ("coalition", l.Code))]).Value;
        all.Majority.ShouldBe(1);
        var two = Run(House2016, ("coalition", "PJD"), ("coalition", "PI")).Value;
        two.Majority!.Value.ShouldBeInRange(0.05, 0.95);
        Enumerable.Range(0, two.Places.Count).Max(two.Pivotal).ShouldBeGreaterThan(0.001);
        AsCounted.Majority.ShouldBeNull();
    }

    [Fact]
    public void More_votes_bring_seats_where_the_list_stands_and_nowhere_else()
    {
        var own = Run(House2016, ("own", "PI"), ("more", "3000")).Value;
        own.SeatsByMoreVotes!.Count.ShouldBe(92);
        own.SeatsByMoreVotes.OfType<double>().ShouldAllBe(s => s >= 0);
        own.SeatsByMoreVotes.OfType<double>().Max().ShouldBeGreaterThan(0.02);
        for (var place = 0; place < own.Places.Count; place++)
        {
            (own.SeatsByMoreVotes[place] is null).ShouldBe(own.Totals.Model.Places[place].Votes[PI(own)] is null);
            own.MeanAt(place, PI(own)).ShouldBeInRange(0, own.Totals.Model.Places[place].Seats);
        }
    }

    [Fact]
    public void The_same_question_has_the_same_answer_on_one_thread_and_on_three()
    {
        var words = Words(House2016, ("elections", "5000"), ("own", "PI"), ("coalition", "PI"), ("flow", "PJD>PI:5"));
        var one = SimulateContest.Run(SimulationQuery.Read(words, "").Value, 1, Morocco.Data, null, default).Value;
        var three = SimulateContest.Run(SimulationQuery.Read(words, "").Value, 3, Morocco.Data, null, default).Value;
        one.Lists.Select(l => (l.List.Code, l.Mean, l.First)).ShouldBe(three.Lists.Select(l => (l.List.Code, l.Mean, l.First)));
        one.SeatsByMoreVotes.ShouldBe(three.SeatsByMoreVotes);
        one.Majority.ShouldBe(three.Majority);
    }

    [Fact]
    public void What_is_written_is_read_again_from_an_address_and_from_a_file()
    {
        var words = Words(
            House2021, ("elections", "500"), ("seed", "7"), ("own", "PI"), ("more", "250"), ("coalition", "RNI,PAM"), ("swing.PI", "+5.5"), ("swing.RNI", "0"), ("poll.RNI", "22.25"),
            ("turnout", "-3"), ("list", "NEW:6"), ("flow", "PJD>PI:12"), ("shock.national", "0.3"), ("shock.turnout", "0.05"), ("rolls", "lowest"), ("registered.530", "400000"));
        var asked = SimulationQuery.Read(words, "").Value;
        SimulationQuery.Write(SimulationQuery.Read(SimulationQuery.Write(asked), "").Value).ShouldBe(SimulationQuery.Write(asked));
        var file = ScenarioFile.Write(asked.Scenario);
        ScenarioFile.Write(ScenarioFile.Parse("again", file).Value).ShouldBe(file);
        file.Split('\n').ShouldContain("flow,PJD>PI,12%");
        file.Split('\n').ShouldContain("registered,*,lowest");
        asked.Scenario.Swings.Keys.ShouldBe(["PI"]);
    }

    [Theory]
    [InlineData("elections=0", "simulation-word")]
    [InlineData("elections=1000001", "simulation-word")]
    [InlineData("seed=-1", "simulation-word")]
    [InlineData("more=0", "simulation-word")]
    [InlineData("swing.PI=-100", "simulation-word")]
    [InlineData("poll.PI=101", "simulation-word")]
    [InlineData("poll.PI=60&poll.RNI=60", "polls-beyond-all")]
    [InlineData("list=PI:5", "list-stood")]
    [InlineData("list=:5", "simulation-word")]
    [InlineData("list=NEW", "simulation-word")]
    [InlineData("flow=PI>PI:5", "simulation-word")]
    [InlineData("flow=PI:5", "simulation-word")]
    [InlineData("flow=PI>RNI:60&flow=PI>PAM:60", "simulation-word")]
    [InlineData("flow=PI>XX:5", "unknown-list")]
    [InlineData("coalition=XX", "unknown-list")]
    [InlineData("own=XX", "unknown-list")]
    [InlineData("shock.national=3.1", "simulation-word")]
    [InlineData("shock.regionl=1", "simulation-word")]
    [InlineData("shock.turnout=1.5", "simulation-word")]
    [InlineData("rolls=some", "simulation-word")]
    [InlineData("rolls=lowest", "registered-unused")]
    [InlineData("contest=nothing", "unknown-contest")]
    [InlineData("contest=ma-house-2011-local", "simulate-incomplete")]
    public void A_word_that_does_not_fit_is_refused(string words, string code)
    {
        var asked = SimulationQuery.Read(words.Split('&').Select(w => KeyValuePair.Create(w.Split('=')[0], w.Split('=')[1])), House2016);
        var outcome = asked.IsDone ? SimulateContest.Run(asked.Value, 1, Morocco.Data, null, default) : Outcome<SimulatedContest>.Refused(asked.Refusals);
        outcome.Refusals[0].Code.ShouldBe(code);
    }

    private static int PI(SimulatedContest of) => of.ModelLists.ToList().FindIndex(l => l.Code == "PI");

    private static long Votes(SimulatedContest of, string list)
    {
        var index = of.ModelLists.ToList().FindIndex(l => l.Code == list);
        return of.Totals.Model.Places.Sum(p => p.Votes[index] ?? 0);
    }

    /// <summary>Shares that the model expects, drift included.</summary>
    private static Dictionary<string, double> Expected(SimulatedContest of)
    {
        var votes = of.ModelLists.Select((l, i) => (l.Code, Votes: Votes(of, l.Code) * Math.Exp(of.Totals.Model.Drift[i]))).ToArray();
        return votes.ToDictionary(v => v.Code, v => v.Votes / votes.Sum(x => x.Votes));
    }

    private static Outcome<SimulatedContest> Run(string contest, params (string, string)[] words) =>
        SimulationQuery.Read([KeyValuePair.Create("elections", "2000"), .. Words(contest, words)], "") is { IsDone: true } asked
            ? SimulateContest.Run(asked.Value, 2, Morocco.Data, null, TestContext.Current.CancellationToken)
            : throw new ArgumentException("These words are no question.");

    private static KeyValuePair<string, string>[] Words(string contest, params (string Name, string Value)[] words) =>
        [KeyValuePair.Create("contest", contest), .. words.Select(w => KeyValuePair.Create(w.Name, w.Value))];
}
