using System.Data.Common;
using System.Runtime.InteropServices;
using Daira.Foundation.Storage;
using Npgsql;

namespace Daira.Elections.Storage;

/// <summary>One list's votes at one place, in force. Places and lists that are the same are the same string.</summary>
/// <param name="Votes">Null: withdrawn by a correction, so unknown again.</param>
internal readonly record struct CountedVote(string Place, string List, long? Votes);

/// <summary>
/// Reads the votes in force, contest by contest. An installation with polling stations has millions: no row becomes an object, and no code
/// is kept twice. What is read is the same on both engines; how differs, because each has its own fast way.
/// </summary>
internal sealed class VoteReader
{
    private const string Columns = "contest, place, list, votes, id";

    private readonly Dictionary<string, List<CountedVote>> votes = new(StringComparer.Ordinal);
    private readonly Names names = new();
    private readonly HashSet<long> replaced;
    private (string Contest, List<CountedVote> Votes) last = ("", []);

    private VoteReader(DbConnection connection) =>
        replaced = [.. connection.Read("select replaces from results where replaces is not null", r => r.GetInt64(0))];

    public static IReadOnlyDictionary<string, List<CountedVote>> Read(DbConnection connection)
    {
        var reader = new VoteReader(connection);
        if (connection is NpgsqlConnection postgres)
        {
            reader.Copy(postgres);
        }
        else
        {
            reader.Select(connection);
        }

        return reader.votes;
    }

    private void Select(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select {Columns} from results";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            Add(names.Of(0, rows.GetString(0)), names.Of(1, rows.GetString(1)), names.Of(2, rows.GetString(2)), rows.IsDBNull(3) ? null : rows.GetInt64(3), rows.GetInt64(4));
        }
    }

    /// <summary>The server's own bulk format.</summary>
    private void Copy(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryExport($"copy (select {Columns} from results) to stdout (format binary)");
        while (rows.StartRow() >= 0)
        {
            var (contest, place, list) = (names.Of(0, rows.Read<string>()), names.Of(1, rows.Read<string>()), names.Of(2, rows.Read<string>()));
            long? cast = null;
            if (rows.IsNull)
            {
                rows.Skip();
            }
            else
            {
                cast = rows.Read<long>();
            }

            Add(contest, place, list, cast, rows.Read<long>());
        }
    }

    private void Add(string contest, string place, string list, long? cast, long id)
    {
        if (replaced.Count > 0 && replaced.Contains(id))
        {
            return;
        }

        if (!ReferenceEquals(contest, last.Contest))
        {
            ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(votes, contest, out _);
            last = (contest, rows ??= []);
        }

        last.Votes.Add(new CountedVote(place, list, cast));
    }

    /// <summary>Codes as they were first met; a row mostly names the same ones as the row before.</summary>
    private sealed class Names
    {
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
        private readonly string[] latest = ["", "", ""];

        public string Of(int column, string written)
        {
            if (!string.Equals(latest[column], written, StringComparison.Ordinal))
            {
                ref var name = ref CollectionsMarshal.GetValueRefOrAddDefault(known, written, out _);
                latest[column] = name ??= written;
            }

            return latest[column];
        }
    }
}
