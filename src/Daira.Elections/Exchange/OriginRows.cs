namespace Daira.Elections.Exchange;

/// <summary>The origin of a table as name and value, for the second sheet, the GeoJSON member and the GeoPackage's description.</summary>
internal static class OriginRows
{
    public static IEnumerable<KeyValuePair<string, string>> Of(Origin origin, Writing writing)
    {
        yield return new("title", writing.Say(origin.Title));
        yield return new("data-version", origin.DataVersion);
        if (origin.Recipe is { } recipe)
        {
            yield return new("method", $"{recipe.Method} {recipe.Version}");
            yield return new("settings", string.Join("; ", recipe.Settings.Select(s => $"{s.Key}={s.Value}")));
            if (recipe.Seed is { } seed)
            {
                yield return new("seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        var n = 0;
        foreach (var source in origin.Sources)
        {
            n++;
            yield return new($"source-{n}", $"{source.Publisher}, {source.Title} ({source.Licence}); {source.Retrieved:yyyy-MM-dd}; SHA-256 {source.Sha256}");
        }

        n = 0;
        foreach (var notice in origin.Notices)
        {
            n++;
            yield return new($"notice-{n}", writing.Say(notice));
        }
    }
}
