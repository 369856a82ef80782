using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Daira.Foundation.Storage;

/// <summary>
/// The installation's keys: a folder of their own beside the databases, so that they are backed up apart from what they protect.
/// Each is made at its first use and is its owner's alone. Several machines of one installation share the folder.
/// </summary>
public sealed class InstallationKeys(StorageSettings settings)
{
    /// <summary>Held open by whoever makes or changes a key; it says nothing and need not be kept.</summary>
    internal const string TurnFile = ".turn";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Folder { get; } = Path.Combine(settings.Folder, "keys");

    /// <summary>Signs the journal's checkpoints: ECDSA on P-256, PKCS #8 in PEM.</summary>
    public string SigningFile => Path.Combine(Folder, "journal-private.pem");

    /// <summary>Verify them, the newest key first and those it replaced after it: may be given to anyone, and should be.</summary>
    public string VerifyingFile => Path.Combine(Folder, "journal-public.pem");

    /// <summary>Turns what must not stand in the journal into a digest that nobody can guess back.</summary>
    public string DigestFile => Path.Combine(Folder, "digests.key");

    /// <summary>Wrap the keys of persons: without them nothing that is kept of them can be read. Replaced by the calendar, so that an old copy of the database says nothing.</summary>
    public string PersonsFile => Path.Combine(Folder, "persons.key");

    /// <summary>Wraps the keys of papers, each of which lies under a key of its own.</summary>
    public string PapersFile => Path.Combine(Folder, "papers.key");

    public bool HasSigningKey => File.Exists(SigningFile);

    public ECDsa SigningKey() => Signer(SigningFile, VerifyingFile);

    /// <summary>Signs members' cards: ECDSA on P-256, PKCS #8 in PEM.</summary>
    public ECDsa CardKey() => Signer(Path.Combine(Folder, "card-private.pem"), Path.Combine(Folder, "card-public.pem"));

    private ECDsa Signer(string secret, string verifying)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(ReadOrMake(secret, () => NewSigningKey(verifying)));
        return key;
    }

    /// <summary>The public keys of all checkpoints ever signed here, the newest first.</summary>
    public IReadOnlyList<ECDsa> VerifyingKeys() => File.Exists(VerifyingFile) ? ReadPublic(File.ReadAllText(VerifyingFile)) : [];

    /// <summary>Every public key of a PEM file, in its order.</summary>
    /// <exception cref="ArgumentException">There is none, or one is no key of this kind.</exception>
    public static IReadOnlyList<ECDsa> ReadPublic(string pem)
    {
        var keys = new List<ECDsa>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(rest[found.Location]);
            keys.Add(key);
            rest = rest[found.Location.End..];
        }

        return keys.Count > 0 ? keys : throw new ArgumentException("There is no key in PEM.", nameof(pem));
    }

    /// <summary>From now on this key signs. The old private key is gone; its public half stays, so that what it signed can still be verified.</summary>
    public void Replace(ECDsa signing)
    {
        // First what verifies: a program stopped in between has one key too many there, not one too few.
        AddVerifying(VerifyingFile, signing);
        Replace(SigningFile, signing.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Before those that are there: what they signed can still be verified.</summary>
    private static void AddVerifying(string file, ECDsa key) =>
        Replace(file, key.ExportSubjectPublicKeyInfoPem() + "\n" + (File.Exists(file) ? File.ReadAllText(file) : ""));

    /// <summary>32 random bytes.</summary>
    public byte[] DigestKey() => RandomKey(DigestFile);

    /// <summary>The newest first; at least one.</summary>
    public IReadOnlyList<DatedKey> PersonsKeys() =>
        [.. ReadOrMake(PersonsFile, () => DatedKey.New(DateOnly.MinValue).ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(DatedKey.Read)];

    /// <summary>From now on those that are made of the present ones; a key that is not among them is gone. Nobody else changes them meanwhile.</summary>
    public void ChangePersonsKeys(Func<IReadOnlyList<DatedKey>, IReadOnlyList<DatedKey>> change)
    {
        PersonsKeys();
        using var turn = TakeTurn();
        Replace(PersonsFile, string.Join('\n', change(PersonsKeys())));
    }

    /// <summary>32 random bytes.</summary>
    public byte[] PapersKey() => RandomKey(PapersFile);

    private byte[] RandomKey(string file) => Convert.FromHexString(ReadOrMake(file, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))).Trim());

    private string NewSigningKey(string verifying)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AddVerifying(verifying, key);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private string ReadOrMake(string file, Func<string> make)
    {
        if (!File.Exists(file))
        {
            settings.KeyFolder();
            using var turn = TakeTurn();
            if (!File.Exists(file))
            {
                Replace(file, make());
            }
        }

        return File.ReadAllText(file);
    }

    /// <summary>
    /// Of threads and programs that would make a key at once, one does and the others read its key. A file moved to where none is does not
    /// hold them apart: the move looks first and renames then, and a key that was in use for a moment would be gone.
    /// </summary>
    private FileStream TakeTurn()
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, TurnFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(5);
            }
        }
    }

    private static void Replace(string file, string content) => File.Move(Draft(file, content), file, overwrite: true);

    private static string Draft(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        var draft = $"{file}.{Guid.NewGuid():N}";
        using var stream = new FileStream(draft, options);
        stream.Write(Encoding.ASCII.GetBytes(content));
        stream.Flush(flushToDisk: true);
        return draft;
    }
}
