namespace Daira.Elections.DecisionSheets;

/// <summary>An address of the map, of a comparison or of a what-if, under a name.</summary>
/// <param name="Address">Path and question without language, e.g. <c>/compare?contest=…</c>: it shows the data as they are when it is opened.</param>
public sealed record SavedView(Guid Id, DateTimeOffset At, string Actor, string Name, string Address);

/// <summary>Which addresses can be kept.</summary>
public static class ViewAddress
{
    /// <summary>Longer ones are cut by browsers and servers on the way.</summary>
    public const int Longest = 4000;

    private static readonly string[] Pages = ["/map", "/compare", "/whatif"];

    /// <summary>Without the words that only turn pages, and without language; null when it is no such address.</summary>
    public static string? Of(string? written)
    {
        var address = written?.Trim() ?? "";
        var end = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : address.Length;
        return address.Length <= Longest && !address.Any(char.IsControl) && !address.Contains('#', StringComparison.Ordinal) && Pages.Contains(address[..end], StringComparer.Ordinal) ? address : null;
    }

    /// <summary><c>map compare whatif</c>.</summary>
    public static string KindOf(string address) => Pages.First(p => address == p || address.StartsWith(p + "?", StringComparison.Ordinal))[1..];
}
