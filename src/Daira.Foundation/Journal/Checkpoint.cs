using System.Security.Cryptography;
using System.Text;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Journal;

/// <summary>What the journal was at a moment, signed: whoever keeps one elsewhere can tell later whether anything before it was changed or cut off.</summary>
/// <param name="Size">Number of entries.</param>
/// <param name="Previous">Size at the checkpoint before; 0 for the first.</param>
/// <param name="Root">Root of the Merkle tree over those entries, in hexadecimal.</param>
/// <param name="Key">Which key signed: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</param>
/// <param name="Signature">ECDSA on P-256 with SHA-256 over <see cref="SignedText"/>, DER in base 64.</param>
/// <param name="Frontier">Right edge of the tree, from which the next checkpoint goes on; not part of what is signed, for the root follows from it.</param>
public sealed record Checkpoint(long Size, long Previous, string Root, DateTimeOffset At, string Key, string Signature, string Frontier)
{
    public string SignedText => $"daira-journal-checkpoint-1\nsize {Size}\nprevious {Previous}\nroot {Root}\nat {Moment.Write(At)}\n";

    public bool IsSignedBy(ECDsa key) =>
        Convert.TryFromBase64String(Signature, new byte[256], out var length) && length > 0
        && key.VerifyData(Encoding.UTF8.GetBytes(SignedText), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public Checkpoint SignedBy(ECDsa key) => this with
    {
        Key = KeyIdOf(key),
        Signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(SignedText), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
    };

    public static string KeyIdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
}

/// <summary>
/// Signs what the journal is now. Entries since the last checkpoint are hashed again first: what was altered in between is said,
/// never signed.
/// </summary>
public sealed class SignCheckpoint(RecordStore record, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>The newest checkpoint, which may be an older one when nothing was written since; null while the journal is empty.</returns>
    public Outcome<Checkpoint?> Run() => record.Look() is not SchemaState.Current || !HasNew() ? Last() : record.Change(Sign);

    private Outcome<Checkpoint?> Last() =>
        record.Look() is SchemaState.Current ? record.Read(LastOf) : Outcome<Checkpoint?>.Of(null);

    internal static Checkpoint? LastOf(RecordDb db) => db.Rows<Checkpoint>().AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefault();

    private bool HasNew()
    {
        using var connection = record.Database.Open(readOnly: true);
        return Chain.Head(connection).Id > Convert.ToInt64(connection.One("select max(size) from journal_checkpoints") ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }

    private Outcome<Checkpoint?> Sign(RecordDb db)
    {
        var connection = db.Database.GetDbConnection();
        Chain.Hold(connection);
        var last = LastOf(db);
        if (last is not null && !keys.HasSigningKey)
        {
            return new Refusal(RefusalKind.Conflict, "signing-key-missing", new Message("journal.signing-key-missing", keys.SigningFile));
        }

        using var key = keys.SigningKey();
        if (last is not null && (!IsOurs(last, key) || MerkleTree.From(last.Size, last.Frontier).Root() != last.Root))
        {
            return new Refusal(RefusalKind.Conflict, "checkpoint-foreign", new Message("journal.checkpoint-foreign", last.Size, keys.SigningFile));
        }

        var tree = last is null ? new MerkleTree() : MerkleTree.From(last.Size, last.Frontier);
        if (Grow(connection, tree) is { } altered)
        {
            return new Refusal(RefusalKind.Conflict, "journal-altered", new Message("journal.altered", altered));
        }

        var checkpoint = new Checkpoint(tree.Size, last?.Size ?? 0, tree.Root(), Now(), "", "", tree.Frontier).SignedBy(key);
        db.Add(checkpoint);
        return checkpoint;
    }

    /// <summary>Signed by the key of now or by one that it replaced.</summary>
    private bool IsOurs(Checkpoint last, ECDsa key) => last.IsSignedBy(key) || keys.VerifyingKeys().Any(last.IsSignedBy);

    /// <summary>As it will be read again: whole milliseconds.</summary>
    private DateTimeOffset Now() => Moment.Read(Moment.Write(clock.GetUtcNow()));

    /// <returns>The first entry that is not what was written; null when all are.</returns>
    private static long? Grow(System.Data.Common.DbConnection connection, MerkleTree tree)
    {
        var previous = connection.One("select hash from journal where id = @id", ("@id", tree.Size)) as string ?? EntryHash.First;
        foreach (var (id, entry, hash) in JournalRows.After(connection, tree.Size))
        {
            if (id != tree.Size + 1 || hash != EntryHash.Of(id, previous, entry))
            {
                return tree.Size + 1;
            }

            previous = hash;
            tree.Add(Convert.FromHexString(hash));
        }

        return null;
    }
}
