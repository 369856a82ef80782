using System.CommandLine;
using Daira.Cli.Output;
using Daira.Core.Space.Weights;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse weights</c>: who neighbours whom, as rows and as a file that other programs read.</summary>
internal static class AnalyseWeights
{
    private static readonly Dictionary<string, WeightStyle> Styles = new(StringComparer.Ordinal)
    {
        ["B"] = WeightStyle.Binary,
        ["W"] = WeightStyle.RowStandardised,
        ["C"] = WeightStyle.GloballyStandardised,
        ["S"] = WeightStyle.VarianceStabilising,
    };

    public static Command Build(SharedOptions shared)
    {
        var units = new UnitOptions();
        var style = SharedOptions.OneOf("--style", "B as they are, W rows sum to 1, C all sum to the units, S variance-stabilising.", "W", [.. Styles.Keys]);
        var to = new Option<string?>("--to") { Description = "File to write as well: FILE.gal (who), or FILE.gwt (who and how strongly)." };
        var doubtful = new Option<bool>("--doubtful") { Description = "Rows for pairs whose borders come close without common points, instead." };
        var command = new Command("weights", "Who neighbours whom, and how strongly.") { style, to, doubtful };
        units.AddTo(command);
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var found = units.Read(parsed);
            return found.IsDone
                ? Interruptible.Run(() => Write(found.Value, parsed.GetValue(to)) is { } refused ? refused : Rows(found.Value, Styles[parsed.GetValue(style)!], parsed.GetValue(doubtful)), stop)
                : Outcome<Sheet>.Refused(found.Refusals);
        });
    }

    private static Refusal? Write(UnitNeighbours units, string? file)
    {
        if (file is null)
        {
            return null;
        }

        var isStrong = file.EndsWith(".gwt", StringComparison.OrdinalIgnoreCase);
        if (!isStrong && !file.EndsWith(".gal", StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal(RefusalKind.Invalid, "weights-file", new Message("cli.weights-file", file));
        }

        using var writer = new StreamWriter(file);
        if (isStrong)
        {
            WeightFiles.WriteGwt(writer, units.Neighbours, units.Ids);
        }
        else
        {
            WeightFiles.WriteGal(writer, units.Neighbours, units.Ids);
        }

        return null;
    }

    private static Outcome<Sheet> Rows(UnitNeighbours units, WeightStyle style, bool doubtful) => doubtful ? Doubtful(units) : Links(units, units.Neighbours.Weigh(style));

    private static Sheet Doubtful(UnitNeighbours units) => new(
        ["first", "second", "distance", "length", "neighbours"],
        [.. units.Doubtful.Select(p => new object?[] { units.Ids[p.First], units.Ids[p.Second], p.Distance, p.Length, p.Neighbours ? 1 : 0 })])
    {
        Notes = units.Notes,
    };

    private static Sheet Links(UnitNeighbours units, SpatialWeights weights) => new(
        ["id", "neighbour", "strength", "weight"],
        [.. Enumerable.Range(0, units.Ids.Count).SelectMany(unit => LinksOf(units, weights, unit))])
    {
        Notes = units.Notes,
    };

    private static IEnumerable<object?[]> LinksOf(UnitNeighbours units, SpatialWeights weights, int unit)
    {
        var (others, strengths, values) = (units.Neighbours[unit].ToArray(), units.Neighbours.Strengths(unit), weights[unit].ToArray());
        return others.Select((other, at) => new object?[] { units.Ids[unit], units.Ids[other], strengths[at], values[at] });
    }
}
