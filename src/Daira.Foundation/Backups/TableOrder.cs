using System.Data.Common;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;

namespace Daira.Foundation.Backups;

/// <summary>The tables of a database, each after those it refers to, so that they can be filled in this order.</summary>
internal static class TableOrder
{
    public static IReadOnlyList<string> Of(DbConnection connection)
    {
        var refersTo = References(connection);
        var ordered = new List<string>();
        foreach (var table in connection.Tables().Where(t => t != SchemaVersion.Table).Order(StringComparer.Ordinal))
        {
            Visit(table, refersTo, ordered, []);
        }

        return ordered;
    }

    private static void Visit(string table, ILookup<string, string> refersTo, List<string> ordered, HashSet<string> under)
    {
        if (ordered.Contains(table) || !under.Add(table))
        {
            return;
        }

        foreach (var other in refersTo[table].Order(StringComparer.Ordinal))
        {
            Visit(other, refersTo, ordered, under);
        }

        ordered.Add(table);
    }

    private static ILookup<string, string> References(DbConnection connection)
    {
        var sql = connection is SqliteConnection
            ? "select m.name, f.\"table\" from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'"
            : """
              select c.relname, p.relname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
              where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace
              """;
        return connection.Read(sql, r => (Table: r.GetString(0), Other: r.GetString(1))).ToLookup(r => r.Table, r => r.Other, StringComparer.Ordinal);
    }
}
