using Npgsql;
using NpgsqlTypes;

namespace Daira.Foundation.Storage;

/// <summary>
/// Rows into a table of PostgreSQL whose policies hold for the connection's role (<see cref="Access.RowPolicies"/>): the server copies into no
/// such table, so they are inserted, some thousands at a time, as one array for each column.
/// </summary>
internal static class GuardedInsert
{
    private const int Batch = 2_000;

    /// <summary>Papers are megabytes each: a batch ends with the row that reaches this.</summary>
    private const int BatchBytes = 8 << 20;

    /// <summary>Whether policies hold here: for every role but a superuser, on a guarded table.</summary>
    public static bool IsNeeded(NpgsqlConnection connection, string table) => connection.One("select row_security_active(@table)", ("@table", $"\"{table}\"")) is true;

    /// <param name="columns">Each with its type on the server, without a length.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    /// <returns>How many rows were written.</returns>
    public static int Into(NpgsqlConnection connection, string table, (string Name, string Type)[] columns, IEnumerable<object?[]> rows, CancellationToken stop)
    {
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var arrays = string.Join(", ", columns.Select((_, i) => $"${i + 1}"));
        var written = 0;
        foreach (var batch in Batches(rows))
        {
            stop.ThrowIfCancellationRequested();
#pragma warning disable CA2100 // Names come from the model or from the database's own catalogue.
            using var command = new NpgsqlCommand($"insert into \"{table}\" ({names}) select * from unnest({arrays})", connection);
#pragma warning restore CA2100
            for (var i = 0; i < columns.Length; i++)
            {
                command.Parameters.Add(Values(columns[i], batch, i));
            }

            written += command.ExecuteNonQuery();
        }

        return written;
    }

    private static IEnumerable<object?[][]> Batches(IEnumerable<object?[]> rows)
    {
        var (batch, bytes) = (new List<object?[]>(), 0L);
        foreach (var row in rows)
        {
            batch.Add(row);
            bytes += row.OfType<byte[]>().Sum(b => (long)b.Length);
            if (batch.Count == Batch || bytes >= BatchBytes)
            {
                yield return [.. batch];
                batch.Clear();
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }

    private static NpgsqlParameter Values((string Name, string Type) column, object?[][] batch, int at) => column.Type switch
    {
        "bigint" => Values(NpgsqlDbType.Bigint, Array.ConvertAll(batch, r => (long?)r[at])),
        "integer" => Values(NpgsqlDbType.Integer, Array.ConvertAll(batch, r => (int?)r[at])),
        "boolean" => Values(NpgsqlDbType.Boolean, Array.ConvertAll(batch, r => (bool?)r[at])),
        "bytea" => Values(NpgsqlDbType.Bytea, Array.ConvertAll(batch, r => (byte[]?)r[at])),
        "text" or "character varying" => Values(NpgsqlDbType.Text, Array.ConvertAll(batch, r => (string?)r[at])),
        var other => throw new InvalidOperationException($"{column.Name} is {other}: the types of guarded tables are bigint, integer, boolean, bytea and text."),
    };

    private static NpgsqlParameter Values<T>(NpgsqlDbType type, T[] values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
