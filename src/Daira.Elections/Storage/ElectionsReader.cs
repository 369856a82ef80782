using System.Data;
using System.Data.Common;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using NetTopologySuite.IO;

namespace Daira.Elections.Storage;

/// <summary>
/// Reads every table of <c>elections</c> once, in order, by plain statements: a site that starts waits for this, and
/// building the mapped model first would cost it most of its second.
/// </summary>
internal static class ElectionsReader
{
    /// <summary>As of one moment: what is committed while it reads makes it begin again.</summary>
    public static ElectoralData Read(Database database)
    {
        while (true)
        {
            using var connection = database.Open(readOnly: true);
            using var moment = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var version = DataVersion.Read(connection);
            var tables = Tables(connection);
            var atlas = ElectoralDataBuilder.BuildAtlas(tables);
            if (new VoteReader(database, version, atlas, tables.Lists).Read(connection) is { } votes)
            {
                return ElectoralDataBuilder.Build(tables, atlas, votes, version, Shapes(connection));
            }
        }
    }

    /// <summary>All but the votes, of which there are millions: see <see cref="VoteReader"/>.</summary>
    private static ElectionTables Tables(DbConnection connection) => new(
        connection.Read("select id, publisher, title, licence, address, retrieved, sha256, note from sources order by id", r =>
            new Source(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.GetString(6), r.Text(7))),
        connection.Read("select code, level, parent, kind, is_unit, longitude, latitude, point_source, valid_from, valid_to, source, position from places order by position", r =>
            new PlaceRow(r.GetInt32(11), r.GetString(0), r.Word<PlaceLevel>(1), r.Text(2), r.Text(3), r.GetBoolean(4), r.Degrees(5), r.Degrees(6), r.Text(7), r.Date(8), r.Date(9), r.GetString(10))),
        connection.Read("select place, language, text, is_alias, review, source from place_names", r =>
            new PlaceNameRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetBoolean(3), r.Text(4), r.GetString(5))),
        connection.Read("select place, inhabitants, date, source from populations", r =>
            new PopulationRow(r.GetString(0), r.GetInt64(1), r.GetFieldValue<DateOnly>(2), r.GetString(3))),
        connection.Read("select unit, constituency, source, is_assumed from memberships", r =>
            new MembershipRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetBoolean(3))),
        connection.Read("select code, arabic, french, english, review, slot from lists order by code", r =>
            new ListRow(r.GetString(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4), r.GetInt32(5))),
        connection.Read("select list, alias, contest, source from list_aliases order by list, alias", r =>
            new ListAliasRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3))),
        connection.Read("select id, country, arabic, french, english, date, kind, law, level, comparable, status, is_verified, source from contests order by id", r =>
            new ContestRow(
                r.GetString(0), r.GetString(1), r.Text(2), r.Text(3), r.Text(4), r.GetFieldValue<DateOnly>(5), r.Word<ContestKind>(6), r.Text(7), r.Word<PlaceLevel>(8), r.Text(9), r.Word<ResultStatus>(10), r.GetBoolean(11), r.GetString(12))),
        [],
        connection.Read("select contest, place, seats, registered, voters, spoilt, turnout, spoilt_share from totals order by contest, place, import", r =>
            new TotalsRow(r.GetString(0), r.GetString(1), (int?)r.Whole(2), r.Whole(3), r.Whole(4), r.Whole(5), r.Text(6), r.Text(7), "", 0)),
        connection.Read("select contest, place, list, seats, list_in_source, source from proclaimed_seats", r =>
            new SeatsRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), r.GetString(5), 0)))
    {
        Ties = connection.Read("select contest, place, decision, content from tie_decisions", r => new TieRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3))),
        Findings = connection.Read("select id, code, kind, contest, place, list, message, arguments from findings order by id", r =>
            new FindingRow(r.GetInt32(0), r.GetString(1), r.GetString(2), r.Text(3), r.Text(4), r.Text(5), r.GetString(6), r.GetString(7))),
        ContestLists = connection.Read("select contest, list from contest_lists", r => new ContestListRow(r.GetString(0), r.GetString(1))),
    };

    private static ShapeCatalogue Shapes(DbConnection connection)
    {
        var wkb = new WKBReader();
        var shapes = connection.Read("select place, wkb, is_approximate, source, attribution, valid_from from shapes", r =>
            (Place: r.GetString(0), Shape: new PlaceShape(wkb.Read(r.GetFieldValue<byte[]>(1)), r.GetBoolean(2), r.GetString(3), r.GetString(4)) { ValidFrom = r.Date(5) }));
        return shapes.Count == 0 ? ShapeCatalogue.Empty : new ShapeCatalogue(shapes.ToDictionary(s => s.Place, s => s.Shape));
    }

    private static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Whole(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static double? Degrees(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    private static DateOnly? Date(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    private static T Word<T>(this DbDataReader reader, int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));
}
