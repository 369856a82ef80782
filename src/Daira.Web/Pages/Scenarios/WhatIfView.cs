using Daira.Core.Seats;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Laws;
using Daira.Elections.Results;
using Daira.Elections.Scenarios;
using Daira.Foundation;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Scenarios;

/// <summary>What an address asks, what is answered, and what the form shows: the words as written, so that a refused one can be put right.</summary>
public sealed class WhatIfView
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> words;

    public WhatIfView(string query, ElectoralData data)
    {
        words = WordsOf(query);
        var asked = WhatIfQuery.Read(words, DefaultContest(data));
        var outcome = asked.IsDone ? AskWhatIf.Run(asked.Value, data) : Outcome<WhatIfAnswer>.Refused(asked.Refusals);
        Answer = outcome.IsDone ? outcome.Value : null;
        Refusals = outcome.Refusals;
        Results = data.Find(Word("contest") ?? DefaultContest(data));
        Counted = Results is not null && AllocateSeats.Run(Results.Contest.Id, data) is { IsDone: true } table ? table.Value : null;
        Here = Word("place") is { } place ? Counted?.Find(place) : null;
        Possible = [.. data.Contests.Where(c => AllocateSeats.Run(c.Contest.Id, data).IsDone)];
    }

    public WhatIfAnswer? Answer { get; }

    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The contest asked about; null when there is no such one.</summary>
    public ContestResults? Results { get; }

    /// <summary>Its seats as counted; null where it has no law.</summary>
    public SeatTable? Counted { get; }

    /// <summary>The one constituency asked about.</summary>
    public ConstituencySeats? Here { get; }

    /// <summary>Contests that can be asked about.</summary>
    public IReadOnlyList<ContestResults> Possible { get; }

    /// <summary>Whether anything has been changed yet.</summary>
    public bool IsChanged => Answer?.Asked.ChangesNothing == false;

    /// <summary>The words of addresses, empty ones left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> WordsOf(string query) =>
        [.. QueryHelpers.ParseQuery(query).SelectMany(w => w.Value.Select(v => KeyValuePair.Create(w.Key, v ?? ""))).Where(w => w.Value.Length > 0)];

    /// <summary>The latest contest of local lists with a law; else the latest with a law; else nothing.</summary>
    public static string DefaultContest(ElectoralData data) =>
        data.Contests.Where(c => c.Contest.Law is not null).OrderBy(c => c.Contest.Kind != ContestKind.HouseLocal).FirstOrDefault()?.Contest.Id ?? "";

    /// <summary>Without language.</summary>
    public static string Address(WhatIf asked) => QueryHelpers.AddQueryString("/whatif", WhatIfQuery.Write(asked).Select(w => KeyValuePair.Create(w.Key, (string?)w.Value)));

    public string? Word(string name) => words.LastOrDefault(w => w.Key == name).Value;

    public bool Names(string word, string list) => words.Any(w => w.Key == word && w.Value.Split(',').Contains(list));

    /// <summary>Words that this form does not ask for and must hand on: swings while one constituency is shown.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept =>
        words.Where(w => w.Key == "contest" || (Here is not null && (w.Key is "place" or "unit" || w.Key.StartsWith("swing.", StringComparison.Ordinal))));

    /// <summary>New lists that break away, as asked.</summary>
    public IEnumerable<string> Parts => words.Where(w => w.Key.StartsWith("split.", StringComparison.Ordinal)).Select(w => WhatIf.PartOf(w.Key["split.".Length..]));

    /// <summary>Lists of the form, most votes first.</summary>
    public IEnumerable<(ElectoralList List, long Votes)> Lists => (Here is { } here ? [here] : Counted?.Constituencies ?? [])
        .SelectMany(c => c.Lists).Where(l => l.Votes is not null).GroupBy(l => l.List.Code)
        .Select(g => (g.First().List, Votes: g.Sum(l => l.Votes!.Value))).OrderByDescending(l => l.Votes).ThenBy(l => l.List.Code, StringComparer.Ordinal);

    /// <summary>Laws that rule such a contest, the contest's own left out.</summary>
    public IEnumerable<Law> Laws => LawRegistry.All.Where(l => l.Id != Counted?.Law.Id && l.Country == Results?.Contest.Country && l.For(Results.Contest.Kind) is not null);

    public static IEnumerable<string> Methods => AllocationMethod.Names;
}
