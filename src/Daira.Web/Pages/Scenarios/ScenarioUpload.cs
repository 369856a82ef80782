using System.Text;
using Daira.Elections;
using Daira.Elections.Scenarios;
using Daira.Elections.Scenarios.Saved;
using Daira.Foundation;
using Daira.Foundation.Languages;
using Daira.Web.Pages.Simulations;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages.Scenarios;

/// <summary>A file that a reader gives: a saved scenario (JSON), or the assumptions of a simulation (CSV). It becomes an address and is not kept.</summary>
internal static class ScenarioUpload
{
    private const int LargestFile = 256 * 1024;

    /// <param name="contest">What a CSV is put to; a saved scenario names its own.</param>
    /// <returns>The address of the question, without language.</returns>
    public static async Task<Outcome<string>> ReadAsync(IFormFile file, string contest, ElectoralData data)
    {
        if (file.Length > LargestFile)
        {
            return new Refusal(RefusalKind.TooLarge, "scenario-file", new Message("scenarios.too-large", file.FileName, LargestFile / 1024));
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        return text.TrimStart().StartsWith('{') ? OfSaved(file.FileName, text, data) : OfTable(file.FileName, text, contest, data);
    }

    public static Outcome<string> Missing() => new Refusal(RefusalKind.Invalid, "scenario-file", new Message("scenarios.no-file"));

    private static Outcome<string> OfSaved(string name, string text, ElectoralData data)
    {
        var saved = SavedScenarioFile.Read(name, text);
        if (!saved.IsDone)
        {
            return Outcome<string>.Refused(saved.Refusals);
        }

        var words = ScenarioWords.Checked(saved.Value.Kind, saved.Value.Words, data);
        return words.IsDone ? ScenariosPage.AddressOf(saved.Value.Kind, words.Value) : words;
    }

    private static Outcome<string> OfTable(string name, string text, string contest, ElectoralData data)
    {
        if (data.Find(contest) is null)
        {
            return new Refusal(RefusalKind.NotFound, "unknown-contest", new Message("ask.refused.unknown-contest", contest));
        }

        var scenario = ScenarioFile.Parse(name, text);
        return scenario.IsDone ? SimulationView.Address(new Simulation(contest) { Scenario = scenario.Value }) : Outcome<string>.Refused(scenario.Refusals);
    }
}
