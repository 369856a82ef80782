using System.Globalization;
using Daira.Core.Numbers;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>
/// A <see cref="WhatIf"/> as the words of an address: <c>contest place law threshold seats registered turnout unit merge withdraw</c>, and with a
/// list's code <c>votes.CODE swing.CODE split.CODE</c>. An empty word changes nothing. Reading what was written gives the same question.
/// </summary>
public static class WhatIfQuery
{
    /// <summary>Most votes or registered persons that a word may name.</summary>
    public const long MostVotes = 1_000_000_000;

    /// <summary>Most seats of one constituency; with an unknown roll every further seat costs time on the server.</summary>
    public const int MostSeats = 500;

    private const string VotesOf = "votes.";
    private const string SwingOf = "swing.";

    private const string SplitOf = "split.";

    /// <summary>Greatest denominator of a split's share.</summary>
    private const int FinestShare = 1_000_000;

    private static readonly string[] Units = ["points", "percent"];

    /// <returns>The question, or every fault at once, each naming the value and the allowed range.</returns>
    public static Outcome<WhatIf> Read(IEnumerable<KeyValuePair<string, string>> words, string defaultContest)
    {
        var read = new Written(words);
        var asked = new WhatIf(read.Text("contest") ?? defaultContest)
        {
            Place = read.Text("place"),
            Law = read.Text("law"),
            Threshold = read.Number("threshold", 0, 100),
            Seats = (int?)read.Whole("seats", 1, MostSeats),
            Registered = read.Whole("registered", 1, MostVotes),
            Votes = read.ByList<long>(VotesOf, name => read.Whole(name, 0, MostVotes)),
            Turnout = read.Number("turnout", -100, 1000) is { } turnout and not 0 ? turnout : null,
            Unit = read.Unit(),
            Swings = read.ByList<decimal>(SwingOf, name => read.Number(name, -100, 1000) is { } swing and not 0 ? swing : null),
            Splits = read.ByList<Fraction>(SplitOf, read.Share),
            Merged = read.Lists("merge"),
            Withdrawn = read.Lists("withdraw"),
        };
        return read.Faults.Count == 0 ? asked : Outcome<WhatIf>.Refused(read.Faults);
    }

    /// <summary>Writes a question; what it does not change is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(WhatIf asked)
    {
        (string Name, object? Value)[] single =
        [
            ("contest", asked.Contest), ("place", asked.Place), ("law", asked.Law), ("threshold", asked.Threshold), ("seats", asked.Seats), ("registered", asked.Registered), ("turnout", asked.Turnout),
            ("unit", asked.Swings.Count == 0 ? null : Units[(int)asked.Unit]),
        ];
        var lists = asked.Votes.Select(v => (VotesOf + v.Key, (object?)v.Value))
            .Concat(asked.Swings.Select(s => (SwingOf + s.Key, (object?)s.Value)))
            .Concat(asked.Splits.Select(s => (SplitOf + s.Key, (object?)$"{s.Value.Numerator}/{s.Value.Denominator}")))
            .Concat(asked.Merged.Select(l => ("merge", (object?)l)))
            .Concat(asked.Withdrawn.Select(l => ("withdraw", (object?)l)));
        return single.Concat(lists).Where(w => w.Item2 is not null)
            .Select(w => new KeyValuePair<string, string>(w.Item1, Convert.ToString(w.Item2, CultureInfo.InvariantCulture)!));
    }

    private sealed class Written(IEnumerable<KeyValuePair<string, string>> words)
    {
        private readonly ILookup<string, string> words = words.Where(w => w.Value.Length > 0).ToLookup(w => w.Key, w => w.Value.Trim(), StringComparer.Ordinal);

        public List<Refusal> Faults { get; } = [];

        public string? Text(string name) => words[name].LastOrDefault() is { Length: > 0 } value ? value : null;

        public long? Whole(string name, long least, long most) => Text(name) switch
        {
            null => null,
            { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
            { } text => Refuse<long>(name, text, least, most),
        };

        /// <summary>At most six decimals, so that nothing written is lost when votes are rounded.</summary>
        public decimal? Number(string name, decimal least, decimal most) => Text(name) switch
        {
            null => null,
            { } text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= most && value.Scale <= 6 => value,
            { } text => Refuse<decimal>(name, text, least, most),
        };

        /// <summary>A part of a whole: <c>1/3</c>, or a percentage <c>30%</c>; more than nothing and less than all.</summary>
        public Fraction? Share(string name)
        {
            var text = Text(name)!;
            Fraction? share = text.Split('/') switch
            {
                [var part, var whole] when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
                    && int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var w) && w is > 0 and <= FinestShare => new Fraction(p, w),
                [[.. var percent, '%']] when decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var p) && p.Scale <= 4 => Fraction.From(p) / 100,
                _ => null,
            };
            if (share > 0 && share < 1)
            {
                return share;
            }

            Faults.Add(new(RefusalKind.Invalid, "whatif-share", new Message("whatif.share", name, text)));
            return null;
        }

        public SwingUnit Unit()
        {
            var text = Text("unit") ?? Units[0];
            if (Array.IndexOf(Units, text) is >= 0 and var unit)
            {
                return (SwingUnit)unit;
            }

            Faults.Add(new(RefusalKind.Invalid, "unknown-unit", new Message("question.one-of", "unit", text, string.Join(", ", Units))));
            return SwingUnit.Points;
        }

        public Dictionary<string, T> ByList<T>(string prefix, Func<string, T?> read)
            where T : struct => words.Select(w => w.Key).Where(name => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => (Code: name[prefix.Length..], Value: read(name))).Where(l => l.Value is not null)
                .ToDictionary(l => l.Code, l => l.Value!.Value, StringComparer.Ordinal);

        /// <summary>One word several times, or several codes with commas between them.</summary>
        public string[] Lists(string name) =>
            [.. words[name].SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];

        private T? Refuse<T>(string name, string text, decimal least, decimal most)
            where T : struct
        {
            Faults.Add(new(RefusalKind.Invalid, "whatif-range", new Message(
                "question.range", name, text, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture))));
            return null;
        }
    }
}
