using Daira.Elections.Places;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Web.Pages.Organisation;

/// <summary>Bodies as a list: the page and its file show the same rows.</summary>
public static class BodyList
{
    /// <param name="type">Id of a type; null or empty = all.</param>
    /// <param name="stage">Name of a <see cref="BodyStage"/>; null or empty = all but dissolved.</param>
    /// <param name="within">Code of a place; null or empty = everywhere.</param>
    public static IEnumerable<Body> Of(OrganisationData org, Atlas atlas, DateOnly day, string? type, string? stage, string? within)
    {
        var wanted = Enum.TryParse<BodyStage>(stage, out var parsed) ? parsed : (BodyStage?)null;
        var around = string.IsNullOrEmpty(within) ? null : atlas.Find(within);
        return org.Bodies.Values
            .Where(b => string.IsNullOrEmpty(type) || b.Type == type)
            .Where(b => b.On(day) is { } s && (wanted is null ? s.Stage != BodyStage.Dissolved : s.Stage == wanted))
            .Where(b => string.IsNullOrEmpty(within) || (around is not null && IsInside(atlas, b, around)))
            .OrderBy(b => LevelOf(atlas, b)).ThenBy(b => b.Place is { } p ? atlas.Find(p)?.Index ?? int.MaxValue : int.MaxValue).ThenBy(b => b.Id);
    }

    /// <summary>Mandates of the state (both houses, councils) in force on a day, in bodies that the actor may see.</summary>
    public static IEnumerable<Mandate> Elected(OrganisationData org, Atlas atlas, DateOnly day, string? within, Actor actor) =>
        Of(org, atlas, day, null, null, within).Where(b => org.TypeOf(b).IsPublic && Rights.Refuse(actor, OrganisationRights.Read, OrganisationScopes.OfBody(b.Id)) is null)
            .SelectMany(b => org.InForce(b, day));

    private static PlaceLevel LevelOf(Atlas atlas, Body body) => body.Place is { } place && atlas.Find(place) is { } found ? found.Level : PlaceLevel.Country;

    /// <summary>Whether a body lies in a place; everywhere when none is named.</summary>
    public static bool IsWithin(Atlas atlas, Body body, string? within) =>
        string.IsNullOrEmpty(within) || (atlas.Find(within) is { } around && IsInside(atlas, body, around));

    private static bool IsInside(Atlas atlas, Body body, Place around)
    {
        for (var place = body.Place is { } code ? atlas.Find(code) : null; place is not null; place = atlas.ParentOf(place))
        {
            if (place == around)
            {
                return true;
            }
        }

        return false;
    }
}
