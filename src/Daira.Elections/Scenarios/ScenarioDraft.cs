using System.Globalization;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>A scenario being put together from words: of a file or of an address, under the same limits. A fault names what is written and what is allowed.</summary>
internal sealed class ScenarioDraft
{
    public const decimal LeastSwing = -0.99m;
    public const decimal MostSwing = 10m;
    public const long LargestRoll = 1_000_000_000;
    public const decimal LargestShock = 3;

    private const int LongestCode = 20;
    private const string ASwing = "swing";
    private const string AShare = "share";

    private readonly Dictionary<string, decimal> swings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> polls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> newLists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> registered = new(StringComparer.Ordinal);
    private readonly List<VoteFlow> flows = [];
    private GivenShocks shocks = new();
    private UnknownRolls rolls;
    private decimal? turnout;

    public Scenario Scenario => new(swings, registered)
    {
        Turnout = turnout ?? 0, Polls = polls, NewLists = newLists, Flows = flows, Shocks = shocks, Rolls = rolls,
    };

    /// <returns>What is wrong; null when it was added.</returns>
    public Message? Add(string kind, string code, string value) => kind switch
    {
        "swing" => Into(swings, code, value, Swing(value), ASwing),
        "poll" => Into(polls, code, value, Share(value), AShare),
        "list" => IsCode(code) ? Into(newLists, code, value, Share(value), AShare) : Not(code, "code", LongestCode),
        "flow" => AddFlow(code, value),
        "turnout" => code.Length == 0 ? AddTurnout(value) : Not(code, "nothing"),
        "shock" => AddShock(code, value),
        "registered" when code == "*" => AddRolls(value),
        "registered" => Into(registered, code, value, Roll(value), "whole"),
        _ => Not(kind, "kind"),
    };

    private Message? AddFlow(string code, string value)
    {
        if (code.Split('>') is not [{ Length: > 0 } from, { Length: > 0 } to] || from == to)
        {
            return Not(code, "flow");
        }

        if (Share(value) is not { } share)
        {
            return Not(value, AShare);
        }

        if (flows.Exists(f => f.From == from && f.To == to))
        {
            return Twice(code);
        }

        flows.Add(new VoteFlow(from, to, share));
        return flows.Where(f => f.From == from).Sum(f => f.Share) > 1 ? new("scenario.beyond-all", from) : null;
    }

    private Message? AddTurnout(string value)
    {
        if (turnout is not null)
        {
            return Twice("turnout");
        }

        turnout = Swing(value);
        return turnout is null ? Not(value, ASwing) : null;
    }

    private Message? AddShock(string level, string value)
    {
        var most = level == "turnout" ? 1 : LargestShock;
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var deviation) || deviation > most)
        {
            return Not(value, "deviation", new Code(most.ToString(CultureInfo.InvariantCulture)));
        }

        var (known, changed) = level switch
        {
            "national" => (shocks.National, shocks with { National = deviation }),
            "regional" => (shocks.Regional, shocks with { Regional = deviation }),
            "local" => (shocks.Local, shocks with { Local = deviation }),
            "turnout" => (shocks.Turnout, shocks with { Turnout = deviation }),
            _ => (null, null),
        };
        if (changed is null)
        {
            return Not(level, "level");
        }

        shocks = changed;
        return known is null ? null : Twice(level);
    }

    private Message? AddRolls(string value)
    {
        var found = value switch { "lowest" => UnknownRolls.Lowest, "highest" => UnknownRolls.Highest, _ => UnknownRolls.Unknown };
        if (found == UnknownRolls.Unknown)
        {
            return Not(value, "rolls");
        }

        var isFirst = rolls == UnknownRolls.Unknown;
        rolls = found;
        return isFirst ? null : Twice("*");
    }

    private static Message? Into<T>(Dictionary<string, T> known, string code, string written, T? value, string needed)
        where T : struct =>
        value is not { } given ? Not(written, needed) : known.TryAdd(code, given) ? null : Twice(code);

    private static Message Not(string written, string needed, params object[] limits) => new("scenario.not", written, new Message($"scenario.needs.{needed}", limits));

    private static Message Twice(string code) => new("scenario.twice", code);

    private static bool IsCode(string code) => code.Length is >= 1 and <= LongestCode && code.All(c => char.IsLetterOrDigit(c) || c == '-');

    private static decimal? Swing(string text) => Percent(text) is { } share && share is >= LeastSwing and <= MostSwing ? share : null;

    private static decimal? Share(string text) => Percent(text) is { } share && share is >= 0 and <= 1 ? share : null;

    /// <summary>At most six decimals: finer says nothing of votes.</summary>
    private static decimal? Percent(string text) =>
        text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent.Scale <= 6
            ? percent / 100
            : null;

    private static long? Roll(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var roll) && roll is >= 1 and <= LargestRoll ? roll : null;
}
