using System.Globalization;
using System.Text;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Map.Drawing;

/// <summary>A drawing in classes of anything known by place, small enough to stand twice on a page: no ids, one path for each class.</summary>
public static class ClassMap
{
    /// <summary>More areas than this are not links of their own; their provinces are.</summary>
    private const int MostLinks = 260;

    /// <param name="classOf">Name of the colour of a face; faces are counted as in the drawing.</param>
    /// <param name="link">Address of a unit or province.</param>
    /// <param name="label">Words for it.</param>
    public static string Draw(CountryDrawing drawing, Func<int, string> classOf, Func<Place, string> link, string title, Func<Place, string> label)
    {
        var svg = new StringBuilder(32 * 1024);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"class-map\" viewBox=\"0 0 {CountryDrawing.Width} {drawing.Height}\" role=\"group\" aria-label=\"{Html.Escape(title)}\">");
        foreach (var group in Enumerable.Range(0, drawing.Faces.Count).ToLookup(classOf))
        {
            var inside = group.ToHashSet();
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{group.Key}\" fill-rule=\"evenodd\" d=\"{PathText.Rings(drawing.Network.Outline(inside.Contains))}\"/>");
        }

        var level = drawing.Faces.Count <= MostLinks ? PlaceLevel.Commune : PlaceLevel.Province;
        var codes = Enumerable.Range(0, drawing.Faces.Count).Select(f => drawing.CodeAt(f, level)).ToArray();
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"border\" d=\"{PathText.Strokes(drawing.Network.Lines((a, b) => a != ArcNetwork.Outside && b != ArcNetwork.Outside && codes[a] != codes[b]))}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"coast\" d=\"{PathText.Rings(drawing.Network.Coast())}\"/>");
        foreach (var area in Enumerable.Range(0, drawing.Faces.Count).Where(f => codes[f] is not null).ToLookup(f => codes[f]))
        {
            var place = level == PlaceLevel.Commune ? drawing.Faces[area.First()] : drawing.PlaceAt(area.First(), level)!;
            var inside = area.ToHashSet();
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Escape(link(place))}\"><title>{Html.Escape(label(place))}</title><path class=\"area\" d=\"{PathText.Rings(drawing.Touchable.Outline(inside.Contains))}\"/></a>");
        }

        return svg.Append("</svg>").ToString();
    }
}
