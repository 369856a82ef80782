using System.Collections.Frozen;
using System.Reflection;

namespace Daira.Foundation.Languages;

/// <summary>
/// Every sentence the program can say, read once from the <c>*.texts.json</c> files that stand beside the code and pages that say them
/// and are embedded in their assemblies.
/// </summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, Text> texts;

    private Texts(Dictionary<string, Text> texts) => this.texts = texts.ToFrozenDictionary();

    public IEnumerable<Text> All => texts.Values;

    /// <exception cref="InvalidOperationException">An id stands twice, or a text is malformed; names the file.</exception>
    public static Texts Of(params IReadOnlyList<Assembly> assemblies)
    {
        var all = new Dictionary<string, Text>();
        foreach (var assembly in assemblies.Distinct())
        {
            foreach (var file in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".texts.json", StringComparison.Ordinal)))
            {
                using var stream = assembly.GetManifestResourceStream(file)!;
                Add(all, TextFile.Read(file, stream));
            }
        }

        return new Texts(all);
    }

    /// <summary>For tests: the texts of one file.</summary>
    public static Texts Parse(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        var all = new Dictionary<string, Text>();
        Add(all, TextFile.Read("given", stream));
        return new Texts(all);
    }

    /// <exception cref="KeyNotFoundException">No text has this id.</exception>
    public Text this[string id] =>
        texts.TryGetValue(id, out var text) ? text : throw new KeyNotFoundException($"No text has the id '{id}'.");

    public bool Has(string id) => texts.ContainsKey(id);

    /// <summary>The sentence as plain text, for terminals, files and attributes.</summary>
    public string Format(Message message, Language language) => Say(message, language, PlainScribe.Instance);

    /// <summary>The sentence as HTML: figures isolated left to right, names and texts in another language marked with it.</summary>
    public string FormatHtml(Message message, Language language) => Say(message, language, HtmlScribe.Instance);

    internal string Say(Message message, Language language, Scribe scribe)
    {
        var text = this[message.Id];
        var (spoken, pattern) = text.In(language, message.Arguments);
        var said = pattern.Fill(literal => scribe.Literal(literal), slot => Argument(message, slot, spoken, scribe));
        return spoken == language ? said : scribe.Foreign(said, spoken);
    }

    private static void Add(Dictionary<string, Text> all, IEnumerable<Text> more)
    {
        foreach (var text in more)
        {
            if (!all.TryAdd(text.Id, text))
            {
                throw new InvalidOperationException($"The text '{text.Id}' stands in {all[text.Id].File} and again in {text.File}.");
            }
        }
    }

    private string Argument(Message message, int slot, Language language, Scribe scribe)
    {
        if (slot >= message.Arguments.Count)
        {
            throw new ArgumentException($"The text '{message.Id}' speaks of argument {slot}, but the message has {message.Arguments.Count}.", nameof(message));
        }

        return message.Arguments[slot] switch
        {
            Message inner => Say(inner, language, scribe),
            INamed named => scribe.Name(named.NameIn(language.Code), language),
            NameIn name => scribe.Name(name, language),
            DateOnly date => scribe.Date(date, language),
            Code code => scribe.Figure(code.Value),
            string plain => scribe.Literal(plain),
            var figure => scribe.Figure(Figure(figure, language)),
        };
    }

    /// <summary>A figure as readers of a language write it.</summary>
    /// <exception cref="ArgumentException">Not a figure that may be shown; binary floating point never is.</exception>
    public static string Figure(object figure, Language language) => figure switch
    {
        int n => Figures.Number(n, language),
        long n => Figures.Number(n, language),
        System.Numerics.BigInteger n => Figures.Number((decimal)n, language),
        decimal d => Figures.Number(d, language, Math.Min((int)d.Scale, 9)),
        Signed s => Figures.Signed(s.Value, language),
        Share s => Figures.Percent(s, language),
        Points p => Figures.Points(p, language),
        Year y => y.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Code c => c.Value,
        _ => throw new ArgumentException($"A message cannot show a {figure.GetType().Name}; see Message.Arguments for what it can.", nameof(figure)),
    };
}
