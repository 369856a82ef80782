using System.Buffers.Binary;
using System.Text;

namespace Daira.Core.Tests.Tiling;

/// <summary>Reads Mapbox Vector Tile 2.1, written from the specification and not from the writer.</summary>
internal static class MvtReader
{
    public static List<ReadLayer> Read(ReadOnlySpan<byte> tile)
    {
        var layers = new List<ReadLayer>();
        foreach (var (field, _, bytes) in Fields(tile.ToArray()))
        {
            field.ShouldBe(3);
            layers.Add(Layer(bytes));
        }

        return layers;
    }

    private static ReadLayer Layer(byte[] message)
    {
        string? name = null;
        var (version, extent) = (0UL, 4096UL);
        var (keys, values, features) = (new List<string>(), new List<object>(), new List<byte[]>());
        foreach (var (field, number, bytes) in Fields(message))
        {
            switch (field)
            {
                case 15: version = number; break;
                case 1: name = Encoding.UTF8.GetString(bytes); break;
                case 2: features.Add(bytes); break;
                case 3: keys.Add(Encoding.UTF8.GetString(bytes)); break;
                case 4: values.Add(Value(bytes)); break;
                case 5: extent = number; break;
                default: throw new InvalidDataException($"Layer field {field}.");
            }
        }

        version.ShouldBe(2UL);
        return new ReadLayer(name!, (int)extent, [.. features.Select(f => Feature(f, keys, values))]);
    }

    private static ReadFeature Feature(byte[] message, List<string> keys, List<object> values)
    {
        var (id, type) = (0UL, 0UL);
        ulong[] tags = [], geometry = [];
        foreach (var (field, number, bytes) in Fields(message))
        {
            switch (field)
            {
                case 1: id = number; break;
                case 2: tags = [.. Packed(bytes)]; break;
                case 3: type = number; break;
                case 4: geometry = [.. Packed(bytes)]; break;
                default: throw new InvalidDataException($"Feature field {field}.");
            }
        }

        var properties = new Dictionary<string, object>();
        for (var i = 0; i < tags.Length; i += 2)
        {
            properties.Add(keys[(int)tags[i]], values[(int)tags[i + 1]]);
        }

        return new ReadFeature(id, (int)type, properties, Paths(geometry));
    }

    private static List<(int X, int Y)[]> Paths(ulong[] commands)
    {
        var paths = new List<(int X, int Y)[]>();
        var path = new List<(int X, int Y)>();
        var (x, y) = (0, 0);
        for (var i = 0; i < commands.Length;)
        {
            var (command, count) = (commands[i] & 7, (int)(commands[i] >> 3));
            i++;
            if (command == 7)
            {
                count.ShouldBe(1);
                paths.Add([.. path]);
                path.Clear();
                continue;
            }

            command.ShouldBeOneOf(1UL, 2UL);
            count.ShouldBeGreaterThan(0);
            for (var n = 0; n < count; n++, i += 2)
            {
                (x, y) = (x + UnZigZag(commands[i]), y + UnZigZag(commands[i + 1]));
                path.Add((x, y));
            }
        }

        if (path.Count > 0)
        {
            paths.Add([.. path]);
        }

        return paths;
    }

    private static int UnZigZag(ulong n) => (int)(n >> 1) ^ -(int)(n & 1);

    private static object Value(byte[] message)
    {
        var (field, number, bytes) = Fields(message).Single();
        return field switch
        {
            1 => Encoding.UTF8.GetString(bytes),
            3 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            5 => (long)number,
            6 => (long)(number >> 1) ^ -(long)(number & 1),
            7 => number != 0,
            _ => throw new InvalidDataException($"Value field {field}."),
        };
    }

    private static IEnumerable<ulong> Packed(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            yield return Varint(bytes, ref at);
        }
    }

    private static IEnumerable<(int Field, ulong Number, byte[] Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    yield return ((int)(key >> 3), Varint(message, ref at), []);
                    break;
                case 1:
                    yield return ((int)(key >> 3), 0, message[at..(at += 8)]);
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(key >> 3), 0, message[at..(at += length)]);
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7}.");
            }
        }
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}

internal sealed record ReadLayer(string Name, int Extent, ReadFeature[] Features);

/// <param name="Type">1 point, 2 line, 3 polygon.</param>
internal sealed record ReadFeature(ulong Id, int Type, Dictionary<string, object> Properties, List<(int X, int Y)[]> Paths);
