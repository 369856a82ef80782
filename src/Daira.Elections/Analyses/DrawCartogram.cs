using Daira.Core.Space.Cartograms;
using Daira.Core.Space.Projections;
using Daira.Elections.Analyses.StrongAreas;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Elections.Analyses;

/// <summary>The places of a question as symbols of the size that counts: votes or seats instead of land. Method: docs/methods/cartograms.</summary>
public static class DrawCartogram
{
    /// <returns>Refused when the question's contest, level or place does not exist, or what would be drawn is not known there.</returns>
    public static Outcome<Cartogram> Run(Question question, CartogramKind kind, ElectoralData data)
    {
        var asked = AskQuestion.Place(question, data);
        return asked.IsDone
            ? data.Parts.GetOrAdd($"cartogram|{kind}|{question.Contest}|{asked.Value.Level}|{question.Within}", () => Draw(asked.Value, kind))
            : Outcome<Cartogram>.Refused(asked.Refusals);
    }

    private static Outcome<Cartogram> Draw(Asked asked, CartogramKind kind)
    {
        var shown = asked.ShownRows().Select(r => (Row: r, Place: asked.Results.Places[r], Size: SizeAt(asked, r, kind), At: PlaceNeighbours.PointOf(asked.Results.Places[r], asked.Data.Atlas))).ToArray();
        var drawn = shown.Where(s => s is { Size: > 0, At: not null }).ToArray();
        Place[] leftOut = [.. shown.Where(s => s.Size is null or 0 || s.At is null).Select(s => s.Place)];
        if (drawn.Length == 0)
        {
            return shown.Any(s => s.Size > 0) ? Errors.NoPointKnown(asked.Contest, asked.Level)
                : kind == CartogramKind.Hexagons ? Errors.SeatsUnknown(asked.Contest, asked.Level) : Errors.NoFigures(asked.Contest, asked.Level);
        }

        var items = drawn.Select(s => ItemAt(s.At!.Value, s.Size!.Value)).ToArray();
        var neighbours = Around(asked, [.. drawn.Select(s => s.Row)]);
        return new Cartogram(
            kind,
            kind == CartogramKind.Hexagons ? Hexagons(items, neighbours, i => drawn[i].Place) : Circles(items, neighbours, i => drawn[i].Place),
            leftOut);
    }

    /// <summary>Votes of all lists for circles, seats for hexagons; null when unknown.</summary>
    private static long? SizeAt(Asked asked, int row, CartogramKind kind) =>
        kind == CartogramKind.Hexagons ? asked.Results.Totals[row].Seats : asked.Results.ListVotes(row);

    private static CartogramItem ItemAt(GeographicPoint point, long size)
    {
        var at = new SphericalMercator().Project(new GeographicPosition(point.Longitude, point.Latitude));
        return new CartogramItem(at.Easting, at.Northing, size);
    }

    private static int[][] Around(Asked asked, int[] rows)
    {
        var neighbours = PlaceNeighbours.Of(asked).Neighbours;
        var position = rows.Index().ToDictionary(r => r.Item, r => r.Index);
        var lists = rows.Select(r => neighbours[r].ToArray().Where(position.ContainsKey).Select(n => position[n]).ToHashSet()).ToArray();
        for (var i = 0; i < lists.Length; i++)
        {
            foreach (var other in lists[i].ToArray())
            {
                lists[other].Add(i);
            }
        }

        return [.. lists.Select(l => l.Order().ToArray())];
    }

    private static CartogramSymbol[] Circles(CartogramItem[] items, int[][] neighbours, Func<int, Place> placeOf) =>
        [.. DorlingCartogram.Place(items, neighbours).Select((c, i) => new CartogramSymbol(placeOf(i), c.X, c.Y, c.Radius))];

    private static CartogramSymbol[] Hexagons(CartogramItem[] items, int[][] neighbours, Func<int, Place> placeOf)
    {
        var layout = HexagonMap.Place(items, neighbours);
        return [.. layout.Hexagons.Select(h => new CartogramSymbol(placeOf(h.Item), h.X, h.Y, layout.Side))];
    }
}

public enum CartogramKind
{
    /// <summary>A circle for each place, as large as all votes cast there (Dorling).</summary>
    Circles,

    /// <summary>One hexagon for each seat.</summary>
    Hexagons,
}

/// <param name="LeftOut">Places without a size or without a known point.</param>
public sealed record Cartogram(CartogramKind Kind, IReadOnlyList<CartogramSymbol> Symbols, IReadOnlyList<Place> LeftOut);

/// <param name="X">Metres eastwards on the plane of web maps.</param>
/// <param name="Y">Metres northwards.</param>
/// <param name="Radius">Of the circle; of a hexagon to its corners, one of which is up. Metres.</param>
public readonly record struct CartogramSymbol(Place Place, double X, double Y, double Radius);
