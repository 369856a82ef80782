using System.Text.Json;
using Daira.Foundation.Languages;

namespace Daira.Web.Map.Drawing;

/// <summary>What a map of a country carries beside its figures: names of seas, main cities, windows on dense cities.</summary>
/// <remarks>One file for each country beside this one; a country without any is drawn bare.</remarks>
public sealed record MapFurniture(
    string Country,
    IReadOnlyList<MapFurniture.Sea> Seas,
    IReadOnlyList<MapFurniture.City> Cities,
    IReadOnlyList<MapFurniture.Window> Windows,
    MapFurniture.ScaleBar Scale)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static MapFurniture Bare { get; } = new("", [], [], [], new ScaleBar(1500, 1860));

    /// <param name="country">Two letters, as in a place's or contest's country.</param>
    public static MapFurniture Of(string? country) => All.GetValueOrDefault(country?.ToUpperInvariant() ?? "") ?? Bare;

    private static Dictionary<string, MapFurniture> All { get; } = Read();

    private static Dictionary<string, MapFurniture> Read()
    {
        var here = typeof(MapFurniture).Assembly;
        return here.GetManifestResourceNames().Where(n => n.EndsWith(".furniture.json", StringComparison.Ordinal))
            .Select(n => JsonSerializer.Deserialize<MapFurniture>(here.GetManifestResourceStream(n)!, Options)!)
            .ToDictionary(f => f.Country);
    }

    /// <param name="X">Drawing units.</param>
    public sealed record Sea(string Arabic, string French, string English, string Tamazight, int X, int Y, bool Wide)
    {
        public string NameIn(Language language) => language.Code switch { "ar" => Arabic, "fr" => French, "en" => English, _ => Tamazight };
    }

    /// <param name="Code">Code of the place whose name and point are shown.</param>
    /// <param name="Rank">1 is shown on every screen, 2 on wide ones.</param>
    /// <param name="Side">Where the name stands: <c>above below west east</c>.</param>
    public sealed record City(string Code, int Rank, string Side);

    /// <param name="Names">Codes of the places it is named after.</param>
    public sealed record Window(IReadOnlyList<string> Names, double West, double South, double East, double North, int X, int Y, int Width, int Height);

    /// <summary>Where the middle of the scale bar stands.</summary>
    public sealed record ScaleBar(int X, int Y);
}
