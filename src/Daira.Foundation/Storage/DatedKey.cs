using System.Globalization;
using System.Security.Cryptography;

namespace Daira.Foundation.Storage;

/// <summary>A key that is replaced by the calendar.</summary>
/// <param name="From">First day of its use; the first of all days where nobody noted it.</param>
public sealed record DatedKey(byte[] Key, DateOnly From)
{
    public static DatedKey New(DateOnly from) => new(RandomNumberGenerator.GetBytes(SealedBox.KeyLength), from);

    /// <summary>As a line of a file: the key, and the day after it.</summary>
    public override string ToString() => $"{Convert.ToHexStringLower(Key)} {From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    /// <exception cref="FormatException">Not such a line.</exception>
    public static DatedKey Read(string line) => line.Split(' ') switch
    {
        [var key] => new(Convert.FromHexString(key), DateOnly.MinValue),
        [var key, var day] => new(Convert.FromHexString(key), DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new FormatException("A key stands on a line of its own, with its first day after it."),
    };
}
