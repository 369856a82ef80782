using System.Security.Cryptography;
using System.Text;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members;

/// <summary>
/// A key for each person, kept beside the data and wrapped under one of the installation's, which lies in a folder of its own. Who has the
/// database alone reads nobody's data; who destroys one key erases one person. The installation's is another one every week
/// (<see cref="DataRights.RenewPersonsKey"/>), so that a backup that is older than 35 days opens nothing either.
/// </summary>
public sealed class PersonKeys(InstallationKeys installation)
{
    private readonly Lazy<byte[]> forms = new(installation.DigestKey);
    private volatile Known? known;

    /// <summary>A new key for a person.</summary>
    public (PersonKey Kept, byte[] Key) New(long member)
    {
        var key = RandomNumberGenerator.GetBytes(SealedBox.KeyLength);
        return (new PersonKey(member, SealedBox.Seal(Masters[0].Key, key, WrapOf(member))), key);
    }

    /// <exception cref="InvalidDataException">The folder of keys is not the one this database was written with.</exception>
    public byte[] Open(PersonKey kept)
    {
        foreach (var master in Masters)
        {
            if (OpenUnder(master, kept) is { } key)
            {
                return key;
            }
        }

        throw new InvalidDataException($"The key of {MemberRow.SubjectOf(kept.Member)} does not open under {installation.PersonsFile}: restore the folder of keys that belongs to this database.");
    }

    /// <summary>The same key under the newest of the installation's; the row itself when it lies there already.</summary>
    /// <exception cref="InvalidDataException">It opens under none.</exception>
    internal PersonKey Rewrapped(PersonKey kept)
    {
        // Most lie under the one before: a wrong key costs an exception.
        var masters = Masters;
        foreach (var master in masters.Skip(1))
        {
            if (OpenUnder(master, kept) is { } key)
            {
                return kept with { Wrapped = SealedBox.Seal(masters[0].Key, key, WrapOf(kept.Member)) };
            }
        }

        Open(kept);
        return kept;
    }

    internal IReadOnlyList<DatedKey> Masters
    {
        get
        {
            // Another program of the installation may have replaced them; looking at the file costs microseconds.
            var file = new FileInfo(installation.PersonsFile);
            var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            return known is { } seen && seen.Written == written && seen.Length == length ? seen.Keys : (known = new Known(written, length, installation.PersonsKeys())).Keys;
        }
    }

    /// <summary>From now on the keys that are made of the present ones; nobody else changes them meanwhile.</summary>
    internal void Change(Func<IReadOnlyList<DatedKey>, IReadOnlyList<DatedKey>> change)
    {
        installation.ChangePersonsKeys(change);
        known = null;
    }

    private static byte[]? OpenUnder(DatedKey master, PersonKey kept) => OpenUnder(master, kept.Wrapped, WrapOf(kept.Member));

    private static byte[]? OpenUnder(DatedKey master, byte[] wrapped, string name)
    {
        try
        {
            return SealedBox.Open(master.Key, wrapped, name);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static byte[] Seal(byte[] key, long member, PersonalData data) =>
        SealedBox.Seal(key, Encoding.UTF8.GetBytes(OrganisationJson.Write(data)), MemberRow.SubjectOf(member));

    public static PersonalData Read(byte[] key, long member, byte[] content) =>
        OrganisationJson.Read<PersonalData>(Encoding.UTF8.GetString(SealedBox.Open(key, content, MemberRow.SubjectOf(member))));

    /// <summary>A new key for somebody who is no member, kept with their own row.</summary>
    /// <param name="subject">How the row is named.</param>
    public (byte[] Wrapped, byte[] Key) NewFor(string subject)
    {
        var key = RandomNumberGenerator.GetBytes(SealedBox.KeyLength);
        return (SealedBox.Seal(Masters[0].Key, key, $"key of {subject}"), key);
    }

    /// <exception cref="InvalidDataException">It opens under none of the installation's keys.</exception>
    public byte[] OpenFor(string subject, byte[] wrapped) => Masters.Select(m => OpenUnder(m, wrapped, $"key of {subject}")).FirstOrDefault(k => k is not null)
        ?? throw new InvalidDataException($"The key of {subject} does not open under {installation.PersonsFile}: restore the folder of keys that belongs to this database.");

    /// <summary>The same key under the newest of the installation's.</summary>
    internal byte[] RewrappedFor(string subject, byte[] wrapped) => SealedBox.Seal(Masters[0].Key, OpenFor(subject, wrapped), $"key of {subject}");

    public static byte[] SealFor(byte[] key, string subject, PersonalData data) => SealedBox.Seal(key, Encoding.UTF8.GetBytes(OrganisationJson.Write(data)), subject);

    public static PersonalData ReadFor(byte[] key, string subject, byte[] content) => OrganisationJson.Read<PersonalData>(Encoding.UTF8.GetString(SealedBox.Open(key, content, subject)));

    /// <summary>Words of a case.</summary>
    public static byte[] SealText(byte[] key, long member, string text) =>
        SealedBox.Seal(key, Encoding.UTF8.GetBytes(text), TextOf(member));

    public static string ReadText(byte[] key, long member, byte[] content) => Encoding.UTF8.GetString(SealedBox.Open(key, content, TextOf(member)));

    /// <summary>A secret and a reference made from what a form carries once, so that a form that is sent twice is answered the same both times.</summary>
    /// <param name="once">What the form carries.</param>
    public (string Reference, string Secret) AccessOf(string once)
    {
        var drawn = HMACSHA256.HashData(forms.Value, Encoding.UTF8.GetBytes("access " + once));
        return (new Foundation.Access.OneTimeCode(drawn.AsSpan(0, Foundation.Access.OneTimeCode.Length)).Text[..9], new Foundation.Access.OneTimeCode(drawn.AsSpan(16, Foundation.Access.OneTimeCode.Length)).Text);
    }

    private static string WrapOf(long member) => $"key of {MemberRow.SubjectOf(member)}";

    private static string TextOf(long member) => $"text of {MemberRow.SubjectOf(member)}";

    /// <summary>The keys as the file held them when it was last written.</summary>
    private sealed record Known(DateTime Written, long Length, IReadOnlyList<DatedKey> Keys);
}
