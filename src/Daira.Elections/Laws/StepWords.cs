using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Foundation.Languages;

namespace Daira.Elections.Laws;

/// <summary>Puts the steps of an allotment into words.</summary>
internal static class StepWords
{
    /// <summary>One sentence; where the roll is unknown also what each range of it would give.</summary>
    public static IEnumerable<Message> Of(Step step, Allocation allocation) => step is UnknownBasisStep
        ? [Sentence(step, allocation), .. allocation.Ranges.Count > 1 ? allocation.Ranges.Select(r => OfRange(r, allocation)) : [new Message("explain.unknown.shown")]]
        : [Sentence(step, allocation)];

    private static Message Sentence(Step step, Allocation allocation) => step switch
    {
        IncompleteStep => new("explain.incomplete"),
        ThresholdStep { Needed: { } needed } s => new(s.Met ? "explain.threshold.met" : "explain.threshold.missed", List(s.List), s.Votes, Cut(needed)),
        ThresholdStep s => new(s.Met ? "explain.admitted" : "explain.excluded", List(s.List), s.Votes),
        SingleListStep s => new(s.Met ? "explain.single.met" : "explain.single.missed", List(s.List), s.Votes, Cut(s.Needed)),
        QuotaStep s => new("explain.quota", new Message($"explain.basis.{BasisId(s.Quota.Basis)}"), s.Basis, s.Parts, Cut(s.Value)),
        QuotientStep { Seats: 0 } s => new("explain.quotient.none", List(s.List), s.Votes),
        QuotientStep s => new("explain.quotient", List(s.List), s.Votes, s.Seats, Cut(s.Remainder)),
        RemaindersStep { SeatsLeft: <= 0 } => new("explain.remainders.none"),
        RemaindersStep s => new("explain.remainders", s.SeatsLeft, InOrder(s.Order)),
        RemainderSeatStep { Next: { } next, NextRemainder: { } left } s => new("explain.remainder", List(s.List), s.Rank, Cut(s.Remainder), List(next), Cut(left)),
        RemainderSeatStep s => new("explain.remainder.last", List(s.List), s.Rank, Cut(s.Remainder)),
        AverageSeatStep { Bid: { } bid } s => new("explain.average", s.Number, List(s.List), s.Votes, Cut(s.Divisor), Cut(bid)),
        AverageSeatStep s => new("explain.average.first", s.Number, List(s.List)),
        PluralitySeatStep { Next: { } next, NextVotes: { } votes } s => new("explain.plurality", s.Number, List(s.List), s.Votes, List(next), votes),
        PluralitySeatStep s => new("explain.plurality.alone", s.Number, List(s.List), s.Votes),
        TieStep { Open.Count: > 0 } s => new("explain.tie.open", InOrder(s.Lists), s.Seats),
        TieStep s => new("explain.tie.decided", InOrder(s.Lists), s.Seats, InOrder(s.Winners)),
        DecisionStep s => new("explain.lots", InOrder(s.Decision.Order)),
        SilentTextStep s => new("explain.silent", s.SeatsLeft, s.Takers),
        ExhaustedStep s => new("explain.exhausted", List(s.List), s.Candidates),
        UnknownBasisStep { AtMost: { } most } s => new("explain.unknown.between", Basis(s.Basis), s.AtLeast, most, s.Ranges),
        UnknownBasisStep s => new("explain.unknown.from", Basis(s.Basis), s.AtLeast, s.Ranges),
        TruncatedQuotientStep s => new(s.Agrees ? "explain.truncated.agrees" : "explain.truncated.differs", s.Quotient),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, $"A step of {allocation.Rule.Method.GetType().Name} without words."),
    };

    /// <summary>How it ended, list by list.</summary>
    public static Message End(Allocation allocation) => allocation.IsDecided
        ? new("explain.end", InSeats(allocation.Lists.Select(l => (l.Code, l.Votes, l.Seats!.Value))))
        : new("explain.end.open", allocation.Undecided);

    private static Message OfRange(BasisRange range, Allocation allocation)
    {
        var seats = range.Seats.Any(s => s is null)
            ? new Message("explain.range.undecided")
            : new Message("explain.seats", InSeats(allocation.Lists.Zip(range.Seats, (l, s) => (l.Code, l.Votes, Seats: s!.Value))));
        return range.To is { } to ? new Message("explain.range", range.From, to, seats) : new Message("explain.range.open", range.From, seats);
    }

    private static Code InSeats(IEnumerable<(string Code, long Votes, int Seats)> lists) => new(string.Join(
        " · ",
        lists.Where(l => l.Seats > 0).OrderByDescending(l => l.Seats).ThenByDescending(l => l.Votes).Select(l => $"{l.Code} {l.Seats}")));

    private static Message Basis(QuotaBasis basis) => new($"explain.basis.{BasisId(basis)}");

    private static string BasisId(QuotaBasis basis) => basis switch
    {
        QuotaBasis.Registered => "registered",
        QuotaBasis.Voters => "voters",
        QuotaBasis.ValidVotes => "valid",
        QuotaBasis.VotesOfEligibleLists => "eligible",
        _ => "fixed",
    };

    private static Code List(string code) => new(code);

    private static Code InOrder(IReadOnlyList<string> lists) => new(string.Join(" > ", lists));

    /// <summary>Whole where it is whole, else two decimals cut off, as a calculator's display shows it.</summary>
    private static object Cut(Fraction value) => value.Denominator.IsOne ? value.Numerator : value.Truncate(2);
}
