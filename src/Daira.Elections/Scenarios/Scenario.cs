using System.Globalization;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>What a person assumes of a simulated contest.</summary>
/// <param name="Swings">By list: change of its votes everywhere; 0.1 is a tenth more, −0.1 a tenth less.</param>
/// <param name="Registered">By constituency: persons on the roll, where they are not published or another number is assumed.</param>
public sealed record Scenario(IReadOnlyDictionary<string, decimal> Swings, IReadOnlyDictionary<string, long> Registered)
{
    private const decimal Least = -0.99m;
    private const decimal Most = 10m;
    private const long LargestRoll = 1_000_000_000;

    public static Scenario Nothing { get; } = new(new Dictionary<string, decimal>(), new Dictionary<string, long>());

    /// <summary>Reads a CSV file: <c>kind,code,value</c>; <c>swing,LIST,+5%</c> or <c>registered,CONSTITUENCY,200000</c>.</summary>
    /// <returns>Refused with the line and what is allowed there.</returns>
    public static Outcome<Scenario> Read(string file)
    {
        try
        {
            return Of(CsvTable.Read(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Refusal(RefusalKind.Invalid, "scenario-file", new Message("simulate.scenario-file", file, e.Message));
        }
    }

    private static Scenario Of(CsvTable table)
    {
        var (kind, code, value) = (table.Column("kind"), table.Column("code"), table.Column("value"));
        var (swings, registered) = (new Dictionary<string, decimal>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var record in table.Records)
        {
            var isNew = record.Fields[kind] switch
            {
                "swing" => swings.TryAdd(record.Fields[code], Swing(record, record.Fields[value])),
                "registered" => registered.TryAdd(record.Fields[code], Roll(record, record.Fields[value])),
                var other => throw new InvalidDataException($"line {record.Line}: “{other}” is neither swing nor registered."),
            };
            if (!isNew)
            {
                throw new InvalidDataException($"line {record.Line}: {record.Fields[kind]} of “{record.Fields[code]}” stands twice.");
            }
        }

        return new Scenario(swings, registered);
    }

    private static decimal Swing(CsvRecord record, string text) =>
        text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent / 100 is >= Least and <= Most and var share
            ? share
            : throw new InvalidDataException($"line {record.Line}: “{text}” is not a change of votes from -99% to +1000%.");

    private static long Roll(CsvRecord record, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var roll) && roll is >= 1 and <= LargestRoll
            ? roll
            : throw new InvalidDataException($"line {record.Line}: “{text}” is not a whole number of 1 or more.");
}
