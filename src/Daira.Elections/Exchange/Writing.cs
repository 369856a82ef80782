using System.Globalization;
using Daira.Foundation.Languages;

namespace Daira.Elections.Exchange;

/// <summary>How cells leave: numbers plain and exact, dates ISO 8601, sentences in the asked language, text harmless to spreadsheets.</summary>
/// <param name="Language"><c>ar fr en zgh</c>: of headings and sentences; figures never depend on it.</param>
/// <param name="Say">Turns a message into text of the language (Foundation/Languages).</param>
public sealed record Writing(string Language, Func<Message, string> Say)
{
    public bool IsRightToLeft => Language == "ar";

    /// <summary>The cell as a program reads it: null when unknown, otherwise <see cref="long"/>, <see cref="decimal"/> or <see cref="string"/>.</summary>
    /// <exception cref="ArgumentException">A kind of value that no column may hold.</exception>
    public object? Plain(object? cell) => cell switch
    {
        null => null,
        int i => (long)i,
        long l => l,
        decimal d => d,
        Share s => s.Value,
        Points p => p.Value,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Message m => Say(m),
        INamed n => n.NameIn(Language).Text,
        string text => text,
        _ => throw new ArgumentException($"A cell of type {cell.GetType().Name} cannot be exported.", nameof(cell)),
    };

    /// <summary>The cell as text; empty when unknown.</summary>
    public string AsText(object? cell) => Plain(cell) switch
    {
        null => "",
        long l => l.ToString(CultureInfo.InvariantCulture),
        decimal d => d.ToString("0.############", CultureInfo.InvariantCulture),
        string s => Harmless(s),
        var other => other.ToString() ?? "",
    };

    /// <summary>A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).</summary>
    public static string Harmless(string text) =>
        text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0') ? "'" + text : text;
}
