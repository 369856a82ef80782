using System.Globalization;
using System.Text.Json;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Results;
using Daira.Foundation.Languages;

namespace Daira.Elections.Storage;

/// <summary>
/// Writes the arguments of a message so that they can be stored: a JSON array of texts, each led by its kind
/// (<c>n</c> whole number, <c>s</c> share, <c>p</c> points, <c>d</c> date, <c>t</c> text, <c>m</c> another message without arguments, <c>place</c>, <c>list</c>, <c>contest</c>), e.g. <c>["n:588","list:MP"]</c>.
/// </summary>
internal static class FindingText
{
    public static FindingRow ToRow(Finding finding, int position) =>
        new(position + 1, finding.Code, finding.Kind.ToString(), finding.Contest, finding.Place, finding.List, finding.Message.Id, Write(finding.Message.Arguments));

    public static Finding ToFinding(FindingRow row, Atlas atlas, IReadOnlyDictionary<string, ElectoralList> lists, IReadOnlyList<ContestResults> contests)
    {
        INamed? Named(string kind, string id) => kind switch
        {
            "place" => atlas.Find(id),
            "list" => lists.GetValueOrDefault(id),
            "contest" => contests.FirstOrDefault(c => c.Contest.Id == id)?.Contest,
            _ => null,
        };
        return new Finding(row.Code, Enum.Parse<FindingKind>(row.Kind), row.Contest, row.Place, row.List, new Message(row.Message, ReadAll(row.Arguments, Named)));
    }

    private static string Write(IReadOnlyList<object> arguments) => JsonSerializer.Serialize(arguments.Select(Write));

    private static IReadOnlyList<object> ReadAll(string json, Func<string, string, INamed?> named) =>
        [.. JsonSerializer.Deserialize<string[]>(json)!.Select(a => Read(a, named))];

    private static string Write(object argument) => argument switch
    {
        int n => $"n:{n}",
        long n => $"n:{n}",
        Share share => $"s:{share.Value.ToString(CultureInfo.InvariantCulture)}",
        Points points => $"p:{points.Value.ToString(CultureInfo.InvariantCulture)}",
        DateOnly date => $"d:{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        Place place => $"place:{place.Code}",
        ElectoralList list => $"list:{list.Code}",
        Contest contest => $"contest:{contest.Id}",
        Message { Arguments.Count: 0 } message => $"m:{message.Id}",
        string text => $"t:{text}",
        _ => throw new ArgumentException($"A {argument.GetType().Name} cannot be stored in a finding.", nameof(argument)),
    };

    private static object Read(string argument, Func<string, string, INamed?> named)
    {
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        var (kind, value) = (argument[..colon], argument[(colon + 1)..]);
        return kind switch
        {
            "n" => long.Parse(value, CultureInfo.InvariantCulture),
            "s" => new Share(decimal.Parse(value, CultureInfo.InvariantCulture)),
            "p" => new Points(decimal.Parse(value, CultureInfo.InvariantCulture)),
            "d" => DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            "m" => new Message(value),
            "t" => value,
            _ => named(kind, value) ?? (object)value,
        };
    }
}
