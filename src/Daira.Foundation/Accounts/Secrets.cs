using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Daira.Foundation.Accounts;

/// <summary>Secrets the program hands out: 256 bits of chance, of which it keeps a digest only.</summary>
public static class Secrets
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A secret of 256 bits needs no slow hash: it cannot be guessed.</summary>
    public static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
