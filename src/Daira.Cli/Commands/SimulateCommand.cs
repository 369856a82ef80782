using System.CommandLine;
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
        var scenario = new Option<string?>("--scenario") { Description = "A CSV file: kind,code,value with lines swing,LIST,+5% and registered,CONSTITUENCY,200000." };
        return shared.Answering(new Command("simulate", "Simulate a contest's seats.") { contest, elections, scenario }, (parsed, session, stop) =>
        {
            var assumed = parsed.GetValue(scenario) is { } file ? Scenario.Read(file) : Scenario.Nothing;
            var settings = new SimulationSettings(parsed.GetValue(elections)!.Value, shared.Seed(parsed) ?? DefaultSeed, shared.Threads(parsed) ?? Environment.ProcessorCount);
            return assumed.IsDone ? Run(session, parsed.GetValue(contest)!, assumed.Value, settings, stop) : Outcome<Sheet>.Refused(assumed.Refusals);
        });
    }

    private static Outcome<Sheet> Run(Session session, string id, Scenario scenario, SimulationSettings settings, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        if (Ids.Contest(data.Value, id) is { IsDone: false } unknown)
        {
            return Outcome<Sheet>.Refused(unknown.Refusals);
        }

        var simulated = SimulateContest.Run(id, scenario, settings, data.Value, new Telling(session, settings.Elections), stop);
        return simulated.IsDone ? SheetOf(simulated.Value, scenario, settings) : Outcome<Sheet>.Refused(simulated.Refusals);
    }

    private static Sheet SheetOf(SimulatedContest simulated, Scenario scenario, SimulationSettings settings) => new(
        ["list", "seats_mean", "p05", "p50", "p95", "first"],
        [.. simulated.Lists.Select(l => new object?[] { l.List.Code, l.Mean, l.Least, l.Median, l.Most, l.First })])
    {
        Notes = [.. Recipe(simulated, scenario, settings)],
    };

    private static IEnumerable<Message> Recipe(SimulatedContest simulated, Scenario scenario, SimulationSettings settings)
    {
        yield return new Message("cli.simulate.recipe", settings.Elections, simulated.Contest, simulated.Law.Name, new Code(settings.Seed.ToString()));
        var shocks = simulated.Shocks;
        yield return new Message(
            "cli.simulate.shocks", simulated.Before, simulated.After,
            Rounded(shocks.National[0]), Rounded(shocks.Regional[0]), Rounded(shocks.Local.Min()), Rounded(shocks.Local.Max()),
            Rounded(shocks.TurnoutNational), Rounded(shocks.TurnoutRegional), Rounded(shocks.TurnoutLocal));
        if (scenario.Swings.Count + scenario.Registered.Count > 0)
        {
            yield return new Message("cli.simulate.scenario", scenario.Swings.Count, scenario.Registered.Count);
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
