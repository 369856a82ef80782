using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse</c>: statistics of neighbourhood over figures in files; needs no database.</summary>
internal static class AnalyseCommand
{
    private static readonly LocalStatistic[] Local =
    [
        new("local-moran", WeightStyle.RowStandardised, LocalMoran.Of),
        new("local-geary", WeightStyle.RowStandardised, (figures, weights, settings) => LocalGeary.Of([figures], weights, settings)),
        new("g", WeightStyle.Binary, LocalG.Of),
        new("g-star", WeightStyle.Binary, LocalG.Star),
        new(JoinCount, WeightStyle.Binary, LocalJoinCount.Of),
    ];

    private static readonly GlobalStatistic[] Global = [new("moran", GlobalMoran.Of), new("geary", GlobalGeary.Of)];

    private const string JoinCount = "join-count";

    public static Command Build(SharedOptions shared)
    {
        var command = new Command("analyse", "Statistics of neighbourhood over figures in a file.");
        foreach (var statistic in Local)
        {
            command.Add(Statistic(shared, statistic.Name, "One line per unit.", (question, settings) => OfUnits(statistic, question, settings)));
        }

        foreach (var statistic in Global)
        {
            command.Add(Statistic(shared, statistic.Name, "One line for the whole map.", (question, settings) => OfMap(statistic, question, settings)));
        }

        command.Add(AnalyseRegions.Build(shared));
        return command;
    }

    private static Command Statistic(SharedOptions shared, string name, string description, Func<Question, PermutationSettings, Sheet> run)
    {
        var units = new UnitOptions();
        var values = FiguresFile.Option();
        var column = new Option<string>("--column") { Description = "Column of the values file.", Required = true };
        var draws = SharedOptions.OneOf("--draws", "Random arrangements of its own for each unit, or shared by all.", "shared", "fresh", "shared");
        var permutations = SharedOptions.AtLeast("--permutations", "Random arrangements (default 99999).", 1);
        var command = new Command(name, description) { values, column, draws, permutations };
        units.AddTo(command);
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var settings = PermutationSettings.Default with
            {
                Permutations = parsed.GetValue(permutations) ?? PermutationSettings.Default.Permutations,
                Draws = parsed.GetValue(draws) == "fresh" ? Draws.Fresh : Draws.Shared,
                Seed = shared.Seed(parsed) ?? PermutationSettings.Default.Seed,
                Threads = shared.Threads(parsed),
            };
            if (settings.Permutations > 1_000_000_000)
            {
                return new Refusal(RefusalKind.Invalid, "permutations", new Message("cli.permutations", (long)settings.Permutations));
            }

            var asked = Ask(name, units.Read(parsed), parsed.GetValue(values)!, parsed.GetValue(column)!);
            return asked.IsDone ? Interruptible.Run(() => run(asked.Value, settings), stop) : Outcome<Sheet>.Refused(asked.Refusals);
        });
    }

    private static Outcome<Question> Ask(string name, Outcome<UnitNeighbours> units, string file, string column)
    {
        if (!units.IsDone)
        {
            return Outcome<Question>.Refused(units.Refusals);
        }

        var figures = FiguresFile.Read(file, [column], units.Value.Ids, flags: name == JoinCount);
        return figures.IsDone ? new Question(name, units.Value, figures.Value[0]) : Outcome<Question>.Refused(figures.Refusals);
    }

    private static Sheet OfUnits(LocalStatistic statistic, Question question, PermutationSettings settings)
    {
        var answer = statistic.Of(question.Figures, question.Units.Neighbours.Weigh(statistic.Style), settings);
        return new Sheet(
            ["id", "neighbours", "statistic", "p", "q", "class"],
            [.. answer.Units.Select((unit, i) => new object?[] { question.Units.Ids[i], unit.Neighbours, unit.Statistic, unit.P, unit.Q, unit.Class.Id() })])
        {
            Notes =
            [
                Recipe(question, statistic.Style, settings),
                new Message(statistic.Name == JoinCount ? "cli.analyse.test-joins" : "cli.analyse.test-units"),
                .. question.Units.Notes, .. Undefined(answer.Reason),
            ],
        };
    }

    private static Sheet OfMap(GlobalStatistic statistic, Question question, PermutationSettings settings)
    {
        var test = statistic.Of(question.Figures, question.Units.Neighbours.Weigh(WeightStyle.RowStandardised), settings);
        return new Sheet(["statistic", "expectation", "variance", "p"], [[test.Statistic, test.Expectation, test.Variance, test.PermutationP(settings.Tail)]])
        {
            Notes =
            [
                Recipe(question, WeightStyle.RowStandardised, settings),
                new Message("cli.analyse.test-map"),
                .. question.Units.Notes, .. Undefined(test.Reason),
            ],
        };
    }

    private static Message Recipe(Question question, WeightStyle style, PermutationSettings settings) => new(
        "cli.analyse.recipe",
        question.Statistic,
        question.Units.Rule,
        style == WeightStyle.Binary ? "B" : "W",
        settings.Draws == Draws.Fresh ? "fresh" : "shared",
        settings.Permutations,
        new Code(settings.Seed.ToString()));

    private static Message[] Undefined(UndefinedReason reason) => reason switch
    {
        UndefinedReason.None => [],
        UndefinedReason.TooFewUnits => [new("cli.analyse.too-few-units")],
        UndefinedReason.EqualFigures => [new("cli.analyse.equal-figures")],
        UndefinedReason.NoLinks => [new("cli.analyse.no-links")],
        UndefinedReason.NotCounts => [new("cli.analyse.not-counts")],
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };

    private sealed record LocalStatistic(string Name, WeightStyle Style, Func<double[], SpatialWeights, PermutationSettings, LocalAssociation> Of);

    private sealed record GlobalStatistic(string Name, Func<double[], SpatialWeights, PermutationSettings, GlobalTest> Of);

    private sealed record Question(string Statistic, UnitNeighbours Units, double[] Figures);
}
