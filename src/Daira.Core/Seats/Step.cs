using Daira.Core.Numbers;

namespace Daira.Core.Seats;

/// <summary>One step of an allocation as data; readers' languages put it into words elsewhere.</summary>
public abstract record Step;

/// <summary>The source lacks lists that stood; nothing is computed.</summary>
public sealed record IncompleteStep : Step;

/// <summary>A list and the threshold: met or not.</summary>
/// <param name="Needed">Votes to reach, when it is a share of votes; else null.</param>
public sealed record ThresholdStep(string List, long Votes, Threshold Threshold, Fraction? Needed, bool Met) : Step;

/// <summary>One list stood alone and needs a share of the registered.</summary>
/// <param name="Needed">Votes to reach.</param>
public sealed record SingleListStep(string List, long Votes, Fraction Needed, bool Met) : Step;

/// <summary>Quota = basis ÷ parts, rounded as the rule says.</summary>
/// <param name="Basis">The number divided.</param>
/// <param name="Parts">Seats + what the rule adds.</param>
/// <param name="Value">The quota.</param>
public sealed record QuotaStep(Quota Quota, long Basis, long Parts, Fraction Value) : Step;

/// <summary>Votes ÷ quota = seats, remainder.</summary>
/// <param name="FullQuotas">Whole quotas in the votes.</param>
/// <param name="Seats">The same, cut to the list's candidates.</param>
/// <param name="Remainder">Votes − full quotas × quota.</param>
public sealed record QuotientStep(string List, long Votes, int FullQuotas, int Seats, Fraction Remainder) : Step;

/// <summary>So many seats are left for the remainders, in this order.</summary>
/// <param name="SeatsLeft">Seats − seats by quotient; negative when more quotas are filled than there are seats.</param>
/// <param name="Order">Lists that can take one, largest remainder first.</param>
public sealed record RemaindersStep(int SeatsLeft, IReadOnlyList<string> Order) : Step;

/// <summary>A seat by remainder.</summary>
/// <param name="Rank">Place of the remainder, from 1.</param>
public sealed record RemainderSeatStep(string List, int Rank, Fraction Remainder, string? Next, Fraction? NextRemainder) : Step;

/// <summary>A seat by average: votes ÷ divisor was the highest bid.</summary>
/// <param name="Number">Which seat of the house, from 1.</param>
/// <param name="Divisor">The divisor paid (squared for Huntington-Hill).</param>
/// <param name="Bid">votes ÷ divisor (squared likewise); null where the divisor is zero.</param>
/// <param name="Next">The next best list at that moment; null when none.</param>
public sealed record AverageSeatStep(int Number, string List, long Votes, int SeatsHeld, Fraction Divisor, Fraction? Bid, string? Next, Fraction? NextBid) : Step;

/// <summary>A seat by most votes.</summary>
public sealed record PluralitySeatStep(int Number, string List, long Votes, string? Next, long? NextVotes) : Step;

/// <summary>Lists with equal figures at the boundary, and what was looked at.</summary>
/// <param name="Lists">The equal lists.</param>
/// <param name="Seats">Seats they compete for, fewer than lists.</param>
/// <param name="Criterion">What decided; null when it was a recorded decision or when nothing has.</param>
/// <param name="Winners">Who won; those not listed lost unless <see cref="Open"/> says that they still wait.</param>
/// <param name="Open">Who still waits.</param>
public sealed record TieStep(IReadOnlyList<string> Lists, int Seats, TieCriterion? Criterion, IReadOnlyList<string> Winners, IReadOnlyList<string> Open) : Step;

/// <summary>The recorded decision was used.</summary>
public sealed record DecisionStep(TieDecision Decision) : Step;

/// <summary>The text is silent: more seats left than lists that can take one, or more quotas filled than seats.</summary>
/// <param name="SeatsLeft">As in <see cref="RemaindersStep"/>.</param>
/// <param name="Takers">Lists that can still take a seat.</param>
public sealed record SilentTextStep(int SeatsLeft, int Takers) : Step;

/// <summary>A list ran out of candidates.</summary>
public sealed record ExhaustedStep(string List, int Candidates) : Step;

/// <summary>The basis is unknown; every number from <paramref name="AtLeast"/> on was computed.</summary>
/// <param name="AtLeast">Least possible basis.</param>
/// <param name="AtMost">Greatest possible basis; null = none.</param>
/// <param name="Ranges">How many different outcomes in a row.</param>
public sealed record UnknownBasisStep(QuotaBasis Basis, long AtLeast, long? AtMost, int Ranges) : Step;

/// <summary>The quotient cut to a whole number, as minutes print it, and the seats it would give.</summary>
/// <param name="Agrees">True when the winners are the same.</param>
public sealed record TruncatedQuotientStep(long Quotient, IReadOnlyList<int?> Seats, bool Agrees) : Step;
