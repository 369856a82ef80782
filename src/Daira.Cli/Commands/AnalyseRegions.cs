using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Core.Space.Association;
using Daira.Core.Space.Regions;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>analyse regions</c>: connected regions of units that are alike.</summary>
internal static class AnalyseRegions
{
    private const string MaxPName = "maxp";

    public static Command Build(SharedOptions shared)
    {
        var gal = new Option<string>("--gal") { Description = "A GAL file of neighbours.", Required = true };
        var values = FiguresFile.Option();
        var columns = new Option<string>("--columns") { Description = "Columns that units of a region share, with commas between.", Required = true };
        var method = new Option<string>("--method") { Description = "How regions are found.", Required = true };
        SharedOptions.Only(method, "skater", "redcap", MaxPName);
        var regions = SharedOptions.AtLeast("--regions", "Regions wanted; max-p finds the number itself.", 1);
        var minimum = new Option<string?>("--minimum") { Description = "COL:N: a column of which every region holds N or more." };
        var command = new Command("regions", "Connected regions, alike inside.") { gal, values, columns, method, regions, minimum };
        return shared.Answering(command, (parsed, _, stop) =>
        {
            var bound = Bound.Of(parsed.GetValue(minimum));
            if (!bound.IsDone)
            {
                return Outcome<Sheet>.Refused(bound.Refusals);
            }

            var wish = new Wish(parsed.GetValue(method)!, parsed.GetValue(regions), bound.Value, shared.Seed(parsed) ?? PermutationSettings.Default.Seed);
            return Interruptible.Run(() => Run(parsed.GetValue(gal)!, parsed.GetValue(values)!, parsed.GetValue(columns)!.Split(','), wish), stop);
        });
    }

    private static Outcome<Sheet> Run(string gal, string file, string[] columns, Wish wish)
    {
        var needed = wish.Method == MaxPName ? (wish.Bound.Column is null, "--minimum") : (wish.Regions is null, "--regions");
        if (needed.Item1)
        {
            return Wrong("cli.option-missing", needed.Item2);
        }

        var units = UnitNeighbours.FromGal(gal);
        if (!units.IsDone)
        {
            return Outcome<Sheet>.Refused(units.Refusals);
        }

        var figures = FiguresFile.Read(file, [.. columns, .. wish.Bound.Column is { } column ? [column] : Array.Empty<string>()], units.Value.Ids);
        return figures.IsDone ? Plan(units.Value, figures.Value[..columns.Length], figures.Value[columns.Length..], wish) : Outcome<Sheet>.Refused(figures.Refusals);
    }

    private static Outcome<Sheet> Plan(UnitNeighbours units, double[][] figures, double[][] bounded, Wish wish)
    {
        var known = Enumerable.Range(0, units.Ids.Count).Where(unit => !Array.Exists(figures, column => double.IsNaN(column[unit]))).ToHashSet();
        if (bounded is [var given] && known.FirstOrDefault(unit => !(given[unit] >= 0), -1) is >= 0 and var wrong)
        {
            return Wrong("cli.minimum-unknown", wish.Bound.Column!, units.Ids[wrong]);
        }

        var settings = new RegionSettings
        {
            Population = bounded is [var population] ? [.. population.Select((people, unit) => known.Contains(unit) ? people : 0)] : null,
            SmallestPopulation = wish.Bound.Least,
        };
        var plan = wish.Method switch
        {
            "skater" => Skater.Of(figures, units.Neighbours, wish.Regions!.Value, settings),
            "redcap" => Redcap.Of(figures, units.Neighbours, wish.Regions!.Value, settings: settings),
            _ => MaxP.Of(figures, units.Neighbours, settings, wish.Seed),
        };
        return plan.Refusal == RegionRefusal.None ? SheetOf(units, plan, wish) : new Refusal(RefusalKind.Conflict, "no-plan", Reason(plan.Refusal));
    }

    private static Sheet SheetOf(UnitNeighbours units, RegionPlan plan, Wish wish) => new(
        ["id", "region"],
        [.. units.Ids.Select((id, unit) => new object?[] { id, plan.Regions[unit] == RegionPlan.Undefined ? null : plan.Regions[unit] + 1 })])
    {
        Notes =
        [
            new Message("cli.regions.recipe", wish.Method, plan.Count, new Share((decimal)plan.Explained), new Code(wish.Seed.ToString())),
            .. AboutTheNumber(plan, wish),
            .. units.Notes,
        ],
    };

    private static Message[] AboutTheNumber(RegionPlan plan, Wish wish) => (wish.Method, wish.Regions) switch
    {
        (_, null) => [],
        (MaxPName, _) => [new("cli.regions.not-used")],
        (_, { } wanted) => plan.Count < wanted ? [new("cli.regions.fewer", plan.Count, wanted)] : [],
    };

    private static Message Reason(RegionRefusal refusal) => new(refusal switch
    {
        RegionRefusal.NoUnits => "cli.regions.no-units",
        RegionRefusal.MorePiecesThanRegions => "cli.regions.more-pieces",
        RegionRefusal.PopulationBoundTooHigh => "cli.regions.bound-too-high",
        RegionRefusal.TooManyUnits => "cli.regions.too-many-units",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a reason."),
    });

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text["cli.".Length..], new Message(text, arguments));

    private sealed record Wish(string Method, int? Regions, Bound Bound, long Seed);

    /// <summary>A column and what every region holds of it; no column = no bound.</summary>
    private sealed record Bound(string? Column, double Least)
    {
        public static Outcome<Bound> Of(string? text)
        {
            if (text is null)
            {
                return new Bound(null, 0);
            }

            var colon = text.LastIndexOf(':');
            return colon > 0 && double.TryParse(text[(colon + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var least) && double.IsFinite(least)
                ? new Bound(text[..colon], least)
                : Wrong("cli.minimum", text);
        }
    }
}
