using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Comparisons;

/// <summary>
/// A <see cref="Comparison"/> as the words of an address: <c>contest against level within list other</c> and, as often as needed,
/// <c>continues=A,B&gt;C</c> (A and B before are C after), <c>together=A,B</c> (a coalition as one) and <c>bloc=name:A,B</c>.
/// Reading what was written gives the same question.
/// </summary>
public static class ComparisonQuery
{
    /// <summary>Most relations that an address may name.</summary>
    public const int MostRelations = 40;

    /// <summary>From the finest.</summary>
    internal static readonly IReadOnlyList<(string Word, PlaceLevel Level)> Levels =
    [
        ("station", PlaceLevel.Station), ("unit", PlaceLevel.Commune), ("constituency", PlaceLevel.Constituency),
        ("province", PlaceLevel.Province), ("region", PlaceLevel.Region), ("nation", PlaceLevel.Country),
    ];

    public static IReadOnlyList<string> LevelWords { get; } = [.. Levels.Select(l => l.Word)];

    /// <summary>The word for a level: communes and arrondissements are units.</summary>
    public static string WordOf(PlaceLevel level) => Levels.First(l => l.Level == (level == PlaceLevel.Arrondissement ? PlaceLevel.Commune : level)).Word;

    /// <summary>Reads a question; without contests the two latest of one kind, the House's local lists first.</summary>
    /// <returns>The question, or every fault at once, each naming the value and what is allowed.</returns>
    public static Outcome<Comparison> Read(IEnumerable<KeyValuePair<string, string>> words, ElectoralData data)
    {
        var written = words.Where(w => w.Value.Length > 0).ToLookup(w => w.Key, w => w.Value.Trim(), StringComparer.Ordinal);
        var faults = new List<Refusal>();
        var contest = Text("contest") ?? DefaultContest(data);
        var asked = new Comparison(contest, Text("against") ?? DefaultAgainst(contest, data))
        {
            Level = Text("level") is { } level ? LevelOf(level, faults) : null,
            Within = Text("within"),
            List = Text("list"),
            Other = Text("other"),
            Successions = [.. Merged(written["continues"].Select(w => Continued(w, faults)).OfType<Succession>()), .. Together(written["together"], faults)],
            Blocs = [.. written["bloc"].Select(w => BlocOf(w, faults)).OfType<Bloc>().GroupBy(b => b.Name).Select(g => new Bloc(g.Key, [.. g.SelectMany(b => b.Lists).Distinct()]))],
        };
        if (asked.Successions.Count + asked.Blocs.Count > MostRelations)
        {
            faults.Add(Fault("too-many-relations", "compare.refused.too-many-relations", asked.Successions.Count + asked.Blocs.Count, MostRelations));
        }

        return faults.Count == 0 ? asked : Outcome<Comparison>.Refused(faults);

        string? Text(string name) => written[name].LastOrDefault() is { Length: > 0 } value ? value : null;
    }

    /// <summary>Writes a question; what equals its default is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(Comparison asked)
    {
        (string Name, string? Value)[] single =
        [
            ("contest", asked.Contest), ("against", asked.Against), ("level", asked.Level is { } level ? WordOf(level) : null),
            ("within", asked.Within), ("list", asked.List), ("other", asked.Other),
        ];
        return single.Where(w => w.Value is not null).Select(w => new KeyValuePair<string, string>(w.Name, w.Value!))
            .Concat(asked.Successions.Select(Written))
            .Concat(asked.Blocs.Select(b => new KeyValuePair<string, string>("bloc", $"{b.Name}:{string.Join(',', b.Lists)}")));
    }

    /// <summary>A succession as its word.</summary>
    public static KeyValuePair<string, string> Written(Succession s) => s.Before.SequenceEqual(s.After)
        ? new("together", string.Join(',', s.Before))
        : new("continues", $"{string.Join(',', s.Before)}>{string.Join(',', s.After)}");

    /// <summary>The newest contest of a kind that was held before, the House's local lists first; else the newest of all.</summary>
    public static string DefaultContest(ElectoralData data) => data.Contests
        .OrderByDescending(c => data.Contests.Any(e => IsEarlier(e.Contest, c.Contest)))
        .ThenBy(c => c.Contest.Kind != ContestKind.HouseLocal)
        .FirstOrDefault()?.Contest.Id ?? "";

    /// <summary>The latest earlier contest of the same kind; else the latest earlier; else any other.</summary>
    public static string DefaultAgainst(string contest, ElectoralData data)
    {
        var shown = data.Find(contest)?.Contest;
        var others = data.Contests.Select(c => c.Contest).Where(c => c.Id != contest).ToArray();
        return (others.FirstOrDefault(c => shown is not null && IsEarlier(c, shown)) ?? others.FirstOrDefault(c => c.Date < shown?.Date) ?? others.FirstOrDefault())?.Id ?? "";
    }

    private static bool IsEarlier(Contest earlier, Contest later) =>
        earlier.Kind == later.Kind && earlier.Country == later.Country && earlier.Date < later.Date;

    private static PlaceLevel? LevelOf(string word, List<Refusal> faults)
    {
        var found = Levels.Where(l => l.Word == word).Select(l => (PlaceLevel?)l.Level).FirstOrDefault();
        if (found is null)
        {
            faults.Add(Fault("unknown-level", "question.one-of", "level", word, string.Join(", ", LevelWords)));
        }

        return found;
    }

    private static Succession? Continued(string word, List<Refusal> faults)
    {
        var sides = word.Split('>');
        var read = sides.Length == 2 ? new Succession(Codes(sides[0]), Codes(sides[1])) : null;
        if (read is { Before.Count: > 0, After.Count: > 0 })
        {
            return read;
        }

        faults.Add(Fault("continues", "compare.refused.continues", word));
        return null;
    }

    /// <summary>A and B that each became C merged into it.</summary>
    private static IEnumerable<Succession> Merged(IEnumerable<Succession> each) => each.GroupBy(s => string.Join(',', s.After))
        .Select(g => new Succession([.. g.SelectMany(s => s.Before).Distinct()], g.First().After));

    /// <summary>Each word a coalition; words of one code, as ticked boxes send them, are one coalition together.</summary>
    private static IEnumerable<Succession> Together(IEnumerable<string> words, List<Refusal> faults)
    {
        var coalitions = words.Select(Codes).ToLookup(codes => codes.Count == 1);
        var ticked = coalitions[true].Select(codes => codes[0]).Distinct().ToArray();
        if (ticked.Length == 1)
        {
            faults.Add(Fault("together", "compare.refused.together", ticked[0]));
        }

        return [.. coalitions[false].Where(c => c.Count > 1).Select(c => new Succession(c, c)), .. ticked.Length > 1 ? [new Succession(ticked, ticked)] : Array.Empty<Succession>()];
    }

    private static Bloc? BlocOf(string word, List<Refusal> faults)
    {
        var at = word.IndexOf(':', StringComparison.Ordinal);
        if (at > 0 && Codes(word[(at + 1)..]) is { Count: > 0 } codes)
        {
            return new Bloc(word[..at].Trim(), codes);
        }

        faults.Add(Fault("bloc", "compare.refused.bloc", word));
        return null;
    }

    private static IReadOnlyList<string> Codes(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static Refusal Fault(string code, string text, params object[] arguments) => new(RefusalKind.Invalid, code, new Message(text, arguments));
}
