using System.Globalization;

namespace Daira.Core.Space.Weights;

/// <summary>Why a file of weights cannot be read: the line and what is wrong with it.</summary>
public sealed class WeightFileException(int line, string problem)
    : FormatException($"Line {line}: {problem}")
{
    /// <summary>Line of the file, from 1.</summary>
    public int Line { get; } = line;
}

/// <summary>Neighbours as read, with what a person should know.</summary>
/// <param name="Ids">Id of each unit, in the order of the file.</param>
/// <param name="Asymmetric">Links without their counterpart: normal for k nearest, an error for contiguity.</param>
public sealed record WeightFile(IReadOnlyList<string> Ids, Neighbours Neighbours, IReadOnlyList<(int From, int To)> Asymmetric);

/// <summary>
/// GAL (neighbours) and GWT (neighbours with a distance or weight), the text formats of GeoDa, spdep and PySAL. Ids are
/// words without blanks.
/// </summary>
public static class WeightFiles
{
    /// <summary>Writes GAL: a head line, then two lines a unit: id and number of neighbours; their ids.</summary>
    public static void WriteGal(TextWriter writer, Neighbours neighbours, IReadOnlyList<string> ids, string layer = "units", string key = "id")
    {
        CheckIds(ids, neighbours.Count);
        writer.Write($"0 {neighbours.Count} {layer} {key}\n");
        for (var unit = 0; unit < neighbours.Count; unit++)
            writer.Write($"{ids[unit]} {neighbours.Degree(unit)}\n{string.Join(' ', neighbours[unit].ToArray().Select(other => ids[other]))}\n");
    }

    /// <summary>Writes GWT: a head line, then from, to and strength a link. Isolates are not in the file.</summary>
    public static void WriteGwt(TextWriter writer, Neighbours neighbours, IReadOnlyList<string> ids, string layer = "units", string key = "id")
    {
        CheckIds(ids, neighbours.Count);
        writer.Write($"0 {neighbours.Count} {layer} {key}\n");
        for (var unit = 0; unit < neighbours.Count; unit++)
            foreach (var (other, strength) in neighbours[unit].ToArray().Zip(neighbours.Strengths(unit)))
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{ids[unit]} {ids[other]} {strength:R}\n"));
    }

    /// <summary>Reads GAL.</summary>
    /// <exception cref="WeightFileException">A broken file: duplicate or unknown id, wrong count, a unit that is its own neighbour.</exception>
    public static WeightFile ReadGal(TextReader reader)
    {
        var lines = new Lines(reader);
        var count = lines.Head();
        var ids = new List<string>();
        var rows = new List<(int Line, string[] Others)>();
        while (lines.Next() is { } head)
        {
            if (head.Length != 2 || !int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var degree))
                throw lines.Wrong($"expected an id and a number of neighbours, found “{string.Join(' ', head)}”");
            ids.Add(head[0]);
            var line = lines.Number;
            var others = degree == 0 ? lines.NextIfBlank() : lines.Next() ?? throw lines.Wrong($"{head[0]} announces {degree} neighbours and the file ends");
            if (others.Length != degree)
                throw lines.Wrong($"{head[0]} announces {degree} neighbours and {others.Length} follow");
            rows.Add((degree == 0 ? line : lines.Number, others));
        }

        if (ids.Count != count)
            throw new WeightFileException(1, $"the head announces {count} units and {ids.Count} follow");
        var numbers = Number(ids);
        var links = rows.SelectMany((row, unit) => row.Others.Select(other => new Link(unit, Target(numbers, ids[unit], other, row.Line), 1)));
        return Checked(ids, links, binary: true);
    }

    /// <summary>Reads GWT.</summary>
    /// <param name="ids">All ids in the order wanted, or null: as they first occur.</param>
    /// <exception cref="WeightFileException">A broken file: unknown id, no number, a unit that is its own neighbour, fewer or more units than announced.</exception>
    public static WeightFile ReadGwt(TextReader reader, IReadOnlyList<string>? ids = null)
    {
        var lines = new Lines(reader);
        var count = lines.Head();
        var known = new List<string>(ids ?? []);
        var numbers = Number(known);
        var links = new List<Link>();
        while (lines.Next() is { } fields)
        {
            if (fields.Length != 3 || !double.TryParse(fields[2], CultureInfo.InvariantCulture, out var strength) || !double.IsFinite(strength))
                throw lines.Wrong($"expected from, to and a number, found “{string.Join(' ', fields)}”");
            foreach (var id in ids is null ? fields[..2] : [])
                if (numbers.TryAdd(id, known.Count))
                    known.Add(id);
            if (!numbers.TryGetValue(fields[0], out var from))
                throw lines.Wrong($"unknown id “{fields[0]}”");
            links.Add(new(from, Target(numbers, fields[0], fields[1], lines.Number), strength));
        }

        return known.Count == count
            ? Checked(known, links, binary: false)
            : throw new WeightFileException(1, $"the head announces {count} units and {known.Count} are known; give the list of ids when there are isolates");
    }

    private static WeightFile Checked(List<string> ids, IEnumerable<Link> links, bool binary)
    {
        var all = links.ToArray();
        var repeated = all.GroupBy(link => (link.From, link.To)).FirstOrDefault(group => group.Skip(1).Any());
        if (repeated is not null)
            throw new WeightFileException(1, $"the link from {ids[repeated.Key.From]} to {ids[repeated.Key.To]} is given twice");
        var neighbours = Neighbours.FromLinks(ids.Count, all);
        neighbours = binary ? neighbours.AsBinary() : neighbours;
        return new(ids, neighbours, neighbours.AsymmetricPairs());
    }

    private static Dictionary<string, int> Number(List<string> ids)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var unit = 0; unit < ids.Count; unit++)
            if (!numbers.TryAdd(ids[unit], unit))
                throw new WeightFileException(1, $"the id “{ids[unit]}” is given to two units");
        return numbers;
    }

    private static int Target(Dictionary<string, int> numbers, string from, string to, int line) =>
        !numbers.TryGetValue(to, out var target) ? throw new WeightFileException(line, $"{from} has the unknown neighbour “{to}”")
        : string.Equals(from, to, StringComparison.Ordinal) ? throw new WeightFileException(line, $"{from} is its own neighbour")
        : target;

    private static void CheckIds(IReadOnlyList<string> ids, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Count, count, nameof(ids));
        if (ids.FirstOrDefault(id => id.Length == 0 || id.Any(char.IsWhiteSpace)) is { } wrong)
            throw new ArgumentException($"The id “{wrong}” is empty or has a blank in it.", nameof(ids));
        if (ids.Distinct(StringComparer.Ordinal).Count() != count)
            throw new ArgumentException("Two units have the same id.", nameof(ids));
    }

    /// <summary>Lines of a file as words, counted.</summary>
    private sealed class Lines(TextReader reader)
    {
        private string[]? held;

        public int Number { get; private set; }

        public int Head()
        {
            var head = Next() ?? throw new WeightFileException(1, "the file is empty");
            var count = head.Length == 1 ? head[0] : head.Length >= 2 ? head[1] : "";
            return int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : throw Wrong($"expected the number of units, found “{string.Join(' ', head)}”");
        }

        /// <summary>The next line that is not blank.</summary>
        public string[]? Next()
        {
            if (held is { } line)
            {
                held = null;
                return line;
            }

            while (Read() is { } words)
                if (words.Length > 0)
                    return words;
            return null;
        }

        /// <summary>The empty line after a unit without neighbours, which some programs leave out.</summary>
        public string[] NextIfBlank()
        {
            if (Read() is { Length: > 0 } words)
                held = words;
            return [];
        }

        public WeightFileException Wrong(string problem) => new(Math.Max(1, Number), problem);

        private string[]? Read()
        {
            if (reader.ReadLine() is not { } line)
                return null;
            Number++;
            return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
