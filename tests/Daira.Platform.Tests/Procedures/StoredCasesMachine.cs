using System.Globalization;
using Daira.Foundation.Storage;
using Daira.Organisation.Procedures;
using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Procedures;

/// <summary>
/// Random cases of stored procedures, pushed about by anybody in any order through legal and illegal moves on the real store, beside a
/// slow model that says what should have happened. FsCheck's state machine makes and shrinks them.
/// </summary>
public class StoredCasesMachine
{
    /// <summary>Cases on SQLite unless <c>DAIRA_TEST_CASES</c> asks for more; on the server a tenth, because each step there is a round trip that proves the same.</summary>
    private const int Usual = 500;

    [Theory, InlineData(Engine.Sqlite, 1), InlineData(Engine.PostgreSql, 10)]
    public void No_end_without_outcome_no_refusal_in_silence_no_move_out_of_turn_no_deadline_unexplained(Engine engine, int part)
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("DAIRA_TEST_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Usual;
        using var machine = new CaseMachine(engine);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases / part).WithReplay(2026, 1963).WithEndSize(30), StateMachine.ToProperty(machine));
        TestContext.Current.TestOutputHelper?.WriteLine(machine.Tally);
        machine.Cases.ShouldBeGreaterThanOrEqualTo(cases / part);
        (machine.Accepted, machine.Refused, machine.Ended, machine.Appealed).ShouldSatisfyAllConditions(
            t => t.Accepted.ShouldBeGreaterThan(machine.Cases), t => t.Refused.ShouldBeGreaterThan(machine.Cases), t => t.Ended.ShouldBeGreaterThan(machine.Cases / 10), t => t.Appealed.ShouldBeGreaterThan(0));
    }
}

/// <summary>One case in a store that serves some, then is made anew, so that no history grows long and no term runs out.</summary>
internal sealed class CaseMachine(Engine engine) : Machine<OpenedCase, CaseModel>(24), IDisposable
{
    private const int CasesOfWorld = 50;
    private static readonly TimeSpan AgeOfWorld = TimeSpan.FromDays(900);
    private static readonly GivenReason?[] Reasons = [null, new("incomplete", ""), new("invented", "x"), new(null, "لعدم استيفاء الشروط"), new(null, "  ")];
    private static readonly string[] Moves = ["grant", "refuse", "ask", "send", "forward", "uphold", "overturn", "invented"];
    private CaseWorld world = new(engine);
    private int used;

    public int Cases { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public int Ended { get; private set; }

    public int Appealed { get; private set; }

    public string Tally => $"{Cases} cases, {Accepted} moves accepted, {Refused} refused, {Ended} ends, {Appealed} appeals";

    public override Arbitrary<Setup<OpenedCase, CaseModel>> Setup =>
        Gen.Elements(Enumerable.Range(0, world.Definitions.Count)).Select(i => (Setup<OpenedCase, CaseModel>)new Opening(this, i)).ToArbitrary();

    public override Gen<Operation<OpenedCase, CaseModel>> Next(CaseModel model) =>
        from kind in Gen.Choose(0, 17)
        from who in Gen.Elements(CaseWorld.Everybody.ToArray())
        from likely in Gen.Choose(0, 3)
        from hours in Gen.Frequency((6, Gen.Choose(0, 30)), (1, Gen.Choose(100, 700)))
        from move in Gen.Elements(Moves)
        from fits in Gen.Choose(0, 3)
        from reason in Gen.Elements(Reasons)
        from flag in Gen.Choose(0, 19)
        select (Operation<OpenedCase, CaseModel>)new Step(this, Of(model, kind, likely == 0 ? who : Likely(model, who), hours, fits == 0 ? move : Fitting(model, move, flag), reason, flag));

    private static Attempt Of(CaseModel model, int kind, string who, int hours, string move, GivenReason? reason, int flag) => kind switch
    {
        < 7 => new Attempt.Move(who, hours, move, reason, flag % 5 > 0, flag == 19),
        7 => new Attempt.Confirm(flag < 14 ? CaseModel.Regional : who, hours),
        8 => new Attempt.Object(who, hours, flag % 4 > 0 ? "لا أوافق" : " "),
        9 => new Attempt.Say(who, hours, flag % 4 > 0 ? "متى الجواب؟" : ""),
        10 => new Attempt.Recuse(who, hours, flag % 4 > 0 ? "قرابة" : " "),
        11 => new Attempt.Withdraw(flag < 2 ? model.Applicant : who, hours),
        12 or 13 => new Attempt.Appeal(flag < 16 ? model.Applicant : who, hours, "الشروط مستوفاة"),
        14 => flag < 12 ? new Attempt.Tick(hours) : new Attempt.Change(hours),
        15 or 16 => new Attempt.Hand(flag < 10 ? model.Applicant : who, hours, flag % 4 > 0 && model.Definition.Papers is [var asked, ..] ? asked.Id : ""),
        _ => new Attempt.Forge(who is "prov-tre" ? "stranger" : who, hours, "prov-tre"),
    };

    /// <summary>Whoever's turn it probably is, so that cases come far; the model's own table is not asked.</summary>
    private static string Likely(CaseModel model, string otherwise) => (model.Step, model.Turn) switch
    {
        (null, _) => otherwise,
        (_, null) => model.Applicant,
        ("appeal", "3") => "arb",
        ("appeal", _) => "arb-country",
        (_, "3") => CaseModel.Regional,
        ("consult", _) => "prov-tre",
        (_, "3451") => model.Definition.Id == "two-signatures" ? "prov-tre" : "prov-sec",
        _ => otherwise,
    };

    private static string Fitting(CaseModel model, string otherwise, int flag) =>
        model.Definition.Find(model.Step ?? "") is { } step ? step.Moves[flag % step.Moves.Count].Id : otherwise;

    private CaseWorld World()
    {
        if (used == CasesOfWorld || world.Age > AgeOfWorld)
        {
            world.Dispose();
            (world, used) = (new CaseWorld(engine), 0);
        }

        (Cases, used) = (Cases + 1, used + 1);
        return world;
    }

    public void Dispose() => world.Dispose();

    private sealed class Opening(CaseMachine machine, int definition) : Setup<OpenedCase, CaseModel>
    {
        public override OpenedCase Actual()
        {
            var world = machine.World();
            return new OpenedCase(world, world.Open(world.Definitions[definition]), world.Now);
        }

        /// <summary>The model keeps no date of its own: all it knows is how long after the opening.</summary>
        public override CaseModel Model()
        {
            var d = machine.world.Definitions[definition];
            return CaseModel.Open(d, CaseWorld.PlaceOf(d), CaseWorld.ApplicantOf(d), machine.world.Now);
        }

        public override string ToString() => machine.world.Definitions[definition].Id;
    }

    private sealed class Step(CaseMachine machine, Attempt attempt) : Operation<OpenedCase, CaseModel>
    {
        public override CaseModel Run(CaseModel model) => model.After(attempt);

        public override Property Check(OpenedCase actual, CaseModel model)
        {
            actual.Done.Add(attempt);
            var expected = actual.Model = (actual.Model ?? Begun(actual, model)).After(attempt);
            var (accepted, code) = actual.World.Try(actual.Number, attempt);
            (machine.Accepted, machine.Refused) = accepted ? (machine.Accepted + 1, machine.Refused) : (machine.Accepted, machine.Refused + 1);
            var stored = actual.World.Case(actual.Number);
            machine.Ended += accepted && stored.State.Outcome is not null && attempt is not (Attempt.Tick or Attempt.Change) ? 1 : 0;
            machine.Appealed += accepted && attempt is Attempt.Appeal ? 1 : 0;
            var fault = Promises.Fault(stored, expected, accepted, actual.World.Now);
            return (fault is null).Label($"{model.Definition.Id} {string.Join(" · ", actual.Done)}: {fault} (said: {code})");
        }

        /// <summary>The same model, from the moment at which the case was really opened: cases of one store follow each other in time.</summary>
        private static CaseModel Begun(OpenedCase actual, CaseModel model) => CaseModel.Open(model.Definition, model.Place, model.Applicant, actual.Opened);

        public override string ToString() => attempt.ToString();
    }
}

/// <summary>A case in the store, with the model as it stands at the store's own time.</summary>
internal sealed record OpenedCase(CaseWorld World, long Number, DateTimeOffset Opened)
{
    public CaseModel? Model { get; set; }

    public List<Attempt> Done { get; } = [];
}

/// <summary>What was promised of every case, looked at after every move.</summary>
internal static class Promises
{
    /// <returns>What was not kept; null when all was.</returns>
    public static string? Fault(StoredCase stored, CaseModel model, bool accepted, DateTimeOffset now) =>
        accepted != model.Accepted ? $"the model {(model.Accepted ? "accepts" : "refuses")} it"
        : stored.State.Step?.Id != model.Step ? $"step {stored.State.Step?.Id}, the model {model.Step}"
        : (stored.State.Body is null) != (model.Turn is null) ? $"turn of {stored.State.Body}, the model {model.Turn}"
        : stored.State.Outcome?.Kind != model.Ended ? $"end {stored.State.Outcome?.Kind}, the model {model.Ended}"
        : stored.State.Step is null && stored.State.Outcome is null ? "an end without outcome"
        : OfOutcome(stored.State.Outcome) ?? OfClocks(stored.State, DateOnly.FromDateTime(now.DateTime), model);

    private static string? OfOutcome(CaseOutcome? outcome) => outcome is not { Kind: EndingKind.Refused or EndingKind.Closed } negative ? null
        : negative.Reason is null || (negative.Reason.Code is null && string.IsNullOrWhiteSpace(negative.Reason.Text)) ? "a refusal without reason"
        : negative.Body is null ? "a refusal by nobody"
        : negative.Ending is not ({ Appeal: not null } or { LastInstance: { Length: > 0 } }) ? "a refusal without appeal"
        : null;

    private static string? OfClocks(CaseState state, DateOnly today, CaseModel model)
    {
        var clocks = CaseClocks.Of(state, Calendars.Morocco(today), today);
        if (state.IsOpen != (clocks.Turn is not null) || state.IsOpen != (clocks.Promise is not null))
        {
            return "an open case without clocks, or the other way round";
        }

        foreach (var deadline in ((Deadline?[])[clocks.Turn, clocks.Promise, clocks.Law, clocks.Appeal]).OfType<Deadline>())
        {
            if (!deadline.Explain().Any() || (deadline.Suspended == 0 && deadline.Limit.Unit != TimeUnit.Months && deadline.Due != CaseModel.Due(deadline.From, deadline.Limit)))
            {
                return $"a deadline that is not explained: {deadline}";
            }
        }

        return clocks.Turn is { } turn && turn.From != model.Since ? $"the turn runs from {turn.From}, the model from {model.Since}"
            : clocks.Appeal is { } appeal && model.MayAppeal is { } way && appeal.Due != way.Last ? $"appeal until {appeal.Due}, the model {way.Last}"
            : null;
    }
}
