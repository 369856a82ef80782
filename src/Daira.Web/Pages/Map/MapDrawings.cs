using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Places;
using Daira.Foundation.Languages;
using Daira.Web.Map.Drawing;
using NetTopologySuite.Geometries;

namespace Daira.Web.Pages.Map;

/// <summary>Drawings of one version of the data: the country, its windows, and each part of it that was looked at.</summary>
public sealed class MapDrawings(ElectoralData data)
{
    private readonly ConcurrentDictionary<string, Lazy<CountryDrawing?>> parts = new();
    private readonly Lazy<IReadOnlyList<(MapFurniture.Window Window, CountryDrawing Drawing)>> windows = new(() => Open(data));

    public MapFurniture Furniture { get; } = MapFurniture.Of(data.Contests.Select(c => c.Contest.Country).FirstOrDefault());

    /// <param name="within">Null for the whole country.</param>
    /// <returns>Null where nothing has a shape.</returns>
    public CountryDrawing? Of(Place? within) =>
        parts.GetOrAdd(within?.Code ?? "", _ => new Lazy<CountryDrawing?>(() => CountryDrawing.Of(data, within))).Value;

    public IReadOnlyList<(string Name, CountryDrawing Drawing)> Windows(Language language) =>
        [.. windows.Value.Select(w => (string.Join(" – ", w.Window.Names.Select(n => data.Atlas.Find(n)!.NameIn(language.Code).Text)), w.Drawing))];

    private static IReadOnlyList<(MapFurniture.Window, CountryDrawing)> Open(ElectoralData data) =>
        [.. MapFurniture.Of(data.Contests.Select(c => c.Contest.Country).FirstOrDefault()).Windows
            .Where(w => w.Names.All(n => data.Atlas.Find(n) is not null))
            .Select(w => (w, CountryDrawing.Inset(data, new Envelope(w.West, w.East, w.South, w.North), new DrawingBox(w.X, w.Y, w.Width, w.Height))))
            .Where(w => w.Item2 is not null)
            .Select(w => (w.w, w.Item2!))];
}
