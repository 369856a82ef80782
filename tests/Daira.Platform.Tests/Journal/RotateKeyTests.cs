using System.Security.Cryptography;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Journal;

/// <summary>A new signing key: whoever kept the old public key, and whoever has only the new file of keys, both still verify everything.</summary>
public sealed class RotateKeyTests : IDisposable
{
    private readonly Installation installation = Installation.On(Engine.Sqlite);
    private readonly InstallationKeys keys;

    public RotateKeyTests()
    {
        keys = new InstallationKeys(installation.Settings);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        Note(3);
        Sign();
    }

    public void Dispose() => installation.Dispose();

    [Fact]
    public void Old_checkpoints_stay_verifiable_by_whichever_key_one_has()
    {
        var (first, old) = (InstallationKeys.ReadPublic(File.ReadAllText(keys.VerifyingFile)), File.ReadAllText(keys.SigningFile));
        Rotate();
        Note(2);
        Sign();
        Rotate();
        Note(2);
        var file = Export();
        Verify(file, first).ShouldBe((true, null));
        Verify(file, keys.VerifyingKeys()).ShouldBe((true, null));
        Verify(file, [keys.VerifyingKeys()[0]]).ShouldBe((false, "signature-wrong"), "the newest key alone knows nothing of the first");
        keys.VerifyingKeys().Count.ShouldBe(3);
        File.ReadAllText(keys.SigningFile).ShouldNotBe(old);
        installation.Record.Read(db => db.Rows<Checkpoint>().Select(c => c.Key).Distinct().Count()).ShouldBe(3);
    }

    [Fact]
    public void A_key_that_nobody_trusted_introduces_is_not_trusted()
    {
        using var strangers = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = Convert.ToBase64String(strangers.ExportSubjectPublicKeyInfo());
        var own = Convert.ToBase64String(strangers.SignData(System.Text.Encoding.ASCII.GetBytes($"daira-journal-key-1\nkey {key}\n"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        installation.Record.Witness(Actor.Operator, installation.Clock, "signing-key-rotated", "key:forged", $$"""{"key":"{{key}}","signature":"{{own}}"}""");
        var trusted = InstallationKeys.ReadPublic(File.ReadAllText(keys.VerifyingFile));
        var file = Export();
        var lines = File.ReadAllLines(file);
        using (var last = new MemoryStream())
        {
            JournalFile.Checkpoint(last, JournalFile.ReadCheckpoint(System.Text.Encoding.UTF8.GetBytes(lines[^1])).SignedBy(strangers));
            lines[^1] = System.Text.Encoding.UTF8.GetString(last.ToArray()).TrimEnd();
        }

        File.WriteAllLines(file, lines);
        Verify(file, trusted).ShouldBe((false, "signature-wrong"));

        // Nor does the program itself sign on with it.
        keys.Replace(strangers);
        Note(1);
        new SignCheckpoint(installation.Record, keys, installation.Clock).Run().Refusals.ShouldHaveSingleItem().Code.ShouldBe("checkpoint-foreign");
    }

    [Fact]
    public void Only_whoever_sits_at_the_machine_changes_the_key()
    {
        var before = File.ReadAllText(keys.SigningFile);
        new RotateSigningKey(installation.Record, keys, installation.Clock).Run(Actor.Anyone).Refusals.ShouldHaveSingleItem().Code.ShouldBe("operator-only");
        File.ReadAllText(keys.SigningFile).ShouldBe(before);
    }

    private void Rotate() => new RotateSigningKey(installation.Record, keys, installation.Clock).Run(Actor.Operator).Refusals.ShouldBeEmpty();

    private void Sign() => new SignCheckpoint(installation.Record, keys, installation.Clock).Run().Refusals.ShouldBeEmpty();

    private void Note(int times)
    {
        for (var i = 0; i < times; i++)
        {
            installation.Record.Witness(Actor.Operator, installation.Clock, "noted", $"thing {i}");
        }
    }

    private string Export()
    {
        var file = Path.Combine(installation.Settings.Folder, "journal.jsonl");
        new ExportJournal(installation.Record, keys, installation.Clock).Run(file, Actor.Operator, TestContext.Current.CancellationToken).Refusals.ShouldBeEmpty();
        return file;
    }

    private static (bool IsOk, string? Fault) Verify(string file, IReadOnlyList<ECDsa> trusted)
    {
        using var stream = File.OpenRead(file);
        var found = new VerifyJournal(trusted, null).Run(stream, TestContext.Current.CancellationToken);
        return (found.IsOk, found.Fault?.Code);
    }
}
