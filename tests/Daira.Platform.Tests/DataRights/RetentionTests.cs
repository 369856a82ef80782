using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Platform.Tests.Members;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.DataRights;

/// <summary>What is over is erased by the clock: no day too early, nobody about whom something is still to be decided, and nowhere to be found afterwards.</summary>
public class RetentionTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void Who_was_refused_is_erased_after_the_time_to_appeal_and_the_rule(Engine engine)
    {
        using var r = new Register(engine);
        var refused = Refuse(r, Register.Salma);
        var appealing = Refuse(r, new Declaration("عمر تازمون", "Omar Tazmoun", "1970-01-01"));
        var stays = r.Admitted(new Declaration("هبة المندار", null, "1980-02-03"));
        Refused("operator-only", Erase(r).Run(Actor.Anyone, default));
        Refused("operator-only", Erase(r).Run(r.In(r.Country, "secretary-general"), default));
        Refused("sign-in-first", Erase(r).Look(Actor.Anyone));
        Refused("no-right", Erase(r).Look(r.In(r.SefrouOffice, "secretary")));
        r.OwnAct(appealing, appealing.Case, new CaseAct.Appeal("أفي بها")).IsDone.ShouldBeTrue();
        Due(r, "not-admitted").ShouldBe((0, 0));
        Pass(r, 59);
        Due(r, "not-admitted").ShouldBe((0, 0));
        Pass(r, 1);
        Due(r, "not-admitted").ShouldBe((1, 1));
        r.Row(refused.Member).State.ShouldBe(MemberState.NotAdmitted);

        var done = Erase(r).Run(Actor.Clock, default).Value.Single(d => d.Rule.Id == "not-admitted");
        (done.Count, done.Held).ShouldBe((1, 1));
        (r.Row(refused.Member).State, r.Row(refused.Member).Sealed).ShouldBe((MemberState.Erased, null));
        r.Row(appealing.Member).State.ShouldBe(MemberState.NotAdmitted);
        r.Row(stays.Member).State.ShouldBe(MemberState.Member);
        r.Find.Run(new MemberQuestion("أوحيدا"), Actor.Operator).Value.Count.ShouldBe(0);
        var entry = r.Party.Journal().Last(e => e.Subject == $"member/{refused.Member}");
        (entry.Actor, entry.Action).ShouldBe(("clock", "member-erased"));
        entry.Detail!.ShouldContain("not-admitted");

        // The certificate is read for a month, then nothing opens the page.
        var own = r.Own.Run(Register.KeyOf(refused)).Value;
        own.Data.ShouldBeNull();
        own.Events[^1].ShouldBeOfType<Erased>().Certificate.Length.ShouldBe(64);
        entry.Detail!.ShouldContain(((Erased)own.Events[^1]).Certificate);
        Erase(r).Run(Actor.Clock, default).Value.Sum(d => d.Count).ShouldBe(0);
        Pass(r, 30);
        Erase(r).Run(Actor.Clock, default).Value.Single(d => d.Rule.Id == "certificate-access").Count.ShouldBe(1);
        Refused("member-no-access", r.Own.Run(Register.KeyOf(refused)));
    }

    [Theory, MemberData(nameof(Engines))]
    public void Who_left_is_erased_after_the_rule_and_the_register_goes_on(Engine engine)
    {
        using var r = new Register(engine);
        var (left, died, stays) = (r.Admitted(), r.Admitted(new Declaration("عمر تازمون", null, "1950-01-01")), r.Admitted(new Declaration("هبة المندار", null, "1980-02-03")));
        var leaving = r.Ask(left, MemberCases.Resignation).Value;
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        new NoteDeath(r.Store).Run(new Death(died.Member, r.Store.Today, new Daira.Organisation.Bodies.Act("رسم الوفاة")), Actor.Operator).IsDone.ShouldBeTrue();
        Pass(r, 364);
        Erase(r).Run(Actor.Clock, default).Value.Where(d => d.Rule.Id is "resigned" or "deceased").Sum(d => d.Count).ShouldBe(0);
        Pass(r, 2);
        Erase(r).Run(Actor.Clock, default).Value.Where(d => d.Rule.Id is "resigned" or "deceased").Select(d => d.Count).ShouldBe([1, 1]);
        (r.Row(left.Member).State, r.Row(died.Member).State, r.Row(stays.Member).State).ShouldBe((MemberState.Erased, MemberState.Erased, MemberState.Member));
        r.Own.Run(Register.KeyOf(stays)).Value.Data!.Arabic.ShouldBe("هبة المندار");

        // The next event takes the next place in the sequence: erasing by statements left no gap that a later one falls into.
        r.Apply(new Declaration("كمال أزكنون", null, "1990-01-01")).IsDone.ShouldBeTrue();
        var events = r.Party.Installation.Record.Read(db => db.Rows<StoredMemberEvent>().OrderBy(e => e.Seq).Select(e => e.Seq).ToList());
        events.ShouldBeUnique();
        r.Find.Count(null, Actor.Operator).Value[MemberState.Erased].ShouldBe(2);
    }

    [Fact]
    public void An_application_that_its_author_left_unfinished_is_closed_then_erased()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Apply().Value;
        r.Act(receipt.Case, "ask", r.SefrouOffice, "secretary").IsDone.ShouldBeTrue();
        Pass(r, 170);
        Erase(r).Run(Actor.Clock, default).Value.Sum(d => d.Count).ShouldBe(0);
        Pass(r, 15);
        Erase(r).Run(Actor.Clock, default).Value.Single(d => d.Rule.Id == EraseDue.UnfinishedApplications).Count.ShouldBe(1);
        r.Row(receipt.Member).State.ShouldBe(MemberState.NotAdmitted);
        Pass(r, 61);
        Erase(r).Run(Actor.Clock, default).Value.Single(d => d.Rule.Id == "not-admitted").Count.ShouldBe(1);
        r.Row(receipt.Member).State.ShouldBe(MemberState.Erased);
    }

    /// <summary>The promise of the certificate, looked for with everything that is there afterwards: each cell in clear and under each key, each file, the index in memory, a backup with the folder of keys of today.</summary>
    [Theory, MemberData(nameof(Engines))]
    public void Who_was_erased_is_in_no_table_no_file_no_index_and_no_backup_older_than_35_days(Engine engine)
    {
        using var r = new Register(engine);
        var work = Directory.CreateTempSubdirectory("daira-erased-").FullName;
        var installation = r.Party.Installation;
        var (gone, stays) = (r.Admitted(), r.Admitted(new Declaration("هبة المندار", "Hiba Lmandar", "1980-02-03")));
        var leaving = r.Ask(gone, MemberCases.Resignation, text: "خلاف مالي مع سلمى").Value;
        Night(r);
        Night(r);
        Backup(installation, Path.Combine(work, "old"));
        var copies = AllKeys(installation);
        r.Act(leaving.Id, "acknowledge", r.SefrouOffice, "membership").IsDone.ShouldBeTrue();
        for (var day = 0; day < 27; day++)
        {
            Night(r);
        }

        // Younger than four weeks: a backup is for restoring, and restores with the keys of today.
        Opened(installation, Path.Combine(work, "old"), engine).ShouldBe([gone.Member, stays.Member]);
        var request = new AskMemberErasure(r.Store).Run(new MemberErasureRequest(gone.Member, "طلب صاحبته"), r.In(r.Country, "secretary-general")).Value;
        new EraseMember(r.Store).Run(request.Id, Actor.Operator).IsDone.ShouldBeTrue();
        Backup(installation, Path.Combine(work, "young"));
        for (var day = 0; day < 9; day++)
        {
            Night(r);
        }

        string[] secrets = ["أوحيدا", "Ouhida", "600000001", "salma@", "1991-04-02", "مهندسة", "خلاف مالي", gone.Secret];
        var cells = MemberSightTests.Everything(installation.Record.Database).Where(c => c.Table != "persons").ToList();
        cells.Count.ShouldBeGreaterThan(100);
        cells.Where(c => secrets.Any(s => c.Text.Contains(s, StringComparison.Ordinal))).ShouldBeEmpty();
        installation.Record.Read(db => (db.Rows<PersonKey>().Count(k => k.Member == gone.Member), db.Rows<SealedText>().Count(t => t.Member == gone.Member))).ShouldBe((0, 0));
        foreach (var file in Directory.EnumerateFiles(installation.Settings.Folder, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories)))
        {
            var bytes = Read(file);

            // The office-holders of this small party bear the invented family name too; what is the member's alone is looked for.
            secrets.Skip(2).Where(s => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(s)) >= 0).ShouldBeEmpty(file);
        }

        r.Find.Run(new MemberQuestion("أوحيدا"), Actor.Operator).Value.Count.ShouldBe(0);
        r.Find.Run(new MemberQuestion("Ouhida"), Actor.Operator).Value.Count.ShouldBe(0);
        Opened(installation, Path.Combine(work, "old"), engine).ShouldBeEmpty();
        Opened(installation, Path.Combine(work, "young"), engine).ShouldBe([stays.Member]);
        r.Own.Run(Register.KeyOf(stays)).Value.Data!.Latin.ShouldBe("Hiba Lmandar");
        AllKeys(installation).Intersect(copies).ShouldBeEmpty();
        Directory.Delete(work, recursive: true);
    }

    [Fact]
    public void Every_week_another_key_and_none_of_them_lives_longer_than_five_weeks()
    {
        using var r = new Register(Engine.Sqlite);
        var receipt = r.Admitted();
        var lives = new Dictionary<string, (int First, int Last)>();
        Refused("operator-only", new RenewPersonsKey(r.Party.Installation.Record, r.Store).Run(Actor.Anyone, default));
        for (var day = 0; day < 80; day++)
        {
            Night(r);
            foreach (var key in AllKeys(r.Party.Installation))
            {
                lives[key] = (lives.TryGetValue(key, out var seen) ? seen.First : day, day);
            }

            r.Own.Run(Register.KeyOf(receipt)).Value.Data.ShouldNotBeNull();
        }

        lives.Count.ShouldBeInRange(11, 13);
        lives.Values.Max(l => l.Last - l.First).ShouldBeLessThanOrEqualTo(35);

        // Another program of the installation goes on with the file as it is now.
        var other = new Daira.Organisation.Storage.OrganisationStore(r.Party.Installation.AnotherRecord(), r.Party.Installation.Clock);
        new OpenMembership(r.Party.Installation.Record, other).Run(Register.KeyOf(receipt)).Value.Data.ShouldNotBeNull();
    }

    private static EraseDue Erase(Register r) => new(r.Party.Installation.Record, r.Store, () => r.Party.Atlas);

    private static void Pass(Register r, int days) => r.Party.Installation.Clock.Advance(TimeSpan.FromDays(days));

    private static void Night(Register r)
    {
        Pass(r, 1);
        Erase(r).Run(Actor.Clock, default).IsDone.ShouldBeTrue();
        new RenewPersonsKey(r.Party.Installation.Record, r.Store).Run(Actor.Clock, default).IsDone.ShouldBeTrue();
    }

    private static (long Due, long Held) Due(Register r, string rule) =>
        Erase(r).Look(r.In(r.Country, "secretary-general")).Value.Where(d => d.Rule.Id == rule).Select(d => (d.Count, d.Held)).Single();

    private static ApplicationReceipt Refuse(Register r, Declaration person)
    {
        var receipt = r.Apply(person).Value;
        r.Act(receipt.Case, "refuse", r.SefrouOffice, "membership", "conditions", "لا يفي بالشروط").IsDone.ShouldBeTrue();
        return receipt;
    }

    private static string[] AllKeys(Installation installation) => File.ReadAllLines(Path.Combine(installation.Settings.Folder, "keys", "persons.key"));

    private static void Backup(Installation installation, string to) =>
        new MakeBackup(installation.Settings, installation.Record, [installation.Record], installation.Clock).Run(new BackupRequest(to, null), Actor.Operator, new Progress<Message>(), default).IsDone.ShouldBeTrue();

    /// <summary>Members of a backup who can be read with the folder of keys as it is now.</summary>
    private static List<long> Opened(Installation installation, string backup, Engine engine)
    {
        using var second = Installation.On(engine);
        new RestoreBackup(second.Settings, second.Record, [second.Record], second.Clock)
            .Run(new RestoreRequest(backup, Path.Combine(installation.Settings.Folder, "keys")), Actor.Operator, new Progress<Message>(), default).IsDone.ShouldBeTrue();
        var keys = new PersonKeys(new InstallationKeys(second.Settings));
        return second.Record.Read(db => db.Rows<PersonKey>().OrderBy(k => k.Member).ToList()).Where(k => IsOpen(keys, k)).Select(k => k.Member).ToList();
    }

    private static bool IsOpen(PersonKeys keys, PersonKey kept)
    {
        try
        {
            return keys.Open(kept).Length > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.Select(x => x.Code).ShouldBe([code]);
}
