using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Core.Space.Projections;

namespace Daira.Elections.Imports.Reading;

/// <summary>The reference system of a file's coordinates: degrees of WGS 84, or one of the planes of <see cref="Projection"/>.</summary>
/// <param name="Epsg">Number in the EPSG register; 4326 for degrees.</param>
public sealed partial record ReferenceSystem(int Epsg)
{
    private const int Degrees = 4326;

    public static ReferenceSystem Wgs84 { get; } = new(Degrees);

    public bool IsGeographic => Epsg == Degrees;

    /// <summary>Reads <c>EPSG:26191</c>, <c>urn:ogc:def:crs:EPSG::26191</c>, <c>CRS84</c>, a number, or the well-known text of a <c>.prj</c> file; null for a system that cannot be converted.</summary>
    public static ReferenceSystem? Find(string written)
    {
        var text = written.Trim();
        return text.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) ? Wgs84
            : Number().Match(text) is { Success: true } number ? OfEpsg(number.Groups["epsg"].Value)
            : text.Contains('[') ? OfWellKnownText(text)
            : null;
    }

    /// <summary>Longitude and latitude of a position.</summary>
    public GeographicPosition ToDegrees(double x, double y) =>
        IsGeographic ? new GeographicPosition(x, y) : Projection.Find(Epsg)!.Unproject(new PlanePosition(x, y));

    private static ReferenceSystem? OfEpsg(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) && (epsg == Degrees || Projection.Find(epsg) is not null) ? new(epsg) : null;

    /// <summary>By the number that the text itself gives at its end, else by name and parallels: files of ESRI's programs give no number.</summary>
    private static ReferenceSystem? OfWellKnownText(string text)
    {
        if (Authority().Match(text) is { Success: true } authority)
        {
            return OfEpsg(authority.Groups["epsg"].Value);
        }

        var isPlane = text.StartsWith("PROJ", StringComparison.OrdinalIgnoreCase);
        return !isPlane ? text.Contains("WGS_1984", StringComparison.OrdinalIgnoreCase) || text.Contains("WGS 84", StringComparison.OrdinalIgnoreCase) ? Wgs84 : null
            : Zone().Match(text) is { Success: true } zone ? OfEpsg((zone.Groups["half"].Value is "N" or "n" ? "326" : "327") + zone.Groups["zone"].Value.PadLeft(2, '0'))
            : text.Contains("Merc", StringComparison.OrdinalIgnoreCase) && text.Contains("Sphere", StringComparison.OrdinalIgnoreCase) ? new(3857)
            : text.Contains("Merchich", StringComparison.OrdinalIgnoreCase) && text.Contains("Lambert", StringComparison.OrdinalIgnoreCase) ? OfMerchich(text)
            : null;
    }

    private static ReferenceSystem? OfMerchich(string text) =>
        Parallel().Match(text) is { Success: true } parallel && double.TryParse(parallel.Groups["latitude"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            ? double.Abs(latitude - 33.3) < 1e-6 ? new(26191) : double.Abs(latitude - 29.7) < 1e-6 ? new(26192) : null
            : null;

    [GeneratedRegex(@"^(?:.*EPSG:+(?:[\d.]*:)?)?(?<epsg>\d{4,6})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("""(?:AUTHORITY\["EPSG",|ID\["EPSG",)\s*"?(?<epsg>\d{4,6})"?\]\s*\]\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Authority();

    [GeneratedRegex(@"WGS[_ ](?:19)?84[_ /]+UTM[_ ]Zone[_ ](?<zone>\d{1,2})(?<half>[NS])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zone();

    [GeneratedRegex("""PARAMETER\["(?:latitude_of_origin|Latitude_Of_Origin|Standard_Parallel_1)",\s*(?<latitude>-?[\d.]+)\]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parallel();
}
