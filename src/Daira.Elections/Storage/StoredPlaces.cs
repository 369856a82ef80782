using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>A polling station that a file names before anyone imported it as a place.</summary>
/// <param name="Parent">Code of the place it lies in.</param>
/// <param name="Name">As the file writes it.</param>
internal sealed record NewStation(string Code, string Parent, string Name);

/// <summary>The places that are stored.</summary>
internal static class StoredPlaces
{
    /// <summary>Adds those that are not stored yet.</summary>
    public static void AddStations(Applying to, IReadOnlyList<NewStation> stations, int import, string source)
    {
        var known = stations.Count == 0 ? [] : to.Connection.Read("select code from places", r => r.GetString(0)).ToHashSet();
        var added = stations.Where(s => known.Add(s.Code)).ToList();
        var position = Convert.ToInt32(to.Connection.One("select coalesce(max(position), -1) + 1 from places"), CultureInfo.InvariantCulture);
        BulkInsert.Into(to.Db, added.Select((s, i) => new PlaceRow(position + i, s.Code, PlaceLevel.Station, s.Parent, null, false, null, null, null, null, null, source, import)), to.Stop);
        BulkInsert.Into(to.Db, added.Select(s => new PlaceNameRow(s.Code, LanguageOf(s.Name), s.Name, false, null, source)), to.Stop);
    }

    /// <summary>Removes stations that came with an import and of which nothing is said any more.</summary>
    public static void RemoveOrphans(Applying to)
    {
        to.Connection.Run(
            """
            delete from places where import is not null
              and not exists (select 1 from results r where r.place = places.code)
              and not exists (select 1 from totals t where t.place = places.code)
            """);
        to.Connection.Run("delete from place_names where not exists (select 1 from places p where p.code = place_names.place)");
    }

    private static string LanguageOf(string name) => name.Any(c => c is >= '\u0600' and <= '\u06FF') ? "ar" : "fr";
}
