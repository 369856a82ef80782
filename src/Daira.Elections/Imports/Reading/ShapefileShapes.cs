using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Daira.Foundation;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Reads areas and points of a shapefile (ESRI 1998): the main file, its table and its reference system, beside each other in a folder
/// or in one zip archive. Written here because no library for it can be restored (docs/decisions).
/// </summary>
internal static class ShapefileShapes
{
    /// <summary>Bytes of one part that are taken into memory.</summary>
    private const long LargestPart = 512L << 20;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <exception cref="ReadingFaultException">A part is missing or faulty.</exception>
    public static ShapeFile OfZip(string file, string name, string? layer)
    {
        using var stream = File.OpenRead(file);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            ZipGuard.Check(archive, name, stream.Length);
            var mains = archive.Entries.Where(e => EndsWith(e.FullName, ".shp")).ToArray();
            if (mains.Length == 0)
            {
                throw ReadingFaultException.Of("shapes.no-shp", name);
            }

            var chosen = Layers.Choose(name, [.. mains.Select(m => Path.GetFileNameWithoutExtension(m.Name))], layer);
            var stem = Array.Find(mains, m => Path.GetFileNameWithoutExtension(m.Name) == chosen)!.FullName[..^4];
            return Read(name, ending => archive.Entries.FirstOrDefault(e => string.Equals(e.FullName, stem + ending, StringComparison.OrdinalIgnoreCase)) is { } part ? ZipGuard.Bytes(part, name, LargestPart) : null);
        }
        catch (InvalidDataException e)
        {
            throw ReadingFaultException.Of("shapes.zip-damaged", name, Written.Short(e.Message));
        }
    }

    /// <summary>Whether an archive holds a shapefile; false too where it is damaged.</summary>
    public static bool IsIn(string file)
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            return archive.Entries.Any(e => EndsWith(e.FullName, ".shp"));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="OfZip"/>
    public static ShapeFile OfFolder(string file, string name)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var stem = Path.GetFileNameWithoutExtension(file);
        return Read(name, ending => Array.Find(Directory.GetFiles(folder, stem + ".*"), f => string.Equals(Path.GetExtension(f), ending, StringComparison.OrdinalIgnoreCase)) is { } part
            ? new FileInfo(part).Length <= LargestPart ? File.ReadAllBytes(part) : throw ReadingFaultException.Of(RefusalKind.TooLarge, "reading.file-too-large", Path.GetFileName(part), LargestPart >> 20)
            : null);
    }

    private static bool EndsWith(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && !name.Contains("__MACOSX", StringComparison.Ordinal);

    private static ShapeFile Read(string name, Func<string, byte[]?> part)
    {
        var main = part(".shp") ?? throw ReadingFaultException.Of("shapes.none", name);
        var shapes = Shapes(main, name);
        var table = part(".dbf") is { } dbf ? DbaseTable.Read(dbf, EncodingOf(part(".cpg")), name) : null;
        if (table is not null && table.Count != shapes.Count)
        {
            throw ReadingFaultException.Of("shapes.table-differs", name, (long)shapes.Count, (long)table.Count);
        }

        ShapeFeature[] features = [.. shapes.Select((s, i) => new ShapeFeature(i + 1, null, s, table?[i] ?? new Dictionary<string, object>()))];
        var file = new ShapeFile(name, features, false) { Crs = part(".prj") is { } prj ? Encoding.UTF8.GetString(prj) : null };
        return features.Length == 0 ? throw ReadingFaultException.Of("shapes.none", name) : file with { IsGeographic = file.Crs is null && file.FitsDegrees };
    }

    private static Encoding? EncodingOf(byte[]? codePage)
    {
        if (codePage is null)
        {
            return null;
        }

        var name = Encoding.ASCII.GetString(codePage).Trim().Replace("ANSI ", "", StringComparison.OrdinalIgnoreCase);
        try
        {
            return int.TryParse(name, out var number) ? TextEncoding.OfCodePage(number) : Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static List<Geometry> Shapes(byte[] main, string name)
    {
        if (main.Length < 100 || BinaryPrimitives.ReadInt32BigEndian(main) != 9994)
        {
            throw ReadingFaultException.Of("shapes.not-a-shapefile", name);
        }

        var shapes = new List<Geometry>();
        var vertices = new VertexLimit();
        for (var at = 100; at < main.Length;)
        {
            var number = shapes.Count + 1;
            var length = main.Length - at < 8 ? -1 : 2L * BinaryPrimitives.ReadInt32BigEndian(main.AsSpan(at + 4));
            if (length < 4 || length > main.Length - at - 8)
            {
                throw ReadingFaultException.Of("shapes.cut-short", number);
            }

            shapes.Add(Shape(main.AsSpan(at + 8, (int)length), number, vertices));
            at += 8 + (int)length;
        }

        return shapes;
    }

    private static Geometry Shape(ReadOnlySpan<byte> record, int number, VertexLimit vertices) => BinaryPrimitives.ReadInt32LittleEndian(record) switch
    {
        1 or 11 or 21 when record.Length >= 20 => Factory.CreatePoint(Position(record[4..], number)),
        5 or 15 or 25 => Area(record, number, vertices),
        0 => throw ReadingFaultException.Of("shapes.no-geometry", number),
        1 or 11 or 21 => throw ReadingFaultException.Of("shapes.cut-short", number),
        var type => throw ReadingFaultException.Of("shapes.wrong-type", number, $"SHP {type}"),
    };

    private static Coordinate Position(ReadOnlySpan<byte> at, int number) =>
        Rings.Finite(BinaryPrimitives.ReadDoubleLittleEndian(at), BinaryPrimitives.ReadDoubleLittleEndian(at[8..]), number);

    private static Geometry Area(ReadOnlySpan<byte> record, int number, VertexLimit vertices)
    {
        var (parts, points) = record.Length < 44 ? (-1, -1) : (BinaryPrimitives.ReadInt32LittleEndian(record[36..]), BinaryPrimitives.ReadInt32LittleEndian(record[40..]));
        if (parts < 0 || points < 0 || 44 + (4L * parts) + (16L * points) > record.Length)
        {
            throw ReadingFaultException.Of("shapes.cut-short", number);
        }

        vertices.Take(points, number);
        var starts = record.Slice(44, 4 * parts);
        var positions = record.Slice(44 + (4 * parts), 16 * points);
        var rings = new List<LinearRing>();
        for (var part = 0; part < parts; part++)
        {
            var first = BinaryPrimitives.ReadInt32LittleEndian(starts[(4 * part)..]);
            var end = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(starts[(4 * (part + 1))..]) : points;
            rings.Add(first >= 0 && first <= end && end <= points ? Ring(positions[(16 * first)..(16 * end)], number) : throw ReadingFaultException.Of("shapes.cut-short", number));
        }

        return rings.Count == 0 ? throw ReadingFaultException.Of("shapes.empty", number) : Assembled(rings, number);
    }

    private static LinearRing Ring(ReadOnlySpan<byte> positions, int number)
    {
        var ring = new Coordinate[positions.Length / 16];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = Position(positions[(16 * i)..], number);
        }

        return Rings.Closed(ring, number);
    }

    /// <summary>Clockwise rings are shells; every other is a hole of the smallest shell around it, and a shell itself where none is.</summary>
    private static Geometry Assembled(List<LinearRing> rings, int number)
    {
        var turns = rings.ToLookup(r => Orientation.IsCCW(r.CoordinateSequence));
        var shells = turns[false].Select(r => (Ring: r, Holes: new List<LinearRing>())).OrderBy(s => s.Ring.EnvelopeInternal.Area).ToList();
        if ((long)shells.Count * turns[true].Count() > 10_000_000)
        {
            throw ReadingFaultException.Of(RefusalKind.TooLarge, "shapes.too-many-points", (long)number, (long)VertexLimit.Most);
        }

        var orphans = new List<LinearRing>();
        foreach (var hole in turns[true])
        {
            var around = shells.FindIndex(s => s.Ring.EnvelopeInternal.Contains(hole.EnvelopeInternal) && PointLocation.IsInRing(hole.GetCoordinateN(0), s.Ring.Coordinates));
            (around >= 0 ? shells[around].Holes : orphans).Add(hole);
        }

        Polygon[] parts = [.. shells.Select(s => Factory.CreatePolygon(s.Ring, [.. s.Holes])), .. orphans.Select(o => Factory.CreatePolygon(o))];
        return parts.Length == 1 ? parts[0] : Factory.CreateMultiPolygon(parts);
    }
}
