using System.Globalization;
using System.Text;

namespace Daira.Elections.Imports.Reading;

/// <summary>What separates thousands and decimals in a column.</summary>
/// <param name="Decimal">The decimal separator, <c>.</c> or <c>,</c>; null when no value shows it.</param>
public readonly record struct NumberForm(char? Decimal)
{
    /// <summary>A point before decimals, as programs write.</summary>
    public static NumberForm Point => new('.');

    /// <summary>A comma before decimals, as French is written.</summary>
    public static NumberForm Comma => new(',');

    /// <summary>
    /// The form that the values of a column show: <c>0.5</c>, <c>12.34</c> and <c>1,234.5</c> show a decimal point, and so does <c>1,234,567</c>;
    /// <c>1.234</c> shows nothing. Values that contradict each other show nothing.
    /// </summary>
    public static NumberForm Of(IEnumerable<string> values)
    {
        var (point, comma) = (false, false);
        foreach (var value in values)
        {
            var shown = CellNumbers.DecimalShownBy(value);
            point |= shown == '.';
            comma |= shown == ',';
        }

        return point == comma ? default : point ? Point : Comma;
    }
}

/// <summary>A count read from a cell: the number, or nothing where the cell says that it is not known, or a fault.</summary>
/// <param name="Value">≥ 0; null when unknown or faulty.</param>
/// <param name="Fault">Id of the text that says what is wrong, e.g. <c>number.negative</c>; null when nothing is. Its argument is the cell as written.</param>
public readonly record struct CountRead(long? Value, string? Fault);

/// <summary>A quantity read from a cell, exact as written.</summary>
/// <param name="Value">Null when unknown or faulty.</param>
/// <inheritdoc cref="CountRead"/>
public readonly record struct QuantityRead(decimal? Value, string? Fault);

/// <summary>Reads the numbers of cells in the forms met in practice: <c>1 234</c>, <c>1.234</c>, <c>1,234</c>, <c>1 234,5</c>, <c>1'234</c>, digits of any script.</summary>
public static class CellNumbers
{
    /// <summary>Beyond this a spreadsheet no longer holds every whole number.</summary>
    public const long Largest = 1_000_000_000_000_000;

    private static readonly HashSet<string> Unknown = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "–", "—", "−", "…", "...", "..", ".", "n/a", "na", "n.a.", "nd", "n.d.", "n/d", "nc", "n.c.", "null", "none", "غ.م", "غ م", "غير متوفر", "غير معروف",
    };

    /// <summary>Whether a cell says that its value is not known: empty, a dash, <c>n.d.</c> and the like. Unknown is not zero.</summary>
    public static bool IsUnknown(string cell) => Unknown.Contains(cell.Trim());

    /// <summary>The same text with the digits of any script as 0–9.</summary>
    public static string WithPlainDigits(string text) => string.Concat(text.Select(c => char.IsDigit(c) ? PlainDigit(c) : c));

    private static char PlainDigit(char digit) => (char)('0' + (int)char.GetNumericValue(digit));

    /// <summary>A count of people or votes. <c>1.234</c> and <c>1,234</c> are read as 1234, the only way in which they are counts, unless the form says otherwise.</summary>
    /// <param name="form">What the column shows, see <see cref="NumberForm.Of"/>.</param>
    public static CountRead ReadCount(string cell, NumberForm form = default)
    {
        if (IsShortPlain(cell))
        {
            return new CountRead(long.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture), null);
        }

        if (IsUnknown(cell))
        {
            return default;
        }

        var (number, fault) = Read(cell, form, groupsWhenUnclear: true);
        return fault is not null ? new CountRead(null, fault)
            : number < 0 ? new CountRead(null, "number.negative")
            : number > Largest ? new CountRead(null, "number.too-large")
            : number != decimal.Truncate(number) || IsShare(cell) ? new CountRead(null, "number.not-whole")
            : new CountRead((long)number, null);
    }

    /// <summary>A number with decimals; <c>12 %</c> is 0.12. <c>1.234</c> is refused as unclear unless the form says what the point is.</summary>
    /// <param name="form">What the column shows, see <see cref="NumberForm.Of"/>.</param>
    public static QuantityRead ReadQuantity(string cell, NumberForm form = default)
    {
        if (IsUnknown(cell))
        {
            return default;
        }

        var (number, fault) = Read(cell, form, groupsWhenUnclear: false);
        return fault is not null ? new QuantityRead(null, fault) : new QuantityRead(IsShare(cell) ? number / 100 : number, null);
    }

    /// <summary>The decimal separator that one value shows beyond doubt; null when it shows none.</summary>
    internal static char? DecimalShownBy(string cell)
    {
        var text = Plain(cell);
        var (points, commas) = (text.Count(c => c == '.'), text.Count(c => c == ','));
        if (!text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-'))
        {
            return null;
        }

        return (points, commas) switch
        {
            (0, 0) => null,
            ( > 0, > 0) => text.LastIndexOf('.') > text.LastIndexOf(',') ? '.' : ',',
            ( > 1, 0) => ',',
            (0, > 1) => '.',
            (1, 0) => CouldBeGroup(text, '.') ? null : '.',
            _ => CouldBeGroup(text, ',') ? null : ',',
        };
    }

    private static bool IsShortPlain(string cell) => cell.Length is > 0 and < 16 && cell.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsShare(string cell) => cell.AsSpan().IndexOfAny("%٪") >= 0;

    private static (decimal Number, string? Fault) Read(string cell, NumberForm form, bool groupsWhenUnclear)
    {
        var text = Plain(cell);
        if (text.StartsWith('=') || text.StartsWith('#'))
        {
            return (0, text[0] == '=' ? "number.formula" : "number.cell-fault");
        }

        if (text.Length > 64)
        {
            return (0, text.All(char.IsAsciiDigit) ? "number.too-large" : "number.not-a-number");
        }

        if (WithPoint(text, form, groupsWhenUnclear) is not { } plain)
        {
            return (0, "number.unclear");
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out var number) ? (number, null)
            : (0, double.TryParse(plain, Style, CultureInfo.InvariantCulture, out _) ? "number.too-large" : "number.not-a-number");
    }

    /// <summary>Thousands' separators taken out and a point before decimals; null when it cannot be told which is which.</summary>
    private static string? WithPoint(string text, NumberForm form, bool groupsWhenUnclear)
    {
        if (text.IndexOfAny(['.', ',']) < 0)
        {
            return text;
        }

        var point = form.Decimal ?? DecimalShownBy(text);
        if (point is null)
        {
            return groupsWhenUnclear && HasGroups(text, text.Contains('.') ? '.' : ',') ? text.Replace(".", "").Replace(",", "") : null;
        }

        var group = point == '.' ? ',' : '.';
        var (whole, decimals) = text.Split(point.Value) is [var before, var after] ? (before, after) : (text, "");
        return (whole.Contains(group) && !HasGroups(whole, group)) || decimals.Contains(group) ? null : $"{whole.Replace(group.ToString(), "")}.{decimals}";
    }

    private static bool CouldBeGroup(string text, char separator) => HasGroups(text, separator) && !text.TrimStart('-').StartsWith('0');

    private static bool HasGroups(string text, char separator)
    {
        var parts = text.TrimStart('-').Split(separator);
        return parts.Length > 1 && parts[0].Length is >= 1 and <= 3 && parts.Skip(1).All(p => p.Length == 3) && parts.All(p => p.All(char.IsAsciiDigit));
    }

    /// <summary>Digits of any script as 0–9, signs and separators as ASCII, without spaces, marks of direction and the sign of a share.</summary>
    private static string Plain(string cell)
    {
        var plain = new StringBuilder(cell.Length);
        foreach (var c in cell)
        {
            if (char.IsDigit(c))
            {
                plain.Append(PlainDigit(c));
            }
            else if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format && c is not ('\'' or '’' or '٬' or '%' or '٪'))
            {
                plain.Append(c switch { '٫' or '،' => ',', '−' or '–' => '-', _ => c });
            }
        }

        var text = plain.ToString();
        return text is ['(', .., ')'] ? "-" + text[1..^1] : text;
    }
}
