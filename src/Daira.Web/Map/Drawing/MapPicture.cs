using System.Globalization;
using System.Text;
using Daira.Elections.Analyses;
using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Web.Map.Drawing;

/// <summary>What a picture says and where its areas lead.</summary>
/// <param name="Title">Plain text.</param>
/// <param name="Summary">Plain text: what a reader who does not see the picture must know.</param>
/// <param name="Link">Address for an area, or null when it leads nowhere.</param>
/// <param name="Kilometres">Text under the scale bar for a length in kilometres.</param>
/// <param name="Above">The place of a level that holds another, or null.</param>
public sealed record PictureWords(Language Language, string Title, string Summary, Func<Place, string?> Link, Func<int, string> Kilometres, Func<Place, PlaceLevel, Place?> Above);

/// <summary>An answer drawn as SVG: one path for each class, borders once, links, names. Colours come from the style sheet by swatch.</summary>
public sealed class MapPicture
{
    /// <summary>The pattern of places without the list; legends use it too.</summary>
    internal const string Hatching = "<defs><pattern id=\"hatch\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"f-no-list\" d=\"M0 0h12v12H0z\"/><path class=\"hatching\" d=\"M0 0v12\"/></pattern></defs>";

    /// <summary>More rows than this are not links of their own; their provinces are.</summary>
    private const int MostLinks = 130;

    /// <summary>Of area names, in drawing units, about.</summary>
    private const int LetterWidth = 15;

    private readonly CountryDrawing drawing;
    private readonly Answer answer;
    private readonly PictureWords words;
    private readonly PlaceLevel level;
    private readonly Dictionary<string, AnswerRow> rowOf;
    private readonly IReadOnlySet<string> hidden;
    private readonly StringBuilder svg = new(64 * 1024);

    private MapPicture(CountryDrawing drawing, Answer answer, IReadOnlySet<string> hidden, PictureWords words)
    {
        (this.drawing, this.answer, this.hidden, this.words) = (drawing, answer, hidden, words);
        level = answer.Rows.Count == 0 ? PlaceLevel.Commune : LevelOf(answer.Rows[0].Place);
        rowOf = answer.Rows.ToDictionary(r => r.Place.Code);
    }

    /// <param name="hidden">Ids of classes that are dimmed.</param>
    /// <param name="selected">The place with a ring around it.</param>
    /// <param name="windows">Dense cities shown larger, beside the country.</param>
    public static string Draw(
        CountryDrawing drawing,
        Answer answer,
        IReadOnlySet<string> hidden,
        Place? selected,
        MapFurniture furniture,
        IReadOnlyList<(string Name, CountryDrawing Drawing)> windows,
        Func<string, Place?> find,
        PictureWords words)
    {
        var picture = new MapPicture(drawing, answer, hidden, words);
        picture.Open();
        picture.Ground();
        picture.Fills();
        picture.Borders();
        picture.Links();
        picture.Labels(furniture, find);
        picture.AreaNames();
        picture.Letters();
        picture.ZoneNumbers();
        picture.Windows(windows);
        picture.Selection(selected);
        picture.Scale(furniture);
        return picture.svg.Append("</svg>").ToString();
    }

    /// <summary>Areas in plain colours with nothing over them, for thumbnails and windows.</summary>
    private static string FillsOf(CountryDrawing drawing, Answer answer, IReadOnlySet<string> hidden, PictureWords words)
    {
        var picture = new MapPicture(drawing, answer, hidden, words);
        picture.Ground();
        picture.Fills();
        picture.Borders();
        return picture.svg.ToString();
    }

    private void Open()
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"map\" viewBox=\"0 0 {CountryDrawing.Width} {drawing.Height}\" role=\"group\" aria-labelledby=\"map-title map-summary\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"map-title\">{Html.Escape(words.Title)}</title><desc id=\"map-summary\">{Html.Escape(words.Summary)}</desc>");
        svg.Append(Hatching);
    }

    /// <summary>The outline of all is drawn three times (shore, commonest class, coast) and written once.</summary>
    private void Ground()
    {
        svg.Append(CultureInfo.InvariantCulture, $"<defs><path id=\"{OutlineId}\" d=\"{PathText.Rings(drawing.Network.Coast())}\"/></defs>");
        Outline("shore");
    }

    private string OutlineId => FormattableString.Invariant($"land-{drawing.Frame.Box.X}-{drawing.Frame.Box.Y}");

    private void Outline(string name) => svg.Append(CultureInfo.InvariantCulture, $"<use class=\"{name}\" href=\"#{OutlineId}\"/>");

    private void Fills()
    {
        var faces = Enumerable.Range(0, drawing.Faces.Count).ToLookup(ClassAt);
        var ground = hidden.Count == 0 ? faces.MaxBy(g => g.Count())?.Key : null;
        svg.Append("<g class=\"fills\">");
        if (ground is not null)
        {
            // The commonest class is laid under all others: its own outline would be the longest.
            Outline(SwatchClass(ground));
        }

        foreach (var group in faces.Where(g => g.Key != ground || ground is null))
        {
            var inside = group.ToHashSet();
            Path(SwatchClass(group.Key), PathText.Rings(drawing.Network.Outline(inside.Contains)));
        }

        svg.Append("</g>");
    }

    /// <summary>Inside one class the areas are told apart by hair lines; between classes the colours do it.</summary>
    private void Borders()
    {
        var province = Codes(PlaceLevel.Province);
        var region = Codes(PlaceLevel.Region);
        var row = Codes(level);
        Path("line-unit", PathText.Strokes(drawing.Network.Lines((a, b) => Inner(a, b) && row[a] != row[b] && province[a] == province[b] && ClassAt(a) == ClassAt(b))));
        Path("line-province", PathText.Strokes(drawing.Network.Lines((a, b) => Inner(a, b) && province[a] != province[b] && region[a] == region[b])));
        Path("line-region", PathText.Strokes(drawing.Network.Lines((a, b) => Inner(a, b) && region[a] != region[b])));
        Outline("line-coast");

        static bool Inner(int a, int b) => a != ArcNetwork.Outside && b != ArcNetwork.Outside;
    }

    private string?[] Codes(PlaceLevel of) => [.. Enumerable.Range(0, drawing.Faces.Count).Select(f => drawing.CodeAt(f, of))];

    private void Links()
    {
        var linked = answer.Rows.Count <= MostLinks ? level : PlaceLevel.Province;
        svg.Append("<g class=\"areas\">");
        foreach (var group in Enumerable.Range(0, drawing.Faces.Count).ToLookup(f => drawing.CodeAt(f, linked)))
        {
            if (group.Key is { } code && PlaceOf(code, linked, group.First()) is { } place && words.Link(place) is { } address)
            {
                var inside = group.ToHashSet();
                svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Escape(address)}\"><title>{Html.Escape(NameOf(place))}</title>");
                Path(null, PathText.Rings(drawing.Touchable.Outline(inside.Contains)));
                svg.Append("</a>");
            }
        }

        svg.Append("</g>");
    }

    private Place? PlaceOf(string code, PlaceLevel of, int face) =>
        rowOf.TryGetValue(code, out var row) ? row.Place : drawing.PlaceAt(face, of);

    private void Labels(MapFurniture furniture, Func<string, Place?> find)
    {
        foreach (var sea in drawing.IsWhole ? furniture.Seas : [])
        {
            Text(sea.Wide ? "sea" : "sea minor", sea.X, sea.Y, "middle", sea.NameIn(words.Language), null);
        }

        // Letters of lists take the room of the smaller cities' names.
        var cities = furniture.Cities.Where(c => c.Rank == 1 || !HasLetters).Select(c => (City: c, Place: find(c.Code))).Where(c => c.Place?.Point is not null);
        foreach (var (city, place) in cities)
        {
            var at = drawing.Frame.Place(place!.Point!.Value.Longitude, place.Point.Value.Latitude);
            if (at.X > 0 && at.X < CountryDrawing.Width && at.Y > 0 && at.Y < drawing.Height && drawing.IsWhole)
            {
                var (dx, dy, anchor) = Beside(city.Side);
                svg.Append(CultureInfo.InvariantCulture, $"<g class=\"city{(city.Rank > 1 ? " minor" : "")}\"><circle cx=\"{at.X}\" cy=\"{at.Y}\" r=\"5\"/>");
                Text(null, at.X + dx, at.Y + dy, anchor, place.NameIn(words.Language.Code));
                svg.Append("</g>");
            }
        }
    }

    /// <summary>Inside a part of the country, areas that are wide enough carry their names.</summary>
    private void AreaNames()
    {
        for (var face = 0; face < drawing.Faces.Count && !drawing.IsWhole; face++)
        {
            var name = drawing.Faces[face].NameIn(words.Language.Code);
            var here = face;
            var corners = drawing.Touchable.Outline(f => f == here).SelectMany(ring => ring).ToArray();
            if (corners.Length > 0 && corners.Max(p => p.X) - corners.Min(p => p.X) > name.Text.Length * LetterWidth && drawing.Faces[face].Point is { } point)
            {
                var at = drawing.Frame.Place(point.Longitude, point.Latitude);
                Text("name", at.X, at.Y + 9, "middle", name);
            }
        }
    }

    /// <summary>A list is never told by its colour alone: where there is room its letters stand in the area.</summary>
    private void Letters()
    {
        if (!HasLetters)
        {
            return;
        }

        foreach (var group in Enumerable.Range(0, drawing.Faces.Count).ToLookup(f => drawing.CodeAt(f, level)))
        {
            if (group.Key is { } code && rowOf.TryGetValue(code, out var row) && LettersOf(row.Class) is { } letters)
            {
                var inside = group.ToHashSet();
                var corners = drawing.Touchable.Outline(inside.Contains).SelectMany(ring => ring).ToArray();
                if (corners.Length > 0 && corners.Max(p => p.X) - corners.Min(p => p.X) > letters.Length * LetterWidth * 1.4)
                {
                    var at = Middle(group, corners);
                    Text("letters", at.X, at.Y + 8, "middle", letters, null);
                }
            }
        }
    }

    /// <summary>Proposed areas are told apart by their numbers: colours come again.</summary>
    private void ZoneNumbers()
    {
        foreach (var zone in answer.Legend.Where(c => c.Swatch.StartsWith("zone-", StringComparison.Ordinal)))
        {
            var faces = Enumerable.Range(0, drawing.Faces.Count).Where(f => ClassAt(f) == zone.Id).ToArray();
            var inside = faces.ToHashSet();
            var corners = drawing.Touchable.Outline(inside.Contains).MaxBy(ring => ring.Count)?.ToArray() ?? [];
            if (corners.Length > 0)
            {
                var at = Middle(faces, corners);
                Text("name", at.X, at.Y + 9, "middle", zone.Id, null);
            }
        }
    }

    private bool HasLetters => level != PlaceLevel.Commune && answer.Legend.Any(c => LettersOf(c.Id) is not null);

    private string? LettersOf(string id) =>
        answer.Legend.FirstOrDefault(c => c.Id == id)?.Swatch is { } swatch && swatch.StartsWith("list-", StringComparison.Ordinal) && id != ClassIds.Others ? id : null;

    /// <summary>The point of that face of a group which lies nearest to its middle: always inside it.</summary>
    private GridPoint Middle(IEnumerable<int> group, GridPoint[] corners)
    {
        var (x, y) = ((corners.Min(p => p.X) + corners.Max(p => p.X)) / 2, (corners.Min(p => p.Y) + corners.Max(p => p.Y)) / 2);
        return group.Select(f => drawing.Faces[f].Point).OfType<GeographicPoint>()
            .Select(p => drawing.Frame.Place(p.Longitude, p.Latitude))
            .DefaultIfEmpty(new GridPoint(x, y))
            .MinBy(p => double.Hypot(p.X - x, p.Y - y));
    }

    private static (int X, int Y, string Anchor) Beside(string side) => side switch
    {
        "above" => (0, -16, "middle"),
        "below" => (0, 38, "middle"),
        "west" => (-20, 9, "end"),
        _ => (20, 9, "start"),
    };

    private void Windows(IReadOnlyList<(string Name, CountryDrawing Drawing)> windows)
    {
        svg.Append("<g class=\"windows\">");
        foreach (var (name, window) in windows)
        {
            var box = window.Frame.Box;
            svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" viewBox=\"{box.X} {box.Y} {box.Width} {box.Height}\">");
            svg.Append(FillsOf(window, answer, hidden, words)).Append("</svg>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"frame\" x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"/>");
            Text(null, (int)box.CentreX, box.Y + box.Height + 36, "middle", name, null);
        }

        svg.Append("</g>");
    }

    private void Selection(Place? selected)
    {
        if (selected is null || !drawing.Shows(selected))
        {
            return;
        }

        var codes = Codes(LevelOf(selected));
        var outline = drawing.Network.Outline(f => codes[f] == selected.Code);
        if (outline.Count == 0)
        {
            return;
        }

        var path = PathText.Rings(outline);
        svg.Append("<g class=\"picked\">");
        Path("case", path);
        Path("ring", path);
        var (left, right) = (outline.SelectMany(r => r).Min(p => p.X), outline.SelectMany(r => r).Max(p => p.X));
        var (top, bottom) = (outline.SelectMany(r => r).Min(p => p.Y), outline.SelectMany(r => r).Max(p => p.Y));
        if (Math.Max(right - left, bottom - top) < 90)
        {
            var at = FormattableString.Invariant($"cx=\"{(left + right) / 2}\" cy=\"{(top + bottom) / 2}\" r=\"34\"");
            svg.Append("<circle class=\"case\" ").Append(at).Append("/><circle class=\"ring\" ").Append(at).Append("/>");
        }

        svg.Append("</g>");
    }

    private void Scale(MapFurniture furniture)
    {
        var latitude = drawing.MiddleLatitude;
        var unit = drawing.Frame.UnitsPerKilometre(latitude);
        var kilometres = ((int[])[500, 200, 100, 50, 20, 10, 5, 2, 1]).First(k => k * unit <= CountryDrawing.Width / 6.0 || k == 1);
        var half = (int)(kilometres * unit / 2);
        var (x, y) = drawing.IsWhole ? (furniture.Scale.X, furniture.Scale.Y) : (CountryDrawing.Width - half - 60, drawing.Height - 50);
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"scale\"><path d=\"M{x - half} {y - 12}v12h{2 * half}v-12\"/>");
        Text(null, x, y + 32, "middle", words.Kilometres(kilometres), null);
        svg.Append("</g>");
    }

    private string? ClassAt(int face) =>
        drawing.CodeAt(face, level) is { } code && rowOf.TryGetValue(code, out var row) ? row.Class : null;

    private string SwatchClass(string? id)
    {
        var swatch = answer.Legend.FirstOrDefault(c => c.Id == id)?.Swatch ?? "outside";
        return id is not null && hidden.Contains(id) ? $"f-{swatch} dim" : $"f-{swatch}";
    }

    private string NameOf(Place place) => place.NameIn(words.Language.Code).Text;

    private void Path(string? name, string d)
    {
        if (d.Length > 0)
        {
            svg.Append(name is null ? "<path" : $"<path class=\"{name}\"").Append(" d=\"").Append(d).Append("\"/>");
        }
    }

    private void Text(string? name, int x, int y, string anchor, NameIn text) =>
        Text(name, x, y, anchor, text.Text, text.Language == words.Language.Code ? null : text.Language);

    private void Text(string? name, int x, int y, string anchor, string text, string? language) =>
        svg.Append("<text").Append(name is null ? "" : $" class=\"{name}\"").Append(language is null ? "" : $" lang=\"{language}\"")
            .Append(CultureInfo.InvariantCulture, $" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{Html.Escape(text)}</text>");

    private static PlaceLevel LevelOf(Place place) => place.Level == PlaceLevel.Arrondissement ? PlaceLevel.Commune : place.Level;
}
