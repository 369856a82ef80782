using System.Data.Common;
using System.Globalization;
using Daira.Foundation.Storage;
using Npgsql;

namespace Daira.Foundation.Journal;

/// <summary>Puts entries at the end of the chain, one writer at a time, inside the transaction of what they speak of.</summary>
internal static class Chain
{
    private const int MostAtOnce = 10_000;

    public static void Append(DbConnection connection, IReadOnlyList<JournalDraft> drafts)
    {
        if (drafts.Count == 0)
        {
            return;
        }

        Hold(connection);
        var (id, hash) = Head(connection);
        var rows = drafts.Select(d => (Id: ++id, Draft: d, Hash: hash = EntryHash.Of(id, hash, d))).ToList();
        if (connection is NpgsqlConnection)
        {
            foreach (var part in rows.Chunk(MostAtOnce))
            {
                InsertAtOnce(connection, part);
            }
        }
        else
        {
            InsertEach(connection, rows);
        }
    }

    /// <summary>Over a network each statement costs its way there and back: one for all.</summary>
    private static void InsertAtOnce(DbConnection connection, (long Id, JournalDraft Draft, string Hash)[] rows) => connection.Run(
        "insert into journal (id, at, actor, action, subject, detail, hash) select * from unnest(@ids, @ats, @actors, @actions, @subjects, @details, @hashes)",
        ("@ids", Array.ConvertAll(rows, r => r.Id)),
        ("@ats", Array.ConvertAll(rows, r => r.Draft.At)),
        ("@actors", Array.ConvertAll(rows, r => r.Draft.Actor)),
        ("@actions", Array.ConvertAll(rows, r => r.Draft.Action)),
        ("@subjects", Array.ConvertAll(rows, r => r.Draft.Subject)),
        ("@details", Array.ConvertAll(rows, r => r.Draft.Detail)),
        ("@hashes", Array.ConvertAll(rows, r => r.Hash)));

    private static void InsertEach(DbConnection connection, List<(long Id, JournalDraft Draft, string Hash)> rows)
    {
        using var insert = Insert(connection);
        foreach (var (id, draft, hash) in rows)
        {
            object?[] row = [id, draft.At, draft.Actor, draft.Action, draft.Subject, draft.Detail, hash];
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    /// <summary>Until the transaction ends nobody else appends. SQLite has one writer anyway.</summary>
    public static void Hold(DbConnection connection)
    {
        if (connection is NpgsqlConnection)
        {
            connection.Run("select pg_advisory_xact_lock(hashtext('daira.journal'))");
        }
    }

    /// <summary>The last entry's number and hash; 0 and zeros before the first.</summary>
    public static (long Id, string Hash) Head(DbConnection connection) =>
        connection.Read("select id, hash from journal order by id desc limit 1", r => (r.GetInt64(0), r.GetString(1))) is [var head] ? head : (0, EntryHash.First);

    private static DbCommand Insert(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "insert into journal (id, at, actor, action, subject, detail, hash) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
        for (var i = 0; i < 7; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
