using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Space.Association;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse persistence</c>: in how many contests a unit was in a hot spot.</summary>
internal static class AnalysePersistence
{
    private const string Moran = "local-moran";

    public static Command Build(SharedOptions shared)
    {
        var units = new UnitOptions();
        var values = FiguresFile.Option();
        var columns = new Option<string>("--columns") { Description = "Columns of the values file, one for each contest from the oldest to the latest, with commas between.", Required = true };
        var statistic = SharedOptions.OneOf("--statistic", "What makes a hot spot: high-high of local Moran, or hot of G or G*.", Moran, Moran, "g", "g-star");
        var draws = new DrawOptions(shared);
        var command = new Command("persistence", "In how many contests a unit was in a hot spot. One line per unit.") { values, columns, statistic };
        units.AddTo(command);
        draws.AddTo(command);
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var settings = draws.Read(parsed);
            var read = units.Read(parsed);
            if (!settings.IsDone || !read.IsDone)
            {
                return Outcome<Sheet>.Refused([.. settings.Refusals, .. read.Refusals]);
            }

            string[] contests = parsed.GetValue(columns)!.Split(',');
            var figures = FiguresFile.Read(parsed.GetValue(values)!, contests, read.Value.Ids);
            return figures.IsDone
                ? Interruptible.Run(() => Count(parsed.GetValue(statistic)!, contests, read.Value, figures.Value, settings.Value), stop)
                : Outcome<Sheet>.Refused(figures.Refusals);
        });
    }

    private static Sheet Count(string name, string[] columns, UnitNeighbours units, double[][] figures, PermutationSettings settings)
    {
        var statistic = AnalyseCommand.Local.Single(s => s.Name == name);
        var weights = units.Neighbours.Weigh(statistic.Style);
        LocalAssociation[] contests = [.. figures.Select(column => statistic.Of([column], weights, settings))];
        var (hot, cold) = name == Moran ? (ClusterClass.HighHigh, ClusterClass.LowLow) : (ClusterClass.Hot, ClusterClass.Cold);
        var (high, low) = (Persistence.Of(contests, hot), Persistence.Of(contests, cold));
        return new Sheet(
            ["id", "hot", "tested", "latest", "cold", "lasting"],
            [.. units.Ids.Select((id, unit) => new object?[] { id, high[unit].Hot, high[unit].Known, high[unit].Latest, low[unit].Hot, high[unit].IsLasting ? "yes" : "no" })])
        {
            Notes =
            [
                new Message("cli.analyse.recipe", $"persistence ({name})", units.Rule, statistic.Style == Core.Space.Weights.WeightStyle.Binary ? "B" : "W", settings.Draws == Draws.Fresh ? "fresh" : "shared", settings.Permutations, new Code(settings.Seed.ToString())),
                new Message("cli.analyse.test-units", DrawOptions.NameOf(settings.Correction), DrawOptions.NameOf(settings.Tail)),
                .. units.Notes,
                .. contests.Zip(columns).Where(c => c.First.Reason != UndefinedReason.None)
                    .SelectMany(c => AnalyseCommand.Undefined(c.First.Reason).Prepend(new Message("cli.analyse.column", c.Second))),
            ],
        };
    }
}
