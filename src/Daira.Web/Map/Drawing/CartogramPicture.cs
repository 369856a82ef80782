using System.Globalization;
using System.Text;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Map.Drawing;

/// <summary>An answer drawn as circles or hexagons: each place coloured by its class and linked.</summary>
public sealed class CartogramPicture
{
    /// <summary>More symbols than this are not links of their own; their provinces are.</summary>
    private const int MostLinks = 130;

    private const int Margin = 30;

    private readonly Cartogram cartogram;
    private readonly Dictionary<string, AnswerRow> rowOf;
    private readonly Dictionary<string, string> swatchOf;
    private readonly IReadOnlySet<string> hidden;
    private readonly PictureWords words;
    private readonly double scale;
    private readonly double west;
    private readonly double north;
    private readonly int height;
    private readonly StringBuilder svg = new(64 * 1024);

    private CartogramPicture(Cartogram cartogram, Answer answer, IReadOnlySet<string> hidden, PictureWords words)
    {
        (this.cartogram, this.hidden, this.words) = (cartogram, hidden, words);
        rowOf = answer.Rows.ToDictionary(r => r.Place.Code);
        swatchOf = answer.Legend.ToDictionary(c => c.Id, c => c.Swatch);
        west = cartogram.Symbols.Min(s => s.X - s.Radius);
        north = cartogram.Symbols.Max(s => s.Y + s.Radius);
        var (across, down) = (cartogram.Symbols.Max(s => s.X + s.Radius) - west, north - cartogram.Symbols.Min(s => s.Y - s.Radius));
        scale = (CountryDrawing.Width - (2 * Margin)) / Math.Max(across, down);
        west -= (((CountryDrawing.Width - (2 * Margin)) / scale) - across) / 2;
        height = (int)(down * scale) + (2 * Margin);
    }

    /// <param name="hidden">Ids of classes that are dimmed.</param>
    /// <param name="selected">The place with a ring around it.</param>
    public static string Draw(Cartogram cartogram, Answer answer, IReadOnlySet<string> hidden, Place? selected, PictureWords words)
    {
        var picture = new CartogramPicture(cartogram, answer, hidden, words);
        picture.Open();
        picture.Fills();
        picture.Edges();
        picture.Names();
        picture.Selection(selected);
        return picture.svg.Append("</svg>").ToString();
    }

    private void Open()
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"map cartogram\" viewBox=\"0 0 {CountryDrawing.Width} {height}\" role=\"group\" aria-labelledby=\"map-title map-summary\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"map-title\">{Html.Escape(words.Title)}</title><desc id=\"map-summary\">{Html.Escape(words.Summary)}</desc>");
        svg.Append(MapPicture.Hatching);
    }

    private void Fills()
    {
        svg.Append("<g class=\"fills\">");
        foreach (var group in cartogram.Symbols.GroupBy(LinkedPlace))
        {
            var address = group.Key is { } place ? words.Link(place) : null;
            if (address is not null)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Escape(address)}\"><title>{Html.Escape(group.Key!.NameIn(words.Language.Code).Text)}</title>");
            }

            foreach (var symbols in group.GroupBy(s => s.Place))
            {
                Symbols(symbols);
            }

            svg.Append(address is null ? "" : "</a>");
        }

        svg.Append("</g>");
    }

    /// <summary>Few places are links of their own; of many, the province that holds them, so that a keyboard is not lost among them.</summary>
    private Place? LinkedPlace(CartogramSymbol symbol) =>
        rowOf.Count <= MostLinks ? symbol.Place : words.Above(symbol.Place, PlaceLevel.Province);

    private void Symbols(IGrouping<Place, CartogramSymbol> symbols)
    {
        var id = rowOf.GetValueOrDefault(symbols.Key.Code)?.Class;
        var name = $"f-{(id is null ? "outside" : swatchOf.GetValueOrDefault(id, "outside"))}{(id is not null && hidden.Contains(id) ? " dim" : "")}";
        if (cartogram.Kind == CartogramKind.Hexagons)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{name}\" d=\"{PathText.Rings(symbols.Select(Hexagon))}\"/>");
            return;
        }

        foreach (var circle in symbols)
        {
            var at = At(circle);
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{name}\" cx=\"{at.X}\" cy=\"{at.Y}\" r=\"{circle.Radius * scale:0.#}\"/>");
        }
    }

    private IReadOnlyList<GridPoint> Hexagon(CartogramSymbol symbol) =>
        [.. Enumerable.Range(0, 7).Select(corner => (Math.PI / 3 * corner) + (Math.PI / 6))
            .Select(angle => At(symbol.X + (symbol.Radius * Math.Cos(angle)), symbol.Y + (symbol.Radius * Math.Sin(angle))))];

    /// <summary>Around the hexagons of one place: a side that two of them share is none of its border.</summary>
    private void Edges()
    {
        if (cartogram.Kind != CartogramKind.Hexagons)
        {
            return;
        }

        var borders = cartogram.Symbols.GroupBy(s => s.Place).SelectMany(place => place
            .SelectMany(s => Hexagon(s) is var ring ? ring.Zip(ring.Skip(1)) : [])
            .GroupBy(side => Middle(side.First, side.Second))
            .Where(sides => !sides.Skip(1).Any())
            .Select(sides => (IReadOnlyList<GridPoint>)[sides.First().First, sides.First().Second]));
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge\" d=\"{PathText.Strokes(borders)}\"/>");
    }

    /// <summary>Rounded to squares of a few units: both hexagons name the side they share alike.</summary>
    private static (int X, int Y) Middle(GridPoint a, GridPoint b)
    {
        const int square = 8;
        return ((int)Math.Round((a.X + b.X) / 2.0 / square), (int)Math.Round((a.Y + b.Y) / 2.0 / square));
    }

    /// <summary>Of regions, over what is theirs: names of places would not fit into symbols.</summary>
    private void Names()
    {
        foreach (var region in cartogram.Symbols.GroupBy(s => words.Above(s.Place, PlaceLevel.Region)).Where(g => g.Key is not null))
        {
            var name = region.Key!.NameIn(words.Language.Code);
            var at = At(region.Average(s => s.X), region.Average(s => s.Y));
            var language = name.Language == words.Language.Code ? "" : $" lang=\"{name.Language}\"";
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"region\"{language} x=\"{at.X}\" y=\"{at.Y + 8}\" text-anchor=\"middle\">{Html.Escape(name.Text)}</text>");
        }
    }

    private void Selection(Place? selected)
    {
        var symbols = cartogram.Symbols.Where(s => s.Place.Code == selected?.Code).ToArray();
        if (symbols.Length == 0)
        {
            return;
        }

        svg.Append("<g class=\"picked\">");
        foreach (var line in new[] { "case", "ring" })
        {
            foreach (var symbol in symbols)
            {
                var at = At(symbol);
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{line}\" cx=\"{at.X}\" cy=\"{at.Y}\" r=\"{(symbol.Radius * scale) + 3:0.#}\"/>");
            }
        }

        svg.Append("</g>");
    }

    private GridPoint At(CartogramSymbol symbol) => At(symbol.X, symbol.Y);

    private GridPoint At(double x, double y) => new((int)Math.Round(Margin + ((x - west) * scale)), (int)Math.Round(Margin + ((north - y) * scale)));
}
