namespace Daira.Core.Space.Tiling;

/// <summary>A layer's features with their names and values numbered and encoded once.</summary>
internal sealed class LayerTable
{
    private readonly Dictionary<string, int> keyNumbers = [];
    private readonly Dictionary<string, int> texts = [];
    private readonly Dictionary<double, int> numbers = [];
    private readonly Dictionary<long, int> wholes = [];
    private readonly int[] truths = [-1, -1];
    private readonly List<string> keys = [];
    private readonly List<int> valueEnds = [0];
    private readonly MvtWriter value = new();
    private readonly MvtWriter values = new();

    public LayerTable(TileLayer layer)
    {
        Layer = layer;
        Tags = new (int, int)[layer.Features.Count][];
        for (var i = 0; i < Tags.Length; i++)
        {
            var properties = layer.Features[i].Properties;
            var tags = new (int, int)[properties.Count];
            var n = 0;
            foreach (var (name, content) in properties)
            {
                tags[n++] = (Key(name), Value(name, content));
            }

            Tags[i] = tags;
        }
    }

    public TileLayer Layer { get; }

    /// <summary>Per feature the numbers of its names and values.</summary>
    public (int Key, int Value)[][] Tags { get; }

    public IReadOnlyList<string> Keys => keys;

    public int ValueCount => valueEnds.Count - 1;

    /// <summary>A value as a field of its layer.</summary>
    public ReadOnlySpan<byte> ValueField(int number) => values.Written[valueEnds[number]..valueEnds[number + 1]];

    private int Key(string name)
    {
        if (!keyNumbers.TryGetValue(name, out var number))
        {
            keyNumbers.Add(name, number = keys.Count);
            keys.Add(name);
        }

        return number;
    }

    private int Value(string name, object content)
    {
        switch (content)
        {
            case string text:
                return texts.TryGetValue(text, out var known) ? known : texts[text] = Encoded(w => w.Text(1, text));
            case double number when double.IsFinite(number):
                return numbers.TryGetValue(number, out known) ? known : numbers[number] = Encoded(w => w.Double(3, number));
            case int or long:
                var whole = Convert.ToInt64(content, System.Globalization.CultureInfo.InvariantCulture);
                return wholes.TryGetValue(whole, out known) ? known : wholes[whole] = Encoded(w => w.Number(6, (ulong)((whole << 1) ^ (whole >> 63))));
            case bool truth:
                ref var place = ref truths[truth ? 1 : 0];
                return place >= 0 ? place : place = Encoded(w => w.Number(7, truth ? 1UL : 0UL));
            default:
                throw new ArgumentException($"The property {name} is {content} ({content?.GetType().Name}); allowed are string, int, long, finite double and bool.", nameof(content));
        }
    }

    private int Encoded(Action<MvtWriter> write)
    {
        value.Clear();
        write(value);
        values.Bytes(4, value.Written);
        valueEnds.Add(values.Length);
        return valueEnds.Count - 2;
    }
}
