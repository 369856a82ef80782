using Daira.Organisation.Procedures;

namespace Daira.Platform.Tests.Procedures;

/// <summary>A definition that could leave somebody without an answer is never put in force.</summary>
public class DefinitionTests
{
    private static readonly Ending Silent = new(EndingKind.Refused);

    [Fact]
    public void A_sound_definition_has_no_fault() => DefinitionFaults.Of(Examples.Application).ShouldBeEmpty();

    public static TheoryData<string, Definition> Unsound => new()
    {
        { "pattern", Examples.Application with { Form = [new Field("code", Examples.Name("code"), true, "([a-z]")] } },
        { "pattern", Examples.Application with { Form = [new Field("code", Examples.Name("code"), true, "a)|(b")] } },
        { "pattern", Examples.Application with { Form = [new Field("code", Examples.Name("code"), true, @"(.+)\1")] } },
        { "pattern", Examples.Application with { Form = [new Field("code", Examples.Name("code"), true, "(?=x).*")] } },
        { "no-steps", Examples.Application with { Steps = [] } },
        { "step-twice", Examples.Application with { Steps = [.. Examples.Application.Steps, Examples.Application.First] } },
        { "limit", Examples.Application with { Promise = Examples.Week with { Amount = 0 } } },
        { "limit", Examples.With("review", s => s with { Limit = s.Limit with { Amount = 3_651 } }) },
        { "no-actor", Examples.With("review", s => s with { Actor = new ActorRule.Anyone() }) },
        { "no-actor", Examples.With("review", s => s with { Actor = Examples.Local with { Offices = [] } }) },
        { "no-moves", Examples.With("complete", s => s with { Moves = [] }) },
        { "move-twice", Examples.With("complete", s => s with { Moves = [.. s.Moves, .. s.Moves] }) },
        { "move-nowhere", Examples.With("complete", s => s with { Moves = [s.Moves[0] with { To = null }] }) },
        { "move-nowhere", Examples.With("complete", s => s with { Moves = [s.Moves[0] with { Ending = new Ending(EndingKind.Granted) }] }) },
        { "unknown-step", Examples.With("complete", s => s with { Moves = [s.Moves[0] with { To = "nowhere" }] }) },
        { "unknown-step", Refusal(m => m with { Ending = new Ending(EndingKind.Refused, new Appeal("nowhere", Examples.Week)) }) },
        { "no-reason", Refusal(m => m with { NeedsReason = false }) },
        { "no-appeal", Refusal(m => m with { Ending = Silent }) },
        { "no-appeal", Refusal(m => m with { Ending = Silent with { LastInstance = "article 9" } }) },
        { "appeal-to-same", Refusal(m => m with { Ending = new Ending(EndingKind.Refused, new Appeal("review", Examples.Week)) }) },
        { "no-deciding-body", Examples.With("complete", s => s with { Moves = [.. s.Moves, Examples.Application.First.Find("refuse")!] }) },
        { "withdrawn-by-other", Refusal(m => m with { Ending = new Ending(EndingKind.Withdrawn) }) },
        { "unreachable", Refusal(m => m with { Ending = new Ending(EndingKind.Granted) }) },
        { "no-end", Endless },
        { "law-clock", Examples.Application with { Law = new LawClock("refer", "send", Examples.Week, "article 100") } },
    };

    /// <summary>A pattern that takes others hours to refuse an answer takes it one pass.</summary>
    [Fact]
    public void No_pattern_makes_an_answer_slow()
    {
        AnswerPattern.IsSound("(a+)+").ShouldBeTrue();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        AnswerPattern.Fits("(a+)+", new string('a', 4_000) + "!").ShouldBeFalse();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        AnswerPattern.Fits("(a+)+", "aaa").ShouldBeTrue();
        AnswerPattern.Fits("a|b", "ax").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Unsound))]
    public void An_unsound_one_is_refused_and_the_fault_named(string code, Definition definition) =>
        DefinitionFaults.Of(definition).Select(f => f.Code).ShouldContain(code);

    private static Definition Refusal(Func<Move, Move> change) => Examples.With(
        "review", s => s with { Moves = [.. s.Moves.Select(m => m.Id == "refuse" ? change(m) : m)] });

    private static Definition Endless => Examples.Application with
    {
        Steps =
        [
            Examples.Application.First with { Moves = [Examples.Application.First.Find("ask")!] },
            Examples.Application.Find("complete")!,
        ],
    };
}
