using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.RecordBench;

/// <summary>A country of units and stations, thirty lists, and contests whose figures come from a fixed formula, so that every run holds the same.</summary>
internal static class InventedCountry
{
    public const int Lists = 30;
    private const int StationsOfAUnit = 26;

    public static string Contest(int contest) => string.Create(CultureInfo.InvariantCulture, $"xx-house-{1990 + (contest * 4)}");

    public static string List(int list) => string.Create(CultureInfo.InvariantCulture, $"L{list:00}");

    public static string Unit(int station, int stations) => Unit(station % Units(stations));

    /// <param name="names">Names of each station, which then is a unit, and the units provinces; none when left out.</param>
    public static void Write(Database database, int contests, int stations, Func<int, IEnumerable<PlaceNameRow>>? names = null)
    {
        using var connection = database.Open();
        using var db = new ElectionsDb(Database.Options<ElectionsDb>(connection));
        using var transaction = db.Database.BeginTransaction();
        SchemaVersion.Prepare(connection, database.Name);
        connection.Run(db.Database.GenerateCreateScript());
        SchemaVersion.Write(connection, ElectionsDb.SchemaVersion, TimeProvider.System.GetUtcNow());
        var (upper, lower) = names is null ? (PlaceLevel.Commune, PlaceLevel.Station) : (PlaceLevel.Province, PlaceLevel.Commune);
        string[] codes = [.. Enumerable.Range(0, stations).Select(Station)];
        Write(db, new Source("invented", "Nobody", "Invented", "CC0", "", new DateOnly(2026, 1, 1), "", null));
        Write(db, [new PlaceRow(0, "XX", PlaceLevel.Country, null, null, false, null, null, null, null, null, "invented"),
            .. Enumerable.Range(0, Units(stations)).Select(u => new PlaceRow(1 + u, Unit(u), upper, "XX", null, names is null, null, null, null, null, null, "invented")),
            .. codes.Select((code, s) => new PlaceRow(1 + Units(stations) + s, code, lower, Unit(s, stations), null, names is not null, null, null, null, null, null, "invented"))]);
        Write<PlaceNameRow>(db, names is null ? [] : [.. Enumerable.Range(0, stations).SelectMany(names)]);
        Write(db, [.. Enumerable.Range(1, Lists).Select(l => new ListRow(List(l), null, null, List(l), null, l % 8))]);
        Write(db, [.. Enumerable.Range(0, contests).Select(c => new ContestRow(Contest(c), "XX", null, null, Contest(c), new DateOnly(1990 + (c * 4), 6, 1), ContestKind.HouseLocal, null, PlaceLevel.Commune, "xx", ResultStatus.Final, true, "invented"))]);
        BulkInsert.Into(db, Votes(contests, codes), default);
        Write(db, new StateRow("version", "invented"));
        transaction.Commit();
    }

    public static string Station(int station) => string.Create(CultureInfo.InvariantCulture, $"S{station:00000}");

    private static int Units(int stations) => Math.Max(1, stations / StationsOfAUnit);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"U{unit:0000}");

    private static IEnumerable<VoteRow> Votes(int contests, string[] codes)
    {
        string[] lists = [.. Enumerable.Range(0, Lists + 1).Select(List)];
        long id = 0;
        for (var c = 0; c < contests; c++)
        {
            var contest = Contest(c);
            for (var s = 0; s < codes.Length; s++)
            {
                for (var l = 1; l <= Lists; l++)
                {
                    yield return new VoteRow(++id, contest, codes[s], lists[l], ((s * 7919L) + (l * 104_729L) + (c * 15_485_863L)) % (1 + (900 / l)), ResultStatus.Final, "invented", 0, null, null);
                }
            }
        }
    }

    private static void Write<T>(ElectionsDb db, params IReadOnlyList<T> rows)
        where T : class => BulkInsert.Into(db, rows, default);
}
