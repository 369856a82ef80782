using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Daira.Foundation.Storage;

/// <summary>
/// Writes many rows of a mapped type at once: a prepared statement on SQLite, binary COPY on PostgreSQL. Columns and
/// conversions come from the context's model, so that there is one mapping. The change tracker is never used.
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
            var connection => Insert(connection, type.GetTableName()!, columns, rows, stop),
        };
    }

    private static int Insert<T>(DbConnection connection, string table, Column[] columns, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
        using var command = connection.CreateCommand();
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var slots = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
#pragma warning disable CA2100 // Names come from the model, values travel as parameters.
        command.CommandText = $"insert into \"{table}\" ({names}) values ({slots})";
#pragma warning restore CA2100
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        var written = 0;
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = columns[i].ValueOf(row) ?? DBNull.Value;
            }

            if (written == 0)
            {
                command.Prepare();
            }

            command.ExecuteNonQuery();
            written++;
        }

        return written;
    }

    private static int Copy<T>(NpgsqlConnection connection, string table, Column[] columns, IEnumerable<T> rows, CancellationToken stop)
        where T : class
    {
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
                    writer.Write(value, column.StoreType);
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
