namespace Daira.Core.Space.Tiling;

/// <summary>A layer's features with their names and values numbered and encoded once.</summary>
internal sealed class LayerTable
{
    private readonly Dictionary<string, int> keyNumbers = [];
    private readonly Dictionary<object, int> valueNumbers = [];
    private readonly List<string> keys = [];
    private readonly List<byte[]> values = [];

    public LayerTable(TileLayer layer)
    {
        Layer = layer;
        Tags = [.. layer.Features.Select(f => f.Properties.Select(p => (Key(p.Key), Value(p.Key, p.Value))).ToArray())];
    }

    public TileLayer Layer { get; }

    /// <summary>Per feature the numbers of its names and values.</summary>
    public (int Key, int Value)[][] Tags { get; }

    public IReadOnlyList<string> Keys => keys;

    /// <summary>Value messages by number.</summary>
    public IReadOnlyList<byte[]> Values => values;

    private int Key(string name)
    {
        if (!keyNumbers.TryGetValue(name, out var number))
        {
            keyNumbers.Add(name, number = keys.Count);
            keys.Add(name);
        }

        return number;
    }

    private int Value(string name, object value)
    {
        if (!valueNumbers.TryGetValue(value, out var number))
        {
            valueNumbers.Add(value, number = values.Count);
            values.Add(Encode(name, value));
        }

        return number;
    }

    private static byte[] Encode(string name, object value)
    {
        var writer = new MvtWriter();
        switch (value)
        {
            case string text:
                writer.Text(1, text);
                break;
            case double number when double.IsFinite(number):
                writer.Double(3, number);
                break;
            case int or long:
                var whole = Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
                writer.Number(6, (ulong)((whole << 1) ^ (whole >> 63)));
                break;
            case bool truth:
                writer.Number(7, truth ? 1UL : 0UL);
                break;
            default:
                throw new ArgumentException($"The property {name} is {value} ({value?.GetType().Name}); allowed are string, int, long, finite double and bool.", nameof(value));
        }

        return writer.Written.ToArray();
    }
}
