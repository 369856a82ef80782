using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Core.Space.Association;
using Daira.Core.Space.Weights;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse correlogram</c> and <c>analyse joins</c>: several lines for the whole map.</summary>
internal static class AnalyseMap
{
    private const int MostOrders = 100;

    public static Command Correlogram(SharedOptions shared)
    {
        var orders = SharedOptions.AtLeast("--orders", "Steps along neighbours to look at, one line each (default 5).", 1);
        var draws = new DrawOptions(shared);
        var (command, units, values, column) = Asking("correlogram", "Moran's I at one step, two steps, and so on.");
        command.Add(orders);
        draws.AddTo(command);
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var settings = draws.Read(parsed);
            if (!settings.IsDone)
            {
                return Outcome<Sheet>.Refused(settings.Refusals);
            }

            if (parsed.GetValue(orders) > MostOrders)
            {
                return new Refusal(RefusalKind.Invalid, "orders", new Message("cli.orders", parsed.GetValue(orders)!, MostOrders));
            }

            var asked = Read(units.Read(parsed), parsed.GetValue(values)!, parsed.GetValue(column)!);
            return asked.IsDone ? Interruptible.Run(() => Orders(asked.Value, parsed.GetValue(orders) ?? 5, settings.Value), stop) : Outcome<Sheet>.Refused(asked.Refusals);
        });
    }

    public static Command Joins(SharedOptions shared)
    {
        var (command, units, values, column) = Asking("joins", "How often neighbours are of the same or of two kinds; the column holds 0, 1, 2 … for the kinds.");
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var asked = Read(units.Read(parsed), parsed.GetValue(values)!, parsed.GetValue(column)!);
            return asked.IsDone ? Interruptible.Run(() => Kinds(asked.Value), stop) : Outcome<Sheet>.Refused(asked.Refusals);
        });
    }

    private static (Command Command, UnitOptions Units, Option<string> Values, Option<string> Column) Asking(string name, string description)
    {
        var (units, values, column) = (new UnitOptions(), FiguresFile.Option(), new Option<string>("--column") { Description = "Column of the values file.", Required = true });
        var command = new Command(name, description) { values, column };
        units.AddTo(command);
        return (command, units, values, column);
    }

    private static Outcome<Asked> Read(Outcome<UnitNeighbours> units, string file, string column)
    {
        if (!units.IsDone)
        {
            return Outcome<Asked>.Refused(units.Refusals);
        }

        var figures = FiguresFile.Read(file, [column], units.Value.Ids);
        return figures.IsDone ? new Asked(units.Value, figures.Value[0], column) : Outcome<Asked>.Refused(figures.Refusals);
    }

    private static Sheet Orders(Asked asked, int orders, PermutationSettings settings)
    {
        var tests = Core.Space.Association.Correlogram.Of(asked.Figures, asked.Units.Neighbours, orders, WeightStyle.RowStandardised, settings);
        return new Sheet(
            ["order", "statistic", "expectation", "variance", "p"],
            [.. tests.Select((test, i) => new object?[] { i + 1, test.Statistic, test.Expectation, test.Variance, test.PermutationP(settings.Tail) })])
        {
            Notes = [new Message("cli.analyse.test-map", DrawOptions.NameOf(settings.Tail)), .. asked.Units.Notes, .. AnalyseCommand.Undefined(tests[0].Reason)],
        };
    }

    private static Outcome<Sheet> Kinds(Asked asked)
    {
        if (Array.FindIndex(asked.Figures, f => !double.IsNaN(f) && !(f is >= 0 and < 100 && f == Math.Floor(f))) is >= 0 and var wrong)
        {
            return new Refusal(RefusalKind.Invalid, "kinds", new Message("cli.kinds", asked.Units.Ids[wrong], new Code(asked.Figures[wrong].ToString(CultureInfo.InvariantCulture)), asked.Column));
        }

        var joins = JoinCounts.Of(Array.ConvertAll(asked.Figures, f => double.IsNaN(f) ? -1 : (int)f), asked.Units.Neighbours.Weigh(WeightStyle.Binary));
        return new Sheet(
            ["first", "second", "joins", "expectation", "variance", "z", "p"],
            [.. joins.Select(j => new object?[] { j.First, j.Second, j.Test.Statistic, j.Test.Expectation, j.Test.Variance, j.Test.Deviate, j.Test.NormalP(Tail.TwoSided) })])
        {
            Notes = asked.Units.Notes,
        };
    }

    private sealed record Asked(UnitNeighbours Units, double[] Figures, string Column);
}
