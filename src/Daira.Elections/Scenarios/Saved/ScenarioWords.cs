using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios.Saved;

/// <summary>The words of a scenario, checked and written as the program itself writes them.</summary>
public static class ScenarioWords
{
    /// <summary>Longest name of a scenario, in letters.</summary>
    public const int LongestName = 120;

    /// <returns>The words in the program's own order, or why they are no question that these data can be asked.</returns>
    public static Outcome<string> Checked(ScenarioKind kind, string words, ElectoralData data)
    {
        var pairs = words.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToArray();
        if (kind == ScenarioKind.WhatIf)
        {
            var asked = WhatIfQuery.Read(pairs, "");
            return asked.IsDone ? Known(asked.Value.Contest, data) ?? Written(WhatIfQuery.Write(asked.Value)) : Outcome<string>.Refused(asked.Refusals);
        }

        var simulation = SimulationQuery.Read(pairs, "");
        return simulation.IsDone ? Known(simulation.Value.Contest, data) ?? Written(SimulationQuery.Write(simulation.Value)) : Outcome<string>.Refused(simulation.Refusals);
    }

    /// <returns>Why a name cannot be kept; null when it can.</returns>
    public static Refusal? RefuseName(string name) =>
        name.Trim() is { Length: > 0 and <= LongestName } ? null : new Refusal(RefusalKind.Invalid, "scenario-name", new Message("scenarios.name", LongestName));

    private static Outcome<string>? Known(string contest, ElectoralData data) => data.Find(contest) is null
        ? (Outcome<string>)new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", contest))
        : null;

    private static Outcome<string> Written(IEnumerable<KeyValuePair<string, string>> words) =>
        string.Join('&', words.Select(w => $"{Uri.EscapeDataString(w.Key)}={Uri.EscapeDataString(w.Value)}"));

    private static KeyValuePair<string, string> Pair(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? new(Plain(word), "") : new(Plain(word[..at]), Plain(word[(at + 1)..]));
    }

    private static string Plain(string written) => Uri.UnescapeDataString(written.Replace('+', ' '));
}
