using System.Security.Cryptography;
using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Members;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Organisation;

/// <summary>Papers of cases: whose turn it is hands them in, whoever may look reads them, and the database alone shows nothing of them.</summary>
public sealed class PaperTests : IDisposable
{
    private const string Words = "أسرار الاجتماع";
    private const string FileName = "محضر حي السلام.pdf";

    private static readonly byte[] Content = [.. "%PDF-1.7 "u8, .. Encoding.UTF8.GetBytes(Words)];

    private readonly string work = Directory.CreateTempSubdirectory("daira-papers-").FullName;

    public void Dispose() => Directory.Delete(work, recursive: true);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_paper_is_kept_with_its_case_and_its_digest(Engine engine)
    {
        using var party = new Party(engine);
        var (opened, applicant) = Opened(party);
        var stranger = party.Mandate(party.Founded("4"), "secretary");
        var add = new AddPaper(party.Store, () => party.Atlas);
        var paper = Minutes(opened, applicant);
        Refused("not-your-turn", add.Run(paper with { As = new Capacity(stranger) }, Actor.Operator));
        Refused("paper-kind", add.Run(paper with { Content = "MZ\u0090"u8.ToArray() }, Actor.Operator));
        Refused("paper-unknown", add.Run(paper with { Paper = "photo" }, Actor.Operator));
        add.Run(paper, Actor.Operator).Value.Papers.ShouldHaveSingleItem().Type.ShouldBe("application/pdf");
        var store = Another(party.Installation);
        var read = new ReadPaper(store).Run(opened.Id, 1, _ => true, Actor.Operator).Value;
        read.Content.ShouldBe(Content);
        read.Facts.Name.ShouldBe(FileName);
        read.Facts.Digest.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(read.Content)));
        new PaperNames(store).Of(store.Current.Cases[opened.Id]).ShouldBe(new Dictionary<int, string> { [1] = FileName });
        Refused("no-such-paper", new ReadPaper(store).Run(opened.Id, 1, _ => false, Actor.Operator));
        for (var i = 1; i < AddPaper.Most; i++)
        {
            add.Run(paper, Actor.Operator).IsDone.ShouldBeTrue();
        }

        Refused("papers-many", add.Run(paper, Actor.Operator));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void The_database_alone_shows_neither_a_paper_nor_its_name(Engine engine)
    {
        using var party = new Party(engine);
        Handed(party);
        Said(party.Installation).ShouldBeEmpty();
        party.Installation.Record.Read(db => db.Rows<StoredPaper>().Single().Content.Length).ShouldBeGreaterThan(Content.Length);
    }

    [Theory, InlineData(Engine.Sqlite, Engine.PostgreSql), InlineData(Engine.PostgreSql, Engine.Sqlite)]
    public void Papers_are_read_after_a_restore_on_the_other_engine_with_their_keys_and_never_without(Engine from, Engine onto)
    {
        var (backup, keys) = (Path.Combine(work, "backup"), Path.Combine(work, "keys"));
        long number;
        using (var first = new Party(from))
        {
            number = Handed(first);
            var made = new MakeBackup(first.Installation.Settings, first.Installation.Record, [first.Installation.Record], first.Installation.Clock)
                .Run(new BackupRequest(backup, keys), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken);
            made.IsDone.ShouldBeTrue();
        }

        foreach (var file in Directory.EnumerateFiles(backup, "*.gz", SearchOption.AllDirectories))
        {
            using var unpacked = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
            new StreamReader(unpacked).ReadToEnd().ShouldNotContain(Convert.ToBase64String(Content)[..16]);
        }

        using var second = Installation.On(onto);
        new RestoreBackup(second.Settings, second.Record, [second.Record], second.Clock).Run(new RestoreRequest(backup, keys), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        new ReadPaper(Another(second)).Run(number, 1, _ => true, Actor.Operator).Value.Content.ShouldBe(Content);

        File.Delete(Path.Combine(second.Settings.Folder, "keys", "papers.key"));
        Should.Throw<InvalidDataException>(() => new ReadPaper(Another(second)).Run(number, 1, _ => true, Actor.Operator)).Message.ShouldContain("papers.key");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_paper_from_before_papers_were_sealed_is_read_and_then_sealed(Engine engine)
    {
        using var party = new Party(engine);
        var number = Handed(party);
        using (var connection = party.Installation.Record.Database.Open())
        {
            connection.Run("update case_papers set content = @content, wrapped = null, name = null", ("@content", Content));
        }

        new ReadPaper(party.Store).Run(number, 1, _ => true, Actor.Operator).Value.Content.ShouldBe(Content);
        Said(party.Installation).ShouldNotBeEmpty();
        Refused("operator-only", new SealPapers(party.Store).Run(Actor.Anyone));
        new SealPapers(party.Store).Run(Actor.Operator).Value.ShouldBe(1);
        new SealPapers(party.Store).Run(Actor.Clock).Value.ShouldBe(0);
        new ReadPaper(party.Store).Run(number, 1, _ => true, Actor.Operator).Value.Content.ShouldBe(Content);
        if (engine == Engine.Sqlite)
        {
            Said(party.Installation).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_sealed_paper_is_no_other_paper_and_altered_it_does_not_open()
    {
        using var party = new Party(Engine.Sqlite);
        var number = Handed(party);
        var kept = party.Installation.Record.Read(db => db.Rows<StoredPaper>().Single());
        var keys = party.Store.PaperKeys;
        keys.Open(kept).Content.ShouldBe(Content);
        Should.Throw<InvalidDataException>(() => keys.Open(kept with { Case = number + 1 }));
        Should.Throw<InvalidDataException>(() => keys.Open(kept with { Number = 2 }));
        kept.Content[^1] ^= 1;
        Should.Throw<CryptographicException>(() => keys.Open(kept));
    }

    [Fact]
    public void Cases_about_members_keep_no_papers()
    {
        using var register = new Register(Engine.Sqlite);
        var receipt = register.Apply().Value;
        Refused("paper-of-member", new AddPaper(register.Store, () => register.Party.Atlas).Run(
            new NewPaper(receipt.Case, "", FileName, Content, new Capacity(register.Mandates[(register.SefrouOffice, "secretary")])), register.In(register.SefrouOffice, "secretary")));
    }

    /// <summary>A case with one paper.</summary>
    /// <returns>Its number.</returns>
    private static long Handed(Party party)
    {
        var (opened, applicant) = Opened(party);
        new AddPaper(party.Store, () => party.Atlas).Run(Minutes(opened, applicant), Actor.Operator).IsDone.ShouldBeTrue();
        return opened.Id;
    }

    private static (StoredCase Case, long Applicant) Opened(Party party)
    {
        party.Mandate(party.Founded("3"), "secretary");
        var applicant = party.Mandate(party.Founded("3451"), "secretary");
        return (new OpenCase(party.Store, () => party.Atlas).Run(
            new NewCase("found-body", "34510305", new Dictionary<string, string> { ["type"] = "secretariat", ["until"] = "2027-02-01" }, new Capacity(applicant)), Actor.Operator).Value, applicant);
    }

    private static NewPaper Minutes(StoredCase opened, long applicant) => new(opened.Id, "minutes", FileName, Content, new Capacity(applicant));

    private static OrganisationStore Another(Installation installation) => new(installation.AnotherRecord(), installation.Clock);

    /// <summary>Where the words of the paper or its name stand: in files of the data folder but the keys, or in tables of the server.</summary>
    private static List<string> Said(Installation installation)
    {
        string[] sought = [Words, FileName];
        return installation.Record.Database.File is not null
            ? [.. Directory.EnumerateFiles(installation.Settings.Folder).Where(f => sought.Any(s => File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(s)) >= 0))]
            : [.. MemberSightTests.Everything(installation.Record.Database).Where(c => sought.Any(s => c.Text.Contains(s, StringComparison.Ordinal))).Select(c => c.Table)];
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
