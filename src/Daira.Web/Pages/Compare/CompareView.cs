using System.Globalization;
using Daira.Elections;
using Daira.Elections.Analyses;
using Daira.Elections.Comparisons;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation;
using Daira.Web.Pages.Scenarios;
using Microsoft.AspNetCore.WebUtilities;

namespace Daira.Web.Pages.Compare;

/// <summary>Everything an address of the page says: the question, and how its answer is looked at. The same address restores the same view.</summary>
public sealed class CompareView
{
    public const int RowsOnAPage = 20;

    private readonly IReadOnlyList<KeyValuePair<string, string>> words;
    private readonly ElectoralData data;

    public CompareView(string query, ElectoralData data)
    {
        this.data = data;
        words = WhatIfView.WordsOf(query);
        var asked = ComparisonQuery.Read(words, data);
        Asked = asked.IsDone ? asked.Value : null;
        var answer = asked.IsDone ? CompareContests.Run(asked.Value, data) : Outcome<ComparisonAnswer>.Refused(asked.Refusals);
        Answer = answer.IsDone ? answer.Value : null;
        Refusals = answer.Refusals;
        Subject = ComparisonMaps.Subjects.Contains(Word("show") ?? "") ? Word("show")! : ComparisonMaps.Subjects[0];
    }

    public Comparison? Asked { get; }

    public ComparisonAnswer? Answer { get; }

    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>What the maps show.</summary>
    public string Subject { get; }

    /// <summary>Code of the place looked at.</summary>
    public string? Selected => Word("selected");

    /// <summary>Id of a column of the places' table, or <c>place</c>; with a leading minus from the largest.</summary>
    public string Sort => Word("sort") ?? "-swing";

    public int TablePage => int.TryParse(Word("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;

    /// <summary>Parts asked for by a script that holds the rest.</summary>
    public IReadOnlySet<string>? Parts => Word("part")?.Split(',').ToHashSet(StringComparer.Ordinal);

    public string? Word(string name) => words.LastOrDefault(w => w.Key == name).Value;

    public IEnumerable<string> Words(string name) => words.Where(w => w.Key == name).Select(w => w.Value);

    public ContestResults? Find(string? contest) => contest is null ? null : data.Find(contest);

    /// <summary>The two contests asked about, the later last; null where an id is unknown.</summary>
    public (ContestResults Before, ContestResults After)? Pair => Find(Asked?.Contest) is { } one && Find(Asked?.Against) is { } other && one != other
        ? other.Contest.Date <= one.Contest.Date ? (other, one) : (one, other)
        : null;

    /// <summary>Levels that the two contests allow.</summary>
    public IReadOnlyList<PlaceLevel> Levels => Pair is { } pair ? CompareContests.LevelsOf(pair.Before, pair.After, data) : [PlaceLevel.Country];

    /// <summary>The question alone, as files and interfaces take it: <c>?contest=…</c>.</summary>
    public string QuestionAddress => Address(ComparisonQuery.Write(Asked!));

    /// <summary>This view with some words changed; null takes a word away.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var kept = Canonical().Where(w => changes.All(c => c.Name != w.Key));
        return Address(kept.Concat(changes.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Name, c.Value!))));
    }

    /// <summary>Another pair with the same list, at the same level where the pair allows it.</summary>
    public string WithPair(Contest after, Contest before)
    {
        var level = Answer is not null && CompareContests.LevelsOf(data.Find(before.Id)!, data.Find(after.Id)!, data).Contains(Answer.Level) ? ComparisonQuery.WordOf(Answer.Level) : null;
        var list = Answer is { } a && data.Find(after.Id)!.ColumnOf(a.ShownList.Id) >= 0 ? a.ShownList.Id : null;
        (string, string?)[] asked = [("contest", after.Id), ("against", before.Id), ("level", level), ("list", list), ("show", Subject == ComparisonMaps.Subjects[0] ? null : Subject)];
        return Address(asked.Where(w => w.Item2 is not null).Select(w => KeyValuePair.Create(w.Item1, w.Item2!)));
    }

    /// <summary>One legend for the two contests together, one for the change.</summary>
    public static IReadOnlyList<IReadOnlyList<LegendClass>> LegendsOf(IReadOnlyList<MapLayer> layers) =>
        [.. layers.GroupBy(l => l.Id == "change").Select(g => (IReadOnlyList<LegendClass>)[.. g.SelectMany(l => l.Legend).DistinctBy(c => c.Id)])];

    private IEnumerable<KeyValuePair<string, string>> Canonical() =>
        (Asked is { } asked ? ComparisonQuery.Write(asked) : []).Concat(words.Where(w => w.Key is "show" or "selected" or "sort" or "page"));

    private static string Address(IEnumerable<KeyValuePair<string, string>> words) =>
        QueryHelpers.AddQueryString("", words.Select(w => KeyValuePair.Create(w.Key, (string?)w.Value)));
}
