using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>simulate</c>: how a stored contest might have gone, many times over.</summary>
internal static class SimulateCommand
{
    private const long DefaultSeed = 2021;

    public static Command Build(SharedOptions shared)
    {
        var contest = Ids.ContestOption();
        var elections = SharedOptions.AtLeast("--elections", "Elections to simulate.", 1);
        elections.Required = true;
        var scenario = new Option<string?>("--scenario") { Description = "A CSV file: kind,code,value with lines such as swing,LIST,+5% · turnout,,-3% · poll,LIST,24% · list,NEW,6% · flow,FROM>TO,12% · shock,national,0.3 · registered,CONSTITUENCY,200000." };
        return shared.Answering(new Command("simulate", "Simulate a contest's seats.") { contest, elections, scenario }, (parsed, session, stop) =>
        {
            var assumed = parsed.GetValue(scenario) is { } file ? ScenarioFile.Read(file) : Scenario.Nothing;
            if (!assumed.IsDone)
            {
                return Outcome<Sheet>.Refused(assumed.Refusals);
            }

            var asked = new Simulation(parsed.GetValue(contest)!) { Scenario = assumed.Value, Elections = parsed.GetValue(elections)!.Value, Seed = shared.Seed(parsed) ?? DefaultSeed };
            return Run(session, asked, shared.Threads(parsed) ?? Environment.ProcessorCount, stop);
        });
    }

    private static Outcome<Sheet> Run(Session session, Simulation asked, int threads, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        if (Ids.Contest(data.Value, asked.Contest) is { IsDone: false } unknown)
        {
            return Outcome<Sheet>.Refused(unknown.Refusals);
        }

        var simulated = SimulateContest.Run(asked, threads, data.Value, new Telling(session, asked.Elections), stop);
        return simulated.IsDone ? SheetOf(simulated.Value) : Outcome<Sheet>.Refused(simulated.Refusals);
    }

    private static Sheet SheetOf(SimulatedContest simulated) => new(
        ["list", "seats_mean", "p05", "p50", "p95", "first"],
        [.. simulated.Lists.Select(l => new object?[] { l.List.Code, l.Mean, l.Least, l.Median, l.Most, l.First })])
    {
        Notes = [.. Recipe(simulated)],
    };

    private static IEnumerable<Message> Recipe(SimulatedContest simulated)
    {
        yield return new Message("cli.simulate.recipe", simulated.Asked.Elections, simulated.Contest, simulated.Law.Name, new Code(simulated.Asked.Seed.ToString(CultureInfo.InvariantCulture)));
        var shocks = simulated.Shocks;
        object[] deviations =
        [
            Rounded(shocks.National[0]), Rounded(shocks.Regional[0]), Rounded(shocks.Local.Min()), Rounded(shocks.Local.Max()),
            Rounded(shocks.TurnoutNational), Rounded(shocks.TurnoutRegional), Rounded(shocks.TurnoutLocal),
        ];
        yield return simulated is { Before: { } before, After: { } after }
            ? new Message("cli.simulate.shocks", [before, after, .. deviations])
            : new Message("cli.simulate.shocks-given", deviations);
        if (!simulated.Asked.Scenario.ChangesNothing)
        {
            yield return new Message("cli.simulate.scenario", new Code(string.Join("  ", ScenarioFile.Write(simulated.Asked.Scenario).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))));
        }

        if (simulated.RollsUnknown > 0)
        {
            yield return new Message("cli.simulate.independent", simulated.RollsUnknown);
        }
    }

    private static decimal Rounded(double deviation) => decimal.Round((decimal)deviation, 3);

    /// <summary>Says each tenth of the way once.</summary>
    private sealed class Telling(Session session, long all) : IProgress<long>
    {
        private readonly Lock gate = new();
        private long told;

        public void Report(long value)
        {
            lock (gate)
            {
                if (value * 10 / all is var tenth && tenth > told)
                {
                    told = tenth;
                    session.Tell(new Message("cli.simulate.progress", value, all));
                }
            }
        }
    }
}
