using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Journal;

/// <summary>
/// The bytes of an entry and their hash. Each entry holds the hash of the one before (the chain) and is a leaf of a Merkle tree as
/// in RFC 6962 (the checkpoints). The format is written down in docs/methods/journal.md so that others can write a verifier.
/// </summary>
public static class EntryHash
{
    /// <summary>Bytes of a SHA-256.</summary>
    public const int Length = 32;

    /// <summary>What stands before the first entry.</summary>
    public static string First { get; } = new('0', Length * 2);

    /// <summary>id (8 bytes, big-endian), hash before (32 bytes), then each text as its length in bytes (4, big-endian; FFFFFFFF = none) and UTF-8.</summary>
    public static byte[] BytesOf(long id, string previous, JournalDraft entry)
    {
        using var bytes = new MemoryStream(256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, id);
        bytes.Write(number);
        bytes.Write(Convert.FromHexString(previous));
        foreach (var text in (string?[])[entry.At, entry.Actor, entry.Action, entry.Subject, entry.Detail])
        {
            WriteText(bytes, text);
        }

        return bytes.ToArray();
    }

    /// <summary>Hash of an entry, which is the leaf hash of RFC 6962: SHA-256 of a zero byte and the entry's bytes.</summary>
    public static string Of(long id, string previous, JournalDraft entry) => Convert.ToHexStringLower(MerkleTree.Leaf(BytesOf(id, previous, entry)));

    private static void WriteText(MemoryStream bytes, string? text)
    {
        Span<byte> length = stackalloc byte[4];
        var written = text is null ? [] : Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteUInt32BigEndian(length, text is null ? uint.MaxValue : (uint)written.Length);
        bytes.Write(length);
        bytes.Write(written);
    }
}

/// <summary>A digest that can be compared by whoever holds the key and guessed by nobody else: for what the journal must witness but not say.</summary>
public sealed class KeyedDigest(InstallationKeys keys)
{
    private readonly Lazy<byte[]> key = new(keys.DigestKey);

    /// <param name="field">What the value is, e.g. <c>member.phone</c>: equal values of different fields have different digests.</param>
    /// <returns><c>hmac-sha256:…</c> in hexadecimal.</returns>
    public string Of(string field, string value) =>
        "hmac-sha256:" + Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{field}\0{value}")));
}
