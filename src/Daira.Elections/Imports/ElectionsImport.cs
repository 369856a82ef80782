using System.Data.Common;
using Daira.Elections.Storage;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports;

/// <summary>The commit of a whole set of tables: replaces everything in <c>elections</c> in the caller's transaction.</summary>
internal static class ElectionsImport
{
    private static readonly string[] Tables =
    [
        "sources", "places", "place_names", "populations", "memberships", "shapes", "replaced_places", "lists", "list_aliases", "contest_lists", "contests", "results", "totals", "proclaimed_seats", "tie_decisions", "findings",
    ];

    /// <returns>How many rows were written.</returns>
    public static int Replace(DbConnection connection, ElectionsDb db, ElectionTables tables, CancellationToken stop)
    {
        foreach (var table in Tables)
        {
            connection.Run($"delete from {table}");
        }

        return BulkInsert.Into(db, tables.Sources, stop)
            + BulkInsert.Into(db, tables.Places, stop)
            + BulkInsert.Into(db, tables.PlaceNames, stop)
            + BulkInsert.Into(db, tables.Populations, stop)
            + BulkInsert.Into(db, tables.Memberships, stop)
            + BulkInsert.Into(db, tables.Shapes, stop)
            + BulkInsert.Into(db, tables.Lists, stop)
            + BulkInsert.Into(db, tables.ListAliases, stop)
            + BulkInsert.Into(db, tables.ContestLists, stop)
            + BulkInsert.Into(db, tables.Contests, stop)
            + BulkInsert.Into(db, tables.Votes, stop)
            + BulkInsert.Into(db, tables.Totals, stop)
            + BulkInsert.Into(db, tables.Seats, stop)
            + BulkInsert.Into(db, tables.Findings, stop);
    }
}
