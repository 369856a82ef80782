using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>
/// What would the seats be if votes, lists, seats, threshold or law were others? The counted figures, changed as asked, are put to the rule
/// exactly as the counted ones are: what those leave open stays open, and an unknown roll is never guessed.
/// </summary>
/// <remarks>
/// Votes are edited first, then turnout moves, then votes swing, then lists break in two, withdraw, join. All is rounded to whole votes, halves up;
/// no list falls below zero.
/// </remarks>
public static class AskWhatIf
{
    /// <returns>Refused where the contest has no seats to compare with, and for every word that does not fit it.</returns>
    public static Outcome<WhatIfAnswer> Run(WhatIf asked, ElectoralData data)
    {
        var seats = AllocateSeats.Run(asked.Contest, data);
        if (!seats.IsDone)
        {
            return Outcome<WhatIfAnswer>.Refused(seats.Refusals);
        }

        var part = PartOf(asked, seats.Value);
        if (!part.IsDone)
        {
            return Outcome<WhatIfAnswer>.Refused(part.Refusals);
        }

        Refusal[] unfit = [.. Unfit(asked, data.Find(asked.Contest)!, seats.Value, part.Value.Part)];
        return unfit.Length > 0 ? Outcome<WhatIfAnswer>.Refused(unfit) : Answer(asked, data.Find(asked.Contest)!, seats.Value, part.Value);
    }

    private static WhatIfAnswer Answer(WhatIf asked, ContestResults results, SeatTable table, (Law Law, LawPart Part) put)
    {
        var changes = new Changes(asked, results, put.Part);
        WhatIfPlace[] places = [.. table.Constituencies.Where(c => asked.Place is null || c.Place.Code == asked.Place).Select(changes.At)];
        var totals = places.SelectMany(p => p.Lists).GroupBy(l => l.List.Code).Select(g => WhatIfTotal.Of([.. g]))
            .OrderByDescending(t => t.After.Least).ThenByDescending(t => t.Before.Least).ThenByDescending(t => t.VotesBefore ?? -1).ThenBy(t => t.List.Code, StringComparer.Ordinal);
        var unedited = asked.Votes.Where(v => places[0].Before.Find(v.Key)?.Votes == v.Value).Select(v => v.Key).ToHashSet();
        return new WhatIfAnswer(
            asked with { Votes = asked.Votes.Where(v => !unedited.Contains(v.Key)).ToDictionary(StringComparer.Ordinal) },
            table.Contest, put.Law, put.Part.Rule, table, places, [.. totals]);
    }

    /// <summary>The law put to the figures; a threshold asked for replaces its own.</summary>
    private static Outcome<(Law Law, LawPart Part)> PartOf(WhatIf asked, SeatTable table)
    {
        var law = asked.Law is null ? table.Law : LawRegistry.Find(asked.Law);
        if (law is null)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-law", new Message("whatif.unknown-law", asked.Law!));
        }

        if (law.For(table.Contest.Kind) is not { } part)
        {
            return new Refusal(RefusalKind.Conflict, "law-silent", new Message("seats.refused.law-silent", law.Name, table.Contest));
        }

        return asked.Threshold is not { } percent ? (law, part) : (law, part with
        {
            Rule = part.Rule with { Threshold = percent == 0 ? null : new ShareThreshold(Fraction.From(percent) / 100) },
        });
    }

    private static IEnumerable<Refusal> Unfit(WhatIf asked, ContestResults results, SeatTable table, LawPart part)
    {
        var parts = asked.Splits.Keys.Select(WhatIf.PartOf).ToHashSet(StringComparer.Ordinal);
        var named = asked.Votes.Keys.Concat(asked.Swings.Keys).Concat(asked.Splits.Keys).Concat(asked.Merged.Concat(asked.Withdrawn).Where(l => !parts.Contains(l)));
        foreach (var list in named.Distinct().Where(l => results.ColumnOf(l) < 0))
        {
            yield return new(RefusalKind.NotFound, "unknown-list", new Message("ask.refused.unknown-list", list, results.Contest));
        }

        if (asked.Merged.Count == 1)
        {
            yield return Invalid("merge-of-one", "whatif.merge-of-one", asked.Merged[0]);
        }

        if (asked.Merged.Intersect(asked.Withdrawn).FirstOrDefault() is { } both)
        {
            yield return Invalid("merged-and-withdrawn", "whatif.merged-and-withdrawn", both);
        }

        if (asked.Unit == SwingUnit.Points && asked.Swings.FirstOrDefault(s => s.Value > 100) is { Key: not null } far)
        {
            yield return Invalid("whatif-range", "question.range", $"swing.{far.Key}", far.Value, "-100", "100");
        }

        if (asked.Place is null && (asked.Votes.Count > 0 || asked.Seats is not null || asked.Registered is not null))
        {
            yield return Invalid("place-needed", "whatif.place-needed");
        }

        if (asked.Place is not null)
        {
            foreach (var refusal in UnfitAt(asked, table, part))
            {
                yield return refusal;
            }
        }
    }

    private static IEnumerable<Refusal> UnfitAt(WhatIf asked, SeatTable table, LawPart part)
    {
        if (table.Find(asked.Place!) is not { } here)
        {
            yield return new(RefusalKind.NotFound, "unknown-constituency", new Message("seats.refused.unknown-constituency", asked.Place!, table.Contest));
        }
        else if (here.Allocations.Count == 0)
        {
            yield return new(RefusalKind.Conflict, "no-figures", new Message("whatif.no-figures", here.Place));
        }
        else if (asked.Seats is not null && part.Portions.Count > 0)
        {
            yield return Invalid("seats-in-parts", "whatif.seats-in-parts", string.Join(" + ", part.Portions));
        }
    }

    private static Refusal Invalid(string code, string text, params object[] arguments) => new(RefusalKind.Invalid, code, new Message(text, arguments));

    /// <summary>What is asked, applied to one constituency after the other.</summary>
    private sealed class Changes(WhatIf asked, ContestResults results, LawPart part)
    {
        private readonly Dictionary<string, ElectoralList> brokenAway = asked.Splits.Keys.Select(l => BrokenAway(results.Lists[results.ColumnOf(l)])).ToDictionary(l => l.Code, StringComparer.Ordinal);
        private readonly HashSet<string> withdrawn = [.. asked.Withdrawn];
        private readonly HashSet<string> merged = [.. asked.Merged];

        private ElectoralList? Coalition => field ??= asked.Merged.Count == 0 ? null : Joined([.. asked.Merged.Select(Single)]);

        public WhatIfPlace At(ConstituencySeats before)
        {
            if (before.Allocations.Count == 0)
            {
                return new WhatIfPlace(before, before, [.. Compared(before, before)], null);
            }

            var (after, fault) = Allotted(before, Changed(before.Allocations[0].Tally));
            return new WhatIfPlace(before, after, [.. Compared(before, after)], fault);
        }

        private (ConstituencySeats After, TallyFaultKind? Fault) Allotted(ConstituencySeats before, Tally changed)
        {
            var portions = part.Portions.Count > 0 ? part.Portions : [asked.Seats ?? before.Seats ?? before.Allocations.Sum(a => a.Tally.Seats)];
            Tally[] tallies = [.. portions.Select(seats => changed with { Seats = seats })];
            TallyFaultKind? fault = changed.RegisteredAtMost < changed.Valid
                ? TallyFaultKind.RegisteredBelowVoters
                : tallies.SelectMany(t => Allocator.Faults(part.Rule, t)).Select(f => (TallyFaultKind?)f.Kind).FirstOrDefault();
            Allocation[] allocations = fault is null ? [.. tallies.Select(t => Allocator.Allocate(part.Rule, t))] : [];
            var lists = changed.Lists.OrderByDescending(l => l.Votes).Select(l => CountedLists.OutcomeOf(ListOf(l.Code), l.Votes, null, allocations));
            return (new ConstituencySeats(before.Place, portions.Sum(), CountedLists.StateOf(allocations), [.. lists], allocations), fault);
        }

        /// <summary>The counted votes, changed. The published turnout no longer fits them; the bounds it gave for the roll stay.</summary>
        private Tally Changed(Tally counted)
        {
            var lists = Joined(Standing(counted));
            var moved = lists.Sum(l => l.Votes) - counted.ListVotes;
            var tally = Margins.WithVotes(counted, counted.Lists[0].Code, 0) with
            {
                Lists = lists,
                Voters = counted.Voters + moved,
                ValidVotes = counted.ValidVotes + moved,
            };
            return asked.Registered is { } roll ? tally with { Registered = roll, RegisteredAtLeast = null, RegisteredAtMost = null, Turnout = null } : tally;
        }

        private ListTally[] Standing(Tally counted)
        {
            var all = Turned(counted.ListVotes);
            var stood = counted.Lists.Select(l => l with { Votes = Swung(l.Code, Turned(asked.Votes.TryGetValue(l.Code, out var edited) ? edited : l.Votes), all) });
            var joining = asked.Votes.Where(v => counted.Lists.All(l => l.Code != v.Key)).Select(v => new ListTally(v.Key, Swung(v.Key, Turned(v.Value), all)));
            return [.. stood.Concat(joining).SelectMany(Split).Where(l => !withdrawn.Contains(l.Code))];
        }

        private long Turned(long votes) => asked.Turnout is { } percent ? checked(votes + (long)(Fraction.From(percent) / 100 * votes).Round()) : votes;

        private IEnumerable<ListTally> Split(ListTally list)
        {
            if (!asked.Splits.TryGetValue(list.Code, out var share))
            {
                return [list];
            }

            var leaving = (long)(share * list.Votes).Round();
            return [list with { Votes = list.Votes - leaving }, new ListTally(WhatIf.PartOf(list.Code), leaving)];
        }

        private long Swung(string list, long votes, long all)
        {
            if (!asked.Swings.TryGetValue(list, out var swing))
            {
                return votes;
            }

            var moved = (Fraction.From(swing) / 100 * (asked.Unit == SwingUnit.Percent ? votes : all)).Round();
            return Math.Max(0, checked(votes + (long)moved));
        }

        private ListTally[] Joined(ListTally[] lists)
        {
            var members = lists.Where(l => merged.Contains(l.Code)).ToArray();
            return Coalition is null || members.Length == 0
                ? lists
                : [new ListTally(Coalition.Code, members.Sum(m => m.Votes)) { Parties = members.Length }, .. lists.Except(members)];
        }

        private ElectoralList ListOf(string code) => Coalition?.Code == code ? Coalition : Single(code);

        private ElectoralList Single(string code) => brokenAway.TryGetValue(code, out var part) ? part : results.Lists[results.ColumnOf(code)];

        private IEnumerable<WhatIfList> Compared(ConstituencySeats before, ConstituencySeats after)
        {
            var codes = before.Lists.Where(l => l.Votes is not null).Select(l => l.List.Code).Concat(after.Lists.Select(l => l.List.Code));
            return codes.Select(c => Coalition is not null && merged.Contains(c) ? Coalition.Code : c).Distinct().Select(c => Compared(c, before, after));
        }

        private WhatIfList Compared(string code, ConstituencySeats before, ConstituencySeats after)
        {
            var members = Coalition?.Code == code ? asked.Merged.Select(ListOf).ToArray() : [ListOf(code)];
            ListOutcome[] then = [.. members.Select(m => before.Find(m.Code)).OfType<ListOutcome>()];
            return new WhatIfList(
                ListOf(code),
                members,
                then.Any(l => l.Votes is not null) ? then.Sum(l => l.Votes ?? 0) : null,
                ReferenceEquals(before, after) ? null : after.Find(code)?.Votes,
                SeatRange.Sum(members.Select(m => SeatRange.Of(before, m.Code))),
                ReferenceEquals(before, after) ? SeatRange.Sum(members.Select(m => SeatRange.Of(before, m.Code))) : SeatRange.Of(after, code));
        }

        private static ElectoralList BrokenAway(ElectoralList from)
        {
            return new ElectoralList(WhatIf.PartOf(from.Code), new Names(In("ar"), In("fr"), In("en"), In("zgh")), from.Slot);

            string? In(string language) => from.Names.Exactly(language) is { } name ? $"{name} 2" : null;
        }

        private static ElectoralList Joined(ElectoralList[] members)
        {
            return new ElectoralList(
                string.Join('+', members.Select(m => m.Code)),
                new Names(In("ar"), In("fr"), In("en"), In("zgh")),
                members[0].Slot);

            string? In(string language) => members.All(m => m.Names.Exactly(language) is not null) ? string.Join(" + ", members.Select(m => m.Names.Exactly(language))) : null;
        }
    }
}
