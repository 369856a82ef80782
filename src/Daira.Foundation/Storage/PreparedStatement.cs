using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Daira.Foundation.Storage;

/// <summary>A statement of SQLite that is run many times with other values; what was bound stays bound.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private byte[] text = new byte[256];

    public PreparedStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out statement));
    }

    /// <param name="slot">Counted from 1.</param>
    /// <param name="value">As ADO.NET stores it: days as yyyy-MM-dd, a yes as 1.</param>
    /// <exception cref="ArgumentException">A type that no column of ours has.</exception>
    public void Bind(int slot, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, slot),
        string written => BindText(slot, written),
        long whole => raw.sqlite3_bind_int64(statement, slot, whole),
        int whole => raw.sqlite3_bind_int64(statement, slot, whole),
        bool yes => raw.sqlite3_bind_int64(statement, slot, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, slot, number),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, slot, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, slot, bytes),
        DateOnly day => BindText(slot, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{value.GetType().Name} is no type of a column.", nameof(value)),
    });

    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not raw.SQLITE_DONE)
        {
            Check(result);
        }

        Check(raw.sqlite3_reset(statement));
    }

    public void Dispose() => statement.Dispose();

    private int BindText(int slot, string written)
    {
        if (text.Length < Encoding.UTF8.GetMaxByteCount(written.Length))
        {
            text = new byte[Encoding.UTF8.GetMaxByteCount(written.Length)];
        }

        // An empty span has no address, which SQLite takes for nothing at all.
        return written.Length == 0
            ? raw.sqlite3_bind_text(statement, slot, written)
            : raw.sqlite3_bind_text(statement, slot, text.AsSpan(0, Encoding.UTF8.GetBytes(written, text)));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite Error {result}: '{raw.sqlite3_errmsg(connection).utf8_to_string()}'.", result);
        }
    }
}
