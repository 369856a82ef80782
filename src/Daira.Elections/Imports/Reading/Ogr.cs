using System.ComponentModel;
using System.Diagnostics;
using Daira.Foundation;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Reads whatever GDAL's <c>ogr2ogr</c> reads, when it is installed, as features line by line. It runs as a process of its own:
/// known formats only (none that points to other files or addresses), no network, a limit of time and of output, no shell.
/// </summary>
internal static class Ogr
{
    private const string Program = "ogr2ogr";

    /// <summary>Seconds after which it is stopped.</summary>
    private const int LimitSeconds = 120;

    /// <summary>Drivers that lead to other files, servers or databases, whatever a file's first bytes look like.</summary>
    private const string Skipped = "OGR_VRT VRT WFS OAPIF CSW HTTP CARTO AmigoCloud Elasticsearch GMLAS NGW PLSCENES GPSBabel MongoDBv3 PostgreSQL MySQL ODBC MSSQLSpatial PGDump WMS WCS STACTA STACIT";

    /// <summary>How the files begin that are handed over: KML and GML, MapInfo, FlatGeobuf, GPX, DXF.</summary>
    private static readonly string[] Beginnings = ["<kml", "<gpx", "FeatureCollection", "!table", "Version ", "fgb\u0003", "SECTION"];

    /// <returns>Null when the program is not installed.</returns>
    /// <exception cref="ReadingFaultException">It does not read the file, or took too long.</exception>
    public static ShapeFile? Read(string file, string name, string? layer, ReferenceSystem? said, CancellationToken stop)
    {
        using var process = IsKnown(file) ? Start(file, layer, said) : null;
        if (process is null)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(LimitSeconds));
        using var ending = limit.Token.Register(() => Kill(process));
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var features = Features(process.StandardOutput.BaseStream, name, 2 * new FileInfo(file).Length + (256L << 20));
            process.WaitForExit();
            stop.ThrowIfCancellationRequested();
            return limit.IsCancellationRequested ? throw ReadingFaultException.Of("shapes.ogr-too-slow", name, (long)LimitSeconds)
                : process.ExitCode != 0 || features.Count == 0 ? throw ReadingFaultException.Of("shapes.ogr-refused", name, Written.Short(complaints.Result))
                : new ShapeFile(name, features, IsGeographic: true) { Crs = "EPSG:4326" };
        }
        finally
        {
            Kill(process);
        }
    }

    public static bool IsKnown(string file)
    {
        var head = new byte[2000];
        using var stream = File.OpenRead(file);
        var start = System.Text.Encoding.Latin1.GetString(head, 0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return Array.Exists(Beginnings, b => start.Contains(b, StringComparison.OrdinalIgnoreCase));
    }

    private static Process? Start(string file, string? layer, ReferenceSystem? said)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        string[] arguments = ["-f", "GeoJSONSeq", "-t_srs", "EPSG:4326", "-dim", "XY"];
        string[] source = said is null ? [] : ["-s_srs", $"EPSG:{said.Epsg}"];
        string[] files = ["/vsistdout/", Path.GetFullPath(file), .. layer is null ? [] : (string[])[layer]];
        foreach (var argument in (string[])[.. arguments, .. source, .. files])
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing a file says may make GDAL fetch anything.
        foreach (var variable in (string[])["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "GDAL_HTTP_PROXY"])
        {
            start.Environment[variable] = "http://127.0.0.1:9";
        }

        start.Environment["GDAL_SKIP"] = Skipped;
        start.Environment["GDAL_HTTP_TIMEOUT"] = "1";
        start.Environment["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = "{none}";
        start.Environment["GML_SKIP_RESOLVE_ELEMS"] = "ALL";
        start.Environment["GML_DOWNLOAD_SCHEMA"] = "NO";
        start.Environment["GDAL_CACHEMAX"] = "64";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static List<ShapeFeature> Features(Stream output, string name, long most)
    {
        using var limited = new LimitedStream(output, most, () => ReadingFaultException.Of(RefusalKind.TooLarge, "reading.file-too-large", name, most >> 20));
        using var lines = new StreamReader(limited);
        var features = new List<ShapeFeature>();
        var vertices = new VertexLimit();
        while (lines.ReadLine() is { } line)
        {
            if (line.Trim('\u001E', ' ') is { Length: > 0 } text)
            {
                features.Add(GeoJsonShapes.Feature(name, features.Count + 1, System.Text.Encoding.UTF8.GetBytes(text), vertices));
            }
        }

        return features;
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the act.
        }
    }
}
