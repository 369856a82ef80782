using Daira.Foundation;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Procedures;

/// <summary>Ten thousand cases pushed about by anybody in any order: the promises of the kernel hold in each.</summary>
public class RandomCasesTests
{
    private const int Cases = 10_000;

    private static readonly ActingAs[] Anybody =
    [
        ActingAs.Applicant("zineb"), ActingAs.Applicant("stranger"),
        new("amal", "secretary", "secretariat:commune"), new("badr", "deputy", "secretariat:commune"),
        new("chama", "secretary", "secretariat:province"), new("driss", "secretary", "secretariat:country"),
        new("ezza", "chair", "arbitration:region"), new("farid", "chair", "arbitration:country"),
        new("amal", "secretary", "secretariat:province"),
    ];

    [Fact]
    public void No_case_ends_in_silence_no_move_is_out_of_turn_no_deadline_is_unexplained()
    {
        var ended = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            ended += Run(new Random(seed)) ? 1 : 0;
        }

        ended.ShouldBe(Cases);
    }

    private static bool Run(Random chance)
    {
        var party = new SmallParty();
        var moves = new CaseMoves(party, Examples.Calendar);
        var now = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(1));
        var events = new List<CaseEvent> { moves.Open(Examples.Application, "commune", Anybody[0], now).Value };
        var state = CaseState.Of(Examples.Application, events);
        for (var turn = 0; turn < 60; turn++)
        {
            now = now.AddHours(chance.Next(1, 60));
            Disturb(party, chance);
            var by = Anybody[chance.Next(Anybody.Length)];
            if (Try(moves, state, by, chance, now) is { } happened)
            {
                Permitted(state, happened, party).ShouldBeTrue($"{happened} at step {state.Step?.Id}");
                events.Add(happened);
                state = state.After(happened);
                Promises(state, now);
            }
        }

        CaseState.Of(Examples.Application, events).ShouldBeEquivalentTo(state);
        return Finish(moves, party, events, now);
    }

    private static CaseEvent? Try(CaseMoves moves, CaseState state, ActingAs by, Random chance, DateTimeOffset now)
    {
        string[] names = ["admit", "ask", "refuse", "send", "uphold", "overturn", "nonsense"];
        GivenReason?[] reasons = [null, new("incompatible", ""), new(null, "because"), new(null, " "), new("invented", "x")];
        Outcome<CaseEvent>? outcome = chance.Next(8) switch
        {
            0 or 1 or 2 => moves.Move(state, names[chance.Next(names.Length)], reasons[chance.Next(reasons.Length)], by, now),
            3 => moves.Confirm(state, by, now),
            4 => moves.Object(state, "no", by, now),
            5 => moves.Recuse(state, "interest", by, now),
            6 => moves.Appeal(state, "unjust", by, now),
            _ => chance.Next(10) == 0 ? moves.Withdraw(state, by, now) : null,
        };
        return outcome is { IsDone: true } ? outcome.Value : moves.HandUp(state, new ActingAs("system", null, null), now);
    }

    // The rule of turns, written a second time and plainly.
    private static bool Permitted(CaseState state, CaseEvent happened, SmallParty party)
    {
        bool HoldsTurn() => state.Step!.Actor is ActorRule.Applicant
            ? happened.By.Person == "zineb"
            : happened.By.Body == state.Body && party.Bodies[state.Body!].ContainsKey(happened.By.Person) && !state.Recused.Contains(happened.By.Person);
        return happened switch
        {
            Moved when state.Proposal is { } p && happened.By.Person != p.By.Person && happened.By.Body == "secretariat:province" => true,
            Moved or Proposed or Recused => state.IsOpen && HoldsTurn(),
            Objected => state.Proposal is not null && happened.By.Person != state.Proposal.By.Person,
            Appealed => state.Outcome is { Kind: EndingKind.Refused, Ending.Appeal: not null } && happened.By.Person == "zineb",
            Withdrew => state.IsOpen && happened.By.Person == "zineb",
            HandedUp => state.IsOpen,
            _ => false,
        };
    }

    private static void Promises(CaseState state, DateTimeOffset now)
    {
        if (state.Outcome is { } outcome)
        {
            (outcome.Kind is EndingKind.Granted or EndingKind.Refused or EndingKind.Withdrawn).ShouldBeTrue();
            if (outcome.IsNegative)
            {
                outcome.Reason.ShouldNotBeNull();
                outcome.Body.ShouldNotBeNull();
                (outcome.Ending!.Appeal is not null || outcome.Ending.LastInstance is not null).ShouldBeTrue();
            }
        }
        else
        {
            (state.IsApplicantsTurn || state.Body is not null).ShouldBeTrue();
        }

        var clocks = CaseClocks.Of(state, Examples.Calendar, DateOnly.FromDateTime(now.DateTime));
        foreach (var deadline in new[] { clocks.Turn, clocks.Promise, clocks.Law, clocks.Appeal }.OfType<Deadline>())
        {
            deadline.Explain().ShouldNotBeEmpty();
        }
    }

    private static void Disturb(SmallParty party, Random chance)
    {
        if (chance.Next(12) == 0)
        {
            party.Bodies["secretariat:commune"].Remove(chance.Next(2) == 0 ? "amal" : "badr");
        }
    }

    // Whoever's turn it is can always bring the case to an end; where nobody is left, the kernel says so and a newcomer can.
    private static bool Finish(CaseMoves moves, SmallParty party, List<CaseEvent> events, DateTimeOffset now)
    {
        for (var i = 0; i < 6 && CaseState.Of(Examples.Application, events) is { IsOpen: true } state; i++)
        {
            now = now.AddDays(1);
            events.Add(state switch
            {
                { IsApplicantsTurn: true } => moves.Withdraw(state, Anybody[0], now).Value,
                _ when moves.HandUp(state, new ActingAs("system", null, null), now) is { } up => up,
                _ => Decide(moves, party, state, now),
            });
        }

        return !CaseState.Of(Examples.Application, events).IsOpen;
    }

    private static CaseEvent Decide(CaseMoves moves, SmallParty party, CaseState state, DateTimeOffset now)
    {
        var offices = ((ActorRule.Office)state.Step!.Actor).Offices;
        var holder = party.Bodies[state.Body!].FirstOrDefault(h => offices.Contains(h.Value) && !state.Recused.Contains(h.Key));
        moves.IsStranded(state, DateOnly.FromDateTime(now.DateTime)).ShouldBe(holder.Key is null);
        if (holder.Key is null)
        {
            party.Bodies[state.Body!]["newcomer"] = offices[0];
            holder = new("newcomer", offices[0]);
        }

        var move = state.Step.Id == "review" ? "refuse" : "uphold";
        return moves.Move(state, move, new GivenReason(null, "decided"), new ActingAs(holder.Key, holder.Value, state.Body), now).Value;
    }
}
