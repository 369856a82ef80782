using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daira.Organisation.Card;

/// <summary>
/// What a card's drawing says: a serial drawn by chance, two days, and a digest that binds it to the number printed on the face. Nothing in it
/// names a person. Layout: version (1), key (4), serial (8), issued and last day (2 + 2, days since 2020-01-01), digest (8), then the signature
/// (64, ES256: ECDSA on P-256 with SHA-256, r and s), all in base64url.
/// </summary>
/// <param name="Serial">Eight random bytes.</param>
/// <param name="Until">Last day, itself included.</param>
/// <param name="Bound">First eight bytes of SHA-256 over the serial and the member's number.</param>
public sealed record CardToken(ulong Serial, DateOnly Issued, DateOnly Until, ulong Bound)
{
    /// <summary>Signs of a token.</summary>
    public const int Length = 119;

    private const byte Version = 1;
    private const int ContentLength = 25;
    private const int SignatureLength = 64;

    private static readonly DateOnly Epoch = new(2020, 1, 1);

    /// <summary>As printed: <c>5F0A-9C31-77E2-B004</c>.</summary>
    public static string Written(ulong serial) =>
        string.Join('-', serial.ToString("X16", CultureInfo.InvariantCulture).Chunk(4).Select(c => new string(c)));

    /// <summary>What binds a serial to a number.</summary>
    public static ulong BindingOf(ulong serial, long number)
    {
        Span<byte> both = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(both, serial);
        BinaryPrimitives.WriteInt64BigEndian(both[8..], number);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(both));
    }

    /// <summary>Names a key: the first four bytes of SHA-256 over its public part.</summary>
    public static uint NameOf(ECDsa key) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public string Sign(ECDsa key)
    {
        Span<byte> bytes = stackalloc byte[ContentLength + SignatureLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], NameOf(key));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[5..], Serial);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[13..], (ushort)(Issued.DayNumber - Epoch.DayNumber));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[15..], (ushort)(Until.DayNumber - Epoch.DayNumber));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[17..], Bound);
        key.SignData(bytes[..ContentLength], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).CopyTo(bytes[ContentLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The token, when the signature is that of the key over exactly this; null for anything else. One token has one spelling.</summary>
    public static CardToken? Read(string? written, ECDsa key)
    {
        Span<byte> bytes = stackalloc byte[ContentLength + SignatureLength];
        if (written is not { Length: Length } || !Base64Url.IsValid(written) || !Base64Url.TryDecodeFromChars(written, bytes, out var length) || length != bytes.Length
            || Base64Url.EncodeToString(bytes) != written || bytes[0] != Version || BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) != NameOf(key)
            || !key.VerifyData(bytes[..ContentLength], bytes[ContentLength..], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            return null;
        }

        return new CardToken(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[5..]), Epoch.AddDays(BinaryPrimitives.ReadUInt16BigEndian(bytes[13..])),
            Epoch.AddDays(BinaryPrimitives.ReadUInt16BigEndian(bytes[15..])), BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]));
    }

    /// <summary>What a verifier elsewhere needs: the public key as a JSON Web Key.</summary>
    public static string PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
    }

    /// <summary>Signs any text that travels beside the tokens, e.g. the list of revoked serials.</summary>
    public static string SignText(ECDsa key, string text) =>
        Base64Url.EncodeToString(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
}
