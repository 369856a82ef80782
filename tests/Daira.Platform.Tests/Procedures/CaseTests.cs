using Daira.Foundation;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Procedures;

public class CaseTests
{
    private static readonly ActingAs Applicant = ActingAs.Applicant("zineb");
    private static readonly ActingAs Secretary = new("amal", "secretary", "secretariat:commune");
    private static readonly ActingAs Superior = new("chama", "secretary", "secretariat:province");
    private static readonly ActingAs System = new("system", null, null);
    private static readonly GivenReason Why = new("incompatible", "holds a post that the law excludes");
    private readonly SmallParty party = new();
    private readonly List<CaseEvent> events = [];

    private CaseMoves Moves => new(party, Examples.Calendar);

    private CaseState State => CaseState.Of(Examples.Application, events);

    [Fact]
    public void Refused_with_reason_appealed_and_overturned()
    {
        Begin();
        Do(s => Moves.Move(s, "refuse", Why, Secretary, On(3)));
        State.Outcome!.Body.ShouldBe("secretariat:commune");
        State.Outcome.Reason.ShouldBe(Why);
        CaseClocks.Of(State, Examples.Calendar, Day(4)).Appeal!.Due.ShouldBe(Day(10));
        Do(s => Moves.Appeal(s, "the post ended last year", Applicant, On(10)));
        State.Body.ShouldBe("arbitration:region");
        Do(s => Moves.Move(s, "overturn", null, new ActingAs("ezza", "chair", "arbitration:region"), On(12)));
        State.Outcome!.Kind.ShouldBe(EndingKind.Granted);
    }

    [Fact]
    public void A_negative_decision_without_reason_is_refused()
    {
        Begin();
        Refused("reason-missing", Moves.Move(State, "refuse", null, Secretary, On(3)));
        Refused("reason-missing", Moves.Move(State, "refuse", new GivenReason(null, "  "), Secretary, On(3)));
        Refused("unknown-reason", Moves.Move(State, "refuse", new GivenReason("dislike", ""), Secretary, On(3)));
    }

    [Fact]
    public void Nobody_moves_out_of_turn()
    {
        Begin();
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Applicant, On(3)));
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Superior, On(3)));
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Secretary with { Body = "secretariat:province" }, On(3)));
        party.Bodies["secretariat:commune"].Remove("amal");
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Secretary, On(3)));
    }

    [Fact]
    public void Nobody_decides_on_their_own_case()
    {
        events.Add(Moves.Open(Examples.Application, "commune", ActingAs.Applicant("amal"), On(2)).Value);
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Secretary, On(3)));
    }

    [Fact]
    public void Two_persons_admit()
    {
        Begin();
        Do(s => Moves.Move(s, "admit", null, Secretary, On(3)));
        State.IsOpen.ShouldBeTrue();
        Refused("same-person", Moves.Confirm(State, Secretary, On(3)));
        Refused("not-your-turn", Moves.Confirm(State, new("badr", "deputy", "secretariat:commune"), On(3)));
        Do(s => Moves.Confirm(s, Superior, On(4)));
        State.Outcome!.Kind.ShouldBe(EndingKind.Granted);
    }

    [Fact]
    public void The_same_office_in_another_body_is_another_office()
    {
        Begin();
        Do(s => Moves.Move(s, "admit", null, new("badr", "deputy", "secretariat:commune"), On(3)));
        Refused("not-your-turn", Moves.Confirm(State, Secretary, On(3)));
    }

    [Fact]
    public void Who_steps_aside_leaves_it_to_another_holder_then_to_the_body_above()
    {
        Begin();
        Do(s => Moves.Recuse(s, "a relative", Secretary, On(3)));
        State.Body.ShouldBe("secretariat:commune");
        Refused("not-your-turn", Moves.Move(State, "refuse", Why, Secretary, On(3)));
        Do(s => Moves.Recuse(s, "a neighbour", new("badr", "deputy", "secretariat:commune"), On(3)));
        State.Body.ShouldBe("secretariat:province");
    }

    [Fact]
    public void A_late_turn_goes_up_and_a_vacant_one_at_once()
    {
        Begin();
        Moves.HandUp(State, System, On(9)).ShouldBeNull();
        events.Add(Moves.HandUp(State, System, On(10)).ShouldBeOfType<HandedUp>());
        State.Body.ShouldBe("secretariat:province");
        party.Bodies["secretariat:province"].Clear();
        var up = Moves.HandUp(State, System, On(10)).ShouldBeOfType<HandedUp>();
        (up.Cause, up.Body).ShouldBe((HandUpCause.Vacancy, "secretariat:country"));
    }

    [Fact]
    public void A_late_turn_stays_with_the_body_above_while_somebody_is_there()
    {
        Begin();
        events.Add(Moves.HandUp(State, System, On(10))!);
        Moves.HandUp(State, System, On(11)).ShouldBeNull();
        Moves.IsStranded(State, Day(11)).ShouldBeFalse();
    }

    [Fact]
    public void The_partys_clock_stands_still_while_the_applicant_completes_the_file()
    {
        Begin();
        var before = CaseClocks.Of(State, Examples.Calendar, Day(3)).Promise!.Due;
        Do(s => Moves.Move(s, "ask", null, Secretary, On(3)));
        Do(s => Moves.Move(s, "send", null, Applicant, On(5)));
        var after = CaseClocks.Of(State, Examples.Calendar, Day(5)).Promise!;
        after.Suspended.ShouldBe(2);
        after.Due.DayNumber.ShouldBeGreaterThan(before.DayNumber);
    }

    [Fact]
    public void An_appeal_too_late_or_by_another_is_refused()
    {
        Begin();
        Refused("nothing-to-appeal", Moves.Appeal(State, "no", Applicant, On(3)));
        Do(s => Moves.Move(s, "refuse", Why, Secretary, On(3)));
        Refused("not-applicant", Moves.Appeal(State, "no", Secretary, On(4)));
        Refused("appeal-late", Moves.Appeal(State, "no", Applicant, On(11)));
        Refused("text-missing", Moves.Appeal(State, " ", Applicant, On(4)));
    }

    [Fact]
    public void A_place_where_nobody_answers_is_said_at_once()
    {
        party.Bodies.Clear();
        Refused("nobody-answers", Moves.Open(Examples.Application, "commune", Applicant, On(2)));
    }

    [Fact]
    public void An_ended_case_stays_ended()
    {
        Begin();
        Do(s => Moves.Withdraw(s, Applicant, On(3)));
        Refused("ended", Moves.Move(State, "refuse", Why, Secretary, On(3)));
        Refused("ended", Moves.Withdraw(State, Applicant, On(3)));
        Refused("ended", Moves.Say(State, "hello", Applicant, On(3)));
    }

    private void Begin() => events.Add(Moves.Open(Examples.Application, "commune", Applicant, On(2)).Value);

    private void Do(Func<CaseState, Outcome<CaseEvent>> move) => events.Add(move(State).Value);

    private static void Refused(string code, Outcome<CaseEvent> outcome) => outcome.Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    private static DateOnly Day(int day) => new(2026, 11, day);

    private static DateTimeOffset On(int day) => new(2026, 11, day, 10, 0, 0, TimeSpan.FromHours(1));
}
