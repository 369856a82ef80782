namespace Daira.Elections.Places;

/// <summary>Finds places by codes as files have them: as they are, with dots between their parts, without the zeros before them, or turned into a number by a spreadsheet (<c>1001.0</c>).</summary>
internal sealed class WrittenCodes(Atlas atlas)
{
    private readonly Lazy<Dictionary<string, Place?>> plain = new(() => Plain(atlas));

    /// <summary>Null where no place, or more than one, could be meant.</summary>
    public Place? Find(string written)
    {
        if (atlas.Find(written) is { } exact)
        {
            return exact;
        }

        var whole = written.EndsWith(".0", StringComparison.Ordinal) ? written[..^2] : written;
        var digits = whole.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? plain.Value.GetValueOrDefault(digits) : null;
    }

    private static Dictionary<string, Place?> Plain(Atlas atlas)
    {
        var found = new Dictionary<string, Place?>(StringComparer.Ordinal);
        foreach (var place in atlas.Places.Where(p => p.Code.All(char.IsAsciiDigit)))
        {
            var digits = place.Code.TrimStart('0');
            found[digits] = found.ContainsKey(digits) ? null : place;
        }

        return found;
    }
}
