namespace Daira.Web.Pages.Shell;

/// <summary>One entry of the main menu. What is not built is not in it.</summary>
/// <param name="Id">Its text is <c>shell.{Id}</c>.</param>
/// <param name="Path">Without language.</param>
/// <param name="Icon">Path data on a 24 × 24 ground, stroked; for the phone's bottom bar.</param>
public sealed record Section(string Id, string Path, string Icon)
{
    /// <summary>Drawn only for those who signed in.</summary>
    public bool IsPersonal { get; init; }
}

public static class Sections
{
    /// <summary>In order; the first is where the site opens.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        new("map", "/map", "M3.500 6.500 9 4l6 2.500 5.500-2.500v13.500L15 20l-6-2.500L3.500 20zM9 4v13.500M15 6.500V20"),
        new("places", "/places", "M12 21.5c4-4.6 6.5-8.4 6.5-12a6.5 6.5 0 1 0-13 0c0 3.6 2.5 7.4 6.5 12zM9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0"),
        new("contests", "/contests", "M5 11h14v9H5zM9 11V6l6-2.5V11M9 15.500h6"),
        new("organisation", "/organisation", "M9.5 5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M3.500 18a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M15.500 18a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M12 7.500v4.500M6 15.500v-3.500h12v3.500") { IsPersonal = true },
        new("sources", "/sources", "M6 3.500h8.500L18.5 7.500v13H6zM9 12h6.500M9 16h6.5"),
    ];
}
