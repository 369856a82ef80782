using Daira.Elections.Places;
using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Procedures;

/// <summary>An invented service and an invented organisation, small enough to think through.</summary>
internal static class Examples
{
    public static readonly TimeLimit Week = new(7, TimeUnit.CalendarDays, "article 1");
    public static readonly ActorRule.Office Local = new("secretariat", PlaceLevel.Commune, "secretary", "deputy");
    public static readonly ActorRule.Office Provincial = new("secretariat", PlaceLevel.Province, "secretary");
    public static readonly ActorRule.Office Arbitration = new("arbitration", PlaceLevel.Region, "chair");

    public static readonly WorkCalendar Calendar = new(
        new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday },
        new Dictionary<DateOnly, Names> { [new(2026, 11, 6)] = Name("holiday"), [new(2026, 11, 18)] = Name("holiday") },
        new DateOnly(2026, 12, 31));

    /// <summary>Application, completion by the applicant, review with refusal, appeal, last instance.</summary>
    public static Definition Application { get; } = new(
        "application", 1, new DateOnly(2026, 1, 1), Name("application"), new ActorRule.Anyone(),
        [
            new Step("review", Name("review"), Local, Week,
            [
                new Move("admit", Name("admit"), null, new Ending(EndingKind.Granted)) { SecondPerson = Provincial },
                new Move("ask", Name("ask"), "complete", null),
                new Move("refuse", Name("refuse"), null, new Ending(EndingKind.Refused, new Appeal("appeal", Week)))
                {
                    NeedsReason = true,
                    Reasons = [new Reason("incompatible", Name("incompatible"), "article 2")],
                },
            ]),
            new Step("complete", Name("complete"), ActorRule.TheApplicant, Week, [new Move("send", Name("send"), "review", null)]) { SuspendsClock = true },
            new Step("appeal", Name("appeal"), Arbitration, Week,
            [
                new Move("uphold", Name("uphold"), null, new Ending(EndingKind.Refused, null, "article 9")) { NeedsReason = true },
                new Move("overturn", Name("overturn"), null, new Ending(EndingKind.Granted)),
            ]),
        ],
        new TimeLimit(30, TimeUnit.WorkingDays, "article 3"));

    public static Names Name(string word) => new($"{word}-ar", word, word, null);

    /// <summary>A definition with one step changed.</summary>
    public static Definition With(string step, Func<Step, Step> change) =>
        Application with { Steps = [.. Application.Steps.Select(s => s.Id == step ? change(s) : s)] };
}

/// <summary>Bodies of one line of places, with who holds what; the slow, obvious model that the kernel is checked against.</summary>
internal sealed class SmallParty : IOffices
{
    private readonly string[] line = ["commune", "province", "region", "country"];

    /// <summary>Body id (type:place) → person → office.</summary>
    public Dictionary<string, Dictionary<string, string>> Bodies { get; } = new()
    {
        ["secretariat:commune"] = new() { ["amal"] = "secretary", ["badr"] = "deputy" },
        ["secretariat:province"] = new() { ["chama"] = "secretary" },
        ["secretariat:country"] = new() { ["driss"] = "secretary" },
        ["arbitration:region"] = new() { ["ezza"] = "chair" },
        ["arbitration:country"] = new() { ["farid"] = "chair" },
    };

    public string? BodyFor(ActorRule.Office rule, string place, DateOnly on, IReadOnlySet<string> recused) =>
        line.SkipWhile(p => p != LevelPlace(rule.Level)).Select(p => $"{rule.BodyType}:{p}").FirstOrDefault(b => HasHolder(b, rule, recused));

    public string? BodyAbove(string body, ActorRule.Office rule, DateOnly on, IReadOnlySet<string> recused) =>
        line.SkipWhile(p => !body.EndsWith($":{p}", StringComparison.Ordinal)).Skip(1).Select(p => $"{rule.BodyType}:{p}").FirstOrDefault(b => HasHolder(b, rule, recused));

    public bool IsHeld(string body, IReadOnlyList<string> offices, DateOnly on, IReadOnlySet<string> recused) =>
        Bodies.TryGetValue(body, out var holders) && holders.Any(h => offices.Contains(h.Value) && !recused.Contains(h.Key));

    public bool Holds(string person, string body, IReadOnlyList<string> offices, DateOnly on) =>
        Bodies.TryGetValue(body, out var holders) && holders.TryGetValue(person, out var office) && offices.Contains(office);

    private bool HasHolder(string body, ActorRule.Office rule, IReadOnlySet<string> recused) => IsHeld(body, rule.Offices, default, recused);

    private static string LevelPlace(PlaceLevel level) => level.ToString().ToLowerInvariant();
}
