using System.CommandLine;
using Daira.Elections.Places;

namespace Daira.Cli.Commands;

/// <summary><c>--level</c> and its words.</summary>
internal static class LevelOption
{
    private static readonly Dictionary<string, PlaceLevel> Levels = new(StringComparer.Ordinal)
    {
        ["unit"] = PlaceLevel.Commune,
        ["commune"] = PlaceLevel.Commune,
        ["constituency"] = PlaceLevel.Constituency,
        ["province"] = PlaceLevel.Province,
        ["region"] = PlaceLevel.Region,
    };

    public static Option<string?> Build(string description)
    {
        var option = new Option<string?>("--level") { Description = description };
        return SharedOptions.Only(option, [.. Levels.Keys]);
    }

    public static PlaceLevel? Of(string? word) => word is null ? null : Levels[word];

    public static string WordOf(Place place) => place.Level.ToString().ToLowerInvariant();
}
