using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;

namespace Daira.Web.Tests;

/// <summary>
/// An invented country small enough to check by head: two regions, three provinces, two constituencies, five units, one of them
/// an arrondissement; two places of the same name; contests with unknown figures.
/// </summary>
public static class SmallCountry
{
    public static ElectoralData Data(string version = "v1") =>
        new(version, Atlas(), [House(2021), House(2016), Communal()], [Source()], ShapeCatalogue.Empty);

    public static Atlas Atlas()
    {
        var rows = new (string Code, PlaceLevel Level, string? Parent, Names Names, bool Unit, string? Constituency)[]
        {
            ("MA", PlaceLevel.Country, null, new("المغرب", "Maroc", "Morocco", "ⵍⵎⵖⵔⵉⴱ"), false, null),
            ("3", PlaceLevel.Region, "MA", new("فاس-مكناس", "Fès-Meknès", null, "ⴼⴰⵙ-ⵎⴽⵏⴰⵙ"), false, null),
            ("4", PlaceLevel.Region, "MA", new("الرباط-سلا-القنيطرة", "Rabat-Salé-Kénitra", null, null), false, null),
            ("3451", PlaceLevel.Province, "3", new("صفرو", "Sefrou", null, "ⵚⴼⵕⵓ"), false, null),
            ("3231", PlaceLevel.Province, "3", new("فاس", "Fès", null, null), false, null),
            ("4421", PlaceLevel.Province, "4", new("الرباط", "Rabat", null, null), false, null),
            ("545", PlaceLevel.Constituency, "3", new("صفرو", "Sefrou", null, null), false, null),
            ("546", PlaceLevel.Constituency, "3", new("فاس الشمالية", "Fès-Chamalia", null, null), false, null),
            ("34510109", PlaceLevel.Commune, "3451", new("صفرو", "Sefrou", null, null), true, "545"),
            ("34510501", PlaceLevel.Commune, "3451", new("عين الشكاك", "Aïn Cheggag", null, null), true, "545"),
            ("32310000", PlaceLevel.Commune, "3231", new("فاس", "Fès", null, null), false, null),
            ("32310101", PlaceLevel.Arrondissement, "32310000", new("أكدال", "Agdal", null, null), true, "546"),
            ("32310301", PlaceLevel.Commune, "3231", new("أولاد الطيب", "Oulad Tayeb", null, null), true, "546"),
            ("44210107", PlaceLevel.Commune, "4421", new("تواركة", "Touarga", null, null), true, null),
        };
        return new Atlas([.. rows.Select((r, i) => new Place(
            i, r.Code, r.Level, r.Parent, r.Names, r.Unit, r.Constituency,
            r.Unit ? new Population(1000 * (i + 1), new DateOnly(2024, 9, 1), "hcp-2024") : null,
            r.Unit ? new GeographicPoint(-5 + (i / 10.0), 33.8) : null, null, null))]);
    }

    public static ElectoralList[] Lists { get; } =
    [
        new("RNI", new("التجمع الوطني للأحرار", "Rassemblement national des indépendants", null, null), 2),
        new("PAM", new("حزب الأصالة والمعاصرة", "Parti authenticité et modernité", null, null), 6),
        new("PI", new("حزب الاستقلال", "Parti de l’Istiqlal", null, null), 7),
    ];

    private static ContestResults House(int year)
    {
        var atlas = Atlas();
        var contest = new Contest(
            $"ma-house-{year}-local", "MA", new($"مجلس النواب {year}، اللوائح المحلية", $"Chambre des représentants {year}, listes locales", $"House of Representatives {year}, local lists", null),
            new DateOnly(year, year == 2021 ? 9 : 10, year == 2021 ? 8 : 7), ContestKind.HouseLocal, $"ma-house-{year}", PlaceLevel.Constituency,
            "ma-constituencies-2011", ResultStatus.Proclaimed, true, "tafra");
        long?[] votes = year == 2021 ? [21648, 19740, 9364, 5000, null, 4000] : [4900, 11800, 8400, 6000, 2000, 1000];
        int?[] proclaimed = year == 2021 ? [1, 1, 0, 1, null, 1] : [null, null, null, null, null, null];
        return new ContestResults(
            contest, [atlas.Find("545")!, atlas.Find("546")!], Lists, votes, proclaimed,
            [new(2, null, null, null, 0.642m, 0.11m), new(2, null, null, null, 0.33m, null)]);
    }

    private static ContestResults Communal()
    {
        var atlas = Atlas();
        var contest = new Contest(
            "ma-communal-2021", "MA", new("الاقتراع الجماعي 2021", "Communales 2021", "Communal elections 2021", null), new DateOnly(2021, 9, 8),
            ContestKind.Communal, null, PlaceLevel.Commune, "ma-units-2021", ResultStatus.Provisional, false, "eight-lists");
        var places = atlas.Units.Where(u => u.Code != "44210107").ToList();
        return new ContestResults(
            contest, places, Lists,
            [1000, 800, 700, 1557, 836, 4194, 50, 60, null, 10, 20, 30],
            new int?[12],
            [.. places.Select(_ => new PlaceTotals(null, null, null, null, null, null))]);
    }

    private static Source Source() => new(
        "tafra", "TAFRA", "House of Representatives", "CC BY 4.0", "https://example.org/tafra", new DateOnly(2026, 11, 1),
        "0000000000000000000000000000000000000000000000000000000000000000", "A note on what is missing.");
}
