using System.Globalization;

namespace Daira.Elections.Imports.Reading;

/// <summary>Texts of a file as they may be shown and compared.</summary>
public static class Written
{
    /// <summary>Without control characters and marks of direction, which can make a name look like another; inner white space as one space.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(c => c < ' ' || c > '~'))
        {
            return text.Trim();
        }

        var kept = string.Concat(text.Select(c => char.IsWhiteSpace(c) ? ' ' : c).Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format)));
        return string.Join(' ', kept.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A clean beginning of 60 characters, for messages.</summary>
    public static string Short(string text)
    {
        var clean = Clean(text.Length > 500 ? text[..500] : text);
        return clean.Length <= 60 ? clean : clean[..59] + "…";
    }
}
