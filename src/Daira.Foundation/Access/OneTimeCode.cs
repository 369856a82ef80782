using System.Security.Cryptography;
using System.Text;

namespace Daira.Foundation.Access;

/// <summary>A secret that whoever sits at the machine reads there and types once; after that it opens nothing.</summary>
public sealed class OneTimeCode
{
    /// <summary>Bytes of chance a code is made of: 80 bits cannot be guessed over a network.</summary>
    public const int Length = 10;

    /// <summary>Digits and capitals without those that look alike (Crockford's base 32).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int GroupLength = 4;

    private int used;

    /// <param name="chance"><see cref="Length"/> bytes of a cryptographic source.</param>
    public OneTimeCode(ReadOnlySpan<byte> chance)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(chance.Length, Length);
        var letters = new StringBuilder();
        for (var bit = 0; bit < Length * 8; bit += 5)
        {
            var pair = (chance[bit / 8] << 8) | (bit / 8 + 1 < Length ? chance[bit / 8 + 1] : 0);
            letters.Append(Alphabet[(pair >> (11 - bit % 8)) & 31]);
        }

        for (var end = letters.Length - GroupLength; end > 0; end -= GroupLength)
        {
            letters.Insert(end, '-');
        }

        Text = letters.ToString();
    }

    /// <summary>E.g. <c>7K2M-09QX-AB4D-TZ1W</c>.</summary>
    public string Text { get; }

    /// <summary>Whether this is the code and nobody used it before; small letters and lost hyphens are forgiven.</summary>
    public bool Opens(string? written) =>
        CryptographicOperations.FixedTimeEquals(Digest(Text), Digest(written ?? string.Empty)) && Interlocked.Exchange(ref used, 1) == 0;

    private static byte[] Digest(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant()));
}
