using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

/// <summary>A key that was in use for a moment and then replaced by another would take with it what it sealed.</summary>
public class InstallationKeysTests
{
    private const int Programs = 8;

    [Fact]
    public async Task Of_many_who_make_a_key_at_once_all_hold_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            using var folder = new Folder();
            using var start = new Barrier(Programs);
            var made = await Task.WhenAll(Enumerable.Range(0, Programs).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    var keys = new InstallationKeys(folder.Settings);
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    return (Persons: Convert.ToHexString(keys.PersonsKeys().Single().Key), Digests: Convert.ToHexString(keys.DigestKey()), Signing: Convert.ToHexString(keys.SigningKey().ExportSubjectPublicKeyInfo()));
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            made.Distinct().ShouldHaveSingleItem();
            Convert.ToHexString(new InstallationKeys(folder.Settings).VerifyingKeys().ShouldHaveSingleItem().ExportSubjectPublicKeyInfo()).ShouldBe(made[0].Signing);
        }
    }

    [Fact]
    public async Task Nobody_who_changes_the_keys_of_persons_loses_what_another_added()
    {
        using var folder = new Folder();
        var added = await Task.WhenAll(Enumerable.Range(0, Programs).Select(i => Task.Factory.StartNew(
            () =>
            {
                var key = DatedKey.New(new DateOnly(2026, 1, 1 + i));
                new InstallationKeys(folder.Settings).ChangePersonsKeys(present => [key, .. present]);
                return key.ToString();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var kept = new InstallationKeys(folder.Settings).PersonsKeys().Select(k => k.ToString()).ToList();
        kept.Count.ShouldBe(Programs + 1);
        added.ShouldAllBe(k => kept.Contains(k));
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo made = Directory.CreateTempSubdirectory("daira-keys-");

        public StorageSettings Settings => new(made.FullName);

        public void Dispose() => made.Delete(recursive: true);
    }
}
