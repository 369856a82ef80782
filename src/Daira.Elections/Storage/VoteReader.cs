using System.Data.Common;
using System.Globalization;
using System.Text;
using Daira.Elections.Places;
using Daira.Foundation.Storage;
using Microsoft.Data.Sqlite;

namespace Daira.Elections.Storage;

/// <summary>One list's votes at one place, in force.</summary>
/// <param name="Place">Index in the atlas.</param>
/// <param name="List">Index among the stored lists.</param>
/// <param name="Votes">≥ 0, or <see cref="Results.ContestResults.Unknown"/> where a correction withdrew them.</param>
internal readonly record struct CountedVote(int Place, int List, long Votes);

/// <summary>
/// Reads the votes in force, contest by contest. An installation with polling stations has millions: parts of the table are read side by
/// side, each on a connection of its own, and no row becomes an object (docs/decisions/0309).
/// </summary>
internal sealed class VoteReader(Database database, string version, Atlas atlas, IReadOnlyList<ListRow> lists)
{
    /// <summary>Below this a further connection costs more than it brings.</summary>
    private const long RowsOfAReader = 500_000;

    private const long RowsOfABlock = 60;

    private readonly Codes places = new(atlas.Places.Select(p => p.Code));
    private readonly Codes names = new(lists.Select(l => l.Code));

    /// <param name="connection">Where the rest was read.</param>
    /// <returns>By contest; null when the data moved on meanwhile.</returns>
    public Dictionary<string, List<CountedVote>>? Read(DbConnection connection)
    {
        var replaced = connection.Read("select replaces from results where replaces is not null", r => r.GetInt64(0)).ToHashSet();
        var parts = Task.WhenAll(Parts(connection).Select(where => Task.Run(() => Read(where, replaced)))).GetAwaiter().GetResult();
        return Array.TrueForAll(parts, p => p is not null) ? Together(parts!) : null;
    }

    /// <summary>Conditions that cut the table into pieces that lie together, in the order in which they were written.</summary>
    private static IEnumerable<string> Parts(DbConnection connection)
    {
        var (key, size, rows) = connection is SqliteConnection
            ? ("id", "select coalesce(max(id), 0) from results", 1)
            : ("ctid", "select pg_relation_size('results') / current_setting('block_size')::bigint", RowsOfABlock);
        var all = Convert.ToInt64(connection.One(size), CultureInfo.InvariantCulture);
        var readers = Math.Clamp(all * rows / RowsOfAReader, 1, Environment.ProcessorCount);
        for (var i = 0; i < readers; i++)
        {
            var (from, to) = (At(all * i / readers), At(all * (i + 1) / readers));
            yield return i < readers - 1 ? $"{key} >= {from} and {key} < {to}" : $"{key} >= {from}";
        }

        string At(long place) => rows == 1 ? place.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"'({place},0)'::tid");
    }

    private Dictionary<string, List<CountedVote>>? Read(string where, HashSet<long> replaced)
    {
        using var moment = database.BulkRead();
        if (VersionOf(moment) != version)
        {
            return null;
        }

        var votes = new Dictionary<string, List<CountedVote>>(StringComparer.Ordinal);
        using var rows = moment.Rows($"select contest, place, list, votes, id from results where {where}");
        byte[] contest = [];
        List<CountedVote> here = [];
        var place = new LastCode(places);
        while (rows.Next())
        {
            if (replaced.Count > 0 && replaced.Contains(rows.Whole(4)))
            {
                continue;
            }

            if (!rows.Text(0).SequenceEqual(contest))
            {
                contest = rows.Text(0).ToArray();
                here = ListOf(votes, Encoding.UTF8.GetString(contest));
            }

            here.Add(new CountedVote(place.Of(rows.Text(1)), names.Of(rows.Text(2)), rows.IsNull(3) ? Results.ContestResults.Unknown : rows.Whole(3)));
        }

        return votes;
    }

    private static string? VersionOf(BulkRead moment)
    {
        using var rows = moment.Rows(DataVersion.Select);
        return rows.Next() ? Encoding.UTF8.GetString(rows.Text(0)) : null;
    }

    private static Dictionary<string, List<CountedVote>> Together(Dictionary<string, List<CountedVote>>[] parts)
    {
        foreach (var (contest, votes) in parts.Skip(1).SelectMany(p => p))
        {
            ListOf(parts[0], contest).AddRange(votes);
        }

        return parts[0];
    }

    private static List<CountedVote> ListOf(Dictionary<string, List<CountedVote>> votes, string contest) =>
        votes.TryGetValue(contest, out var found) ? found : votes[contest] = [];

    /// <summary>Rows of a place mostly follow each other.</summary>
    private struct LastCode(Codes codes)
    {
        private byte[] code = [];
        private int index = -1;

        public int Of(ReadOnlySpan<byte> written)
        {
            if (index < 0 || !written.SequenceEqual(code))
            {
                (code, index) = (written.ToArray(), codes.Of(written));
            }

            return index;
        }
    }

    /// <summary>Codes found by their UTF-8 bytes.</summary>
    private sealed class Codes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> indices;

        public Codes(IEnumerable<string> codes)
        {
            var all = codes.Select((code, index) => (Bytes: Encoding.UTF8.GetBytes(code), index)).ToDictionary(c => c.Bytes, c => c.index, this);
            indices = all.GetAlternateLookup<ReadOnlySpan<byte>>();
        }

        public int Of(ReadOnlySpan<byte> code) => indices.TryGetValue(code, out var index)
            ? index
            : throw new InvalidDataException($"Results name {Encoding.UTF8.GetString(code)}, which is not stored.");

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] code) => GetHashCode(code.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> code)
        {
            var hash = new HashCode();
            hash.AddBytes(code);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> code) => code.ToArray();
    }
}
