using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Journal;

/// <summary>Writes the whole journal with its checkpoints to a file that anyone with the public key can verify without this program's database.</summary>
public sealed class ExportJournal(RecordStore record, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>The checkpoint that covers everything written.</returns>
    public Outcome<Checkpoint> Run(string file, Actor actor, CancellationToken stop)
    {
        var acting = Rights.Acting(actor, Rights.ReadJournal, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Checkpoint>.Refused(acting.Refusals);
        }

        if (record.Prepare() is { IsDone: false } closed)
        {
            return Outcome<Checkpoint>.Refused(closed.Refusals);
        }

        record.Witness(acting.Value, clock, "journal-exported", "journal");
        var signed = new SignCheckpoint(record, keys, clock).Run();
        if (!signed.IsDone)
        {
            return Outcome<Checkpoint>.Refused(signed.Refusals);
        }

        WriteWhole(file, stop);
        return signed.Value!;
    }

    /// <summary>The file appears when it is complete; an older one is replaced whole or stays.</summary>
    private void WriteWhole(string file, CancellationToken stop)
    {
        var draft = file + ".part";
        try
        {
            using (var stream = new BufferedStream(new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None), 1 << 20))
            {
                Write(stream, stop);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private void Write(Stream to, CancellationToken stop) => record.Read(db =>
    {
        // Checkpoints first: entries written meanwhile then lie beyond the last one, never before it.
        var checkpoints = new Queue<Checkpoint>(db.Rows<Checkpoint>().AsNoTracking().OrderBy(c => c.Size));
        JournalFile.Head(to);
        foreach (var (id, entry, hash) in JournalRows.After(db.Database.GetDbConnection(), 0))
        {
            stop.ThrowIfCancellationRequested();
            JournalFile.Entry(to, id, entry, hash);
            if (checkpoints.TryPeek(out var next) && next.Size == id)
            {
                JournalFile.Checkpoint(to, checkpoints.Dequeue());
            }
        }

        return true;
    });
}

/// <summary>One entry with its proof: shows that it stands in the signed journal without showing the rest of it.</summary>
public sealed class ProveEntry(RecordStore record, InstallationKeys keys, TimeProvider clock)
{
    public Outcome<Checkpoint> Run(long id, Stream to, Actor actor)
    {
        if (Rights.Refuse(actor, Rights.ReadJournal) is { } forbidden)
        {
            return forbidden;
        }

        var signed = new SignCheckpoint(record, keys, clock).Run();
        return !signed.IsDone ? Outcome<Checkpoint>.Refused(signed.Refusals)
            : signed.Value is not { } checkpoint || id < 1 || id > checkpoint.Size
                ? new Refusal(RefusalKind.NotFound, "no-such-entry", new Message("journal.no-such-entry", id, signed.Value?.Size ?? 0))
            : Write(id, to, checkpoint);
    }

    private Checkpoint Write(long id, Stream to, Checkpoint checkpoint)
    {
        using var connection = record.Database.Open(readOnly: true);
        var leaves = connection.Read("select hash from journal where id <= @size order by id", r => Convert.FromHexString(r.GetString(0)), ("@size", checkpoint.Size));
        var (_, entry, hash) = JournalRows.After(connection, id - 1).First();
        var previous = id == 1 ? EntryHash.First : Convert.ToHexStringLower(leaves[checked((int)id) - 2]);
        JournalFile.Proof(to, id, entry, hash, previous, MerkleTree.Path(leaves, checked((int)id) - 1), checkpoint);
        return checkpoint;
    }
}
