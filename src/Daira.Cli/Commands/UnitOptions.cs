using System.CommandLine;
using System.Globalization;
using Daira.Core.Space.Weights;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Cli.Commands;

/// <summary>Units and who neighbours whom, as read from files.</summary>
/// <param name="Rule">How neighbours were found, as written on the command line.</param>
/// <param name="Notes">What a person should know of it.</param>
internal sealed record UnitNeighbours(IReadOnlyList<string> Ids, Neighbours Neighbours, string Rule, IReadOnlyList<Message> Notes)
{
    public static Outcome<UnitNeighbours> FromGal(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var read = WeightFiles.ReadGal(reader);
            Message[] notes = read.Asymmetric.Count == 0 ? [] : [new("cli.gal-asymmetric", read.Asymmetric.Count, read.Ids[read.Asymmetric[0].From], read.Ids[read.Asymmetric[0].To])];
            return new UnitNeighbours(read.Ids, read.Neighbours, "gal", [.. notes, .. Isolates(read.Ids, read.Neighbours)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WeightFileException)
        {
            return new Refusal(RefusalKind.Invalid, "gal-file", new Message("cli.gal-file", file, e.Message));
        }
    }

    public static IReadOnlyList<Message> Isolates(IReadOnlyList<string> ids, Neighbours neighbours) => neighbours.Isolates switch
    {
        [] => [],
        { } alone => [new("cli.isolates", alone.Count, string.Join(", ", alone.Take(10).Select(unit => ids[unit])))],
    };
}

/// <summary>The options that say which units there are and which are neighbours.</summary>
internal sealed class UnitOptions
{
    private readonly Option<string?> shapes = new("--shapes") { Description = "A GeoJSON file: areas or points." };
    private readonly Option<string?> id = new("--id") { Description = "With --shapes: the property that names a unit." };
    private readonly Option<string?> gal = new("--gal") { Description = "A GAL file of neighbours, instead of --shapes." };
    private readonly Option<string?> weights = new("--weights") { Description = "With --shapes: queen (default), rook, knn:K, or distance:M." };
    private readonly Option<double?> tolerance = new("--tolerance") { Description = "With queen or rook: largest gap between borders that still meet, in the file's unit (default 0)." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[shapes, id, gal, weights, tolerance])
        {
            command.Add(option);
        }
    }

    public Outcome<UnitNeighbours> Read(ParseResult parsed) => (parsed.GetValue(shapes), parsed.GetValue(gal)) switch
    {
        (null, { } file) when parsed.GetValue(id) is null && parsed.GetValue(weights) is null && parsed.GetValue(tolerance) is null => UnitNeighbours.FromGal(file),
        (null, not null) => Wrong("cli.gal-alone"),
        ({ } file, null) when parsed.GetValue(id) is { } field => FromShapes(file, field, parsed.GetValue(weights) ?? "queen", parsed.GetValue(tolerance)),
        ({ }, null) => Wrong("cli.option-missing", "--id"),
        _ => Wrong("cli.shapes-or-gal"),
    };

    private static Outcome<UnitNeighbours> FromShapes(string file, string field, string rule, double? tolerance)
    {
        if (tolerance is { } gap && (!(gap >= 0 && double.IsFinite(gap)) || rule is not ("queen" or "rook")))
        {
            return Wrong("cli.tolerance");
        }

        var read = GeoJsonShapes.Read(file);
        if (!read.IsDone)
        {
            return Outcome<UnitNeighbours>.Refused(read.Refusals);
        }

        var ids = Ids(read.Value, field);
        return ids.IsDone ? Link(read.Value, ids.Value, rule, tolerance ?? 0) : Outcome<UnitNeighbours>.Refused(ids.Refusals);
    }

    private static Outcome<string[]> Ids(ShapeFile file, string field)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var feature in file.Features)
        {
            if (feature.Text(field) is not { Length: > 0 } text)
            {
                return Wrong("cli.feature-without-id", feature.Number, field, string.Join(", ", feature.Properties.Keys));
            }

            if (!ids.TryAdd(text, feature.Number))
            {
                return Wrong("cli.feature-id-twice", ids[text], feature.Number, field, text);
            }
        }

        return ids.OrderBy(one => one.Value).Select(one => one.Key).ToArray();
    }

    private static Outcome<UnitNeighbours> Link(ShapeFile file, string[] ids, string rule, double tolerance)
    {
        var found = rule switch
        {
            "queen" => Contiguous(file, ids, ContiguityRule.Queen, tolerance),
            "rook" => Contiguous(file, ids, ContiguityRule.Rook, tolerance),
            _ when rule.StartsWith("knn:", StringComparison.Ordinal) => Nearest(file, rule),
            _ when rule.StartsWith("distance:", StringComparison.Ordinal) => Within(file, rule),
            _ => Wrong("cli.weights", rule, ids.Length - 1),
        };
        return found.IsDone
            ? new UnitNeighbours(ids, found.Value.Neighbours, rule, [.. found.Value.Notes, .. Measure(file, rule), .. UnitNeighbours.Isolates(ids, found.Value.Neighbours)])
            : Outcome<UnitNeighbours>.Refused(found.Refusals);
    }

    private static Outcome<Found> Contiguous(ShapeFile file, string[] ids, ContiguityRule rule, double tolerance)
    {
        if (file.Features.FirstOrDefault(f => f.Shape is not IPolygonal) is { } point)
        {
            return Wrong("cli.weights-of-points", point.Number, point.Shape.GeometryType);
        }

        var found = Contiguity.Of([.. file.Features.Select(f => f.Shape)], rule, tolerance);
        return new Found(found.Neighbours, found.Doubtful.Count == 0 ? [] : [Doubtful(found.Doubtful, ids)]);
    }

    private static Message Doubtful(IReadOnlyList<DoubtfulPair> pairs, string[] ids) => new(
        "cli.weights-doubtful",
        pairs.Count,
        pairs.Count(p => p.Neighbours),
        string.Join(", ", pairs.Take(10).Select(p => $"{ids[p.First]}–{ids[p.Second]}")));

    private static Outcome<Found> Nearest(ShapeFile file, string rule)
    {
        var most = file.Features.Count - 1;
        return !int.TryParse(rule["knn:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var k) || k < 1 || k > most
            ? Wrong("cli.weights", rule, most)
            : new Found(file.IsGeographic ? GreatCircle.Nearest(Points(file), k) : Core.Space.Weights.Nearest.Of(Points(file), k), []);
    }

    private static Outcome<Found> Within(ShapeFile file, string rule) =>
        !double.TryParse(rule["distance:".Length..], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var distance) || !(distance > 0 && double.IsFinite(distance))
            ? Wrong("cli.weights", rule, file.Features.Count - 1)
            : new Found(file.IsGeographic ? GreatCircle.Band(Points(file), distance) : DistanceWeights.Band(Points(file), distance), []);

    private static Coordinate[] Points(ShapeFile file) => [.. file.Features.Select(f => f.Shape.Centroid.Coordinate)];

    private static Message[] Measure(ShapeFile file, string rule) =>
        !rule.Contains(':', StringComparison.Ordinal) ? [] : [new(file.IsGeographic ? "cli.distance-metres" : "cli.distance-units")];

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text["cli.".Length..], new Message(text, arguments));

    private sealed record Found(Neighbours Neighbours, IReadOnlyList<Message> Notes);
}
