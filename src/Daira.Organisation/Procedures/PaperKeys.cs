using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daira.Foundation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>A paper of a case as it is kept: in <c>record</c>, sealed, and in no folder that anybody could open by its address.</summary>
/// <param name="Number">1, 2, 3… inside the case.</param>
/// <param name="Content">The file under a key of its own; in clear where <paramref name="Wrapped"/> is null.</param>
/// <param name="Wrapped">That key under the installation's; null for a paper from before papers were sealed (<see cref="SealPapers"/>).</param>
/// <param name="Name">The file as the person called it, under the same key.</param>
public sealed record StoredPaper(long Case, int Number, byte[] Content, byte[]? Wrapped, byte[]? Name);

/// <summary>
/// A key for each paper, kept with it and wrapped under one of the installation's, which lies in a folder of its own. Who has the database or
/// a backup alone reads no paper.
/// </summary>
public sealed class PaperKeys(InstallationKeys installation)
{
    private readonly Lazy<byte[]> master = new(installation.PapersKey);

    public StoredPaper Seal(long @case, int number, string name, ReadOnlySpan<byte> content)
    {
        var (key, what) = (RandomNumberGenerator.GetBytes(SealedBox.KeyLength), What(@case, number));
        return new StoredPaper(
            @case, number, SealedBox.Seal(key, content, what), SealedBox.Seal(master.Value, key, KeyOf(what)), SealedBox.Seal(key, Encoding.UTF8.GetBytes(name), NameOf(what)));
    }

    /// <returns>The name is null for a paper from before papers were sealed: it stands in the trail of the case.</returns>
    /// <exception cref="InvalidDataException">The folder of keys is not the one it was sealed with.</exception>
    public (string? Name, byte[] Content) Open(StoredPaper kept) => Unwrap(kept) is { } key
        ? (ReadName(key, kept), SealedBox.Open(key, kept.Content, What(kept.Case, kept.Number)))
        : (null, kept.Content);

    /// <summary>The name alone, from a row without its content.</summary>
    public string? NameOf(StoredPaper kept) => Unwrap(kept) is { } key ? ReadName(key, kept) : null;

    private static string? ReadName(byte[] key, StoredPaper kept) => Encoding.UTF8.GetString(SealedBox.Open(key, kept.Name, NameOf(What(kept.Case, kept.Number))));

    private byte[]? Unwrap(StoredPaper kept)
    {
        try
        {
            return kept.Wrapped is { } wrapped ? SealedBox.Open(master.Value, wrapped, KeyOf(What(kept.Case, kept.Number))) : null;
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The key of {What(kept.Case, kept.Number)} does not open under {installation.PapersFile}: restore the folder of keys that belongs to this database.", e);
        }
    }

    private static string What(long @case, int number) => string.Create(CultureInfo.InvariantCulture, $"case/{@case}/paper/{number}");

    private static string KeyOf(string what) => $"key of {what}";

    private static string NameOf(string what) => $"name of {what}";
}
