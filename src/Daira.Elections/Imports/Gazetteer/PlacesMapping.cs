using Daira.Elections.Places;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>Which columns of a table, or properties of shapes, say what of a place.</summary>
/// <param name="Code">The official code.</param>
public sealed record PlacesMapping(string Code)
{
    /// <summary>What kind of place the rows are; null = that of the places whose codes are known, else units.</summary>
    public PlaceLevel? Level { get; init; }

    /// <summary>The place above, by code or by name; null = kept, and for new places the country.</summary>
    public string? Parent { get; init; }

    public string? Arabic { get; init; }

    public string? French { get; init; }

    public string? English { get; init; }

    /// <summary>Inhabitants.</summary>
    public string? Population { get; init; }

    /// <summary>Layer of a file of shapes, or worksheet of a workbook.</summary>
    public string? Layer { get; init; }

    /// <summary>Encoding of a text file, e.g. <c>windows-1250</c>; null to look for it.</summary>
    public string? Encoding { get; init; }

    /// <summary>EPSG number of the coordinates; null = what the file says.</summary>
    public int? Crs { get; init; }

    internal IEnumerable<string> Columns => new[] { Code, Parent, Arabic, French, English, Population }.OfType<string>();
}

/// <summary>The rules that places are held against before they are committed. Their reasons and remedies are texts under the same word.</summary>
public static class PlaceRules
{
    // Hard: nothing of the file is committed.
    public const string NoCode = "no-code";
    public const string BadCode = "bad-code";
    public const string CodeTwice = "code-twice";
    public const string UnknownParent = "unknown-parent";
    public const string OwnParent = "own-parent";
    public const string ShapeGone = "shape-gone";
    public const string BadPopulation = "bad-population";
    public const string OtherCountry = "other-country";

    // Soft: accepted by name; the code is then believed.
    public const string CodeMoved = "code-moved";
    public const string NameDiffers = "name-differs";
    public const string OtherLevel = "other-level";
    public const string ShapeElsewhere = "shape-elsewhere";
    public const string ShapeOverlaps = "shape-overlaps";
    public const string DoubtfulName = "doubtful-name";

    /// <summary>Those that may be accepted.</summary>
    public static IReadOnlyList<string> Soft { get; } = [CodeMoved, DoubtfulName, NameDiffers, OtherLevel, ShapeElsewhere, ShapeOverlaps];
}
