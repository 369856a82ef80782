using System.Text.Json;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;

namespace Daira.Elections.Imports.Gazetteer;

/// <summary>An import of places that a person decided, as it is kept and applied again when <c>elections</c> is rebuilt.</summary>
/// <param name="Number">Number of the import.</param>
/// <param name="Country">Code of the country; added when it is not there.</param>
/// <param name="Attribution">What must be said wherever the boundaries are shown.</param>
/// <param name="ValidFrom">First day on which the boundaries hold; null when it is not known.</param>
/// <param name="Rows">Which rows of the file are which places.</param>
internal sealed record DecidedPlaces(
    int Number,
    PlacesMapping Mapping,
    PlaceLevel Level,
    string? Country,
    AddedSource Source,
    string Attribution,
    DateOnly? ValidFrom,
    IReadOnlyList<string> Accepted,
    IReadOnlyList<DecidedPlace> Rows)
{
    public string SourceId => "import-" + Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static DecidedPlaces Read(Decision decision) => JsonSerializer.Deserialize<DecidedPlaces>(decision.Content, DecidedJson.Options)!;
}

/// <summary>One row's place.</summary>
/// <param name="Row">1 for the first.</param>
/// <param name="Parent">Code of the place above; null when the row does not change it.</param>
internal sealed record DecidedPlace(int Row, string Code, string? Parent);

/// <summary>A place as it will be written.</summary>
internal sealed record PlannedPlace(WrittenPlace Written, string Code, string? Parent, NetTopologySuite.Geometries.Geometry? Shape);
