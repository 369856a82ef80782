using System.Text.Json;

namespace Daira.Foundation.Languages;

/// <summary>One sentence in every language that has it.</summary>
/// <param name="Id">Dotted, unique over the program.</param>
/// <param name="File">The resource it was read from.</param>
/// <param name="Forms">By language code.</param>
/// <param name="Review">Languages whose words are machine-made and wait for a reviewer.</param>
public sealed record Text(string Id, string File, IReadOnlyDictionary<string, TextForms> Forms, IReadOnlyList<string> Review)
{
    /// <summary>The pattern for a reader, and the language it is really in.</summary>
    internal (Language Spoken, TextPattern Pattern) In(Language wanted, IReadOnlyList<object> arguments)
    {
        if (Forms.TryGetValue(wanted.Code, out var own))
        {
            return (wanted, own.For(arguments, wanted));
        }

        var spoken = Language.Of(wanted.Fallback.First(Forms.ContainsKey));
        return (spoken, Forms[spoken.Code].For(arguments, spoken));
    }
}

/// <summary>A text in one language: one pattern, or one for each plural category of the argument that decides.</summary>
/// <param name="By">Position of the argument that decides the form.</param>
/// <param name="Patterns">By CLDR category; only <c>other</c> when the text does not count.</param>
public sealed record TextForms(int By, IReadOnlyDictionary<string, TextPattern> Patterns)
{
    public bool Counts => Patterns.Count > 1;

    internal TextPattern For(IReadOnlyList<object> arguments, Language language)
    {
        if (!Counts)
        {
            return Patterns["other"];
        }

        var count = arguments[By] switch
        {
            int n => n,
            long n => n,
            Signed s => s.Value,
            var x => throw new ArgumentException($"A plural form is chosen by a whole number, not by a {x.GetType().Name}.", nameof(arguments)),
        };
        return Patterns.GetValueOrDefault(Plural.CategoryOf(count, language)) ?? Patterns["other"];
    }
}

/// <summary>Literal stretches and slots: <c>{0}</c>, <c>{1}</c>…; a brace itself is doubled.</summary>
public sealed class TextPattern
{
    private readonly List<(string? Literal, int Slot)> parts = [];

    /// <exception cref="FormatException">A brace that neither opens a slot nor is doubled.</exception>
    public TextPattern(string written)
    {
        Written = written;
        var literal = new System.Text.StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            var c = written[i];
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
            }
            else if (i + 1 < written.Length && written[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else
            {
                i = AddSlot(literal, i);
            }
        }

        Flush(literal);
    }

    public string Written { get; }

    /// <summary>The arguments it speaks of, each once, in order of number.</summary>
    public IReadOnlyList<int> Slots => [.. parts.Where(p => p.Literal is null).Select(p => p.Slot).Distinct().Order()];

    internal string Fill(Func<string, string> literal, Func<int, string> slot) =>
        string.Concat(parts.Select(p => p.Literal is { } text ? literal(text) : slot(p.Slot)));

    private int AddSlot(System.Text.StringBuilder literal, int open)
    {
        var close = Written.IndexOf('}', open);
        if (Written[open] != '{' || close < 0 || !int.TryParse(Written.AsSpan(open + 1, close - open - 1), out var number))
        {
            throw new FormatException($"A brace at {open} of '{Written}' neither opens a slot like {{0}} nor is doubled.");
        }

        Flush(literal);
        parts.Add((null, number));
        return close;
    }

    private void Flush(System.Text.StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), 0));
            literal.Clear();
        }
    }
}

/// <summary>Reads <c>{ "id": { "ar": "…", "fr": { "one": "…", "other": "…" }, "review": ["zgh"] } }</c>; <c>"by": 1</c> in a plural object names the argument that decides.</summary>
internal static class TextFile
{
    public static IEnumerable<Text> Read(string file, Stream stream)
    {
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return [.. document.RootElement.EnumerateObject().Select(entry => Entry(file, entry))];
    }

    private static Text Entry(string file, JsonProperty entry)
    {
        var forms = new Dictionary<string, TextForms>();
        string[] review = [];
        foreach (var field in entry.Value.EnumerateObject())
        {
            if (field.Name == "review")
            {
                review = [.. field.Value.EnumerateArray().Select(x => x.GetString()!)];
            }
            else
            {
                forms[Known(file, entry.Name, field.Name)] = Forms(field.Value);
            }
        }

        return forms.ContainsKey("ar")
            ? new Text(entry.Name, file, forms, review)
            : throw new InvalidOperationException($"The text '{entry.Name}' in {file} has no Arabic.");
    }

    private static string Known(string file, string id, string language) => Language.Find(language)?.Code
        ?? throw new InvalidOperationException($"The text '{id}' in {file} has the field '{language}'; fields: ar, fr, en, zgh, review.");

    private static TextForms Forms(JsonElement written)
    {
        if (written.ValueKind == JsonValueKind.String)
        {
            return new TextForms(0, new Dictionary<string, TextPattern> { ["other"] = new(written.GetString()!) });
        }

        var by = written.TryGetProperty("by", out var position) ? position.GetInt32() : 0;
        return new TextForms(by, written.EnumerateObject().Where(p => p.Name != "by").ToDictionary(p => p.Name, p => new TextPattern(p.Value.GetString()!)));
    }
}
