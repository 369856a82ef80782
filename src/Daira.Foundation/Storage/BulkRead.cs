using System.Buffers.Binary;
using System.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Daira.Foundation.Storage;

/// <summary>
/// A database as it was at one moment, read as its bytes lie there: no row and no text becomes an object. For tables of millions;
/// everything else is read by <see cref="Statements"/>. Several may be open at once, each on a connection of its own.
/// </summary>
public abstract class BulkRead : IDisposable
{
    /// <summary>The rows of a select, one at a time: end one before the next is asked for.</summary>
    public abstract BulkRows Rows(string select);

    public abstract void Dispose();
}

/// <summary>The row that was come to last; columns count from 0.</summary>
public abstract class BulkRows : IDisposable
{
    /// <returns>False after the last row.</returns>
    public abstract bool Next();

    public abstract bool IsNull(int column);

    /// <summary>A text as UTF-8, valid until the next row is asked for.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    public abstract long Whole(int column);

    public abstract void Dispose();
}

/// <summary>On a connection below ADO.NET, which makes a string of every text.</summary>
internal sealed class SqliteBulkRead : BulkRead
{
    private const int PatienceMilliseconds = 30_000;

    private readonly sqlite3 connection;

    public SqliteBulkRead(string file)
    {
        Check(raw.sqlite3_open_v2(file, out connection, raw.SQLITE_OPEN_READONLY, null));
        Check(raw.sqlite3_busy_timeout(connection, PatienceMilliseconds));
        Check(raw.sqlite3_exec(connection, "begin"));
    }

    public override BulkRows Rows(string select)
    {
        Check(raw.sqlite3_prepare_v2(connection, select, out var statement));
        return new SqliteRows(this, statement);
    }

    public override void Dispose() => connection.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), result);
        }
    }

    private sealed class SqliteRows(SqliteBulkRead read, sqlite3_stmt statement) : BulkRows
    {
        public override bool Next()
        {
            var result = raw.sqlite3_step(statement);
            read.Check(result);
            return result == raw.SQLITE_ROW;
        }

        public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        public override ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

        public override long Whole(int column) => raw.sqlite3_column_int64(statement, column);

        public override void Dispose() => statement.Dispose();
    }
}

/// <summary>By binary COPY, the server's own bulk format, taken apart in place.</summary>
internal sealed class PostgresBulkRead : BulkRead
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    public PostgresBulkRead(NpgsqlConnection connection)
    {
        this.connection = connection;
        transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
    }

    public override BulkRows Rows(string select) => new CopiedRows(connection.BeginRawBinaryCopy($"copy ({select}) to stdout (format binary)"));

    public override void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    private sealed class CopiedRows : BulkRows
    {
        private const int Signature = 11 + sizeof(int);

        private readonly Stream stream;
        private byte[] buffer = new byte[1 << 16];
        private (int At, int Length)[] columns = [];
        private int at;
        private int filled;

        public CopiedRows(Stream stream)
        {
            this.stream = stream;
            Skip(Signature);
            Skip(ReadWhole());
        }

        public override bool Next()
        {
            // Columns are found by where they start, so that a row has to stand in the buffer whole.
            var start = at;
            Need(sizeof(short), ref start);
            var count = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at));
            at += sizeof(short);
            if (count < 0)
            {
                return false;
            }

            if (columns.Length != count)
            {
                columns = new (int, int)[count];
            }

            for (var i = 0; i < count; i++)
            {
                Need(sizeof(int), ref start);
                var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at));
                at += sizeof(int);
                Need(Math.Max(0, length), ref start);
                columns[i] = (at - start, length);
                at += Math.Max(0, length);
            }

            for (var i = 0; i < count; i++)
            {
                columns[i].At += start;
            }

            return true;
        }

        public override bool IsNull(int column) => columns[column].Length < 0;

        public override ReadOnlySpan<byte> Text(int column) => buffer.AsSpan(columns[column].At, columns[column].Length);

        public override long Whole(int column)
        {
            var bytes = Text(column);
            return bytes.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);
        }

        public override void Dispose() => stream.Dispose();

        private int ReadWhole()
        {
            var start = at;
            Need(sizeof(int), ref start);
            at += sizeof(int);
            return BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at - sizeof(int)));
        }

        private void Skip(int bytes)
        {
            var start = at;
            Need(bytes, ref start);
            at += bytes;
        }

        /// <summary>Has so many bytes ready; what was read from <paramref name="start"/> on is kept, and may move to the front.</summary>
        private void Need(int bytes, ref int start)
        {
            if (filled - at >= bytes)
            {
                return;
            }

            var kept = buffer.AsSpan(start, filled - start);
            if (at - start + bytes > buffer.Length)
            {
                buffer = new byte[Math.Max(2 * buffer.Length, at - start + bytes)];
            }

            kept.CopyTo(buffer);
            (at, filled, start) = (at - start, filled - start, 0);
            while (filled - at < bytes)
            {
                var read = stream.Read(buffer, filled, buffer.Length - filled);
                filled += read > 0 ? read : throw new EndOfStreamException("The server's rows ended in the middle of one.");
            }
        }
    }
}
