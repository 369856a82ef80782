using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Daira.Foundation.Accounts;

/// <summary>
/// One-time codes of an authenticator program (RFC 6238: HMAC-SHA-1, six digits, 30 seconds). The step in which a code falls is what is remembered:
/// neither it nor one before it opens again.
/// </summary>
public static class TimeCode
{
    private const int Seconds = 30;

    /// <summary>Steps a slow typist may be late; a code of the future is none.</summary>
    private const int Late = 1;

    /// <param name="secret">In base 32, as the program was given it.</param>
    /// <returns>The step the code belongs to; null when it is none of now.</returns>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var key = FromBase32(secret);
        var step = now.ToUnixTimeSeconds() / Seconds;
        for (var s = step; s >= step - Late; s--)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(key, s)), System.Text.Encoding.UTF8.GetBytes(code)))
            {
                return s;
            }
        }

        return null;
    }

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator programs know; the code holds for a minute.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        return ((BinaryPrimitives.ReadUInt32BigEndian(hash[at..]) & 0x7FFFFFFF) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text.TrimEnd('=').ToUpperInvariant())
        {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
