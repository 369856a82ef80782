using Daira.Core.Space.Crosswalks;
using Daira.Elections.Contests;
using Daira.Elections.Imports;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Places.Crosswalks;

/// <summary>What a list would have had within other boundaries: computed, never counted.</summary>
/// <param name="Place">Id of the new area.</param>
/// <param name="Votes">Whole votes, of which the sum over all areas is that of the source; null where a figure that arrives is unknown.</param>
/// <param name="Guessed">Share of what arrives that passes by area alone.</param>
public sealed record CarriedVotes(string Place, ElectoralList List, long? Votes, decimal Guessed);

/// <param name="Lost">Share of all votes that lie outside the new areas and pass to none.</param>
/// <param name="Guessed">Share of all votes that pass by area alone.</param>
/// <param name="IsApproximate">Whether an old boundary is itself an approximate cell.</param>
public sealed record CarriedResults(Contest Contest, IReadOnlyList<CarriedVotes> Votes, decimal Lost, decimal Guessed, bool IsApproximate);

/// <summary>Areas with their ids, such as those of a file.</summary>
public sealed record NamedAreas(IReadOnlyList<string> Ids, IReadOnlyList<Geometry> Shapes)
{
    /// <param name="field">Property that names an area.</param>
    public static Outcome<NamedAreas> Of(ShapeFile file, string field)
    {
        var ids = file.Features.Select(f => f.Text(field)).ToArray();
        return Array.FindIndex(ids, id => id is null) is var nameless and >= 0
                ? Wrong("crosswalk.no-id", file.Name, nameless + 1, field)
            : ids.GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { Key: { } twice }
                ? Wrong("crosswalk.id-twice", file.Name, twice)
            : file.Features.FirstOrDefault(f => f.Shape is not IPolygonal) is { } point
                ? Wrong("crosswalk.no-area", file.Name, point.Number)
            : new NamedAreas(ids!, [.. file.Features.Select(f => Core.Space.Repair.ShapeRepair.Repair(f.Shape).Shape)]);
    }

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text.Replace('.', '-'), new Message(text, arguments));
}

/// <summary>Makes contests comparable across changes of boundaries: carries figures from old areas to new ones.</summary>
public static class CarryOver
{
    /// <summary>The crosswalk between two sets of areas, by the inhabitants that are known.</summary>
    /// <param name="data">Whose units' inhabitants count; null when none are known.</param>
    public static CrosswalkTable Between(NamedAreas from, NamedAreas to, ElectoralData? data, CancellationToken stop) =>
        Crosswalk.Between(from.Shapes, to.Shapes, data is null ? [] : [.. Inhabitants(data)], null, stop);

    /// <summary>A contest's votes within other boundaries.</summary>
    public static Outcome<CarriedResults> Run(string contest, NamedAreas to, ElectoralData data, CancellationToken stop)
    {
        if (data.Find(contest) is not { } results)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("crosswalk.unknown-contest", contest));
        }

        var shapes = results.Places.Select(p => data.Shapes.Find(p.Code)).ToArray();
        if (Array.FindIndex(shapes, s => s is null) is var shapeless and >= 0)
        {
            return new Refusal(RefusalKind.Conflict, "no-shape", new Message("crosswalk.no-shape", results.Places[shapeless]));
        }

        var from = new NamedAreas([.. results.Places.Select(p => p.Code)], [.. shapes.Select(s => s!.Geometry)]);
        return Carried(results, Between(from, to, data, stop), to, shapes.Any(s => s!.IsApproximate));
    }

    private static CarriedResults Carried(ContestResults results, CrosswalkTable table, NamedAreas to, bool isApproximate)
    {
        var rows = Enumerable.Range(0, results.Places.Count).ToArray();
        double[] all = [.. rows.Select(r => (double)(results.ListVotes(r) ?? 0))];
        var guessed = table.GuessedShares(all);
        var votes = new List<CarriedVotes>();
        for (var list = 0; list < results.Lists.Count; list++)
        {
            var carried = Whole(table.Carry([.. rows.Select(r => (double?)results.Votes(r, list))]));
            votes.AddRange(carried.Select((v, i) => new CarriedVotes(to.Ids[i], results.Lists[list], v, Rounded(guessed[i]))));
        }

        var sum = all.Sum();
        var arrived = table.Parts.Sum(p => p.Share * all[p.From]);
        return new CarriedResults(results.Contest, votes, Rounded(sum > 0 ? 1 - (arrived / sum) : 0), Rounded(sum > 0 ? table.Parts.Sum(p => p.Share * all[p.From] * table.Guessed[p.From]) / sum : 0), isApproximate);
    }

    /// <summary>Rounded by largest remainders, so that rounding neither makes nor loses a vote.</summary>
    private static long?[] Whole(double?[] carried)
    {
        long?[] whole = [.. carried.Select(c => c is { } v ? (long?)double.Floor(v + 1e-9) : null)];
        var missing = (long)double.Round(carried.Sum(c => c ?? 0)) - whole.Sum(w => w ?? 0);
        foreach (var i in Enumerable.Range(0, carried.Length).Where(i => carried[i] is not null).OrderByDescending(i => carried[i]!.Value - whole[i]!.Value).ThenBy(i => i).Take((int)Math.Max(0, missing)).ToArray())
        {
            whole[i]++;
        }

        return whole;
    }

    private static decimal Rounded(double share) => decimal.Round((decimal)double.Clamp(share, 0, 1), 4);

    /// <summary>Units' inhabitants: over their boundaries where these are official, at their points where the cell is only approximate.</summary>
    private static IEnumerable<Inhabited> Inhabitants(ElectoralData data) =>
        from unit in data.Atlas.Units
        where unit.Population is not null
        let shape = data.Shapes.Find(unit.Code)
        let home = shape is { IsApproximate: false } ? shape.Geometry : unit.Point is { } at ? new Point(at.Longitude, at.Latitude) : shape?.Geometry
        where home is not null
        select new Inhabited(home, unit.Population!.Value.Inhabitants);
}
