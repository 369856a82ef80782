using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>An amount in hundredths of the party's currency: exact, added and compared as whole numbers.</summary>
/// <param name="Centimes">Any sign; at most <see cref="Most"/> in size when read from outside.</param>
public readonly record struct Money(long Centimes) : IComparable<Money>
{
    /// <summary>Largest amount that is read: ten thousand million of the currency.</summary>
    public const long Most = 1_000_000_000_000;

    public static Money Zero => default;

    /// <summary>For sentences: two decimals, always.</summary>
    public decimal Units => Centimes * 0.01m;

    /// <summary>Reads what a person or a bank wrote: Arabic digits, spaces between thousands, a comma or a point before the hundredths.</summary>
    /// <param name="field">Id of the field's own text, so that the refusal names the place.</param>
    /// <returns>More than zero, or why not.</returns>
    public static Outcome<Money> Read(string? written, string field)
    {
        var text = (written ?? "").Trim();
        var read = CellNumbers.ReadQuantity(text);
        return read.Value is not { } amount || read.Fault is not null ? Refuse("amount-unread", field, text)
            : amount <= 0 ? Refuse("amount-not-positive", field, text)
            : amount * 100 > Most ? Refuse("amount-too-large", field, new Money(Most).Units)
            : amount * 100 != decimal.Truncate(amount * 100) ? Refuse("amount-too-fine", field, text)
            : new Money((long)(amount * 100));
    }

    public int CompareTo(Money other) => Centimes.CompareTo(other.Centimes);

    public static Money operator +(Money a, Money b) => new(checked(a.Centimes + b.Centimes));

    public static Money operator -(Money a, Money b) => new(checked(a.Centimes - b.Centimes));

    public static Money operator -(Money a) => new(-a.Centimes);

    public static bool operator <(Money a, Money b) => a.Centimes < b.Centimes;

    public static bool operator >(Money a, Money b) => a.Centimes > b.Centimes;

    public static bool operator <=(Money a, Money b) => a.Centimes <= b.Centimes;

    public static bool operator >=(Money a, Money b) => a.Centimes >= b.Centimes;

    private static Refusal Refuse(string code, string field, object value) =>
        new(RefusalKind.Invalid, code, new Message("dues." + code, new Message(field), value is string { Length: > 40 } far ? far[..40] + "…" : value));
}
