using System.Globalization;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>
/// A <see cref="Scenario"/> as a CSV file <c>kind,code,value</c>: <c>swing,LIST,+5%</c> · <c>turnout,,-3%</c> · <c>poll,LIST,24.5%</c> ·
/// <c>list,NEW,6%</c> · <c>flow,FROM&gt;TO,12%</c> · <c>shock,national|regional|local|turnout,0.3</c> · <c>registered,CONSTITUENCY,200000</c> ·
/// <c>registered,*,lowest|highest</c>.
/// </summary>
public static class ScenarioFile
{
    /// <returns>Refused with the line and what is allowed there.</returns>
    public static Outcome<Scenario> Read(string file)
    {
        try
        {
            return Of(file, CsvTable.Read(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Unusable(file, e.Message);
        }
    }

    /// <param name="name">For messages.</param>
    public static Outcome<Scenario> Parse(string name, string text)
    {
        try
        {
            return Of(name, CsvTable.Parse(name, text));
        }
        catch (InvalidDataException e)
        {
            return Unusable(name, e.Message);
        }
    }

    /// <summary>The file that reads as this scenario.</summary>
    public static string Write(Scenario scenario) => string.Concat(new[] { "kind,code,value" }.Concat(Lines(scenario)).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(Scenario s)
    {
        foreach (var flow in s.Flows)
        {
            yield return $"flow,{flow.From}>{flow.To},{Percent(flow.Share)}";
        }

        foreach (var (kind, shares) in new[] { ("list", s.NewLists), ("swing", s.Swings), ("poll", s.Polls) })
        {
            foreach (var (list, share) in shares)
            {
                yield return $"{kind},{list},{Percent(share)}";
            }
        }

        if (s.Turnout != 0)
        {
            yield return $"turnout,,{Percent(s.Turnout)}";
        }

        foreach (var (level, deviation) in new[] { ("national", s.Shocks.National), ("regional", s.Shocks.Regional), ("local", s.Shocks.Local), ("turnout", s.Shocks.Turnout) })
        {
            if (deviation is { } given)
            {
                yield return $"shock,{level},{given.ToString(CultureInfo.InvariantCulture)}";
            }
        }

        if (s.Rolls != UnknownRolls.Unknown)
        {
            yield return $"registered,*,{s.Rolls.ToString().ToLowerInvariant()}";
        }

        foreach (var (place, roll) in s.Registered)
        {
            yield return $"registered,{place},{roll.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.########", CultureInfo.InvariantCulture) + "%";

    private static Outcome<Scenario> Of(string name, CsvTable table)
    {
        var (kind, code, value) = (table.Column("kind"), table.Column("code"), table.Column("value"));
        var draft = new ScenarioDraft();
        foreach (var record in table.Records)
        {
            if (draft.Add(record.Fields[kind], record.Fields[code], record.Fields[value]) is { } fault)
            {
                return Unusable(name, new Message("scenario.line", record.Line, fault));
            }
        }

        return draft.Scenario;
    }

    private static Refusal Unusable(string name, object why) => new(RefusalKind.Invalid, "scenario-file", new Message("scenario.file", name, why));
}
