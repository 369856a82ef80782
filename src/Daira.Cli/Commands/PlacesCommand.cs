using System.CommandLine;
using Daira.Cli.Output;
using Daira.Elections;
using Daira.Elections.Places;
using Daira.Foundation;

namespace Daira.Cli.Commands;

/// <summary><c>places</c>: by level, or by name in any script.</summary>
internal static class PlacesCommand
{
    public static Command Build(SharedOptions shared)
    {
        var level = LevelOption.Build("Only places of a level; unit = undivided communes and arrondissements.");
        var search = new Option<string?>("--search") { Description = "A name or part of one, in any script, or a code." };
        return shared.Answering(new Command("places", "Places with their codes and names.") { level, search }, (parsed, session, stop) =>
            Run(session, parsed.GetValue(level), parsed.GetValue(search), stop));
    }

    private static Outcome<Sheet> Run(Session session, string? level, string? search, CancellationToken stop)
    {
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        // Constituencies of 2002 and 2007 are found when asked for; a list of places is of those that stand today.
        var places = search is null
            ? data.Value.Atlas.Places.Where(p => p.ValidTo is null)
            : new PlaceSearch(data.Value.Atlas).Find(search, int.MaxValue).Places;
        return SheetOf(places.Where(p => IsOf(p, level)));
    }

    private static bool IsOf(Place place, string? level) => level switch
    {
        null => true,
        "unit" => place.IsUnit,
        _ => place.Level == LevelOption.Of(level),
    };

    private static Sheet SheetOf(IEnumerable<Place> places) => new(
        ["code", "name_ar", "name_fr", "level", "parent", "constituency", "population", "valid_to"],
        [.. places.Select(p => new object?[]
        {
            p.Code, p.Names.Arabic, p.Names.French, LevelOption.WordOf(p), p.Parent, p.Constituency, p.Population?.Inhabitants, p.ValidTo,
        })]);
}
