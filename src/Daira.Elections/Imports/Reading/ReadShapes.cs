using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Daira.Foundation;
using Daira.Foundation.Languages;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Reading;

/// <summary>What a person says about a file of shapes before it is read.</summary>
public sealed record ShapeOptions
{
    /// <summary>Which layer, where a file has several.</summary>
    public string? Layer { get; init; }

    /// <summary>The reference system of the coordinates; null to go by what the file says.</summary>
    public ReferenceSystem? Crs { get; init; }
}

/// <summary>Reads areas and points from GeoJSON, TopoJSON, GeoPackage, shapefiles, and what ogr2ogr reads when it is installed; every position comes back in degrees of WGS 84.</summary>
public static class ReadShapes
{
    /// <summary>Bytes beyond which a file is refused.</summary>
    public const long LargestFile = 512L << 20;

    /// <returns>Refused with the feature, what is wrong with it and the remedy.</returns>
    public static Outcome<ShapeFile> Run(string file, ShapeOptions? options = null, CancellationToken stop = default)
    {
        var name = Path.GetFileName(file);
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                throw ReadingFaultException.Of(RefusalKind.TooLarge, "reading.file-too-large", name, LargestFile >> 20);
            }

            var read = Read(file, name, options ?? new ShapeOptions(), stop);
            return read.IsDone ? InDegrees(read.Value, options?.Crs, stop) with { Name = name, Checksum = Checksum(file) } : read;
        }
        catch (ReadingFaultException fault)
        {
            return fault.Refusal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, "reading-unreadable", new Message("reading.unreadable", file, e.Message));
        }
    }

    /// <summary>Shapes with what is said of them, in whatever coordinates: for figures, which need none.</summary>
    /// <exception cref="ReadingFaultException">The file cannot be read.</exception>
    internal static ShapeFile Attributes(string file, string name, CancellationToken stop)
    {
        var read = new FileInfo(file).Length > LargestFile
            ? throw ReadingFaultException.Of(RefusalKind.TooLarge, "reading.file-too-large", name, LargestFile >> 20)
            : Read(file, name, new ShapeOptions(), stop);
        return read.IsDone ? read.Value with { Checksum = Checksum(file) } : throw new ReadingFaultException(read.Refusals[0]);
    }

    /// <summary>Whether a file could hold shapes, by its first bytes; false too where it cannot be opened.</summary>
    public static bool IsFor(string file)
    {
        try
        {
            return FileKinds.Of(file) is FileKind.Sqlite or FileKind.ShapefileMain or FileKind.Zip || (FileKinds.Of(file) == FileKind.Text && (LooksLikeJson(file) || Ogr.IsKnown(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Outcome<ShapeFile> Read(string file, string name, ShapeOptions options, CancellationToken stop) => FileKinds.Of(file) switch
    {
        FileKind.Empty => throw ReadingFaultException.Of("reading.empty", name),
        FileKind.Sqlite => GeoPackageShapes.Read(file, name, options.Layer, stop),
        FileKind.ShapefileMain => ShapefileShapes.OfFolder(file, name),
        FileKind.Zip => ShapefileShapes.OfZip(file, name, options.Layer),
        FileKind.Xlsx or FileKind.Xls or FileKind.Compressed => throw ReadingFaultException.Of("shapes.no-shapes", name),
        FileKind.Text when LooksLikeJson(file) => OfJson(file, name, options),
        _ => Ogr.Read(file, name, options.Layer, options.Crs, stop) ?? throw ReadingFaultException.Of("shapes.no-shapes", name),
    };

    internal static bool LooksLikeJson(string file)
    {
        Span<byte> head = stackalloc byte[64];
        using var stream = File.OpenRead(file);
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = head[..length];
        return start.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..] or [(byte)'[', ..];
    }

    private static Outcome<ShapeFile> OfJson(string file, string name, ShapeOptions options)
    {
        var text = File.ReadAllBytes(file);
        return IsTopology(text) ? TopoJsonShapes.Parse(name, text, options.Layer) : GeoJsonShapes.Parse(name, text);
    }

    private static bool IsTopology(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isType = json.ValueTextEquals("type");
                json.Read();
                if (isType)
                {
                    return json.TokenType == JsonTokenType.String && json.ValueTextEquals("Topology");
                }

                json.Skip();
            }
        }
        catch (JsonException)
        {
            // The reader of shapes says where.
        }

        return false;
    }

    /// <summary>What a person says of the coordinates holds over what the file says, and the file over what the numbers look like.</summary>
    private static ShapeFile InDegrees(ShapeFile file, ReferenceSystem? said, CancellationToken stop)
    {
        var own = file.Crs is null ? null : ReferenceSystem.Find(file.Crs);
        if (said is null && file.Crs is not null && own is null && !file.IsGeographic)
        {
            throw ReadingFaultException.Of("shapes.unknown-crs", file.Name, Written.Short(file.Crs));
        }

        var system = said ?? own ?? (file.IsGeographic ? ReferenceSystem.Wgs84 : throw ReadingFaultException.Of("shapes.no-crs", file.Name));
        Message[] notices = said is not null && own is not null && said != own ? [new("shapes.crs-overruled", file.Name, new Code($"EPSG:{own.Epsg}"), new Code($"EPSG:{said.Epsg}"))] : [];
        foreach (var feature in file.Features)
        {
            stop.ThrowIfCancellationRequested();
            Convert(feature, system);
        }

        return file with { IsGeographic = true, Crs = $"EPSG:{system.Epsg}", Notices = [.. file.Notices, .. notices] };
    }

    /// <summary>In place: the shapes were made by a reader above and belong to nobody else yet.</summary>
    private static void Convert(ShapeFeature feature, ReferenceSystem system)
    {
        if (!system.IsGeographic)
        {
            feature.Shape.Apply(new Unprojection(system));
            feature.Shape.GeometryChanged();
        }

        if (!feature.FitsDegrees)
        {
            throw ReadingFaultException.Of("shapes.outside", feature.Number, $"EPSG:{system.Epsg}");
        }
    }

    private static string Checksum(string file)
    {
        using var stream = File.OpenRead(file);
        return System.Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private sealed class Unprojection(ReferenceSystem system) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                var at = system.ToDegrees(seq.GetX(i), seq.GetY(i));
                seq.SetX(i, double.IsFinite(at.Longitude) ? at.Longitude : double.MaxValue);
                seq.SetY(i, double.IsFinite(at.Latitude) ? at.Latitude : double.MaxValue);
            }
        }
    }
}
