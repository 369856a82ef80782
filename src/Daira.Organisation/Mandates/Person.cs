using Daira.Foundation.Languages;

namespace Daira.Organisation.Mandates;

/// <summary>Somebody who holds or held an office: the least data that serves. Kept apart from the events, so that it can be erased.</summary>
/// <param name="Arabic">Name in Arabic letters; null when only the other is known.</param>
/// <param name="Latin">Name in Latin letters.</param>
/// <param name="BirthYear">Asked for quotas of youth only; null when not given.</param>
/// <param name="Account">The account by which the person signs in; null without one.</param>
public sealed record Person(long Id, string? Arabic, string? Latin, Sex? Sex, int? BirthYear, Guid? Account) : INamed
{
    /// <summary>After an erasure nothing is left but the number.</summary>
    public bool IsErased => Arabic is null && Latin is null;

    public NameIn NameIn(string language) =>
        language is "ar" or "zgh"
            ? Arabic is { } a ? new(a, "ar") : new(Latin ?? $"#{Id}", "fr")
            : Latin is { } l ? new(l, "fr") : new(Arabic ?? $"#{Id}", "ar");

    /// <summary>Whether the person is under an age on a day: null when the year of birth is not known or does not decide it.</summary>
    public bool? IsUnder(int age, DateOnly day) => BirthYear is not { } year ? null
        : day.Year - year < age ? true
        : day.Year - year > age ? false
        : null;
}

/// <summary>For quotas only, as the party's register has it.</summary>
public enum Sex
{
    Female,
    Male,
}
