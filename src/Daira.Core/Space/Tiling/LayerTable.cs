using System.Runtime.InteropServices;
using System.Text;

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
    private readonly List<(int Key, int Value)> tags = [];
    private readonly int[] tagStarts;

    public LayerTable(TileLayer layer)
    {
        (Layer, Name) = (layer, Encoding.UTF8.GetBytes(layer.Name));
        (Ids, tagStarts) = (new ulong[layer.Features.Count], new int[layer.Features.Count + 1]);
        for (var i = 0; i < layer.Features.Count; i++)
        {
            var feature = layer.Features[i];
            Ids[i] = feature.Id;
            foreach (var (name, content) in feature.Properties)
            {
                tags.Add((Key(name), Value(name, content)));
            }

            tagStarts[i + 1] = tags.Count;
        }
    }

    public TileLayer Layer { get; }

    /// <summary>Number of each feature.</summary>
    public ulong[] Ids { get; }

    /// <summary>The layer's name as bytes.</summary>
    public byte[] Name { get; }

    /// <summary>The numbers of a feature's names and values.</summary>
    public ReadOnlySpan<(int Key, int Value)> TagsOf(int feature) => CollectionsMarshal.AsSpan(tags)[tagStarts[feature]..tagStarts[feature + 1]];

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
        value.Clear();
        switch (content)
        {
            case string text:
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, text, out var isKnown);
                if (!isKnown)
                {
                    value.Text(1, text);
                }

                return isKnown ? place : place = Added();
            case double number when double.IsFinite(number):
                place = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, number, out isKnown);
                value.Double(3, number);
                return isKnown ? place : place = Added();
            case int or long:
                var whole = content is int small ? small : (long)content;
                place = ref CollectionsMarshal.GetValueRefOrAddDefault(wholes, whole, out isKnown);
                value.Number(6, (ulong)((whole << 1) ^ (whole >> 63)));
                return isKnown ? place : place = Added();
            case bool truth:
                place = ref truths[truth ? 1 : 0];
                value.Number(7, truth ? 1UL : 0UL);
                return place >= 0 ? place : place = Added();
            default:
                throw new ArgumentException($"The property {name} is {content} ({content?.GetType().Name}); allowed are string, int, long, finite double and bool.", nameof(content));
        }
    }

    /// <summary>Keeps the value just encoded and gives its number.</summary>
    private int Added()
    {
        values.Bytes(4, value.Written);
        valueEnds.Add(values.Length);
        return valueEnds.Count - 2;
    }
}
