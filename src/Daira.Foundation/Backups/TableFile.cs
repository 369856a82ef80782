using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daira.Foundation.Backups;

/// <summary>
/// The rows of a table as lines of JSON, gzipped, the same from both engines: first the names of the columns, then one array
/// for each row. Whole numbers and yes/no are integers, bytes are <c>{"b": base64}</c>.
/// </summary>
internal static class TableFile
{
    /// <summary>Rows sent to PostgreSQL or read between two looks at the cancellation.</summary>
    private const int Stride = 1000;

    /// <summary>As SQLite holds dates.</summary>
    private const string Day = "yyyy-MM-dd";

    /// <returns>How many rows were written.</returns>
    public static long Write(DbConnection connection, string table, Stream file, CancellationToken stop)
    {
        using var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        using var command = Select(connection, table, Columns(connection, table).Select(c => c.Name));
        using var reader = command.ExecuteReader();
        using var line = new MemoryStream();
        WriteLine(packed, line, json => { for (var i = 0; i < reader.FieldCount; i++) { json.WriteStringValue(reader.GetName(i)); } });
        var rows = 0L;
        for (; reader.Read(); rows++)
        {
            if (rows % Stride == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            WriteLine(packed, line, json => { for (var i = 0; i < reader.FieldCount; i++) { WriteValue(json, table, reader, i); } });
        }

        return rows;
    }

    /// <returns>How many rows were inserted.</returns>
    /// <exception cref="InvalidDataException">A line is not one of these, or names a column that the table has not.</exception>
    public static long Read(DbConnection connection, string table, Stream file, CancellationToken stop)
    {
        using var packed = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var lines = new StreamReader(packed);
        var names = Values(lines.ReadLine() ?? throw new InvalidDataException($"{table}: the file is empty.")).Select(v => v.GetString()!).ToArray();
        var columns = Columns(connection, table).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var wanted = Array.ConvertAll(names, n => columns.TryGetValue(n, out var found) ? found : throw new InvalidDataException($"{table} has no column {n}."));
        var rows = connection is NpgsqlConnection server ? Copy(server, table, wanted, lines, stop) : Insert(connection, table, wanted, lines, stop);
        foreach (var identity in wanted.Where(c => c.IsIdentity))
        {
            Move(connection, table, identity.Name);
        }

        return rows;
    }

    private sealed record Column(string Name, string Type, bool IsIdentity);

    private static List<Column> Columns(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        if (connection is SqliteConnection)
        {
            command.CommandText = "select name, type, 0 from pragma_table_info(@table) order by cid";
        }
        else
        {
            command.CommandText =
                """
                select column_name, data_type, case when is_identity = 'YES' then 1 else 0 end from information_schema.columns
                where table_schema = current_schema() and table_name = @table and is_generated = 'NEVER' order by ordinal_position
                """;
        }

        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@table", table);
        command.Parameters.Add(parameter);
        using var reader = command.ExecuteReader();
        var columns = new List<Column>();
        while (reader.Read())
        {
            columns.Add(new Column(reader.GetString(0), reader.GetString(1), reader.GetInt32(2) == 1));
        }

        return columns;
    }

    private static DbCommand Select(DbConnection connection, string table, IEnumerable<string> columns)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the database's own catalogue.
        command.CommandText = $"select {string.Join(", ", columns.Select(c => $"\"{c}\""))} from \"{table}\"";
#pragma warning restore CA2100
        return command;
    }

    private static void WriteLine(Stream to, MemoryStream line, Action<Utf8JsonWriter> values)
    {
        line.SetLength(0);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            values(json);
            json.WriteEndArray();
        }

        line.WriteByte((byte)'\n');
        line.WriteTo(to);
    }

    private static void WriteValue(Utf8JsonWriter json, string table, DbDataReader reader, int column)
    {
        switch (reader.GetValue(column))
        {
            case DBNull: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case long number: json.WriteNumberValue(number); break;
            case int number: json.WriteNumberValue(number); break;
            case short number: json.WriteNumberValue(number); break;
            case bool yes: json.WriteNumberValue(yes ? 1 : 0); break;
            case double number: json.WriteNumberValue(number); break;
            case DateOnly date: json.WriteStringValue(date.ToString(Day, CultureInfo.InvariantCulture)); break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("b", bytes);
                json.WriteEndObject();
                break;
            case var other:
                throw new InvalidOperationException($"{table}.{reader.GetName(column)} holds {other.GetType().Name}, which only one of the two engines has.");
        }
    }

    private static long Insert(DbConnection connection, string table, Column[] columns, StreamReader lines, CancellationToken stop)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the database's own catalogue, values travel as parameters.
        command.CommandText = $"insert into \"{table}\" ({Names(columns)}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        var rows = 0L;
        for (; lines.ReadLine() is { } line; rows++)
        {
            if (rows % Stride == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            var values = Row(table, line, columns.Length);
            for (var i = 0; i < columns.Length; i++)
            {
                command.Parameters[i].Value = Plain(values[i]) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        return rows;
    }

    private static long Copy(NpgsqlConnection connection, string table, Column[] columns, StreamReader lines, CancellationToken stop)
    {
        if (GuardedInsert.IsNeeded(connection, table))
        {
            return GuardedInsert.Into(
                connection, table, Array.ConvertAll(columns, c => (c.Name, c.Type)), Rows(table, lines, columns.Length).Select(r => r.Select((v, i) => ValueOf(columns[i], v)).ToArray()), stop);
        }

        using var writer = connection.BeginBinaryImport($"copy \"{table}\" ({Names(columns)}) from stdin (format binary)");
        var rows = 0L;
        for (; lines.ReadLine() is { } line; rows++)
        {
            if (rows % Stride == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            var values = Row(table, line, columns.Length);
            writer.StartRow();
            for (var i = 0; i < columns.Length; i++)
            {
                Send(writer, columns[i], values[i]);
            }
        }

        writer.Complete();
        return rows;
    }

    private static void Send(NpgsqlBinaryImporter writer, Column column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            writer.WriteNull();
            return;
        }

        switch (column.Type)
        {
            case "boolean": writer.Write(value.GetInt64() != 0); break;
            case "bigint": writer.Write(value.GetInt64()); break;
            case "integer": writer.Write(value.GetInt32()); break;
            case "smallint": writer.Write(value.GetInt16()); break;
            case "double precision": writer.Write(value.GetDouble()); break;
            case "date": writer.Write(DateOnly.ParseExact(value.GetString()!, Day, CultureInfo.InvariantCulture)); break;
            case "bytea": writer.Write(value.GetProperty("b").GetBytesFromBase64()); break;
            case "text" or "character varying": writer.Write(value.GetString()!); break;
            case var other: throw new InvalidOperationException($"{column.Name} is {other}, which only one of the two engines has.");
        }
    }

    private static IEnumerable<JsonElement[]> Rows(string table, StreamReader lines, int columns)
    {
        while (lines.ReadLine() is { } line)
        {
            yield return Row(table, line, columns);
        }
    }

    private static object? ValueOf(Column column, JsonElement value) => column.Type switch
    {
        _ when value.ValueKind == JsonValueKind.Null => null,
        "boolean" => value.GetInt64() != 0,
        "integer" => value.GetInt32(),
        _ => Plain(value),
    };

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.Object => value.GetProperty("b").GetBytesFromBase64(),
        _ => throw new InvalidDataException($"“{value}” is no value of a table."),
    };

    private static JsonElement[] Row(string table, string line, int columns) => Values(line) is var values && values.Length == columns
        ? values
        : throw new InvalidDataException($"{table}: a row has {values.Length} values for {columns} columns.");

    private static JsonElement[] Values(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return [.. document.RootElement.Clone().EnumerateArray()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("A line of the backup is not a row.", e);
        }
    }

    /// <summary>The next number given out comes after the restored ones.</summary>
    private static void Move(DbConnection connection, string table, string column)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the database's own catalogue.
        command.CommandText = $"select setval(pg_get_serial_sequence('\"{table}\"', '{column}'), coalesce(max(\"{column}\"), 1), max(\"{column}\") is not null) from \"{table}\"";
#pragma warning restore CA2100
        command.ExecuteScalar();
    }

    private static string Names(Column[] columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
}
