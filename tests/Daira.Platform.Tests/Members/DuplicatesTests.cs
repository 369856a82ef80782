using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;

namespace Daira.Platform.Tests.Members;

/// <summary>People entered twice: found, judged by a person, merged, and parted again; nothing is lost on the way.</summary>
public class DuplicatesTests
{
    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.PostgreSql];

    [Theory, MemberData(nameof(Engines))]
    public void Alike_by_name_birth_and_place_with_the_evidence_in_words(Engine engine)
    {
        using var r = new Register(engine);
        var salma = r.Admitted().Member;
        var elsewhere = r.Admitted(Register.Salma with { Arabic = "أوحيدا سلما", Latin = null }, Register.Agdal).Member;
        var otherDay = r.Admitted(Register.Salma with { Latin = null, Born = "1991-02-02" }).Member;
        r.Admitted(Register.Salma with { Arabic = "ليلى أوحيدا", Latin = "Leila Ouhida" });
        r.Admitted(Register.Salma with { Latin = null, Born = "1961-07-19" });

        var found = Find(r, "3").Value;
        found.Pairs.Select(p => (p.One.Row.Id, p.Other.Row.Id, string.Join(" ", p.Evidence.Select(e => e.Id["member.alike.".Length..])))).ShouldBe(
        [
            (salma, elsewhere, "born name place-other"), (salma, otherDay, "born-near name-equal place"),
        ]);
        Find(r, "3451").Value.Count.ShouldBe(1);
        Refused("out-of-scope", Find(r, "3231", r.In(r.SefrouOffice, "secretary")));
        Refused("no-right", Find(r, Register.Sefrou, r.In(r.SefrouOffice, "treasurer")));
        Refused("unknown-place", Find(r, "99"));
    }

    [Theory, MemberData(nameof(Engines))]
    public void Merged_it_is_no_member_of_its_own_and_parted_it_is_what_it_was(Engine engine)
    {
        using var r = new Register(engine);
        var (salma, again) = (r.Admitted(), r.Admitted(Register.Salma with { Latin = null }));
        var keeper = r.In(r.SefrouOffice, "membership");
        Refused("no-right", Merge(r, salma.Member, again.Member, r.In(r.SefrouOffice, "treasurer")));
        Refused("member-same-entry", Merge(r, salma.Member, salma.Member, keeper));
        Merge(r, salma.Member, again.Member, keeper).Value.Id.ShouldBe(salma.Member);
        r.Row(again.Member).State.ShouldBe(MemberState.Merged);
        r.Find.Count(null, Actor.Operator).Value[MemberState.Member].ShouldBe(1);
        Find(r, "3").Value.Count.ShouldBe(0);
        Refused("member-wrong-state", Merge(r, salma.Member, again.Member, keeper));
        r.Own.Run(Register.KeyOf(again)).Value.Events.OfType<Merged>().ShouldHaveSingleItem().Into.ShouldBe(salma.Member);

        Refused("no-right", new UndoMerging(r.Store).Run(again.Member, r.In(r.SefrouOffice, "treasurer")));
        Refused("member-wrong-state", new UndoMerging(r.Store).Run(salma.Member, keeper));
        new UndoMerging(r.Store).Run(again.Member, keeper).Value.State.ShouldBe(MemberState.Member);
        r.Row(again.Member).Number.ShouldBe(2);
        Find(r, "3").Value.Count.ShouldBe(1);
    }

    [Fact]
    public void Judged_to_be_two_they_are_not_shown_again_and_an_open_case_is_waited_for()
    {
        using var r = new Register(Engine.Sqlite);
        var (salma, again) = (r.Admitted(), r.Admitted(Register.Salma with { Latin = null }));
        r.Ask(again, MemberCases.Resignation).IsDone.ShouldBeTrue();
        Refused("member-case-open", Merge(r, salma.Member, again.Member, Actor.Operator));
        Refused("sign-in-first", new JudgeDifferent(r.Store).Run(salma.Member, again.Member, Actor.Anyone));
        new JudgeDifferent(r.Store).Run(again.Member, salma.Member, Actor.Operator).IsDone.ShouldBeTrue();
        Find(r, "3").Value.Count.ShouldBe(0);
    }

    private static Outcome<DuplicatesFound> Find(Register r, string within, Actor? by = null) => new FindDuplicates(r.Party.Installation.Record, r.Store, r.Find).Run(within, by ?? Actor.Operator, default);

    private static Outcome<MemberRow> Merge(Register r, long kept, long gone, Actor by) => new MergeMembers(r.Store).Run(new Merging(kept, gone), by);

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}

/// <summary>A list of members leaves as a file only under two persons, for whoever asked, for a day, and marked.</summary>
public class MembersExportTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Two_persons_one_day_and_the_same_mark_on_every_line(Engine engine)
    {
        using var r = new Register(engine);
        r.Admitted();
        r.Admitted(place: Register.Agdal);
        var deputy = Guid.NewGuid();
        r.Party.Mandate(r.Country, "deputy", deputy);
        var (general, second) = (r.In(r.Country, "secretary-general"), r.In(deputy));
        var ask = new AskMembersExport(r.Store, () => r.Party.Atlas);
        var take = new ExportMembers(r.Store, r.Find);
        Refused("no-right", ask.Run(new MembersExportRequest("3451", "x"), r.In(r.SefrouOffice, "secretary")));
        Refused("unknown-place", ask.Run(new MembersExportRequest("99", "x"), general));
        var asked = ask.Run(new MembersExportRequest("3451", "مؤتمر إقليمي"), general).Value;
        Refused("export-not-allowed", take.Run(asked.Id, general));
        Refused("second-person-needed", new AllowMembersExport(r.Store).Run(asked.Id, general));
        new AllowMembersExport(r.Store).Run(asked.Id, second).IsDone.ShouldBeTrue();
        Refused("export-of-another", take.Run(asked.Id, second));
        var taken = take.Run(asked.Id, general).Value;
        taken.Lines.ShouldHaveSingleItem().Name!.Arabic.ShouldBe(Register.Salma.Arabic);
        taken.Copy.ShouldStartWith(asked.Id.ToString("N")[..8]);
        r.Party.Journal().ShouldContain(e => e.Action == "members-exported" && e.Detail!.Contains(taken.Copy, StringComparison.Ordinal));
        r.Party.Installation.Clock.Advance(TimeSpan.FromHours(25));
        Refused("export-over", take.Run(asked.Id, general));
        Refused("no-such-request", take.Run(Guid.NewGuid(), general));
    }

    private static void Refused<T>(string code, Outcome<T> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
}
