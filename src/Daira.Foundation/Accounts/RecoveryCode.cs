using System.Security.Cryptography;

namespace Daira.Foundation.Accounts;

/// <summary>Opens an account once when its authenticator is lost: 125 bits of chance on paper, of which the program keeps a digest only.</summary>
public static class RecoveryCode
{
    /// <summary>Digits and capitals without those that look alike (Crockford's base 32).</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Groups = 5;

    private const int GroupLength = 5;

    /// <summary>Signs of a code of an earlier version, which is kept itself (<see cref="AccountStore"/>).</summary>
    private const int EarlierLength = 11;

    /// <summary>E.g. <c>7K2MA-09QXR-AB4DZ-TZ1WC-5H8VN</c>.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <summary>Small letters and lost hyphens are forgiven.</summary>
    public static string DigestOf(string written) => Secrets.DigestOf(string.Concat(written.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());

    /// <summary>Whether it looks like a code of an earlier version; those hold until new ones are made.</summary>
    public static bool IsEarlier(string written) => written.Length == EarlierLength && written[EarlierLength / 2] == '-';
}
