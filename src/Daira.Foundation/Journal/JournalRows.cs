using System.Data.Common;

namespace Daira.Foundation.Journal;

/// <summary>Entries as they come out of the database, one at a time and as they lie there.</summary>
internal static class JournalRows
{
    public static IEnumerable<(long Id, JournalDraft Entry, string Hash)> After(DbConnection connection, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select id, at, actor, action, subject, detail, hash from journal where id > @after order by id";
        var after = command.CreateParameter();
        (after.ParameterName, after.Value) = ("@after", id);
        command.Parameters.Add(after);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var detail = reader.IsDBNull(5) ? null : reader.GetString(5);
            yield return (reader.GetInt64(0), new JournalDraft(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), detail), reader.GetString(6));
        }
    }
}
