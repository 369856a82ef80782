using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace Daira.Foundation.Storage;

/// <summary>
/// Writes many rows of a mapped type at once: a prepared statement on SQLite, binary COPY on PostgreSQL (<see cref="GuardedInsert"/> where
/// policies hold). Columns and conversions come from the context's model, so that there is one mapping. The change tracker is never used.
/// </summary>
public static class BulkInsert
{
    /// <returns>How many rows were written.</returns>
    /// <exception cref="ArgumentException">The type is not mapped in this context.</exception>
    public static int Into<T>(DbContext context, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
        var type = context.Model.FindEntityType(typeof(T))
            ?? throw new ArgumentException($"{typeof(T).Name} is not mapped by {context.GetType().Name}.", nameof(context));
        var columns = type.GetProperties().Select(Column.Of).ToArray();
        return context.Database.GetDbConnection() switch
        {
            NpgsqlConnection postgres => Copy(postgres, type.GetTableName()!, columns, rows, stop),
            var connection => Insert((SqliteConnection)connection, type.GetTableName()!, columns, rows, stop),
        };
    }

    /// <summary>Below ADO.NET, which looks up every parameter by its name for every row. What is the same as in the row before stays bound.</summary>
    private static int Insert<T>(SqliteConnection connection, string table, Column[] columns, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var slots = string.Join(", ", columns.Select(_ => "?"));
        using var insert = EmbeddedSqlite.Prepare(connection, $"insert into \"{table}\" ({names}) values ({slots})");
        var bound = new object?[columns.Length];
        var written = 0;
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Length; i++)
            {
                var value = columns[i].ValueOf(row);
                if (!ReferenceEquals(value, bound[i]))
                {
                    insert.Bind(i + 1, value);
                    bound[i] = value;
                }
            }

            insert.Run();
            written++;
        }

        return written;
    }

    private static int Copy<T>(NpgsqlConnection connection, string table, Column[] columns, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
        if (GuardedInsert.IsNeeded(connection, table))
        {
            return GuardedInsert.Into(connection, table, Array.ConvertAll(columns, c => (c.Name, c.StoreType)), rows.Select(r => Array.ConvertAll(columns, c => c.ValueOf(r))), stop);
        }

        using var writer = connection.BeginBinaryImport($"copy \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) from stdin (format binary)");
        var written = 0;
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            writer.StartRow();
            foreach (var column in columns)
            {
                if (column.ValueOf(row) is { } value)
                {
                    Write(writer, value, column.StoreType);
                }
                else
                {
                    writer.WriteNull();
                }
            }

            written++;
        }

        writer.Complete();
        return written;
    }

    /// <summary>Types that are known here need not be looked up by name for every value.</summary>
    private static void Write(NpgsqlBinaryImporter writer, object value, string storeType)
    {
        switch (storeType)
        {
            case "text": writer.Write((string)value, NpgsqlDbType.Text); break;
            case "bigint": writer.Write((long)value, NpgsqlDbType.Bigint); break;
            case "integer": writer.Write((int)value, NpgsqlDbType.Integer); break;
            default: writer.Write(value, storeType); break;
        }
    }

    private sealed record Column(string Name, string StoreType, Func<object, object?> ValueOf)
    {
        public static Column Of(IProperty property)
        {
            var mapping = property.GetRelationalTypeMapping();
            var getter = property.GetGetter();
            var convert = mapping.Converter?.ConvertToProvider;
            return new Column(
                property.GetColumnName(),
                mapping.StoreTypeNameBase,
                row => getter.GetClrValue(row) is { } value ? convert is null ? value : convert(value) : null);
        }
    }
}
