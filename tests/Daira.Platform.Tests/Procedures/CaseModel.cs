using Daira.Elections.Places;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Procedures;

/// <summary>What somebody tries in a case.</summary>
internal abstract record Attempt(string Who, int Hours)
{
    public sealed record Move(string Who, int Hours, string Id, GivenReason? Reason, bool Answered, bool Replayed) : Attempt(Who, Hours);

    public sealed record Confirm(string Who, int Hours) : Attempt(Who, Hours);

    public sealed record Object(string Who, int Hours, string Text) : Attempt(Who, Hours);

    public sealed record Say(string Who, int Hours, string Text) : Attempt(Who, Hours);

    public sealed record Recuse(string Who, int Hours, string Text) : Attempt(Who, Hours);

    public sealed record Withdraw(string Who, int Hours) : Attempt(Who, Hours);

    public sealed record Appeal(string Who, int Hours, string Text) : Attempt(Who, Hours);

    /// <summary>Hands in a paper; empty = one that the definition does not ask for.</summary>
    public sealed record Hand(string Who, int Hours, string Paper) : Attempt(Who, Hours);

    /// <summary>Somebody acts in a mandate that is another's.</summary>
    public sealed record Forge(string Who, int Hours, string Mandate) : Attempt(Who, Hours);

    /// <summary>The clock looks at the case.</summary>
    public sealed record Tick(int Hours) : Attempt("clock", Hours);

    /// <summary>The regional secretary resigns, or another one is appointed.</summary>
    public sealed record Change(int Hours) : Attempt("operator", Hours);
}

/// <summary>
/// The rules of a case written a second time: slowly, plainly, over names instead of bodies and a table of who holds what. It shares the
/// definition with the kernel, and nothing else.
/// </summary>
internal sealed record CaseModel(Definition Definition, string Place, string Applicant, DateTimeOffset Now)
{
    public const string Regional = "reg-sec";

    private static readonly string[] Line = ["commune", "3451", "3", "MA"];

    public string? Step { get; init; }

    /// <summary>Place of the body whose turn it is; null = the applicant's.</summary>
    public string? Turn { get; init; }

    public DateOnly Since { get; init; }

    public (string Move, string By)? Proposal { get; init; }

    public EndingKind? Ended { get; init; }

    public (string Step, DateOnly Last)? MayAppeal { get; init; }

    public IReadOnlyList<string> Recused { get; init; } = [];

    public IReadOnlyList<string> Papers { get; init; } = [];

    public bool RegionIsHeld { get; init; } = true;

    /// <summary>Whether the last attempt was accepted.</summary>
    public bool Accepted { get; init; } = true;

    private DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    private Step? At => Definition.Find(Step ?? "");

    public static CaseModel Open(Definition definition, string place, string applicant, DateTimeOffset now)
    {
        var empty = new CaseModel(definition, place, applicant, now);
        return empty.Enter(definition.First);
    }

    public CaseModel After(Attempt attempt)
    {
        var later = this with { Now = Now.AddHours(attempt.Hours) };
        return (attempt switch
        {
            Attempt.Move m => later.Moved(m),
            Attempt.Confirm c => later.Confirmed(c.Who),
            Attempt.Object o => later.IsSecond(o.Who) && HasText(o.Text) ? later with { Proposal = null } : null,
            Attempt.Say s => later.Ended is null && (s.Who == Applicant || later.HasTurn(s.Who)) && HasText(s.Text) ? later : null,
            Attempt.Recuse r => HasText(r.Text) ? later.SteppedAside(r.Who) : null,
            Attempt.Withdraw w => later.Ended is null && w.Who == Applicant ? later.End(EndingKind.Withdrawn, null) : null,
            Attempt.Appeal a => later.Appealed(a),
            Attempt.Hand h => later.Ended is null && (h.Who == Applicant || later.HasTurn(h.Who)) ? later with { Papers = [.. Papers, h.Paper] } : null,
            Attempt.Tick => later.HandedUp() ?? later,
            Attempt.Change => later with { RegionIsHeld = !RegionIsHeld, Recused = RegionIsHeld ? Recused : [.. Recused.Where(p => p != Regional)] },
            _ => null,
        })?.Saying(true) ?? later.Saying(false);
    }

    private CaseModel Saying(bool accepted) => this with { Accepted = accepted };

    private CaseModel? Moved(Attempt.Move m)
    {
        if (m.Replayed || Ended is not null || !HasTurn(m.Who) || At!.Find(m.Id) is not { } move)
        {
            return null;
        }

        if ((At.Form.Any(f => f.Required) && !m.Answered) || !ReasonFits(move, m.Reason) || Lacks(move))
        {
            return null;
        }

        return move.SecondPerson is not null ? this with { Proposal = (move.Id, m.Who) } : Done(move);
    }

    private static bool ReasonFits(Move move, GivenReason? reason) => !move.NeedsReason
        || (reason is not null && (reason.Code is { } code ? move.Reasons.Any(r => r.Code == code) : HasText(reason.Text)));

    /// <summary>Nothing is granted, and no file is handed on, without the papers asked for.</summary>
    private bool Lacks(Move move) => (move.Ending?.Kind is EndingKind.Granted || (move.To is not null && Turn is null)) && Definition.Papers.Any(p => p.Required && !Papers.Contains(p.Id));

    private CaseModel? Confirmed(string who) => IsSecond(who) && At!.Find(Proposal!.Value.Move) is { } move && !Lacks(move) ? Done(move) : null;

    private bool IsSecond(string who) => Ended is null && Proposal is { } p && who != p.By && who != Applicant && !Recused.Contains(who)
        && At!.Find(p.Move)!.SecondPerson is ActorRule.Office rule && PlaceFor(rule, []) is { } place && Holds(who, rule, place);

    private CaseModel? Done(Move move) => move.Ending is { } ending
        ? End(ending.Kind, ending.Appeal)
        : Definition.Find(move.To!) is { } next && (next.Actor is ActorRule.Applicant || PlaceFor((ActorRule.Office)next.Actor, []) is not null) ? Enter(next) : null;

    private CaseModel Enter(Step next) => this with
    {
        Step = next.Id, Turn = next.Actor is ActorRule.Office rule ? PlaceFor(rule, []) : null, Since = Today, Proposal = null, Recused = [], Ended = null, MayAppeal = null,
    };

    private CaseModel End(EndingKind kind, Appeal? appeal) => this with
    {
        Step = null, Turn = null, Proposal = null, Ended = kind, MayAppeal = appeal is null ? null : (appeal.Step, Due(Today, appeal.Within)),
    };

    private CaseModel? SteppedAside(string who)
    {
        if (Ended is not null || !HasTurn(who) || At!.Actor is not ActorRule.Office rule)
        {
            return null;
        }

        string[] aside = [.. Recused, who];
        return PlaceFor(rule, aside) is { } place ? this with { Recused = aside, Turn = place, Since = Today, Proposal = null } : null;
    }

    private CaseModel? Appealed(Attempt.Appeal a) =>
        a.Who == Applicant && MayAppeal is { } way && Today <= way.Last && HasText(a.Text)
            && PlaceFor((ActorRule.Office)Definition.Find(way.Step)!.Actor, []) is not null ? Enter(Definition.Find(way.Step)!) : null;

    private CaseModel? HandedUp()
    {
        if (Ended is not null || At!.Actor is not ActorRule.Office rule)
        {
            return null;
        }

        var late = Today > Due(Since, At.Limit);
        var above = Line.SkipWhile(p => p != Turn).Skip(1).FirstOrDefault(p => Holders(rule, p).Except(Recused).Any());
        return (late || !Holders(rule, Turn!).Except(Recused).Any()) && above is not null ? this with { Turn = above, Since = Today, Proposal = null } : null;
    }

    private bool HasTurn(string who) => At!.Actor switch
    {
        ActorRule.Applicant => who == Applicant,
        ActorRule.Office rule => who != Applicant && !Recused.Contains(who) && Holds(who, rule, Turn!),
        _ => false,
    };

    private string? PlaceFor(ActorRule.Office rule, IReadOnlyCollection<string> aside)
    {
        var from = rule.Level switch { PlaceLevel.Commune => "commune", PlaceLevel.Province => "3451", PlaceLevel.Region => "3", _ => "MA" };
        return Line.SkipWhile(p => p != from).FirstOrDefault(p => Holders(rule, p).Except(aside).Any());
    }

    private bool Holds(string who, ActorRule.Office rule, string place) => Holders(rule, place).Contains(who);

    /// <summary>Who holds what in the line of the case. Whoever holds the same office elsewhere is not in it.</summary>
    private IEnumerable<string> Holders(ActorRule.Office rule, string place) => (rule.BodyType, place) switch
    {
        ("secretariat", "commune") when Place == CaseWorld.Seat => Of(rule, ("secretary", "com-sec")),
        ("secretariat", "3451") => Of(rule, ("secretary", "prov-sec"), ("treasurer", "prov-tre")),
        ("secretariat", "3") => RegionIsHeld ? Of(rule, ("secretary", Regional)) : [],
        ("arbitration-committee", "3") => Of(rule, ("president", "arb")),
        ("arbitration-committee", "MA") => Of(rule, ("president", "arb-country")),
        _ => [],
    };

    private static IEnumerable<string> Of(ActorRule.Office rule, params (string Office, string Who)[] holders) => holders.Where(h => rule.Offices.Contains(h.Office)).Select(h => h.Who);

    /// <summary>Day by day, with a calendar in the hand.</summary>
    public static DateOnly Due(DateOnly from, TimeLimit limit)
    {
        var day = from;
        for (var left = limit.Amount; left > 0;)
        {
            day = day.AddDays(1);
            left -= limit.Unit == TimeUnit.CalendarDays || IsWorked(day) ? 1 : 0;
        }

        while (!IsWorked(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public static bool IsWorked(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !CaseWorld.Holidays.Contains((day.Month, day.Day));

    public override string ToString() => $"{Definition.Id}: {Step ?? Ended.ToString()}, {(Accepted ? "accepted" : "refused")}";

    private static bool HasText(string text) => text.Trim().Length > 0;
}
