using System.Data.Common;
using System.Globalization;
using Daira.Core.Names;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <summary>
/// Where each member stands, and by which spellings each is found: in memory alone, read from the register at the first question and carried
/// forward by whatever changed since. It keeps single words of names, never who bears which; what is shown is read from the register.
/// </summary>
public sealed class MemberDirectory(RecordStore record, OrganisationStore store) : IDisposable
{
    /// <summary>How long it is believed before it is asked whether anything changed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int Batch = 20_000;

    private readonly ReaderWriterLockSlim gate = new();
    private readonly NameIndex names = new();
    private readonly Dictionary<long, int> slots = [];
    private readonly Dictionary<string, int> placeNumbers = [];
    private readonly List<string> places = [];
    private readonly List<Entry> entries = [];
    private long version;
    private long asked;

    /// <summary>The places at which anybody is entered.</summary>
    public IReadOnlyList<string> Places => Ask(() => places.ToArray());

    public void Dispose() => gate.Dispose();

    /// <summary>Ids of those who fit, in the order of their entry; with a name, the nearest spelling first.</summary>
    /// <param name="name">Null or empty = whoever fits the rest.</param>
    /// <param name="wanted">Which places.</param>
    /// <param name="state">Null = all but erased.</param>
    public (IReadOnlyList<long> Ids, int Count) Find(string? name, Predicate<string> wanted, MemberState? state, int skip, int take)
    {
        Refresh();
        return Ask(() =>
        {
            var seen = places.ConvertAll(p => wanted(p)).ToArray();
            bool Fits(int i) => seen[entries[i].Place] && (state is null ? entries[i].State is not MemberState.Erased : entries[i].State == state);
            if (!string.IsNullOrWhiteSpace(name))
            {
                var found = names.Find(name, Fits, skip + take);
                return ((IReadOnlyList<long>)[.. found.Nearest.Skip(skip).Select(h => entries[h.Entry].Id)], found.Count);
            }

            var (ids, count) = (new List<long>(), 0);
            for (var i = 0; i < entries.Count; i++)
            {
                if (Fits(i) && count++ >= skip && ids.Count < take)
                {
                    ids.Add(entries[i].Id);
                }
            }

            return (ids, count);
        });
    }

    /// <summary>How many stand in each state, at the places wanted.</summary>
    public IReadOnlyDictionary<MemberState, int> Count(Predicate<string> wanted)
    {
        Refresh();
        return Ask(() =>
        {
            var (seen, counts) = (places.ConvertAll(p => wanted(p)).ToArray(), new int[Enum.GetValues<MemberState>().Length]);
            foreach (var entry in entries)
            {
                counts[(int)entry.State] += seen[entry.Place] ? 1 : 0;
            }

            return Enum.GetValues<MemberState>().Where(s => counts[(int)s] > 0).ToDictionary(s => s, s => counts[(int)s]);
        });
    }

    private T Ask<T>(Func<T> question)
    {
        gate.EnterReadLock();
        try
        {
            return question();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    private void Refresh()
    {
        var last = Interlocked.Read(ref asked);
        if (last != 0 && store.Clock.GetElapsedTime(last) < Interval)
        {
            return;
        }

        gate.EnterWriteLock();
        try
        {
            if (store.Prepare().IsDone)
            {
                using var connection = record.Database.Open(readOnly: true);
                CatchUp(connection);
            }

            Interlocked.Exchange(ref asked, store.Clock.GetTimestamp());
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private void CatchUp(DbConnection connection)
    {
        var newest = Convert.ToInt64(connection.One("select max(seq) from members") ?? 0L, CultureInfo.InvariantCulture);
        while (version < newest)
        {
            var rows = connection.Read(
                "select m.id, m.place, m.state, m.seq, m.sealed, k.wrapped from members m left join person_keys k on k.member = m.id where m.seq > @from order by m.seq limit @most",
                Read, ("@from", version), ("@most", Batch));
            var read = new PersonalData?[rows.Count];
            Parallel.For(0, rows.Count, i => read[i] = DataOf(rows[i]));
            for (var i = 0; i < rows.Count; i++)
            {
                Take(rows[i], read[i]);
            }

            version = rows[^1].Seq;
        }
    }

    private void Take(Row row, PersonalData? data)
    {
        var slot = slots.TryGetValue(row.Id, out var known) ? known : slots[row.Id] = entries.Count;
        if (!placeNumbers.TryGetValue(row.Place, out var place))
        {
            place = placeNumbers[row.Place] = places.Count;
            places.Add(row.Place);
        }

        var entry = new Entry(row.Id, place, row.State);
        if (slot == entries.Count)
        {
            entries.Add(entry);
        }
        else
        {
            entries[slot] = entry;
        }

        names.Set(slot, data?.Arabic, data?.Latin);
    }

    private PersonalData? DataOf(Row row) =>
        row is { Sealed: { } content, Wrapped: { } wrapped } ? PersonKeys.Read(store.Keys.Open(new PersonKey(row.Id, wrapped)), row.Id, content) : null;

    private static Row Read(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), Enum.Parse<MemberState>(r.GetString(2)), r.GetInt64(3), r.IsDBNull(4) ? null : (byte[])r.GetValue(4), r.IsDBNull(5) ? null : (byte[])r.GetValue(5));

    private readonly record struct Entry(long Id, int Place, MemberState State);

    private sealed record Row(long Id, string Place, MemberState State, long Seq, byte[]? Sealed, byte[]? Wrapped);
}
