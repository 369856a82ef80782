using System.Globalization;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NetTopologySuite.Geometries;

namespace Daira.Web.Ogc;

/// <summary>What a client of OGC API – Features asks of a collection (OGC 17-069r4, Core).</summary>
/// <param name="Limit">1…10,000 features a page; 100 by default.</param>
/// <param name="Offset">≥ 0: features to pass over.</param>
/// <param name="Boxes">Empty = everywhere; two where the asked box crosses the antimeridian.</param>
/// <param name="Properties">Column id and wanted text.</param>
internal sealed record FeatureRequest(int Limit, int Offset, IReadOnlyList<Envelope> Boxes, DateInterval? Time, IReadOnlyList<KeyValuePair<int, string>> Properties)
{
    public const int MostFeatures = 10_000;
    private static readonly string[] OwnNames = ["limit", "offset", "bbox", "datetime", "f", "lang"];

    public static Outcome<FeatureRequest> Read(IQueryCollection query, Table table)
    {
        var faults = new List<Refusal>();
        var limit = Whole(query, "limit", 100, 1, int.MaxValue, faults);
        var offset = Whole(query, "offset", 0, 0, int.MaxValue, faults);
        if (query.TryGetValue("f", out var f) && f != "json")
        {
            faults.Add(Fault("ogc.format", f.ToString()));
        }

        var boxes = ReadBoxes(query["bbox"], faults);
        var time = DateInterval.Read(query["datetime"], faults);
        var properties = ReadProperties(query, table, faults);

        // A limit above what the server gives is no fault: the standard lets it answer with fewer.
        return faults.Count == 0 ? new FeatureRequest(Math.Min(limit, MostFeatures), offset, boxes, time, properties) : Outcome<FeatureRequest>.Refused(faults);
    }

    private static int Whole(IQueryCollection query, string name, int standard, int least, int most, List<Refusal> faults)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        faults.Add(Fault("ogc.whole", name, text.ToString(), (long)least));
        return standard;
    }

    private static IReadOnlyList<Envelope> ReadBoxes(StringValues text, List<Refusal> faults)
    {
        if (StringValues.IsNullOrEmpty(text))
        {
            return [];
        }

        var numbers = text.ToString().Split(',').Select(p =>
            double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : double.NaN).ToArray();
        if (numbers.Length == 6)
        {
            numbers = [numbers[0], numbers[1], numbers[3], numbers[4]];
        }

        if (numbers.Length != 4 || numbers.Any(double.IsNaN) || numbers[1] > numbers[3] || numbers[1] < -90 || numbers[3] > 90
            || Math.Abs(numbers[0]) > 180 || Math.Abs(numbers[2]) > 180)
        {
            faults.Add(Fault("ogc.bbox", text.ToString()));
            return [];
        }

        var (west, south, east, north) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        return west <= east
            ? [new Envelope(west, east, south, north)]
            : [new Envelope(west, 180, south, north), new Envelope(-180, east, south, north)];
    }

    private static List<KeyValuePair<int, string>> ReadProperties(IQueryCollection query, Table table, List<Refusal> faults)
    {
        var wanted = new List<KeyValuePair<int, string>>();
        foreach (var (name, text) in query.Where(q => !OwnNames.Contains(q.Key)))
        {
            var column = table.Columns.ToList().FindIndex(c => c.Id == name);
            if (column < 0)
            {
                faults.Add(Fault("ogc.unknown-parameter", name, string.Join(", ", OwnNames.Concat(table.Columns.Select(c => c.Id)))));
            }
            else
            {
                wanted.Add(new(column, text.ToString()));
            }
        }

        return wanted;
    }

    internal static Refusal Fault(string text, params object[] arguments) =>
        new(RefusalKind.Invalid, text, new Message(text, arguments));
}

/// <summary>A date or an interval of dates, both ends included; an open end is null (RFC 3339, ISO 8601 intervals with <c>..</c>).</summary>
internal sealed record DateInterval(DateOnly? From, DateOnly? To)
{
    public bool Contains(DateOnly date) => (From is null || date >= From) && (To is null || date <= To);

    public static DateInterval? Read(StringValues text, List<Refusal> faults)
    {
        if (StringValues.IsNullOrEmpty(text))
        {
            return null;
        }

        var ends = text.ToString().Split('/');
        if (ends.Length > 2 || !TryEnd(ends[0], ends.Length == 2, out var from) || !TryEnd(ends[^1], ends.Length == 2, out var to)
            || (ends.Length == 2 && from is null && to is null && text != "../..") || from > to)
        {
            faults.Add(FeatureRequest.Fault("ogc.datetime", text.ToString()));
            return null;
        }

        return new DateInterval(from, to);
    }

    private static bool TryEnd(string text, bool mayBeOpen, out DateOnly? date)
    {
        date = null;
        if (mayBeOpen && text is "" or "..")
        {
            return mayBeOpen;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            date = day;
            return true;
        }

        if (text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            date = DateOnly.FromDateTime(moment.UtcDateTime);
            return true;
        }

        return false;
    }
}
