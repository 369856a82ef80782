using Daira.Core.Names;
using Daira.Elections.Imports.Reading;

namespace Daira.Organisation.Members.Import;

/// <summary>What a column may say of a member.</summary>
public enum MemberField
{
    Arabic,
    Latin,
    Born,

    /// <summary>Commune or arrondissement, by code or name.</summary>
    Place,

    /// <summary>The province or region that the place lies in.</summary>
    Within,
    Sex,
    Phone,
    Mail,
    Profession,
    Skills,

    /// <summary>On the card the member holds already.</summary>
    Number,

    /// <summary>First day of membership.</summary>
    Since,
}

/// <summary>Which columns say what; several joined by + are read one after the other, as <c>Prénom+Nom</c>.</summary>
public sealed record MembersMapping(IReadOnlyDictionary<MemberField, string> Columns, string? Sheet = null)
{
    private static readonly IReadOnlyDictionary<MemberField, string[]> Words = new Dictionary<MemberField, string[]>
    {
        [MemberField.Arabic] = ["name_ar", "الاسم الكامل", "الاسم والنسب", "الاسم الشخصي والعائلي", "الاسم بالعربية", "nom en arabe", "nom arabe"],
        [MemberField.Latin] = ["name_fr", "name_latin", "nom complet", "nom et prénom", "nom en français", "full name", "name", "الاسم بالفرنسية", "الاسم بالحروف اللاتينية"],
        [MemberField.Born] = ["born", "birth date", "date of birth", "date de naissance", "né le", "née le", "تاريخ الازدياد", "تاريخ الولادة", "تاريخ الميلاد"],
        [MemberField.Place] = ["place", "code", "commune", "commune ou arrondissement", "arrondissement", "lieu", "الجماعة", "المقاطعة", "الجماعة أو المقاطعة", "المكان"],
        [MemberField.Within] = ["within", "province", "préfecture", "préfecture ou province", "région", "region", "الإقليم", "العمالة", "العمالة أو الإقليم", "الجهة"],
        [MemberField.Sex] = ["sex", "sexe", "genre", "الجنس"],
        [MemberField.Phone] = ["phone", "téléphone", "tel", "gsm", "mobile", "الهاتف", "رقم الهاتف"],
        [MemberField.Mail] = ["mail", "email", "e-mail", "courriel", "البريد الإلكتروني"],
        [MemberField.Profession] = ["profession", "métier", "المهنة"],
        [MemberField.Skills] = ["skills", "compétences", "الكفاءات", "المهارات"],
        [MemberField.Number] = ["number", "numéro", "numéro d'adhérent", "numéro de carte", "n° de carte", "carte", "رقم العضوية", "رقم البطاقة", "رقم الانخراط"],
        [MemberField.Since] = ["since", "date d'adhésion", "adhésion", "membre depuis", "تاريخ الانخراط", "تاريخ العضوية"],
    };

    private static readonly (MemberField Field, string[] First, string[] Family)[] Halves =
    [
        (MemberField.Arabic, ["الاسم الشخصي", "الاسم"], ["الاسم العائلي", "النسب"]),
        (MemberField.Latin, ["prénom", "first name"], ["nom", "nom de famille", "last name", "surname"]),
    ];

    public string? this[MemberField field] => Columns.GetValueOrDefault(field);

    /// <summary>What the names of the columns say, in Arabic, French and English; a person confirms it.</summary>
    public static MembersMapping Guess(Sheet sheet)
    {
        var found = Words.Select(w => (w.Key, Column: Find(sheet, w.Value))).Where(w => w.Column is not null).ToDictionary(w => w.Key, w => w.Column!);
        foreach (var (field, first, family) in Halves)
        {
            if (Find(sheet, family) is { } last && Find(sheet, first) is { } given)
            {
                found[field] = $"{given}+{last}";
            }
        }

        return new MembersMapping(found, sheet.Name);
    }

    /// <summary>Positions of the columns of a field; null where one is not in the sheet.</summary>
    internal int[]? At(Sheet sheet, MemberField field)
    {
        if (this[field] is not { } written)
        {
            return [];
        }

        int?[] at = sheet.Column(written) is { } one ? [one] : [.. written.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(sheet.Column)];
        return at.Length > 0 && Array.TrueForAll(at, a => a is not null) ? [.. at.Select(a => a!.Value)] : null;
    }

    private static string? Find(Sheet sheet, string[] words) =>
        words.Select(w => sheet.Header.FirstOrDefault(h => NameFolding.Fold(h) == NameFolding.Fold(w))).FirstOrDefault(h => h is not null);
}
