namespace Daira.Foundation.Languages;

/// <summary>A sentence to be said in the reader's language: the id of a text and what it names.</summary>
/// <param name="Id">Id in a <c>*.texts.json</c> beside the code that says it, e.g. <c>strong.why.stronghold</c>.</param>
/// <param name="Arguments">
/// Whole numbers (<see cref="int"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/>), <see cref="Signed"/>, <see cref="decimal"/>
/// (shown with the digits it carries), <see cref="Share"/>, <see cref="Points"/>, <see cref="DateOnly"/>, <see cref="Year"/>, <see cref="Code"/>,
/// plain text, anything <see cref="INamed"/>, a <see cref="NameIn"/>, or another <see cref="Message"/>.
/// Binary floating point is refused: round first, on purpose.
/// </param>
public sealed record Message(string Id, params IReadOnlyList<object> Arguments);

/// <summary>A share of a whole, 0…1, shown as a percentage with one decimal.</summary>
public readonly record struct Share(decimal Value);

/// <summary>A difference of two shares in percentage points (0.052 is 5.2 points), shown signed with one decimal.</summary>
public readonly record struct Points(decimal Value);

/// <summary>A whole number shown with its sign, e.g. votes above or below the last seat.</summary>
public readonly record struct Signed(long Value);

/// <summary>A year, shown without grouping.</summary>
public readonly record struct Year(int Value);

/// <summary>An official code, a party's letters, a phone number: shown as it is, always left to right.</summary>
public readonly record struct Code(string Value);

/// <summary>Something that has a name in each language, and says in which language the name really is.</summary>
public interface INamed
{
    /// <param name="language"><c>ar fr en zgh</c>.</param>
    NameIn NameIn(string language);
}

/// <summary>A name with the language it is really in, so that a page can mark a foreign word (<c>lang</c>, <c>dir</c>).</summary>
public readonly record struct NameIn(string Text, string Language);
