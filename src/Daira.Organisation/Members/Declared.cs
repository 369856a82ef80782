using System.Globalization;
using System.Net.Mail;
using System.Text;
using Daira.Foundation;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;

namespace Daira.Organisation.Members;

/// <summary>What a person declares on the form, as written.</summary>
/// <param name="Born">yyyy-MM-dd.</param>
public sealed record Declaration(
    string? Arabic, string? Latin, string? Born, Sex? Sex = null, string? Phone = null, string? Mail = null, string? Language = null, string? Profession = null, string? Skills = null);

/// <summary>Looks a declaration over: one person, a birth that can be, contacts that can be reached. Everything that is wrong is said at once.</summary>
internal static class Declared
{
    /// <summary>Years of age from which a party may admit (Organic Law 29-11; the statutes may ask for more).</summary>
    public const int Youngest = 18;

    private const int Oldest = 120;
    private const int LeastDigits = 8;
    private const int MostDigits = 15;

    /// <summary>Words that join two persons in one field.</summary>
    private static readonly HashSet<string> And = ["و", "et", "and"];

    public static Outcome<PersonalData> Check(Declaration written, DateOnly today, Consent consent)
    {
        var (names, born, phone, mail) = (NamesOf(written), Birth(written.Born, today), Phone(written.Phone), Mail(written.Mail));
        var (profession, skills) = (Words(written.Profession, "member.field.profession"), Words(written.Skills, "member.field.skills"));
        Refusal[] refusals = [.. names.Refusals, .. born.Refusals, .. phone.Refusals, .. mail.Refusals, .. profession.Refusals, .. skills.Refusals];
        return refusals.Length > 0
            ? Outcome<PersonalData>.Refused(refusals)
            : new PersonalData(
                names.Value.Arabic, names.Value.French, born.Value, written.Sex, Kept(phone.Value), Kept(mail.Value), written.Language is "fr" ? "fr" : "ar", Kept(profession.Value), Kept(skills.Value), consent);
    }

    private static Outcome<Elections.Places.Names> NamesOf(Declaration written)
    {
        var names = CleanText.Names(written.Arabic, written.Latin);
        return (names.IsDone ? SignFault(names.Value.Arabic, "field.name-ar") ?? SignFault(names.Value.French, "field.name-latin") : null) is { } fault ? fault : names;
    }

    /// <summary>A name is letters, and what parts them: spaces, hyphens, apostrophes, points.</summary>
    private static Refusal? SignFault(string? name, string field) =>
        name is null ? null
        : name.EnumerateRunes().FirstOrDefault(r => !Rune.IsLetter(r) && Rune.GetUnicodeCategory(r) is not UnicodeCategory.NonSpacingMark && r.Value is not (' ' or '-' or '\'' or '’' or '.')) is { Value: not 0 } sign
            ? Errors.NameSign(field, sign.ToString())
        : name.Split(' ').Any(w => And.Contains(w.ToLowerInvariant())) ? Errors.SeveralPersons(field)
        : null;

    private static Outcome<DateOnly> Birth(string? written, DateOnly today)
    {
        var (first, last) = (today.AddYears(-Oldest), today.AddYears(-Youngest));
        return !DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? Errors.BirthMissing()
            : born < first || born > last ? Errors.Birth(born, first, last)
            : born;
    }

    private static Outcome<string> Phone(string? written)
    {
        var digits = string.Concat((written ?? "").Normalize(NormalizationForm.FormKC).Where(c => char.IsAsciiDigit(c) || c == '+'));
        return string.IsNullOrWhiteSpace(written) ? ""
            : digits.LastIndexOf('+') > 0 || digits.TrimStart('+').Length is < LeastDigits or > MostDigits ? Errors.Phone(LeastDigits, MostDigits)
            : digits;
    }

    private static Outcome<string> Mail(string? written) =>
        string.IsNullOrWhiteSpace(written) ? ""
        : written.Length <= 254 && MailAddress.TryCreate(written.Trim(), out var address) && address.Address == written.Trim() ? address.Address
        : Errors.Mail();

    private static Outcome<string> Words(string? written, string field) => string.IsNullOrWhiteSpace(written) ? "" : CleanText.Words(written, field);

    private static string? Kept(string text) => text.Length == 0 ? null : text;
}
