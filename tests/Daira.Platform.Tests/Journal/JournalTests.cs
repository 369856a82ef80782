using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Platform.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Platform.Tests.Journal;

public class JournalTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Entries_of_the_first_version_are_chained_in_their_order(Engine engine)
    {
        using var installation = Installation.On(engine);
        using (var connection = installation.Record.Database.Open())
        {
            OldJournal.Make(installation, connection);
        }

        installation.Record.Prepare().IsDone.ShouldBeTrue();
        installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).Select(e => $"{e.Id} {e.Subject}").ToList()).ShouldBe(["1 first", "2 second", "3 third"]);
        Sign(installation).Value!.Size.ShouldBe(3);
        using var after = installation.Record.Database.Open();
        Should.Throw<System.Data.Common.DbException>(() => after.Run("update journal set actor = 'nobody'")).Message.ShouldContain("append-only");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Numbers_have_no_gap_even_when_a_change_is_given_up(Engine engine)
    {
        using var installation = Prepared(engine);
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "1");
        Should.Throw<InvalidOperationException>(() => installation.Record.Change<int>(db =>
        {
            db.Journal(Actor.Operator, installation.Clock, "tested", "given up");
            db.SaveChanges();
            throw new InvalidOperationException();
        }));
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "2");
        installation.Record.Read(db => db.Rows<JournalEntry>().Select(e => e.Id).Order().ToList()).ShouldBe([1, 2]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public async Task Many_writers_make_one_chain(Engine engine)
    {
        using var installation = Prepared(engine);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < 15; i++)
            {
                installation.Record.Witness(Actor.Operator, installation.Clock, "tested", $"{w}/{i}");
            }
        })));
        await using (var queue = new JournalQueue(installation.Record, installation.Clock))
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => queue.Witness(Actor.Anyone, "read", $"queue/{i}")));
        }

        Sign(installation).Value!.Size.ShouldBe(320);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_journal_altered_in_the_database_is_said_and_never_signed(Engine engine)
    {
        using var installation = Prepared(engine);
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "before");
        Sign(installation).Value!.Size.ShouldBe(1);
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "after");
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "last");
        using (var connection = installation.Record.Database.Open())
        {
            // As somebody would who holds the file: the triggers go first.
            connection.Run(engine == Engine.Sqlite ? "drop trigger journal_no_update" : "drop trigger journal_append_only on journal");
            connection.Run("update journal set subject = 'other' where id = 2");
        }

        Sign(installation).Refusals.ShouldHaveSingleItem().Code.ShouldBe("journal-altered");
    }

    [Fact]
    public void Without_its_key_or_with_another_one_no_checkpoint_follows_a_signed_one()
    {
        using var installation = Prepared(Engine.Sqlite);
        var keys = new InstallationKeys(installation.Settings);
        Sign(installation).Value.ShouldBeNull();
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "1");
        var first = Sign(installation).Value!;
        Sign(installation).Value!.Size.ShouldBe(first.Size, "nothing new, nothing signed");
        installation.Record.Witness(Actor.Operator, installation.Clock, "tested", "2");
        var key = File.ReadAllText(keys.SigningFile);
        File.Delete(keys.SigningFile);
        Sign(installation).Refusals.ShouldHaveSingleItem().Code.ShouldBe("signing-key-missing");
        using (var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256))
        {
            File.WriteAllText(keys.SigningFile, other.ExportPkcs8PrivateKeyPem());
        }

        Sign(installation).Refusals.ShouldHaveSingleItem().Code.ShouldBe("checkpoint-foreign");
        File.WriteAllText(keys.SigningFile, key);
        Sign(installation).Value!.Size.ShouldBe(2);
    }

    [Fact]
    public void Keys_are_their_owners_alone_and_made_once()
    {
        using var installation = Prepared(Engine.Sqlite);
        var keys = new InstallationKeys(installation.Settings);
        Parallel.For(0, 8, _ => keys.DigestKey());
        keys.DigestKey().ShouldBe(new InstallationKeys(installation.Settings).DigestKey());
        using var key = keys.SigningKey();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(keys.SigningFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(keys.DigestFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_digest_is_the_same_for_the_same_value_of_the_same_field_under_the_same_key_only()
    {
        using var one = Prepared(Engine.Sqlite);
        using var other = Prepared(Engine.Sqlite);
        var digest = new KeyedDigest(new InstallationKeys(one.Settings));
        digest.Of("phone", "0612345678").ShouldBe(new KeyedDigest(new InstallationKeys(one.Settings)).Of("phone", "0612345678"));
        digest.Of("phone", "0612345678").ShouldNotBe(digest.Of("fax", "0612345678"));
        digest.Of("phone", "0612345678").ShouldNotBe(new KeyedDigest(new InstallationKeys(other.Settings)).Of("phone", "0612345678"));
        digest.Of("phone", "0612345678").ShouldNotContain("0612345678");
    }

    [Fact]
    public void Only_who_may_read_the_journal_exports_it()
    {
        using var installation = Prepared(Engine.Sqlite);
        var file = Path.Combine(installation.Settings.Folder, "journal.jsonl");
        var export = new ExportJournal(installation.Record, new InstallationKeys(installation.Settings), installation.Clock);
        export.Run(file, Actor.Anyone, TestContext.Current.CancellationToken).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        File.Exists(file).ShouldBeFalse();
        export.Run(file, Access.People.Holding(1, Rights.ReadJournal), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
    }

    /// <summary>The first test vector of the method's page: whoever writes a verifier can check it against these bytes.</summary>
    [Fact]
    public void The_bytes_of_an_entry_are_those_the_page_says()
    {
        var draft = new JournalDraft("2026-11-20T09:00:00.000Z", "operator", "tested", "دائرة", null);
        Convert.ToHexStringLower(EntryHash.BytesOf(1, EntryHash.First, draft)).ShouldBe(
            "0000000000000001" + new string('0', 64) + "00000018" + "323032362d31312d32305430393a30303a30302e3030305a" + "00000008" + "6f70657261746f72"
            + "00000006" + "746573746564" + "0000000a" + "d8afd8a7d8a6d8b1d8a9" + "ffffffff");
        var hash = EntryHash.Of(1, EntryHash.First, draft);
        File.ReadAllText(Path.Combine(Architecture.Repository.Root, "docs/methods/journal.md")).ShouldContain(hash);
    }

    /// <summary>Roots of RFC 6962's tree for small sizes, computed as its definition reads.</summary>
    [Fact]
    public void The_tree_is_that_of_RFC_6962()
    {
        var leaves = Enumerable.Range(0, 70).Select(i => MerkleTree.Leaf([(byte)i])).ToList();
        var tree = new MerkleTree();
        tree.Root().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (var size = 1; size <= leaves.Count; size++)
        {
            tree.Add(leaves[size - 1]);
            tree.Root().ShouldBe(Convert.ToHexStringLower(AsDefined(leaves[..size])));
            MerkleTree.From(size, tree.Frontier).Root().ShouldBe(tree.Root());
            for (var index = 0; index < size; index++)
            {
                MerkleTree.RootOf(leaves[index], index, size, MerkleTree.Path(leaves[..size], index)).ShouldBe(tree.Root());
            }
        }

        static byte[] AsDefined(List<byte[]> d)
        {
            if (d.Count == 1)
            {
                return d[0];
            }

            var k = 1;
            while (k * 2 < d.Count)
            {
                k *= 2;
            }

            return System.Security.Cryptography.SHA256.HashData([1, .. AsDefined(d[..k]), .. AsDefined(d[k..])]);
        }
    }

    private static Installation Prepared(Engine engine)
    {
        var installation = Installation.On(engine);
        installation.Record.Prepare().IsDone.ShouldBeTrue();
        return installation;
    }

    private static Outcome<Checkpoint?> Sign(Installation installation) =>
        new SignCheckpoint(installation.Record, new InstallationKeys(installation.Settings), installation.Clock).Run();

    /// <summary>A record as the first version left it: journal without chain, with a gap in its numbers.</summary>
    private static class OldJournal
    {
        public static void Make(Installation installation, System.Data.Common.DbConnection connection)
        {
            using (var transaction = connection.BeginTransaction())
            {
                SchemaVersion.Prepare(connection, Database.Record);
                using var db = new RecordDb(Database.Options<RecordDb>(connection), [new JournalPart()]);
                db.Database.UseTransaction(transaction);
                new JournalPart().Steps[0].Run(db);
                SchemaVersion.Write(connection, 1, installation.Clock.GetUtcNow());
                transaction.Commit();
            }

            foreach (var (id, subject) in ((int, string)[])[(1, "first"), (2, "second"), (7, "third")])
            {
                connection.Run(
                    "insert into journal (id, at, actor, action, subject, detail) values (@id, '2026-11-01T00:00:00.000Z', 'operator', 'tested', @subject, null)", ("@id", id), ("@subject", subject));
            }
        }
    }
}
