using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Members;

/// <summary>Who sees whom, how deep; and where a name must never stand.</summary>
public class MemberSightTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void A_list_ends_where_the_mandate_ends(Engine engine)
    {
        using var r = new Register(engine);
        var (sefrou, agdal) = (r.Admitted(), r.Admitted(new Declaration("عمر أوحيدا", "Omar Ouhida", "1970-01-01"), Register.Agdal));
        long[] Seen(Actor actor, string? name = null, string? within = null) => [.. r.Find.Run(new MemberQuestion(name, within), actor).Value.Lines.Select(l => l.Row.Id)];
        Seen(r.In(r.SefrouOffice, "treasurer")).ShouldBe([sefrou.Member]);
        Seen(r.In(r.FesOffice, "secretary"), "ouhida").ShouldBe([agdal.Member]);
        Seen(r.In(r.Country, "secretary-general"), "أوحيدا").ShouldBe([sefrou.Member, agdal.Member]);
        Seen(r.In(r.Country, "secretary-general"), within: "3231").ShouldBe([agdal.Member]);
        Refused("out-of-scope", r.Find.Run(new MemberQuestion(Within: "3231"), r.In(r.SefrouOffice, "secretary")));
        Refused("no-right", r.Find.Run(new MemberQuestion(), r.In(r.Arbitration, "president")));
        Refused("sign-in-first", r.Find.Run(new MemberQuestion(), Actor.Anyone));
        Refused("sign-in-first", r.Find.Count(null, Actor.Anyone));
        Refused("out-of-scope", r.Find.Print(Register.Agdal, "ar", r.In(r.SefrouOffice, "secretary")));
        r.Find.Print(Register.Sefrou, "ar", r.In(r.SefrouOffice, "secretary")).Value.Lines.ShouldHaveSingleItem();
        r.Find.Count(null, r.In(r.Country, "secretary-general")).Value[MemberState.Member].ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public void Deeper_than_the_name_is_seen_by_right_only_and_the_member_sees_by_whom(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        var plain = r.Read.Run(receipt.Member, Sensitivity.Internal, r.In(r.SefrouOffice, "treasurer")).Value;
        (plain.Data!.Arabic, plain.Data.Phone, plain.Data.Born, plain.Data.Profession).ShouldBe(("سلمى أوحيدا", null, null, null));
        Refused("out-of-scope", r.Read.Run(receipt.Member, Sensitivity.Personal, r.In(r.SefrouOffice, "treasurer")));
        Refused("out-of-scope", r.Read.Run(receipt.Member, Sensitivity.Internal, r.In(r.FesOffice, "secretary")));
        Refused("sign-in-first", r.Read.Run(receipt.Member, Sensitivity.Internal, Actor.Anyone));

        // A number that nobody has is answered to strangers as one they may not see.
        Refused("out-of-scope", r.Read.Run(999, Sensitivity.Internal, r.In(r.FesOffice, "secretary")));
        r.Read.Run(receipt.Member, Sensitivity.Personal, r.In(r.SefrouOffice, "secretary")).Value.Data!.Phone.ShouldBe("+212600000001");
        var readings = r.Own.Run(Register.KeyOf(receipt)).Value.Readings.Where(e => e.Action == "member-read").ToList();
        readings.ShouldHaveSingleItem().Actor.ShouldContain($"mandate:{r.Mandates[(r.SefrouOffice, "secretary")]}");
    }

    [Fact]
    public void Whose_turn_it_is_sees_the_case_whole_and_only_then()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Apply().Value;
        r.Act(receipt.Case, "refuse", r.SefrouOffice, "membership", "conditions", "لا يفي بالشروط").IsDone.ShouldBeTrue();
        Refused("no-right", r.Read.Run(r.Store.Current.Cases[receipt.Case], r.In(r.Arbitration, "president")));
        var appealed = r.OwnAct(receipt, receipt.Case, new CaseAct.Appeal("أفي بها")).Value;
        var seen = r.Read.Run(appealed, r.In(r.Arbitration, "president")).Value;
        seen.Texts.Values.ShouldBe(["لا يفي بالشروط", "أفي بها"], ignoreOrder: true);
        Refused("out-of-scope", r.Read.Run(appealed, r.In(r.FesOffice, "secretary")));
        r.Party.Journal().Last(e => e.Action == "member-read").Detail!.ShouldContain($"{receipt.Case}");
    }

    [Fact]
    public void Namesakes_of_the_same_birth_are_shown_never_joined()
    {
        using var r = new Register(Engine.Sqlite);
        var first = r.Admitted();
        var second = r.Apply(new Declaration(null, "Salma Wahida", "1991-04-02")).Value;
        r.Apply(new Declaration("سلمى أوحيدا", null, "1960-04-02")).IsDone.ShouldBeTrue();
        var seen = r.Read.Run(second.Member, Sensitivity.Personal, Actor.Operator).Value;
        r.Find.Alike(seen).ShouldHaveSingleItem().Row.Id.ShouldBe(first.Member);
        r.Find.Alike(seen)[0].Name!.Phone.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public void No_table_no_file_and_no_journal_holds_a_name_a_contact_or_a_reason_in_clear(Engine engine)
    {
        using var r = new Register(engine);
        var receipt = r.Admitted();
        var proposed = r.Propose(receipt.Member, MemberCases.Suspension, "خلاف مالي").Value;
        r.OwnAct(receipt, proposed.Id, new CaseAct.Say("هذا غير صحيح")).IsDone.ShouldBeTrue();
        r.Apply(new Declaration("سلمى أوحيدا 😀", null, "1991-04-02")).IsDone.ShouldBeFalse();
        string[] secrets = ["أوحيدا", "Ouhida", "600000001", "salma@", "1991-04-02", "مهندسة", "خلاف مالي", "غير صحيح", receipt.Secret];

        // A person of the register of offices bears the same invented name in this small party; it is told apart by being whole.
        var everything = Everything(r.Party.Installation.Record.Database).ToList();
        everything.Count.ShouldBeGreaterThan(50);
        foreach (var secret in secrets)
        {
            everything.Where(cell => cell.Text.Contains(secret, StringComparison.Ordinal) && cell.Table != "persons").Select(c => c.Table).ShouldBeEmpty(secret);
        }
    }

    [Fact]
    public void Another_folder_of_keys_opens_nothing_and_says_what_to_restore()
    {
        using var r = new Register(Engine.Sqlite);
        r.Admitted();
        var keys = Path.Combine(r.Party.Installation.Settings.Folder, "keys", "persons.key");
        File.WriteAllText(keys, new string('a', 64));
        var other = new Daira.Organisation.Storage.OrganisationStore(r.Party.Installation.AnotherRecord(), r.Party.Installation.Clock);
        var fault = Should.Throw<InvalidDataException>(() => new ReadMember(r.Party.Installation.Record, other).Run(1, Sensitivity.Internal, Actor.Operator));
        fault.Message.ShouldContain("persons.key");
    }

    /// <summary>Every cell of every table, as text and as bytes read as text.</summary>
    internal static IEnumerable<(string Table, string Text)> Everything(Database database)
    {
        using var connection = database.Open(readOnly: true);
        foreach (var table in connection.Tables())
        {
            var rows = connection.Read($"select * from \"{table}\"", r => Enumerable.Range(0, r.FieldCount).Select(r.GetValue).ToArray());
            foreach (var cell in rows.SelectMany(r => r))
            {
                yield return (table, cell is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{cell}");
            }
        }
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
