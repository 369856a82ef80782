using System.Diagnostics;
using System.Text.RegularExpressions;
using Daira.Web.Tests.Browser;

namespace Daira.Web.Tests;

/// <summary>GDAL, the reader inside QGIS, understands what is served without being told anything but the address.</summary>
public partial class ReadByGdal(InstalledSite site)
{
    [Theory]
    [InlineData("units", 1538)]
    [InlineData("constituencies", 92)]
    [InlineData("provinces", 75)]
    [InlineData("regions", 12)]
    public async Task A_layer_has_all_its_features_and_polygons(string layer, int features)
    {
        var said = await OgrinfoAsync("-so", layer);
        int.Parse(Count().Match(said).Groups["count"].Value).ShouldBe(features, said);
        said.ShouldMatch("Geometry: .*(Polygon|Unknown|Geometry)");
        said.ShouldContain("WGS 84");
    }

    [Fact]
    public async Task A_box_around_Sefrou_holds_Sefrou()
    {
        var said = await OgrinfoAsync("-al", "-spat", "-4.9", "33.8", "-4.8", "33.9", "units");
        said.ShouldMatch("صفرو|Sefrou");
    }

    private async Task<string> OgrinfoAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ogrinfo"), "GDAL: ogrinfo is not installed");
        var address = (await site.ClientAsync()).BaseAddress!;
        var start = new ProcessStartInfo("/usr/bin/ogrinfo", ["-ro", $"OAPIF:{address}ogc", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var ogrinfo = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var errors = ogrinfo.StandardError.ReadToEndAsync(limit.Token);
        var said = await ogrinfo.StandardOutput.ReadToEndAsync(limit.Token);
        await ogrinfo.WaitForExitAsync(limit.Token);
        ogrinfo.ExitCode.ShouldBe(0, said + await errors);
        return said;
    }

    [GeneratedRegex(@"Feature Count: (?<count>\d+)")]
    private static partial Regex Count();
}
