using System.Security.Cryptography;
using System.Text.Json;
using Daira.Foundation.Languages;

namespace Daira.Foundation.Journal;

/// <summary>The first thing that is wrong with a journal file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Code">Stable word, e.g. <c>hash-differs</c>.</param>
public sealed record JournalFault(long Line, string Code, Message Message);

/// <summary>What was found in a journal file.</summary>
/// <param name="Entries">Entries read before the end or the first fault.</param>
/// <param name="Signed">Entries covered by the last good checkpoint; 0 when there is none.</param>
/// <param name="IsVerified">Every entry up to <paramref name="Signed"/> is vouched for by the key given: false without a key or without any checkpoint.</param>
/// <param name="Fault">Null when nothing is wrong.</param>
public sealed record JournalVerification(long Entries, long Signed, bool IsVerified, JournalFault? Fault)
{
    public bool IsOk => Fault is null && IsVerified;

    /// <summary>Entries that are chained but lie beyond the last checkpoint: nobody has signed them yet.</summary>
    public long Beyond => Entries - Signed;
}

/// <summary>
/// Verifies an exported journal, or the proof of one entry, with nothing but the file and the public key. Needs no database; the
/// format is in docs/methods/journal.md.
/// </summary>
/// <param name="keys">Public keys, from elsewhere than the file; none: the chain is checked and said to be unverified. A key that one of them introduces in the journal is trusted from there on.</param>
/// <param name="kept">A checkpoint kept elsewhere: the file must contain everything it covered, unchanged.</param>
public sealed class VerifyJournal(IReadOnlyList<ECDsa> keys, Checkpoint? kept)
{
    /// <param name="key">The one public key; null for none.</param>
    public VerifyJournal(ECDsa? key, Checkpoint? kept)
        : this(key is null ? [] : [key], kept)
    {
    }

    private readonly List<ECDsa> trusted = [.. keys];
    private readonly MerkleTree tree = new();
    private readonly byte[] previous = new byte[EntryHash.Length];
    private Checkpoint? last;
    private bool keptWasMet;
    private int proofs;

    public JournalVerification Run(Stream file, CancellationToken stop)
    {
        if (kept is not null && HasKey && !trusted.Any(kept.IsSignedBy))
        {
            return Found(new JournalFault(0, "kept-not-signed", new Message("journal.fault.kept-not-signed")));
        }

        var reader = new LineReader(file);
        while (reader.Next(out var line))
        {
            stop.ThrowIfCancellationRequested();
            if (Check(line, reader.Line, reader.IsWhole) is { } fault)
            {
                return Found(fault);
            }
        }

        return Found(End(reader.Line));
    }

    private JournalFault? Check(ReadOnlySpan<byte> line, long number, bool isWhole)
    {
        var fields = new JournalFields(line);
        try
        {
            return !isWhole ? Fault(number, "cut-line")
                : number == 1 ? fields.IsProof ? CheckProof(ref fields) : fields.Head() ? null : Fault(1, "no-journal")
                : fields.IsEntry ? CheckEntry(ref fields, line, number)
                : CheckCheckpoint(fields.Checkpoint(), number);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return Fault(number, number == 1 ? "no-journal" : "not-readable");
        }
    }

    private JournalFault? CheckEntry(ref JournalFields fields, ReadOnlySpan<byte> text, long line)
    {
        Span<byte> computed = stackalloc byte[EntryHash.Length];
        var id = fields.Entry(previous, computed, out var written);
        if (id != tree.Size + 1)
        {
            return new JournalFault(line, "out-of-order", new Message("journal.fault.out-of-order", line, tree.Size + 1, id));
        }

        if (!computed.SequenceEqual(written))
        {
            return new JournalFault(line, "hash-differs", new Message("journal.fault.hash-differs", line, id));
        }

        computed.CopyTo(previous);
        tree.Add(computed);
        if (HasKey && Introduction.Read(text, trusted) is { } introduced)
        {
            trusted.Add(introduced);
        }

        return kept?.Size == tree.Size ? MeetKept(line) : null;
    }

    private JournalFault? MeetKept(long line)
    {
        keptWasMet = kept!.Root == tree.Root();
        return keptWasMet ? null : Fault(line, "kept-differs");
    }

    private JournalFault? CheckCheckpoint(Checkpoint checkpoint, long line)
    {
        var fault = checkpoint.Size != tree.Size || checkpoint.Previous != (last?.Size ?? 0) || checkpoint.Size <= checkpoint.Previous ? Fault(line, "checkpoint-misplaced")
            : checkpoint.Root != tree.Root() ? Fault(line, "root-differs")
            : HasKey && !trusted.Any(checkpoint.IsSignedBy) ? Fault(line, "signature-wrong")
            : null;
        last = checkpoint;
        return fault;
    }

    /// <summary>A proof stands alone on its line: entry, path and checkpoint must lead to the root that was signed.</summary>
    private JournalFault? CheckProof(ref JournalFields fields)
    {
        var proof = fields.Proof();
        Span<byte> leaf = stackalloc byte[EntryHash.Length];
        MerkleTree.Leaf(EntryHash.BytesOf(proof.Id, proof.Previous, proof.Entry), leaf);
        var fault = Convert.ToHexStringLower(leaf) != proof.Hash ? new JournalFault(1, "hash-differs", new Message("journal.fault.hash-differs", 1L, proof.Id))
            : MerkleTree.RootOf(leaf, proof.Id - 1, proof.Checkpoint.Size, proof.Path) != proof.Checkpoint.Root ? Fault(1, "root-differs")
            : HasKey && !trusted.Any(proof.Checkpoint.IsSignedBy) ? Fault(1, "signature-wrong")
            : kept is not null && kept.Size != proof.Checkpoint.Size ? new JournalFault(1, "kept-other", new Message("journal.fault.kept-other", proof.Checkpoint.Size, kept.Size))
            : kept is not null && kept.Root != proof.Checkpoint.Root ? Fault(1, "kept-differs")
            : null;
        (last, keptWasMet, proofs) = (proof.Checkpoint, true, proofs + 1);
        return fault;
    }

    private JournalFault? End(long lines) =>
        lines == 0 ? Fault(0, "no-journal")
        : proofs > 0 ? lines == 1 ? null : Fault(2, "not-readable")
        : kept is not null && !keptWasMet
            ? new JournalFault(lines, "shorter-than-kept", new Message("journal.fault.shorter-than-kept", tree.Size, kept.Size))
        : null;

    private JournalVerification Found(JournalFault? fault) => proofs > 0
        ? new JournalVerification(1, 1, HasKey && fault is null, fault)
        : new JournalVerification(tree.Size, Signed, HasKey && Signed > 0 && fault is null, fault);

    private bool HasKey => keys.Count > 0;

    /// <summary>A checkpoint kept elsewhere vouches like one in the file.</summary>
    private long Signed => Math.Max(last?.Size ?? 0, keptWasMet ? kept!.Size : 0);

    private static JournalFault Fault(long line, string code) => new(line, code, new Message("journal.fault." + code, line));
}
