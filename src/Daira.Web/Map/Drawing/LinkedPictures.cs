using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Daira.Elections.Comparisons;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Map.Drawing;

/// <summary>What linked pictures say of a place, and where its area leads.</summary>
/// <param name="Name">Of a place.</param>
/// <param name="Figure">In words; the reason where there is none.</param>
/// <param name="Link">Address for an area; null when it leads nowhere.</param>
public sealed record LinkedWords(Func<Place, string> Name, Func<LayerCell, string> Figure, Func<Place, string?> Link);

/// <summary>
/// Several pictures of the same places side by side. Each outline is written once, in the first picture, and named by the others, so that
/// three maps weigh little more than one. Colours come from the style sheet by swatch.
/// </summary>
public sealed class LinkedPictures
{
    /// <summary>More areas than this are neither links nor titled one by one: the page would grow past what a slow line carries.</summary>
    private const int MostLinks = 130;

    /// <summary>Pictures beside each other are small: corners closer than this, in drawing units, are not seen.</summary>
    private const double Tolerance = 5;

    private static readonly ConditionalWeakTable<CountryDrawing, Dictionary<PlaceLevel, Outlines>> Kept = [];

    private readonly CountryDrawing drawing;
    private readonly Outlines outlines;
    private readonly LinkedWords words;

    private LinkedPictures(CountryDrawing drawing, PlaceLevel level, LinkedWords words)
    {
        (this.drawing, this.words) = (drawing, words);
        lock (Kept)
        {
            var levels = Kept.GetOrCreateValue(drawing);
            outlines = levels.TryGetValue(level, out var known) ? known : levels[level] = Outlines.Of(drawing, level);
        }
    }

    /// <param name="titles">One for each layer, plain text.</param>
    /// <param name="selected">Code of the place with a ring; null = none.</param>
    /// <param name="standalone">Every picture holds its own outlines, as a picture that is kept must.</param>
    public static IReadOnlyList<string> Draw(CountryDrawing drawing, PlaceLevel level, IReadOnlyList<MapLayer> layers, IReadOnlyList<string> titles, string? selected, LinkedWords words, bool standalone = false)
    {
        var pictures = new LinkedPictures(drawing, level, words);
        return [.. layers.Select((layer, i) => pictures.Draw(layer, titles[i], i == 0 || standalone, selected))];
    }

    private string Draw(MapLayer layer, string title, bool first, string? selected)
    {
        var svg = new StringBuilder(32 * 1024);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"map\" viewBox=\"0 0 {CountryDrawing.Width} {drawing.Height}\" role=\"group\" aria-label=\"{Html.Escape(title)}\">");
        if (first)
        {
            Define(svg);
        }

        svg.Append("<use class=\"shore\" href=\"#l-coast\"/>");
        foreach (var group in outlines.Places.GroupBy(p => layer.Cells.TryGetValue(p.Code, out var cell) ? cell.Class : null))
        {
            var swatch = layer.Legend.FirstOrDefault(c => c.Id == group.Key)?.Swatch ?? "outside";
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"f-{swatch}\">");
            foreach (var place in group)
            {
                Area(svg, place, layer);
            }

            svg.Append("</g>");
        }

        svg.Append("<use class=\"line-region\" href=\"#l-regions\"/><use class=\"line-coast\" href=\"#l-coast\"/>");
        if (outlines.Places.Any(p => p.Code == selected))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"picked\"><use class=\"case\" href=\"#l-{selected}\"/><use class=\"ring\" href=\"#l-{selected}\"/></g>");
        }

        return svg.Append("</svg>").ToString();
    }

    private void Area(StringBuilder svg, Place place, MapLayer layer)
    {
        var use = $"<use href=\"#l-{place.Code}\"";
        if (outlines.Places.Count > MostLinks)
        {
            svg.Append(use).Append("/>");
            return;
        }

        var figure = layer.Cells.TryGetValue(place.Code, out var cell) ? words.Figure(cell) : "–";
        var title = $"<title>{Html.Escape($"{words.Name(place)}: {figure}")}</title>";
        svg.Append(words.Link(place) is { } address
            ? $"<a href=\"{Html.Escape(address)}\" data-place=\"{place.Code}\">{title}{use}/></a>"
            : $"<g data-place=\"{place.Code}\">{title}{use}/></g>");
    }

    private void Define(StringBuilder svg)
    {
        svg.Append("<defs><pattern id=\"hatch\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"f-no-list\" d=\"M0 0h12v12H0z\"/><path class=\"hatching\" d=\"M0 0v12\"/></pattern>");
        svg.Append("<path id=\"l-coast\" d=\"").Append(outlines.Coast).Append("\"/><path id=\"l-regions\" d=\"").Append(outlines.Regions).Append("\"/>");
        foreach (var (place, path) in outlines.Places.Zip(outlines.Paths))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path id=\"l-{place.Code}\" d=\"{path}\"/>");
        }

        svg.Append("</defs>");
    }

    /// <summary>Paths of the places of a level, in the order of the atlas.</summary>
    private sealed record Outlines(IReadOnlyList<Place> Places, IReadOnlyList<string> Paths, string Coast, string Regions)
    {
        public static Outlines Of(CountryDrawing drawing, PlaceLevel level)
        {
            var network = drawing.Network.Thinned(Tolerance);
            var groups = Enumerable.Range(0, drawing.Faces.Count).Where(f => drawing.PlaceAt(f, level) is not null).ToLookup(f => drawing.PlaceAt(f, level)!);
            var places = groups.Select(g => g.Key).OrderBy(p => p.Index).ToArray();
            var region = Enumerable.Range(0, drawing.Faces.Count).Select(f => drawing.CodeAt(f, PlaceLevel.Region)).ToArray();
            return new Outlines(
                places,
                [.. places.Select(p => PathText.Rings(network.Outline(groups[p].ToHashSet().Contains)))],
                PathText.Rings(network.Coast()),
                PathText.Strokes(network.Lines((a, b) => a != ArcNetwork.Outside && b != ArcNetwork.Outside && region[a] != region[b])));
        }
    }
}
