using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>
/// A <see cref="Simulation"/> as the words of an address: <c>contest elections seed own more coalition turnout rolls</c>, with a list's code
/// <c>swing.CODE poll.CODE</c>, with a constituency's <c>registered.CODE</c>, with a level <c>shock.LEVEL</c>, and as often as wanted
/// <c>list=NEW:6</c> and <c>flow=FROM&gt;TO:12</c>. Changes and shares are percent. Reading what was written gives the same question.
/// </summary>
public static class SimulationQuery
{
    /// <summary>Most elections that may be asked by address: some minutes of one server.</summary>
    public const long MostElections = 1_000_000;

    public const int MostVotesMore = 1_000_000;

    private static readonly string[] PercentByCode = ["swing", "poll"];

    /// <returns>The question, or every fault at once, each naming the value and what is allowed.</returns>
    public static Outcome<Simulation> Read(IEnumerable<KeyValuePair<string, string>> words, string defaultContest)
    {
        var given = words.Where(w => w.Value.Length > 0).Select(w => KeyValuePair.Create(w.Key, w.Value.Trim())).ToArray();
        var faults = new List<Refusal>();
        var draft = new ScenarioDraft();
        foreach (var (name, value) in given)
        {
            if (LineOf(name, value) is var (kind, code, written) && draft.Add(kind, code, written) is { } fault)
            {
                faults.Add(Invalid(new Message("scenario.word", name, fault)));
            }
        }

        var asked = new Simulation(Word("contest") ?? defaultContest)
        {
            Scenario = draft.Scenario,
            Elections = Whole("elections", 1, MostElections) ?? 10_000,
            Seed = Whole("seed", 0, long.MaxValue) ?? 2021,
            Own = Word("own"),
            More = (int)(Whole("more", 1, MostVotesMore) ?? 1_000),
            Coalition = [.. given.Where(w => w.Key == "coalition").SelectMany(w => w.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)],
        };
        return faults.Count == 0 ? asked : Outcome<Simulation>.Refused(faults);

        string? Word(string name) => given.LastOrDefault(w => w.Key == name).Value;

        long? Whole(string name, long least, long most)
        {
            if (Word(name) is not { } text)
            {
                return null;
            }

            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            faults.Add(Invalid(new Message("question.range", name, text, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture))));
            return null;
        }
    }

    /// <summary>Writes a question; what it leaves as it is is left out, the seed and the number of elections never.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(Simulation asked)
    {
        var s = asked.Scenario;
        return new (string Name, string? Value)[] { ("contest", asked.Contest), ("elections", Plain(asked.Elections)), ("seed", Plain(asked.Seed)), ("own", asked.Own), ("more", asked.More == 1_000 ? null : Plain(asked.More)) }
            .Concat(asked.Coalition.Select(l => ("coalition", (string?)l)))
            .Concat(s.Flows.Select(f => ("flow", (string?)$"{f.From}>{f.To}:{Percent(f.Share)}")))
            .Concat(s.NewLists.Select(l => ("list", (string?)$"{l.Key}:{Percent(l.Value)}")))
            .Concat(s.Swings.Select(l => ($"swing.{l.Key}", (string?)Percent(l.Value))))
            .Append(("turnout", s.Turnout == 0 ? null : Percent(s.Turnout)))
            .Concat(s.Polls.Select(l => ($"poll.{l.Key}", (string?)Percent(l.Value))))
            .Concat([Shock("national", s.Shocks.National), Shock("regional", s.Shocks.Regional), Shock("local", s.Shocks.Local), Shock("turnout", s.Shocks.Turnout)])
            .Append(("rolls", s.Rolls == UnknownRolls.Unknown ? null : s.Rolls.ToString().ToLowerInvariant()))
            .Concat(s.Registered.Select(r => ($"registered.{r.Key}", (string?)Plain(r.Value))))
            .Where(w => w.Item2 is not null)
            .Select(w => KeyValuePair.Create(w.Item1, w.Item2!));

        static (string, string?) Shock(string level, decimal? deviation) => ($"shock.{level}", deviation?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The word as a line of a scenario's file; null for a word that is none.</summary>
    private static (string Kind, string Code, string Value)? LineOf(string name, string value)
    {
        if (name.Split('.', 2) is [var kind, { Length: > 0 } code] && (PercentByCode.Contains(kind) || kind is "registered" or "shock"))
        {
            // An unchanged field of a form says nothing.
            return kind == "swing" && value == "0" ? null : (kind, code, PercentByCode.Contains(kind) ? value + "%" : value);
        }

        return name switch
        {
            "turnout" when value != "0" => ("turnout", "", value + "%"),
            "rolls" => ("registered", "*", value),
            "list" or "flow" => value.LastIndexOf(':') is >= 0 and var at ? (name, value[..at].Trim(), value[(at + 1)..].Trim().TrimEnd('%') + "%") : (name, value, ""),
            _ => null,
        };
    }

    private static Refusal Invalid(Message message) => new(RefusalKind.Invalid, "simulation-word", message);

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => (share * 100).ToString("0.########", CultureInfo.InvariantCulture);
}
