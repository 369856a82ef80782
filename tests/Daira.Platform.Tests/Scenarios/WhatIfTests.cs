using System.Diagnostics;
using Daira.Core.Numbers;
using Daira.Core.Seats;
using Daira.Elections.Laws;
using Daira.Elections.Scenarios;
using Daira.Platform.Tests.Analyses;

namespace Daira.Platform.Tests.Scenarios;

/// <summary>What-if on the tables that ship with the program.</summary>
public sealed class WhatIfTests
{
    private const string House2016 = "ma-house-2016-local";
    private const string House2021 = "ma-house-2021-local";
    private const string Sefrou = "552";

    [Theory]
    [InlineData("ma-house-2007-local")]
    [InlineData("ma-house-2011-local")]
    [InlineData(House2016)]
    [InlineData("ma-house-2016-national")]
    [InlineData(House2021)]
    [InlineData("ma-house-2021-regional")]
    public void Nothing_changed_changes_nothing_and_open_states_stay(string contest)
    {
        var answer = Ask(contest);
        answer.Asked.ChangesNothing.ShouldBeTrue();
        answer.Changed.ShouldBeEmpty();
        answer.Places.ShouldAllBe(p => p.Fault == null && p.After.State == p.Before.State);
        answer.Lists.ShouldAllBe(t => t.Before == t.After);
    }

    [Fact]
    public void The_votes_to_the_next_seat_win_it_and_one_less_does_not()
    {
        var counted = AllocateSeats.Run(House2021, Morocco.Data).Value.Find(Sefrou)!;
        var votes = counted.Find("PI")!.Votes!.Value;
        var enough = Ask(House2021, ("place", Sefrou), ("votes.PI", $"{votes + 9_643}")).Places.ShouldHaveSingleItem();
        enough.Moves.Single(m => m.List.Code == "PI").Move.ShouldBe(1);
        enough.Moves.Sum(m => m.Move!.Value).ShouldBe(0);
        var equal = Ask(House2021, ("place", Sefrou), ("votes.PI", $"{votes + 9_642}")).Places[0];
        equal.After.State.ShouldBe(SeatState.TieNeedsBirthDates);
        equal.Lists.Single(l => l.List.Code == "PI").SeatsAfter.ShouldBeNull();
        Ask(House2021, ("place", Sefrou), ("votes.PI", $"{votes + 9_641}")).Places[0].Lists.Single(l => l.List.Code == "PI").SeatsAfter.ShouldBe(0);
        Ask(House2021, ("place", Sefrou)).Places[0].VotesToNextSeat("PI").ShouldBe(9_643);
    }

    [Fact]
    public void A_coalition_has_the_sum_of_the_votes_and_is_allotted_as_one_list()
    {
        var answer = Ask(House2016, ("merge", "PI"), ("merge", "USFP"));
        var coalition = answer.Lists.Single(l => l.Members.Count == 2);
        coalition.List.Code.ShouldBe("PI+USFP");
        var single = Ask(House2016).Lists.ToDictionary(l => l.List.Code);
        coalition.VotesAfter.ShouldBe(single["PI"].VotesAfter + single["USFP"].VotesAfter);
        coalition.Before.Seats.ShouldBe(single["PI"].Before.Seats + single["USFP"].Before.Seats);
        answer.Lists.Sum(l => l.After.Seats).ShouldBe(305);
        foreach (var place in answer.Places)
        {
            var by = place.After.Lists.ToDictionary(l => l.List.Code, l => l.Votes!.Value);
            var hand = Allocator.Allocate(answer.Rule, new Tally(place.After.Seats!.Value, [.. by.Select(l => new ListTally(l.Key, l.Value))]));
            place.After.Lists.ShouldAllBe(l => l.Seats == hand[l.List.Code].Seats);
        }
    }

    [Fact]
    public void A_list_that_withdraws_takes_its_votes_home_and_its_seats_go_to_others()
    {
        var answer = Ask(House2016, ("withdraw", "PJD"));
        answer.Lists.Single(l => l.List.Code == "PJD").ShouldSatisfyAllConditions(l => l.Before.Seats.ShouldBe(98), l => l.After.Seats.ShouldBe(0), l => l.VotesAfter.ShouldBeNull());
        answer.Lists.Sum(l => l.After.Seats).ShouldBe(305);
        answer.Places.ShouldAllBe(p => p.After.Find("PJD") == null);
    }

    [Fact]
    public void A_list_that_breaks_in_two_keeps_its_votes_together_and_its_parts_are_allotted_apart()
    {
        var answer = Ask(House2016, ("split.PJD", "2/5"));
        var counted = Ask(House2016).Lists.Single(l => l.List.Code == "PJD");
        var parts = answer.Lists.Where(l => l.List.Code is "PJD" or "PJD.2").ToArray();
        parts.Sum(l => l.VotesAfter).ShouldBe(counted.VotesAfter);
        parts.Single(l => l.List.Code == "PJD.2").ShouldSatisfyAllConditions(l => l.VotesBefore.ShouldBeNull(), l => l.Before.Most.ShouldBe(0), l => l.After.Seats!.Value.ShouldBeGreaterThan(0));
        answer.Lists.Sum(l => l.After.Seats).ShouldBe(305);
        foreach (var place in answer.Places)
        {
            var all = place.Before.Find("PJD")!.Votes!.Value;
            place.After.Find("PJD.2")!.Votes.ShouldBe(((2 * all * 2) + 5) / 10);
            var hand = Allocator.Allocate(answer.Rule, new Tally(place.After.Seats!.Value, [.. place.After.Lists.Select(l => new ListTally(l.List.Code, l.Votes!.Value))]));
            place.After.Lists.ShouldAllBe(l => l.Seats == hand[l.List.Code].Seats);
        }
    }

    [Fact]
    public void The_part_that_breaks_away_can_join_others_or_stay_at_home()
    {
        var joined = Ask(House2016, ("split.PJD", "1/2"), ("merge", "PJD.2,PI"));
        joined.Lists.Single(l => l.Members.Count == 2).ShouldSatisfyAllConditions(l => l.List.Code.ShouldBe("PJD.2+PI"), l => l.Before.ShouldBe(Ask(House2016).Lists.Single(o => o.List.Code == "PI").Before));
        var home = Ask(House2016, ("split.PJD", "50%"), ("withdraw", "PJD.2"));
        home.Lists.Single(l => l.List.Code == "PJD").VotesAfter.ShouldBe(joined.Lists.Single(l => l.List.Code == "PJD").VotesAfter);
        home.Places.ShouldAllBe(p => p.After.Find("PJD.2") == null);
    }

    [Fact]
    public void Turnout_moves_every_list_alike_and_only_the_roll_keeps_its_size()
    {
        var more = Ask(House2016, ("turnout", "100"));
        more.Changed.ShouldBeEmpty();
        more.Lists.ShouldAllBe(l => l.VotesAfter == 2 * l.VotesBefore);
        var fewer = Ask(House2021, ("place", Sefrou), ("turnout", "-50"), ("registered", "200000")).Places[0];
        fewer.After.Lists.ShouldAllBe(l => l.Votes == (fewer.Before.Find(l.List.Code)!.Votes + 1) / 2);
        fewer.After.Allocations[0].Tally.Registered.ShouldBe(200_000);
    }

    [Theory]
    [InlineData("percent", "0.5")]
    [InlineData("percent", "-100")]
    [InlineData("points", "2.25")]
    [InlineData("points", "-3")]
    public void A_swing_is_whole_votes_halves_up_and_never_below_zero(string unit, string swing)
    {
        var part = decimal.Parse(swing, System.Globalization.CultureInfo.InvariantCulture) / 100;
        foreach (var place in Ask(House2016, ("unit", unit), ("swing.PAM", swing)).Places.Where(p => p.Before.Find("PAM") is not null))
        {
            var counted = place.Before.Find("PAM")!.Votes!.Value;
            var whole = unit == "percent" ? counted : place.Before.Lists.Sum(l => l.Votes ?? 0);
            place.After.Find("PAM")!.Votes.ShouldBe(Math.Max(0, counted + (long)Math.Floor((whole * part) + 0.5m)));
            place.After.Lists.Where(l => l.List.Code != "PAM").ShouldAllBe(l => l.Votes == place.Before.Find(l.List.Code)!.Votes);
        }
    }

    [Fact]
    public void The_law_of_2021_put_to_the_votes_of_2016_is_the_same_arithmetic_as_by_hand()
    {
        var answer = Ask(House2016, ("law", "ma-house-2021"));
        answer.Law.Id.ShouldBe("ma-house-2021");
        answer.Changed.ShouldNotBeEmpty();
        foreach (var place in answer.Places.Where(p => p.After.State == SeatState.IndependentOfRegistered && p.After.Lists.All(l => l.Seats <= 1)))
        {
            // With a quotient nobody fills, seats go to the largest lists.
            place.After.Lists.Take(place.After.Seats!.Value).ShouldAllBe(l => l.Seats == 1);
        }
    }

    [Fact]
    public void Where_the_roll_is_unknown_and_matters_seats_are_open_until_it_is_given()
    {
        var open = Ask("ma-house-2021-regional").Places.First(p => p.Before.State == SeatState.RegisteredMissing);
        open.Lists.ShouldContain(l => l.SeatsAfter == null && l.After.Most > l.After.Least);
        var given = Ask("ma-house-2021-regional", ("place", open.Place.Code), ("registered", $"{open.Before.Allocations[0].Ranges[^1].From}")).Places[0];
        given.After.Lists.Sum(l => l.Seats).ShouldBe(open.Before.Seats);
        given.After.State.ShouldNotBe(SeatState.RegisteredMissing);
    }

    [Fact]
    public void While_constituencies_are_open_a_sum_lies_between_two_numbers_that_hold_for_every_roll()
    {
        var totals = Ask("ma-house-2021-regional").Lists.ToDictionary(l => l.List.Code);
        totals.Values.ShouldContain(l => l.After.Seats == null);
        var members = AllocateSeats.Run("ma-house-2021-regional", Morocco.Data).Value.Constituencies.SelectMany(c => c.Lists).GroupBy(l => l.List.Code);
        members.ShouldAllBe(g => !totals.ContainsKey(g.Key) || (totals[g.Key].After.Least <= g.Sum(l => l.Proclaimed ?? 0) && g.Sum(l => l.Proclaimed ?? 0) <= totals[g.Key].After.Most));
    }

    [Fact]
    public void Seats_and_threshold_are_the_ones_asked_for()
    {
        Ask(House2016, ("place", Sefrou), ("seats", "7"), ("law", "dhondt")).Places[0].After.Lists.Sum(l => l.Seats).ShouldBe(7);
        var strict = Ask(House2016, ("threshold", "20")).Places;
        strict.ShouldAllBe(p => p.After.Lists.All(l => l.Seats == 0 || l.Votes * 5 >= p.After.Lists.Sum(o => o.Votes)));
        Ask(House2016, ("place", Sefrou), ("threshold", "100")).Places[0].After.Lists.ShouldAllBe(l => l.Seats == 0);
    }

    [Fact]
    public void Every_method_answers_with_all_its_seats_or_says_what_is_open()
    {
        foreach (var method in AllocationMethod.Names)
        {
            foreach (var seats in (int[])[1, 7, WhatIfQuery.MostSeats])
            {
                var place = Ask(House2021, ("place", Sefrou), ("law", method), ("seats", $"{seats}"), ("votes.PI", "500")).Places[0];
                (place.Fault is not null || place.After.State != SeatState.Elected || place.After.Lists.Sum(l => l.Seats) == seats).ShouldBeTrue($"{method}, {seats} seats");
                place.Steps.ShouldNotBeEmpty();
                place.Lists.Count(l => place.VotesToNextSeat(l.List.Code) is < 1).ShouldBe(0);
            }
        }
    }

    [Fact]
    public void More_votes_than_registered_voters_is_said_and_nothing_is_allotted()
    {
        var place = Ask(House2021, ("place", Sefrou), ("registered", "100")).Places[0];
        place.Fault.ShouldBe(TallyFaultKind.RegisteredBelowVoters);
        place.After.Lists.ShouldAllBe(l => l.Seats == null);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var asked = Read(("contest", House2016), ("place", Sefrou), ("law", "dhondt"), ("threshold", "3.5"), ("votes.PI", "12"), ("unit", "percent"), ("swing.RNI", "-2.5"), ("turnout", "-4.5"), ("split.PJD", "2/6"), ("merge", "PPS,UC"), ("withdraw", "MP"));
        var again = WhatIfQuery.Read(WhatIfQuery.Write(asked), "other").Value;
        WhatIfQuery.Write(again).ShouldBe(WhatIfQuery.Write(asked));
        again.Splits["PJD"].ShouldBe(new Fraction(1, 3));
        again.Merged.ShouldBe(["PPS", "UC"]);
        Ask(House2016, ("place", Sefrou), ("votes.PI", $"{AllocateSeats.Run(House2016, Morocco.Data).Value.Find(Sefrou)!.Find("PI")!.Votes}")).Asked.ChangesNothing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("contest=ma-house-2002-local", "no-law")]
    [InlineData("contest=nothing", "unknown-contest")]
    [InlineData("law=alchemy", "unknown-law")]
    [InlineData("contest=ma-house-2016-national&law=ma-house-2021", "law-silent")]
    [InlineData("swing.XYZ=1", "unknown-list")]
    [InlineData("merge=XYZ,PI", "unknown-list")]
    [InlineData("split.XYZ=1/2", "unknown-list")]
    [InlineData("withdraw=PJD.2", "unknown-list")]
    [InlineData("merge=PI", "merge-of-one")]
    [InlineData("merge=PI,PPS&withdraw=PPS", "merged-and-withdrawn")]
    [InlineData("swing.PI=101", "whatif-range")]
    [InlineData("seats=3", "place-needed")]
    [InlineData("votes.PI=3", "place-needed")]
    [InlineData("place=1", "unknown-constituency")]
    [InlineData("contest=ma-house-2016-national&place=MA&seats=80", "seats-in-parts")]
    public void What_does_not_fit_is_refused_with_a_reason(string words, string code) =>
        AskWhatIf.Run(Read([("contest", House2016), .. Words(words)]), Morocco.Data).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("votes.PI=-1")]
    [InlineData("votes.PI=1.5")]
    [InlineData("votes.PI=1000000001")]
    [InlineData("swing.PI=-101")]
    [InlineData("swing.PI=0.0000001")]
    [InlineData("threshold=101")]
    [InlineData("seats=0")]
    [InlineData("seats=501")]
    [InlineData("registered=many")]
    [InlineData("turnout=-101")]
    [InlineData("split.PI=0/2")]
    [InlineData("split.PI=2/2")]
    [InlineData("split.PI=1/0")]
    [InlineData("split.PI=1/1000001")]
    [InlineData("split.PI=-1/2")]
    [InlineData("split.PI=1/2/3")]
    [InlineData("split.PI=0.5")]
    [InlineData("split.PI=100%")]
    [InlineData("unit=furlongs")]
    public void A_word_out_of_range_is_refused_and_named(string words)
    {
        var refusal = WhatIfQuery.Read([.. Words(words).Select(w => KeyValuePair.Create(w.Name, w.Value))], House2016).Refusals.ShouldHaveSingleItem();
        Morocco.Say(refusal.Message).ShouldContain(words.Split('=')[1]);
    }

    [Fact]
    public void A_national_what_if_takes_no_time_that_a_reader_notices()
    {
        Ask(House2021, ("swing.PI", "1"));
        var clock = Stopwatch.StartNew();
        for (var i = 1; i <= 10; i++)
        {
            Ask(House2021, ("swing.PI", $"0.{i}"), ("swing.RNI", "-1"));
        }

        TestContext.Current.SendDiagnosticMessage($"what-if over 92 constituencies: {clock.Elapsed.TotalMilliseconds / 10:0.0} ms");
        (clock.Elapsed / 10).ShouldBeLessThan(TimeSpan.FromMilliseconds(500)); // a guard against disaster: the machine is shared
    }

    private static IEnumerable<(string Name, string Value)> Words(string words) => words.Split('&').Select(w => (w.Split('=')[0], w.Split('=')[1]));

    private static WhatIf Read(params (string Name, string Value)[] words) =>
        WhatIfQuery.Read(words.GroupBy(w => w.Name).SelectMany(g => g.Key is "contest" ? g.TakeLast(1) : g).Select(w => KeyValuePair.Create(w.Name, w.Value)), House2016).Value;

    private static WhatIfAnswer Ask(string contest, params (string Name, string Value)[] words)
    {
        var outcome = AskWhatIf.Run(Read([("contest", contest), .. words]), Morocco.Data);
        outcome.IsDone.ShouldBeTrue(string.Join("; ", outcome.Refusals.Select(r => Morocco.Say(r.Message))));
        return outcome.Value;
    }
}
