using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Members.Import;

namespace Daira.Platform.Tests.Members;

/// <summary>A file of members: its origin first, every row's fate before anything is written, and all of it or nothing.</summary>
public sealed class MembersImportTests : IDisposable
{
    private const string Header = "الاسم الكامل;Nom complet;تاريخ الازدياد;الجماعة;الإقليم;الجنس;رقم العضوية;تاريخ الانخراط\n";

    private static readonly FileOrigin Known = new("سجل فرع صفرو إلى 2019", FileBasis.Register, AllJoined: true);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("daira-members-test-");

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Engines))]
    public void New_rows_are_entered_with_key_and_history_and_the_same_file_again_enters_nobody(Engine engine)
    {
        using var r = new Register(engine);
        var file = File("ليلى بناني;Leila Bennani;1980-02-03;صفرو;صفرو;أنثى;41;2015-05-01\n;Omar Tazi;17/11/1975;34510305;;M;;\nسعيد العلوي;;1969-07-09;أكدال;;ذكر;43;14/03/2019\n");
        var preview = Preview(r, file).Value;
        preview.Rows.Select(x => (x.Fate, x.Place, x.Number)).ShouldBe([(MemberFate.New, Register.Sefrou, 41L), (MemberFate.New, "34510305", null), (MemberFate.New, Register.Agdal, 43L)]);
        preview.Notices.ShouldContain(n => n.Id == "member.import.undated");

        var done = Commit(r, preview).Value;
        (done.Entered, done.First, done.Last).ShouldBe((3, 1L, 3L));
        r.Row(2).Number.ShouldBe(44L);
        var seen = r.Read.Run(1, Sensitivity.Sealed, Actor.Operator).Value;
        (seen.Data!.Arabic, seen.Data.Born, seen.Data.Consent!.Channel).ShouldBe(("ليلى بناني", new DateOnly(1980, 2, 3), "register"));
        seen.Events.ShouldHaveSingleItem().ShouldBe(new Registered(new DateOnly(2015, 5, 1), Register.Sefrou, 41, new("سجل فرع صفرو إلى 2019")));
        r.Find.Run(new MemberQuestion("ليلا بنّاني"), Actor.Operator).Value.Lines.ShouldHaveSingleItem().Row.Id.ShouldBe(1);
        var kept = r.Party.Installation.Record.Read(db => db.Rows<Decision>().Single(d => d.Kind == ImportMembers.Kind));
        kept.Content.ShouldContain("\"basis\"");
        kept.Content.ShouldNotContain("Bennani");

        var again = Preview(r, file).Value;
        again.Count(MemberFate.Same).ShouldBe(3);
        Refused("member-import-nothing-new", Commit(r, again));
        Refused("member-import-meanwhile", Commit(r, preview));
        r.Find.Count(null, Actor.Operator).Value[MemberState.Member].ShouldBe(3);
    }

    [Fact]
    public void Without_origin_basis_and_declaration_nothing_of_the_file_is_read()
    {
        using var r = new Register(Engine.Sqlite);
        var missing = Path.Combine(folder.FullName, "there-is-no-such-file.csv");
        Preview(r, missing, new FileOrigin(null, null, AllJoined: false)).Refusals.Select(x => x.Code).ShouldBe(["text-empty", "member-import-basis-missing", "member-import-not-joined"]);
        Refused("member-import-basis-missing", Preview(r, missing, Known with { Basis = null }));
        Refused("member-import-not-joined", Preview(r, missing, Known with { AllJoined = false }));
        Refused("reading-unreadable", Preview(r, missing));
    }

    [Theory]
    [InlineData("ليلى بناني;;31/02/1980;صفرو;;;;", "member-birth-missing")]
    [InlineData("ليلى بناني;;1880-01-01;صفرو;;;;", "member-birth")]
    [InlineData("ليلى بناني;;2020-01-01;صفرو;;;;", "member-birth")]
    [InlineData("ليلى و سعيد بناني;;1980-01-01;صفرو;;;;", "member-several-persons")]
    [InlineData("ليلى/سعيد بناني;;1980-01-01;صفرو;;;;", "member-name-sign")]
    [InlineData("ليلى Bennani;;1980-01-01;صفرو;;;;", "text-foreign-letter")]
    [InlineData("ليلى 😀;;1980-01-01;صفرو;;;;", "member-name-sign")]
    [InlineData("=cmd|' /C calc'!A0;;1980-01-01;صفرو;;;;", "text-foreign-letter")]
    [InlineData(";;1980-01-01;صفرو;;;;", "text-empty")]
    [InlineData("ليلى بناني;;1980-01-01;لا وجود له;;;;", "unknown-place")]
    [InlineData("ليلى بناني;;1980-01-01;صفرو;;؟;;", "member-import-sex-unread")]
    [InlineData("ليلى بناني;;1980-01-01;صفرو;;;x1;", "member-import-number-unread")]
    [InlineData("ليلى بناني;;1980-01-01;صفرو;;;;soon", "member-import-since-unread")]
    [InlineData("ليلى بناني;;1980-01-01;صفرو;;;;2999-01-01", "member-day-in-future")]
    public void A_row_that_cannot_be_is_refused_by_its_line_and_the_others_stand(string row, string code)
    {
        using var r = new Register(Engine.Sqlite);
        var rows = Preview(r, File($"{row}\nسعيد العلوي;;1969-07-09;صفرو;;;;\n")).Value.Rows;
        (rows[0].Line, rows[0].Fate, rows[0].Data).ShouldBe((2, MemberFate.Refused, null));
        rows[0].Reasons.Select(x => x.Code).ShouldBe([code]);
        rows[1].Fate.ShouldBe(MemberFate.New);
    }

    [Fact]
    public void A_name_of_ten_thousand_letters_is_refused_like_any_other_fault()
    {
        using var r = new Register(Engine.Sqlite);
        Preview(r, File($"{new string('ل', 10_000)};;1980-01-01;صفرو;;;;\n")).Value.Rows[0].Reasons.ShouldHaveSingleItem().Code.ShouldBe("text-too-long");
    }

    [Theory, MemberData(nameof(Engines))]
    public void Who_may_be_there_already_is_doubtful_with_the_reason_in_words_until_a_person_says_otherwise(Engine engine)
    {
        using var r = new Register(engine);
        var salma = r.Admitted();
        var file = File(
            "سلمى أوحيدا;;1991-04-02;صفرو;;;;\nأوحيدا سلما;;1991-04-02;أكدال;;;;\nسلمى أوحيدا;;1991-04-03;صفرو;;;;\nليلى بناني;;1980-02-03;صفرو;;;90;\nليلى بناني;;1980-02-03;صفرو;;;;\nسعيد العلوي;;1969-07-09;صفرو;;;90;\nنادية الفاسي;;1970-01-01;صفرو;;;1;\n");
        var rows = Preview(r, file).Value.Rows;
        rows.Select(x => x.Fate).ShouldBe([MemberFate.Same, MemberFate.Doubtful, MemberFate.New, MemberFate.New, MemberFate.Same, MemberFate.Refused, MemberFate.Refused]);
        rows[1].Alike.ShouldContain(a => a.Member == salma.Member && a.Evidence.Select(e => e.Id).SequenceEqual(new[] { "member.alike.born", "member.alike.name", "member.alike.place-other" }));
        rows[4].Alike.ShouldHaveSingleItem().Line.ShouldBe(5);
        (rows[5].Reasons[0].Code, rows[6].Reasons[0].Code).ShouldBe(("member-import-number-twice", "member-number-taken"));

        var preview = Preview(r, file).Value;
        Commit(r, preview).Value.Entered.ShouldBe(2);
        var later = Preview(r, file).Value;
        new ImportMembers(r.Store).Run(later, new HashSet<int> { 2, 3, 7 }, Actor.Operator, Progress, default).Value.Entered.ShouldBe(1);
        r.Row(salma.Member + 3).Place.ShouldBe(Register.Agdal);
    }

    [Fact]
    public void Members_are_entered_where_the_keeper_may_and_nowhere_else()
    {
        using var r = new Register(Engine.Sqlite);
        var file = File("ليلى بناني;;1980-02-03;صفرو;;;;\nسعيد العلوي;;1969-07-09;أكدال;;;;\n");
        var keeper = r.In(r.SefrouOffice, "membership");
        var preview = Preview(r, file, by: keeper).Value;
        preview.Rows.Select(x => x.Fate).ShouldBe([MemberFate.New, MemberFate.Refused]);
        Commit(r, preview, keeper).Value.Entered.ShouldBe(1);
        Refused("out-of-scope", Commit(r, Preview(r, File("سعيد العلوي;;1969-07-09;أكدال;;;;\n")).Value, keeper));
        Refused("no-right", Preview(r, file, by: r.In(r.SefrouOffice, "treasurer")));
        Refused("sign-in-first", Preview(r, file, by: Actor.Anyone));
    }

    [Fact]
    public void A_commit_that_is_stopped_enters_nobody()
    {
        using var r = new Register(Engine.Sqlite);
        var preview = Preview(r, File("ليلى بناني;;1980-02-03;صفرو;;;;\n")).Value;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => new ImportMembers(r.Store).Run(preview, new HashSet<int>(), Actor.Operator, Progress, stop.Token));
        r.Find.Count(null, Actor.Operator).Value.ShouldBeEmpty();
    }

    [Fact]
    public void Columns_that_are_not_there_or_not_named_are_asked_for_and_names_in_two_columns_are_joined()
    {
        using var r = new Register(Engine.Sqlite);
        var path = Path.Combine(folder.FullName, "b.csv");
        System.IO.File.WriteAllText(path, "Prénom,Nom,Naissance,Commune\nLeila,Bennani,03/02/1980,صفرو\n", Encoding.UTF8);
        Refused("member-import-column-missing", Preview(r, path));
        var mapping = new MembersMapping(new Dictionary<MemberField, string> { [MemberField.Latin] = "Prénom+Nom", [MemberField.Born] = "Naissance", [MemberField.Place] = "Commune" });
        Preview(r, path, mapping: mapping).Value.Rows.ShouldHaveSingleItem().Data!.Latin.ShouldBe("Leila Bennani");
        Refused("member-import-column-unknown", Preview(r, path, mapping: new MembersMapping(new Dictionary<MemberField, string>(mapping.Columns) { [MemberField.Mail] = "Courriel" })));
    }

    private static IProgress<Message> Progress { get; } = new Progress<Message>();

    private static Outcome<MembersPreview> Preview(Register r, string path, FileOrigin? origin = null, Actor? by = null, MembersMapping? mapping = null) =>
        new PreviewMembers(r.Party.Installation.Record, r.Store, () => r.Party.Atlas).Run(new MembersFile(path, "members.csv", origin ?? Known, mapping), by ?? Actor.Operator, Progress, default);

    private static Outcome<MembersImported> Commit(Register r, MembersPreview preview, Actor? by = null) => new ImportMembers(r.Store).Run(preview, new HashSet<int>(), by ?? Actor.Operator, Progress, default);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    private string File(string rows)
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.csv");
        System.IO.File.WriteAllText(path, Header + rows, Encoding.UTF8);
        return path;
    }
}
