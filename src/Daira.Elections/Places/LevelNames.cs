namespace Daira.Elections.Places;

/// <summary>The words for levels on the command line, in addresses and in files: <c>unit commune constituency province region</c>.</summary>
public static class LevelNames
{
    public static IReadOnlyList<string> All { get; } = ["unit", "commune", "constituency", "province", "region"];

    /// <summary>The level a word stands for; a unit is a commune or an arrondissement.</summary>
    public static bool TryRead(string word, out PlaceLevel level)
    {
        level = word switch
        {
            "constituency" => PlaceLevel.Constituency,
            "province" => PlaceLevel.Province,
            "region" => PlaceLevel.Region,
            _ => PlaceLevel.Commune,
        };
        return All.Contains(word);
    }

    /// <param name="word">One of <see cref="All"/>, or null for every place.</param>
    public static bool Matches(Place place, string? word) =>
        word is null || (word == "unit" ? place.IsUnit : TryRead(word, out var level) && place.Level == level);
}
