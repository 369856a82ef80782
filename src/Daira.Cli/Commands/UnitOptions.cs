using System.CommandLine;
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
    /// <summary>Pairs whose borders come close without common points; none where no borders were compared.</summary>
    public IReadOnlyList<DoubtfulPair> Doubtful { get; init; } = [];

    public static Outcome<UnitNeighbours> FromGal(string file) => FromFile(file, "gal", WeightFiles.ReadGal);

    public static Outcome<UnitNeighbours> FromGwt(string file) => FromFile(file, "gwt", reader => WeightFiles.ReadGwt(reader));

    private static Outcome<UnitNeighbours> FromFile(string file, string rule, Func<TextReader, WeightFile> reading)
    {
        try
        {
            using var reader = new StreamReader(file);
            var read = reading(reader);
            Message[] notes = read.Asymmetric.Count == 0 ? [] : [new("cli.gal-asymmetric", read.Asymmetric.Count, read.Ids[read.Asymmetric[0].From], read.Ids[read.Asymmetric[0].To])];
            return new UnitNeighbours(read.Ids, read.Neighbours, rule, [.. notes, .. Isolates(read.Ids, read.Neighbours)]);
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
    private readonly Option<string?> gwt = new("--gwt") { Description = "A GWT file of neighbours with strengths, instead of --shapes." };
    private readonly Option<string?> weights = new("--weights")
    {
        Description = "With --shapes: queen (default), rook, either with :K for up to K steps, border (as strong as the border is long), knn:K, distance:M, inverse:M, kernel:NAME:M (uniform, triangular, epanechnikov, quartic, gaussian), delaunay, gabriel, relative.",
    };

    private readonly Option<double?> tolerance = new("--tolerance") { Description = "With queen or rook: largest gap between borders that still meet, in the file's unit (default 0)." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[shapes, id, gal, gwt, weights, tolerance])
        {
            command.Add(option);
        }
    }

    public Outcome<UnitNeighbours> Read(ParseResult parsed) => (parsed.GetValue(shapes), parsed.GetValue(gal), parsed.GetValue(gwt)) switch
    {
        (null, { } file, null) when IsAlone(parsed) => UnitNeighbours.FromGal(file),
        (null, null, { } file) when IsAlone(parsed) => UnitNeighbours.FromGwt(file),
        (null, not null, null) or (null, null, not null) => Wrong("cli.gal-alone"),
        ({ } file, null, null) when parsed.GetValue(id) is { } field => FromShapes(file, field, parsed.GetValue(weights) ?? "queen", parsed.GetValue(tolerance)),
        ({ }, null, null) => Wrong("cli.option-missing", "--id"),
        _ => Wrong("cli.shapes-or-gal"),
    };

    /// <summary>A file of neighbours says all; the options about shapes would say nothing.</summary>
    private bool IsAlone(ParseResult parsed) => parsed.GetValue(id) is null && parsed.GetValue(weights) is null && parsed.GetValue(tolerance) is null;

    private static Outcome<UnitNeighbours> FromShapes(string file, string field, string rule, double? tolerance)
    {
        if (tolerance is { } gap && (!(gap >= 0 && double.IsFinite(gap)) || NeighbourRule.Of(rule, int.MaxValue) is not { TakesTolerance: true }))
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

    private static Outcome<UnitNeighbours> Link(ShapeFile file, string[] ids, string written, double tolerance)
    {
        if (NeighbourRule.Of(written, ids.Length) is not { } rule)
        {
            return Wrong("cli.weights", written, ids.Length - 1);
        }

        if (rule.NeedsAreas && file.Features.FirstOrDefault(f => f.Shape is not IPolygonal) is { } point)
        {
            return Wrong("cli.weights-of-points", point.Number, point.Shape.GeometryType);
        }

        try
        {
            var (neighbours, doubtful) = rule.Find(file, tolerance);
            Message[] pairs = doubtful.Count == 0 ? [] : [Doubtful(doubtful, ids)];
            Message[] measure = rule.IsMeasured ? [new(file.IsGeographic ? "cli.distance-metres" : "cli.distance-units")] : [];
            return new UnitNeighbours(ids, neighbours, written, [.. pairs, .. measure, .. UnitNeighbours.Isolates(ids, neighbours)]) { Doubtful = doubtful };
        }
        catch (ArgumentException e) when (rule.Name == "inverse")
        {
            return Wrong("cli.weights-coincide", e.Message);
        }
    }

    private static Message Doubtful(IReadOnlyList<DoubtfulPair> pairs, string[] ids) => new(
        "cli.weights-doubtful",
        pairs.Count,
        pairs.Count(p => p.Neighbours),
        string.Join(", ", pairs.Take(10).Select(p => $"{ids[p.First]}–{ids[p.Second]}")));

    private static Refusal Wrong(string text, params object[] arguments) => new(RefusalKind.Invalid, text["cli.".Length..], new Message(text, arguments));
}
