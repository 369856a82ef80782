using System.Buffers.Binary;
using Daira.Foundation;
using NetTopologySuite.Geometries;

namespace Daira.Elections.Imports.Reading;

/// <summary>
/// Areas and points from well-known binary (OGC 06-103r4, with Z and M passed over). The library's reader believes the counts in the
/// bytes and reserves memory for them; here each count is held against the bytes that are left.
/// </summary>
public ref struct WellKnownBinary
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private readonly int feature;
    private readonly VertexLimit vertices;
    private ReadOnlySpan<byte> left;

    internal WellKnownBinary(ReadOnlySpan<byte> bytes, int feature, VertexLimit vertices)
    {
        left = bytes;
        (this.feature, this.vertices) = (feature, vertices);
    }

    /// <summary>One area or point.</summary>
    public static Outcome<Geometry> Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Outcome<Geometry>.Of(new WellKnownBinary(bytes, 1, new VertexLimit()).Read());
        }
        catch (ReadingFaultException fault)
        {
            return fault.Refusal;
        }
    }

    /// <exception cref="ReadingFaultException">It is cut short, or no area and no point.</exception>
    internal Geometry Read()
    {
        var (isLittle, type, dimensions) = Head();
        return type switch
        {
            1 => Factory.CreatePoint(Position(isLittle, dimensions)),
            3 => Polygon(isLittle, dimensions),
            6 => MultiPolygon(isLittle),
            _ => throw ReadingFaultException.Of("shapes.wrong-type", feature, $"WKB {type}"),
        };
    }

    private MultiPolygon MultiPolygon(bool isLittle)
    {
        var parts = new Polygon[Count(isLittle, 9)];
        for (var i = 0; i < parts.Length; i++)
        {
            var (little, type, dimensions) = Head();
            parts[i] = type == 3 ? Polygon(little, dimensions) : throw ReadingFaultException.Of("shapes.wrong-type", feature, $"WKB {type}");
        }

        return Factory.CreateMultiPolygon(parts);
    }

    private Polygon Polygon(bool isLittle, int dimensions)
    {
        var rings = new LinearRing[Count(isLittle, 4)];
        for (var i = 0; i < rings.Length; i++)
        {
            rings[i] = Ring(isLittle, dimensions);
        }

        return rings.Length == 0 ? throw ReadingFaultException.Of("shapes.empty", feature) : Factory.CreatePolygon(rings[0], rings[1..]);
    }

    private LinearRing Ring(bool isLittle, int dimensions)
    {
        var count = Count(isLittle, 8 * dimensions);
        vertices.Take(count, feature);
        var positions = new Coordinate[count];
        for (var i = 0; i < count; i++)
        {
            positions[i] = Position(isLittle, dimensions);
        }

        return Rings.Closed(positions, feature);
    }

    private Coordinate Position(bool isLittle, int dimensions)
    {
        var at = Take(8 * dimensions);
        return Rings.Finite(Double(at, isLittle), Double(at[8..], isLittle), feature);
    }

    private (bool IsLittle, uint Type, int Dimensions) Head()
    {
        var isLittle = Take(1)[0] == 1;
        var code = Whole(isLittle);
        var (hasZ, hasM) = ((code & 0x80000000) != 0, (code & 0x40000000) != 0);
        if ((code & 0x20000000) != 0)
        {
            Take(4); // the reference system, as PostGIS writes it
        }

        var plain = code & 0x0FFFFFFF;
        var iso = plain / 1000;
        return (isLittle, plain % 1000, 2 + (hasZ || iso is 1 or 3 ? 1 : 0) + (hasM || iso is 2 or 3 ? 1 : 0));
    }

    private int Count(bool isLittle, int size)
    {
        var count = Whole(isLittle);
        return count <= left.Length / size ? (int)count : throw CutShort();
    }

    private uint Whole(bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(Take(4)) : BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private static double Double(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(at) : BinaryPrimitives.ReadDoubleBigEndian(at);

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = length <= left.Length ? left[..length] : throw CutShort();
        left = left[length..];
        return taken;
    }

    private readonly ReadingFaultException CutShort() => ReadingFaultException.Of("shapes.cut-short", feature);
}

/// <summary>What every reader of rings asks of them.</summary>
internal static class Rings
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <exception cref="ReadingFaultException">Fewer than four points, or open.</exception>
    public static LinearRing Closed(Coordinate[] ring, int feature) =>
        ring.Length < 4 ? throw ReadingFaultException.Of("shapes.short-ring", feature, ring.Length)
        : ring[0].Equals2D(ring[^1]) ? Factory.CreateLinearRing(ring)
        : throw ReadingFaultException.Of("shapes.open-ring", feature);

    /// <exception cref="ReadingFaultException">NaN or infinite.</exception>
    public static Coordinate Finite(double x, double y, int feature) =>
        double.IsFinite(x) && double.IsFinite(y) ? new Coordinate(x, y) : throw ReadingFaultException.Of("shapes.no-position", feature, "NaN, ∞");
}
