using System.Globalization;
using Daira.Core.Space.Association;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Analyses;

/// <summary>
/// A <see cref="Question"/> as the words of an address: <c>topic contest list level against within beside method classes breaks</c>;
/// for strong areas <c>stronghold strong winnable reach weights seed permutations</c>; for clusters <c>statistic correction</c>; for
/// proposed areas <c>zones count least</c>. Reading what was written gives the same question.
/// </summary>
public static class QuestionQuery
{
    /// <summary>Largest number of permutations an address may ask for; each costs time on the server.</summary>
    public const int MostPermutations = 999_999;

    private static readonly Dictionary<string, PlaceLevel> Levels = new(StringComparer.Ordinal)
    {
        ["unit"] = PlaceLevel.Commune,
        ["constituency"] = PlaceLevel.Constituency,
        ["province"] = PlaceLevel.Province,
        ["region"] = PlaceLevel.Region,
    };

    private static readonly Dictionary<string, ClassificationMethod> Methods = new(StringComparer.Ordinal)
    {
        ["round"] = ClassificationMethod.Round,
        ["quantile"] = ClassificationMethod.Quantile,
        ["equal"] = ClassificationMethod.EqualInterval,
        ["natural"] = ClassificationMethod.NaturalBreaks,
        ["deviation"] = ClassificationMethod.StandardDeviation,
        ["manual"] = ClassificationMethod.Manual,
        ["pretty"] = ClassificationMethod.Pretty,
        ["maximum"] = ClassificationMethod.MaximumBreaks,
        ["head-tail"] = ClassificationMethod.HeadTail,
        ["box"] = ClassificationMethod.Box,
        ["percentile"] = ClassificationMethod.Percentile,
    };

    private static readonly Dictionary<string, ClusterStatistic> Statistics = new(StringComparer.Ordinal)
    {
        ["moran"] = ClusterStatistic.Moran,
        ["g-star"] = ClusterStatistic.GStar,
        ["bivariate"] = ClusterStatistic.Bivariate,
    };

    private static readonly Dictionary<string, Correction> Corrections = new(StringComparer.Ordinal)
    {
        ["bh"] = Correction.BenjaminiHochberg,
        ["by"] = Correction.BenjaminiYekutieli,
        ["bonferroni"] = Correction.Bonferroni,
        ["none"] = Correction.None,
    };

    private static readonly Dictionary<string, ZoneMethod> ZoneMethods = new(StringComparer.Ordinal)
    {
        ["skater"] = ZoneMethod.Skater,
        ["redcap"] = ZoneMethod.Redcap,
        ["maxp"] = ZoneMethod.MaxP,
    };

    /// <summary>Reads a question; a missing or empty word takes its default.</summary>
    /// <param name="word">The value of a name, or null.</param>
    /// <param name="defaultContest">Asked when no contest is named.</param>
    /// <returns>The question, or every fault at once, each naming the value and the allowed range.</returns>
    public static Outcome<Question> Read(Func<string, string?> word, string defaultContest)
    {
        var faults = new List<Refusal>();
        var read = new Words(word, faults);
        var classification = new Classification(
            read.OneOf("method", Methods, ClassificationMethod.Round),
            (int)read.Whole("classes", 5, 2, Classification.MostClasses),
            read.Numbers("breaks"));
        if (classification.Method == ClassificationMethod.Manual && classification.Breaks.Count == 0)
        {
            faults.Add(Fault("breaks-missing", "question.breaks-missing"));
        }

        var question = new Question(
            read.OneOf("topic", Topics, Topic.Strong),
            read.Text("contest") ?? defaultContest,
            read.Text("list"),
            read.Text("level") is null ? null : read.OneOf("level", Levels, PlaceLevel.Commune),
            read.Text("against"),
            read.Text("within"),
            read.Text("beside"))
        {
            Classification = classification,
            Strong = ReadStrong(read, faults),
            Clusters = new(read.OneOf("statistic", Statistics, ClusterSettings.Default.Statistic), read.OneOf("correction", Corrections, ClusterSettings.Default.Correction)),
            Zones = new(
                read.OneOf("zones", ZoneMethods, ZoneSettings.Default.Method),
                (int)read.Whole("count", ZoneSettings.Default.Count, ZoneSettings.FewestZones, ZoneSettings.MostZones),
                read.Whole("least", ZoneSettings.Default.Least, 0, long.MaxValue)),
        };
        return faults.Count == 0 ? question : Outcome<Question>.Refused(faults);
    }

    /// <summary>Writes a question; what equals its default is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(Question question)
    {
        yield return new("topic", NameOf(Topics, question.Topic));
        yield return new("contest", question.Contest);
        foreach (var (name, value) in new[] { ("list", question.List), ("against", question.Against), ("within", question.Within), ("beside", question.Beside) })
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }

        if (question.Level is { } level)
        {
            yield return new("level", NameOf(Levels, level == PlaceLevel.Arrondissement ? PlaceLevel.Commune : level));
        }

        foreach (var pair in WriteClassification(question.Classification).Concat(WriteStrong(question.Strong)).Concat(WriteAreas(question)))
        {
            yield return pair;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WriteClassification(Classification c)
    {
        if (c.Method != ClassificationMethod.Round)
        {
            yield return new("method", NameOf(Methods, c.Method));
        }

        if (c.Classes != 5)
        {
            yield return new("classes", c.Classes.ToString(CultureInfo.InvariantCulture));
        }

        if (c.Breaks.Count > 0)
        {
            yield return new("breaks", string.Join(',', c.Breaks.Select(b => b.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WriteStrong(StrongAreasSettings s)
    {
        var d = StrongAreasSettings.Default;
        (string, decimal, decimal)[] settings =
        [
            ("stronghold", s.StrongholdMargin, d.StrongholdMargin), ("strong", s.StrongMargin, d.StrongMargin),
            ("winnable", s.WinnableMargin, d.WinnableMargin), ("reach", s.EvidenceReach, d.EvidenceReach), ("seed", s.Seed, d.Seed), ("permutations", s.Permutations, d.Permutations),
        ];
        foreach (var (name, value, standard) in settings)
        {
            if (value != standard)
            {
                yield return new(name, value.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (WeightsOf(s) is var weights && !weights.SequenceEqual(WeightsOf(d)))
        {
            yield return new("weights", string.Join(',', weights));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WriteAreas(Question q)
    {
        var (clusters, zones) = (ClusterSettings.Default, ZoneSettings.Default);
        (string, string, bool)[] words =
        [
            ("statistic", NameOf(Statistics, q.Clusters.Statistic), q.Clusters.Statistic != clusters.Statistic),
            ("correction", NameOf(Corrections, q.Clusters.Correction), q.Clusters.Correction != clusters.Correction),
            ("zones", NameOf(ZoneMethods, q.Zones.Method), q.Zones.Method != zones.Method),
            ("count", q.Zones.Count.ToString(CultureInfo.InvariantCulture), q.Zones.Count != zones.Count),
            ("least", q.Zones.Least.ToString(CultureInfo.InvariantCulture), q.Zones.Least != zones.Least),
        ];
        return words.Where(w => w.Item3).Select(w => KeyValuePair.Create(w.Item1, w.Item2));
    }

    private static int[] WeightsOf(StrongAreasSettings s) =>
        [s.LevelWeight, s.MarginWeight, s.NeighbourhoodWeight, s.PersistenceWeight, s.SeatsWeight];

    private static StrongAreasSettings ReadStrong(Words read, List<Refusal> faults)
    {
        var d = StrongAreasSettings.Default;
        var weights = read.Numbers("weights");
        if (weights.Count is not (0 or 5) || weights.Any(w => w is < 0 or > 1000 || w != decimal.Truncate(w)) || (weights.Count == 5 && weights.Sum() == 0))
        {
            faults.Add(Fault("weights", "question.weights", string.Join(',', weights)));
            weights = [];
        }

        var settings = d with
        {
            StrongholdMargin = read.Number("stronghold", d.StrongholdMargin, 0, 1),
            StrongMargin = read.Number("strong", d.StrongMargin, 0, 1),
            WinnableMargin = read.Number("winnable", d.WinnableMargin, 0, 1),
            EvidenceReach = read.Number("reach", d.EvidenceReach, 0, 1),
            Seed = read.Whole("seed", d.Seed, 0, long.MaxValue),
            Permutations = (int)read.Whole("permutations", d.Permutations, 99, MostPermutations),
        };
        if (settings.StrongholdMargin < settings.StrongMargin || settings.WinnableMargin < settings.StrongMargin)
        {
            faults.Add(Fault("thresholds-order", "question.thresholds-order"));
        }

        return weights.Count == 0 ? settings : settings with
        {
            LevelWeight = (int)weights[0],
            MarginWeight = (int)weights[1],
            NeighbourhoodWeight = (int)weights[2],
            PersistenceWeight = (int)weights[3],
            SeatsWeight = (int)weights[4],
        };
    }

    private static readonly Dictionary<string, Topic> Topics =
        Enum.GetValues<Topic>().ToDictionary(t => t.ToString().ToLowerInvariant(), t => t, StringComparer.Ordinal);

    private static string NameOf<T>(Dictionary<string, T> names, T value)
        where T : struct => names.First(n => n.Value.Equals(value)).Key;

    private static Refusal Fault(string code, string text, params object[] arguments) =>
        new(RefusalKind.Invalid, code, new Message(text, arguments));

    private sealed class Words(Func<string, string?> word, List<Refusal> faults)
    {
        public string? Text(string name) => word(name) is { Length: > 0 } value ? value : null;

        public T OneOf<T>(string name, Dictionary<string, T> allowed, T standard)
        {
            if (Text(name) is not { } value || allowed.TryGetValue(value, out standard!))
            {
                return standard;
            }

            faults.Add(Fault($"unknown-{name}", "question.one-of", name, value, string.Join(", ", allowed.Keys)));
            return allowed.Values.First();
        }

        public decimal Number(string name, decimal standard, decimal least, decimal most)
        {
            if (Text(name) is not { } text)
            {
                return standard;
            }

            if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            faults.Add(Fault($"range-{name}", "question.range", name, text, Plain(least), Plain(most)));
            return standard;
        }

        public long Whole(string name, long standard, long least, long most)
        {
            if (Text(name) is not { } text)
            {
                return standard;
            }

            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            faults.Add(Fault($"range-{name}", "question.range", name, text, Plain(least), Plain(most)));
            return standard;
        }

        public IReadOnlyList<decimal> Numbers(string name)
        {
            if (Text(name) is not { } text)
            {
                return [];
            }

            var parts = text.Split(',');
            var numbers = new List<decimal>();
            foreach (var part in parts)
            {
                if (parts.Length > 8 || !decimal.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    || (name == "breaks" && numbers.Count > 0 && number <= numbers[^1]))
                {
                    faults.Add(Fault($"numbers-{name}", "question.numbers", name, text));
                    return [];
                }

                numbers.Add(number);
            }

            return numbers;
        }

        private static string Plain(decimal value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
