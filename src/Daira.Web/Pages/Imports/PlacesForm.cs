using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Counts;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Web.Pages.Imports;

/// <summary>What a person fills in about a file of places or boundaries.</summary>
public sealed class PlacesForm
{
    public string? Code { get; set; }

    public string? Level { get; set; }

    public string? Parent { get; set; }

    public string? Arabic { get; set; }

    public string? French { get; set; }

    public string? English { get; set; }

    public string? Population { get; set; }

    public string? Layer { get; set; }

    public string? Crs { get; set; }

    public string? Country { get; set; }

    public string? ValidFrom { get; set; }

    public string? Publisher { get; set; }

    public string? Licence { get; set; }

    public string? Attribution { get; set; }

    /// <summary>Adds what was filled in to a begun import.</summary>
    /// <returns>Refused for a reference system that is not known here.</returns>
    public Outcome<StagedImport> Said(StagedImport import)
    {
        var system = Text(Crs) is { } written ? ReferenceSystem.Find(written) : null;
        if (Text(Crs) is { } unknown && system is null)
        {
            return new Refusal(RefusalKind.Invalid, "crs", new Message("gazetteer.crs", unknown));
        }

        var mapping = new PlacesMapping(Code ?? "")
        {
            Level = Text(Level) is { } word && LevelNames.TryRead(word, out var level) ? level : null,
            Parent = Text(Parent),
            Arabic = Text(Arabic),
            French = Text(French),
            English = Text(English),
            Population = Text(Population),
            Layer = Text(Layer),
            Crs = system?.Epsg,
        };
        return import with
        {
            Places = new StagedPlaces(
                mapping,
                Text(Country)?.ToUpperInvariant(),
                DateOnly.TryParseExact(Text(ValidFrom), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
                Text(Attribution)),
            Publisher = Text(Publisher) ?? AddContest.Unknown,
            Licence = Text(Licence) ?? AddContest.Unknown,
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
