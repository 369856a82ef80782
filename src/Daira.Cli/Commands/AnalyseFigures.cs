using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Space.Association;
using Daira.Core.Space.Classes;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse smooth</c>: rates that small populations do not shake; <c>analyse classes</c>: figures cut into classes.</summary>
internal static class AnalyseFigures
{
    private const int MostClasses = 100;

    private static readonly Dictionary<string, Func<double[], int, ClassBreaks<double>>> Methods = new(StringComparer.Ordinal)
    {
        ["natural"] = Classifier.NaturalBreaks,
        ["quantile"] = Classifier.Quantiles,
        ["equal"] = Classifier.EqualIntervals,
        ["pretty"] = Classifier.Pretty,
        ["maximum"] = Classifier.MaximumBreaks,
        ["deviation"] = (figures, _) => Classifier.StandardDeviations(figures),
        ["head-tail"] = (figures, _) => Classifier.HeadTail(figures),
        ["box"] = (figures, _) => Classifier.Box(figures),
        ["percentile"] = (figures, _) => Classifier.Percentiles(figures),
    };

    public static Command Smooth(SharedOptions shared)
    {
        var (units, values) = (new UnitOptions(), FiguresFile.Option());
        var column = new Option<string>("--column") { Description = "Column of events, e.g. votes for a list.", Required = true };
        var population = new Option<string>("--population") { Description = "Column of those among whom they happened, e.g. valid votes.", Required = true };
        var command = new Command("smooth", "Rates, drawn towards the whole and towards the neighbours the more the fewer people stand behind them.") { values, column, population };
        units.AddTo(command);
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var found = units.Read(parsed);
            var figures = found.IsDone ? FiguresFile.Rates(parsed.GetValue(values)!, parsed.GetValue(column)!, parsed.GetValue(population)!, found.Value.Ids) : Outcome<double[][]>.Refused(found.Refusals);
            return figures.IsDone ? Interruptible.Run(() => Rates(found.Value, figures.Value[0], figures.Value[1]), stop) : Outcome<Sheet>.Refused(figures.Refusals);
        });
    }

    public static Command Classes(SharedOptions shared)
    {
        var values = FiguresFile.Option();
        var column = new Option<string>("--column") { Description = "Column of the values file.", Required = true };
        var method = SharedOptions.OneOf("--method", "How breaks are found.", "natural", [.. Methods.Keys]);
        var classes = SharedOptions.AtLeast("--classes", "Classes wanted (default 5); deviation, head-tail, box and percentile find the number themselves.", 2);
        return shared.Answering(new Command("classes", "Figures cut into classes.") { values, column, method, classes }, (parsed, _, stop) =>
        {
            if (parsed.GetValue(classes) > MostClasses)
            {
                return new Refusal(RefusalKind.Invalid, "classes", new Message("cli.classes", parsed.GetValue(classes)!, MostClasses));
            }

            var figures = FiguresFile.Column(parsed.GetValue(values)!, parsed.GetValue(column)!);
            return figures.IsDone ? Interruptible.Run(() => Cut(figures.Value, parsed.GetValue(method)!, parsed.GetValue(classes) ?? 5), stop) : Outcome<Sheet>.Refused(figures.Refusals);
        });
    }

    private static Sheet Rates(UnitNeighbours units, double[] events, double[] population)
    {
        var (whole, local, standard) = (EmpiricalBayes.Smooth(events, population), EmpiricalBayes.SmoothLocally(events, population, units.Neighbours), EmpiricalBayes.Standardise(events, population));
        return new Sheet(
            ["id", "rate", "smoothed", "smoothed_locally", "standardised"],
            [.. units.Ids.Select((id, i) => new object?[] { id, Known(events[i] / population[i]), Known(whole[i]), Known(local[i]), Known(standard[i]) })])
        {
            Notes = units.Notes,
        };
    }

    private static Outcome<Sheet> Cut(double[] figures, string method, int classes)
    {
        double[] known = [.. figures.Where(f => !double.IsNaN(f))];
        if (known.Length == 0)
        {
            return new Refusal(RefusalKind.Conflict, "no-figures", new Message("cli.no-figures"));
        }

        var breaks = Methods[method](known, classes);
        var counts = breaks.Counts(known);
        return new Sheet(["class", "from", "to", "count"], [.. Enumerable.Range(0, breaks.Count).Select(c => new object?[] { c + 1, breaks.Bounds(c).From, breaks.Bounds(c).To, counts[c] })])
        {
            Notes = known.Length == figures.Length ? [] : [new Message("cli.classes.unknown", figures.Length - known.Length)],
        };
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
