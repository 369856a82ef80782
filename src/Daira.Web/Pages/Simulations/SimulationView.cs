using System.Globalization;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Daira.Web.Pages.Scenarios;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Simulations;

/// <summary>What an address of the simulation page asks, and what its form shows: the words as written, so that a refused one can be put right.</summary>
public sealed class SimulationView
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> words;

    public SimulationView(string query, ElectoralData data)
    {
        words = WhatIfView.WordsOf(query);
        Asked = SimulationQuery.Read(words, DefaultContest(data));
        Results = data.Find(Word("contest") ?? DefaultContest(data));
        Table = Results is not null && AllocateSeats.Run(Results.Contest.Id, data) is { IsDone: true } table ? table.Value : null;
        IsAsked = Word("elections") is not null;
        Contests = [.. data.Contests.Where(c => c.Contest.Law is not null).Select(c => (c, SimulateContest.WhyNever(c.Contest.Id, data)))];
        WhyNever = Results is null ? null : SimulateContest.WhyNever(Results.Contest.Id, data);
        NeedsRolls = Table is not null && Results is not null && SimulateContest.NeedsRolls(Table, Results);
        NeedsShocks = Results is not null && SimulateContest.NeedsShocks(Results, data);
    }

    public Outcome<Simulation> Asked { get; }

    /// <summary>A form was sent or a link followed; else the form alone is shown.</summary>
    public bool IsAsked { get; }

    public ContestResults? Results { get; }

    public SeatTable? Table { get; }

    /// <summary>Contests with a law, and why one can never be simulated.</summary>
    public IReadOnlyList<(ContestResults Results, Refusal? WhyNever)> Contests { get; }

    public Refusal? WhyNever { get; }

    public bool NeedsRolls { get; }

    public bool NeedsShocks { get; }

    public static IReadOnlyList<long> Sizes { get; } = [1_000, 10_000, 100_000, 1_000_000];

    /// <summary>The newest contest that can be simulated, local lists first.</summary>
    public static string DefaultContest(ElectoralData data) =>
        data.Contests.Where(c => c.Contest.Law is not null && SimulateContest.WhyNever(c.Contest.Id, data) is null).OrderBy(c => c.Contest.Kind != ContestKind.HouseLocal).FirstOrDefault()?.Contest.Id
        ?? WhatIfView.DefaultContest(data);

    /// <summary>Without language.</summary>
    public static string Address(Simulation asked) => "/simulate" + Query(asked);

    /// <summary>With its question mark.</summary>
    public static string Query(Simulation asked) => QueryHelpers.AddQueryString("", SimulationQuery.Write(asked).Select(w => KeyValuePair.Create(w.Key, (string?)w.Value)));

    public string? Word(string name) => words.LastOrDefault(w => w.Key == name).Value;

    public IReadOnlyList<string> All(string name) => [.. words.Where(w => w.Key == name).Select(w => w.Value)];

    public bool InCoalition(string list) => words.Any(w => w.Key == "coalition" && w.Value.Split(',').Contains(list));

    /// <summary>Rolls that a file named; the form has no field for each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Registered => words.Where(w => w.Key.StartsWith("registered.", StringComparison.Ordinal));

    /// <summary>What the page shows of the map, if the answer has it.</summary>
    public SimulationTopic? Topic(SimulatedContest answer)
    {
        var topics = SimulationMap.Topics(answer);
        return Enum.TryParse<SimulationTopic>(Word("map"), ignoreCase: true, out var asked) && topics.Contains(asked) ? asked : topics.Count > 0 ? topics[0] : null;
    }

    /// <summary>Lists of the form with their votes, most first.</summary>
    public IEnumerable<(ElectoralList List, long Votes)> Lists => (Table?.Constituencies ?? []).SelectMany(c => c.Lists).Where(l => l.Votes is not null).GroupBy(l => l.List.Code)
        .Select(g => (g.First().List, Votes: g.Sum(l => l.Votes!.Value))).Where(l => l.Votes > 0).OrderByDescending(l => l.Votes).ThenBy(l => l.List.Code, StringComparer.Ordinal);

    /// <summary>Written words, or as many empty fields as make the form useful.</summary>
    public IEnumerable<string> Fields(string name, int empty) => All(name).Concat(Enumerable.Repeat("", empty));

    public static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
