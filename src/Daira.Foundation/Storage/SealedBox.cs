using System.Security.Cryptography;
using System.Text;

namespace Daira.Foundation.Storage;

/// <summary>
/// Content under a key of 32 bytes: AES-256 in Galois/Counter Mode (NIST SP 800-38D) with a random nonce of 96 bits. What it is goes into the
/// seal, so that nothing sealed as one thing can be passed off as another.
/// </summary>
public static class SealedBox
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="key"><see cref="KeyLength"/> random bytes.</param>
    /// <param name="content">Any bytes.</param>
    /// <param name="what">What it is and whose, e.g. <c>member/17</c>; needed again to open it.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, string what)
    {
        var box = new byte[NonceLength + TagLength + content.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(box.AsSpan(0, NonceLength), content, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(what));
        return box;
    }

    /// <exception cref="CryptographicException">Another key, another thing, or altered.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, string what)
    {
        if (box.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("A sealed box is longer than its nonce and tag.");
        }

        var content = new byte[box.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(box[..NonceLength], box[(NonceLength + TagLength)..], box[NonceLength..(NonceLength + TagLength)], content, Encoding.UTF8.GetBytes(what));
        return content;
    }
}
