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
    internal static readonly LocalStatistic[] Local =
    [
        new("local-moran", WeightStyle.RowStandardised, (figures, weights, settings) => LocalMoran.Of(Rate(figures), weights, settings)) { OfRates = true },
        new("bivariate-moran", WeightStyle.RowStandardised, (figures, weights, settings) => LocalMoran.Bivariate(figures[0], figures[1], weights, settings)) { Beside = true },
        new("local-geary", WeightStyle.RowStandardised, LocalGeary.Of),
        new("g", WeightStyle.Binary, (figures, weights, settings) => LocalG.Of(figures[0], weights, settings)),
        new("g-star", WeightStyle.Binary, (figures, weights, settings) => LocalG.Star(figures[0], weights, settings)),
        new(JoinCount, WeightStyle.Binary, (figures, weights, settings) => LocalJoinCount.Of(figures[0], weights, settings)),
    ];

    private static readonly GlobalStatistic[] Global =
    [
        new("moran", WeightStyle.RowStandardised, (figures, weights, settings) => GlobalMoran.Of(Rate(figures), weights, settings)) { OfRates = true },
        new("geary", WeightStyle.RowStandardised, (figures, weights, settings) => GlobalGeary.Of(figures[0], weights, settings)),
        new("global-g", WeightStyle.Binary, (figures, weights, settings) => GlobalG.Of(figures[0], weights, settings)),
    ];

    private const string JoinCount = "join-count";

    public static Command Build(SharedOptions shared)
    {
        var command = new Command("analyse", "Statistics of neighbourhood over figures in a file.");
        foreach (var statistic in Local)
        {
            command.Add(Statistic(shared, statistic.Name, "One line per unit.", statistic.Beside, statistic.OfRates, (question, settings) => OfUnits(statistic, question, settings)));
        }

        foreach (var statistic in Global)
        {
            command.Add(Statistic(shared, statistic.Name, "One line for the whole map.", false, statistic.OfRates, (question, settings) => OfMap(statistic, question, settings)));
        }

        command.Add(AnalyseMap.Correlogram(shared));
        command.Add(AnalyseMap.Joins(shared));
        command.Add(AnalyseFigures.Smooth(shared));
        command.Add(AnalyseFigures.Classes(shared));
        command.Add(AnalyseWeights.Build(shared));
        command.Add(AnalysePersistence.Build(shared));
        command.Add(AnalyseRegions.Build(shared));
        return command;
    }

    private static Command Statistic(SharedOptions shared, string name, string description, bool beside, bool ofRates, Func<Question, PermutationSettings, Sheet> run)
    {
        var units = new UnitOptions();
        var values = FiguresFile.Option();
        var column = new Option<string>("--column") { Description = "Column of the values file.", Required = true };
        var with = new Option<string>("--with") { Description = "Column that the neighbours' figure is taken from.", Required = true };
        var population = new Option<string?>("--population") { Description = "Column of those among whom --column counts events: rates are then made comparable (empirical Bayes)." };
        var draws = new DrawOptions(shared);
        var command = new Command(name, description) { values, column };
        if (beside)
        {
            command.Add(with);
        }

        if (ofRates)
        {
            command.Add(population);
        }

        units.AddTo(command);
        draws.AddTo(command);
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var settings = draws.Read(parsed);
            if (!settings.IsDone)
            {
                return Outcome<Sheet>.Refused(settings.Refusals);
            }

            string[] columns = beside ? [parsed.GetValue(column)!, parsed.GetValue(with)!] : [parsed.GetValue(column)!];
            var asked = Ask(name, units.Read(parsed), parsed.GetValue(values)!, columns, ofRates ? parsed.GetValue(population) : null);
            return asked.IsDone ? Interruptible.Run(() => run(asked.Value, settings.Value), stop) : Outcome<Sheet>.Refused(asked.Refusals);
        });
    }

    private static Outcome<Question> Ask(string name, Outcome<UnitNeighbours> units, string file, string[] columns, string? population)
    {
        if (!units.IsDone)
        {
            return Outcome<Question>.Refused(units.Refusals);
        }

        var figures = population is null
            ? FiguresFile.Read(file, columns, units.Value.Ids, flags: name == JoinCount)
            : FiguresFile.Rates(file, columns[0], population, units.Value.Ids);
        return figures.IsDone ? new Question(name, units.Value, figures.Value) : Outcome<Question>.Refused(figures.Refusals);
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
                statistic.Name == JoinCount
                    ? new Message("cli.analyse.test-joins", DrawOptions.NameOf(settings.Correction))
                    : new Message("cli.analyse.test-units", DrawOptions.NameOf(settings.Correction), DrawOptions.NameOf(settings.Tail)),
                .. question.Units.Notes, .. Undefined(answer.Reason), .. ByChance(answer),
            ],
        };
    }

    private static Sheet OfMap(GlobalStatistic statistic, Question question, PermutationSettings settings)
    {
        var test = statistic.Of(question.Figures, question.Units.Neighbours.Weigh(statistic.Style), settings);
        return new Sheet(["statistic", "expectation", "variance", "p"], [[test.Statistic, test.Expectation, test.Variance, test.PermutationP(settings.Tail)]])
        {
            Notes =
            [
                Recipe(question, statistic.Style, settings),
                new Message("cli.analyse.test-map", DrawOptions.NameOf(settings.Tail)),
                .. question.Units.Notes, .. Undefined(test.Reason),
            ],
        };
    }

    /// <summary>Figures as they are, or events and populations as comparable rates.</summary>
    private static double[] Rate(double[][] figures) => figures is [var events, var population] ? EmpiricalBayes.Standardise(events, population) : figures[0];

    /// <summary>How many of the findings chance alone would make.</summary>
    private static Message[] ByChance(LocalAssociation answer) => answer.Reason != UndefinedReason.None ? [] :
    [
        new(
            "cli.analyse.by-chance",
            answer.Units.Count(unit => unit.Class is not (ClusterClass.Undefined or ClusterClass.NoNeighbours or ClusterClass.NotSignificant)),
            answer.Tested,
            Math.Round((decimal)answer.ExpectedByChance, 1, MidpointRounding.AwayFromZero)),
    ];

    private static Message Recipe(Question question, WeightStyle style, PermutationSettings settings) => new(
        "cli.analyse.recipe",
        question.Statistic,
        question.Units.Rule,
        style == WeightStyle.Binary ? "B" : "W",
        settings.Draws == Draws.Fresh ? "fresh" : "shared",
        settings.Permutations,
        new Code(settings.Seed.ToString()));

    internal static Message[] Undefined(UndefinedReason reason) => reason switch
    {
        UndefinedReason.None => [],
        UndefinedReason.TooFewUnits => [new("cli.analyse.too-few-units")],
        UndefinedReason.EqualFigures => [new("cli.analyse.equal-figures")],
        UndefinedReason.NoLinks => [new("cli.analyse.no-links")],
        UndefinedReason.NotCounts => [new("cli.analyse.not-counts")],
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };

    internal sealed record LocalStatistic(string Name, WeightStyle Style, Func<double[][], SpatialWeights, PermutationSettings, LocalAssociation> Of)
    {
        /// <summary>Whether it takes a second column.</summary>
        public bool Beside { get; init; }

        /// <summary>Whether a column of populations may stand beside.</summary>
        public bool OfRates { get; init; }
    }

    private sealed record GlobalStatistic(string Name, WeightStyle Style, Func<double[][], SpatialWeights, PermutationSettings, GlobalTest> Of)
    {
        /// <summary>Whether a column of populations may stand beside.</summary>
        public bool OfRates { get; init; }
    }

    private sealed record Question(string Statistic, UnitNeighbours Units, double[][] Figures);
}
