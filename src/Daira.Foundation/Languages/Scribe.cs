namespace Daira.Foundation.Languages;

/// <summary>Writes the parts of a sentence for one medium.</summary>
internal abstract class Scribe
{
    public abstract string Literal(string text);

    public abstract string Figure(string text);

    public abstract string Date(DateOnly date, Language language);

    public abstract string Name(NameIn name, Language around);

    /// <summary>A whole sentence in another language than the page's; already written.</summary>
    public abstract string Foreign(string written, Language language);
}

internal sealed class PlainScribe : Scribe
{
    public static PlainScribe Instance { get; } = new();

    public override string Literal(string text) => text;

    public override string Figure(string text) => text;

    public override string Date(DateOnly date, Language language) => Figures.Date(date, language);

    public override string Name(NameIn name, Language around) => name.Text;

    public override string Foreign(string written, Language language) => written;
}

/// <summary>Marks what bidirectional text and screen readers must know.</summary>
internal sealed class HtmlScribe : Scribe
{
    public static HtmlScribe Instance { get; } = new();

    public override string Literal(string text) => Html.Escape(text);

    public override string Figure(string text) => $"<bdi class=\"n\" dir=\"ltr\">{Html.Escape(text)}</bdi>";

    public override string Date(DateOnly date, Language language) =>
        $"<time datetime=\"{date:yyyy-MM-dd}\">{Html.Escape(Figures.Date(date, language))}</time>";

    public override string Name(NameIn name, Language around) =>
        name.Language == around.Code || Language.Find(name.Language) is not { } language
            ? Html.Escape(name.Text)
            : Foreign(Html.Escape(name.Text), language);

    public override string Foreign(string written, Language language) =>
        $"<span lang=\"{language.Code}\" dir=\"{language.Direction}\">{written}</span>";
}

/// <summary>Text inside HTML. Letters and spaces of every script stay as they are; only what HTML itself reads is escaped.</summary>
public static class Html
{
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny("&<>\"'") < 0
            ? text
            : text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
}
