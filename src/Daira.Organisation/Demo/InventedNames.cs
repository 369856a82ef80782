using Daira.Organisation.Mandates;

namespace Daira.Organisation.Demo;

/// <summary>Names of nobody: common given names with family names that were made up.</summary>
internal static class InventedNames
{
    private static readonly (string Arabic, string Latin)[] Women =
        [("سلمى", "Salma"), ("هبة", "Hiba"), ("نادية", "Nadia"), ("مريم", "Meriem"), ("إيمان", "Imane"), ("لبنى", "Loubna"), ("زينب", "Zineb"), ("أسماء", "Asmae"), ("حنان", "Hanane"), ("سناء", "Sanae")];

    private static readonly (string Arabic, string Latin)[] Men =
        [("ياسين", "Yassine"), ("عمر", "Omar"), ("كمال", "Kamal"), ("إدريس", "Driss"), ("رشيد", "Rachid"), ("يوسف", "Youssef"), ("حمزة", "Hamza"), ("سعيد", "Saïd"), ("أنس", "Anass"), ("طارق", "Tarik")];

    private static readonly (string Arabic, string Latin)[] Starts =
        [("أوحي", "Ouhi"), ("بنتم", "Bentem"), ("أيت ور", "Aït Ouar"), ("الفرض", "El Fard"), ("تازم", "Tazem"), ("برغو", "Bargho"), ("المندر", "El Mendar"), ("أزكن", "Azgen"), ("السرغ", "Es-Sarg"), ("ولد نم", "Ould Nem"), ("تيفس", "Tifes"), ("الزخر", "Ez-Zakhr")];

    private static readonly (string Arabic, string Latin)[] Ends =
        [("دا", "da"), ("ار", "ar"), ("غي", "ghi"), ("يش", "ich"), ("ون", "oun"), ("اوي", "aoui"), ("ات", "at"), ("يل", "il")];

    public static Person Next(Random chance, long id, int thisYear)
    {
        var female = chance.Next(100) < 38;
        var given = (female ? Women : Men)[chance.Next(10)];
        var (start, end) = (Starts[chance.Next(Starts.Length)], Ends[chance.Next(Ends.Length)]);

        // Some never gave their year of birth: then nobody knows whether they count as young.
        int? year = chance.Next(10) == 0 ? null : thisYear - chance.Next(22, 70);
        return new Person(id, $"{given.Arabic} {start.Arabic}{end.Arabic}", $"{given.Latin} {start.Latin}{end.Latin}", female ? Sex.Female : Sex.Male, year, null);
    }
}
