using System.Data.Common;
using Daira.Core.Names;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Organisation.Members.Import;

/// <summary>
/// Looks for people who may be the same: born on the same day and called alike, in the register and in the file itself. Whether they are one
/// person it never decides, but where name, day and place are equal there is nothing to decide.
/// </summary>
internal sealed class AlikeMembers
{
    private const int Batch = 20_000;
    private const int MostNamed = 5;

    private readonly PersonNames names = new();
    private readonly IReadOnlyList<MemberOfFile> rows;
    private readonly PersonName?[] spelled;
    private readonly Dictionary<DateOnly, List<int>> byBirth = [];
    private readonly Dictionary<long, int> byNumber = [];
    private readonly Standing[] standings;

    /// <param name="rows">Those that were refused are left alone.</param>
    public AlikeMembers(IReadOnlyList<MemberOfFile> rows, CancellationToken stop)
    {
        this.rows = rows;
        spelled = new PersonName?[rows.Count];
        standings = new Standing[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = stop }, i => spelled[i] = rows[i].Data is { } data ? names.Of(data.Arabic, data.Latin) : null);
        for (var i = 0; i < rows.Count; i++)
        {
            standings[i] = new Standing();
            if (rows[i] is { Data.Born: { } born } row)
            {
                (byBirth.TryGetValue(born, out var same) ? same : byBirth[born] = []).Add(i);
                if (row.Number is { } number && !byNumber.TryAdd(number, i))
                {
                    standings[i].NumberOf = rows[byNumber[number]].Line;
                }
            }
        }
    }

    /// <summary>Whom each row may be, or what stands against it.</summary>
    public IReadOnlyList<Standing> Standings => standings;

    /// <summary>Compares the rows of the file with each other: the later is held against the earlier.</summary>
    public void LookInFile(CancellationToken stop) => Parallel.ForEach(byBirth.Values, new ParallelOptions { CancellationToken = stop }, born =>
    {
        for (var later = 1; later < born.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                Hold(born[later], spelled[born[earlier]]!, rows[born[earlier]].Place!, null, rows[born[earlier]].Line, null);
            }
        }
    });

    /// <summary>Compares them with the entries of the register that changed after a point.</summary>
    /// <returns>How far it looked.</returns>
    public long LookInRegister(DbConnection connection, PersonKeys keys, long from, Action<int>? looked, CancellationToken stop)
    {
        for (var reached = from; ; looked?.Invoke(Batch))
        {
            stop.ThrowIfCancellationRequested();
            var entries = connection.Read(
                "select m.id, m.place, m.seq, m.number, m.sealed, k.wrapped from members m join person_keys k on k.member = m.id where m.seq > @from order by m.seq limit @most",
                r => new Entry(r.GetInt64(0), r.GetString(1), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.IsDBNull(4) ? null : (byte[])r.GetValue(4), (byte[])r.GetValue(5)),
                ("@from", reached),
                ("@most", Batch));
            if (entries.Count == 0)
            {
                return reached;
            }

            Parallel.ForEach(entries, new ParallelOptions { CancellationToken = stop }, e => Compare(e, keys));
            reached = entries[^1].Seq;
        }
    }

    private void Compare(Entry entry, PersonKeys keys)
    {
        if (entry.Sealed is not { } content)
        {
            return;
        }

        var data = PersonKeys.Read(keys.Open(new PersonKey(entry.Id, entry.Wrapped)), entry.Id, content);
        if (entry.Number is { } number && byNumber.TryGetValue(number, out var holder) && rows[holder].Data?.Born != data.Born)
        {
            standings[holder].IsNumberTaken = true;
        }

        if (data.Born is not { } born || !byBirth.TryGetValue(born, out var same))
        {
            return;
        }

        var name = names.Of(data.Arabic, data.Latin);
        foreach (var row in same)
        {
            Hold(row, name, entry.Place, entry.Id, null, entry.Number);
        }
    }

    private void Hold(int row, PersonName other, string place, long? member, int? line, long? number)
    {
        var (name, here, standing) = (spelled[row]!, rows[row], standings[row]);
        var sameNumber = number is not null && number == here.Number;
        if (!PersonNames.AreAlike(name, other))
        {
            standing.IsNumberTaken |= sameNumber;
            return;
        }

        var (equal, samePlace) = (PersonNames.AreEqual(name, other), place == here.Place);
        Message[] evidence =
        [
            new("member.alike.born"), new(equal ? "member.alike.name-equal" : "member.alike.name"), new(samePlace ? "member.alike.place" : "member.alike.place-other"),
            .. sameNumber ? [new("member.alike.number")] : Array.Empty<Message>(),
        ];
        lock (standing)
        {
            standing.IsSame |= sameNumber || (equal && samePlace);
            if (standing.Alike.Count < MostNamed)
            {
                standing.Alike.Add(new Perhaps(member, line, evidence));
            }
        }
    }

    /// <summary>What was found about one row.</summary>
    internal sealed class Standing
    {
        public bool IsSame { get; set; }

        public bool IsNumberTaken { get; set; }

        /// <summary>Line of the file that has the same number.</summary>
        public int? NumberOf { get; set; }

        public List<Perhaps> Alike { get; } = [];
    }

    private sealed record Entry(long Id, string Place, long Seq, long? Number, byte[]? Sealed, byte[] Wrapped);
}
