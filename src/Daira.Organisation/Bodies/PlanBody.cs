using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <param name="Place">Official code; compulsory but for bodies abroad.</param>
/// <param name="NameArabic">A name of its own; both null = named by type and place.</param>
/// <param name="Parent">The body above; null = the nearest above of the same organisation at a place above, if any.</param>
public sealed record PlannedBody(string Type, string? Place, string? NameArabic, string? NameLatin, long? Parent, DateOnly? Due)
{
    /// <summary>For a section abroad: ISO 3166 code.</summary>
    public string? Country { get; init; }

    /// <summary>For a section abroad: IANA time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The party's body at the same place, for an organ of a parallel organisation.</summary>
    public long? LinkedTo { get; init; }

    /// <summary>The day of the decision to have it; null = today.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>Says that a body should exist: it enters the register as planned.</summary>
public sealed class PlanBody(OrganisationStore store, Func<Atlas> atlas)
{
    /// <returns>The number of the body.</returns>
    public Outcome<long> Run(PlannedBody request, Actor actor) => store.Change(actor, "body-planned", change => Run(change, request, atlas()));

    internal static Outcome<long> Run(OrganisationChange change, PlannedBody request, Atlas atlas)
    {
        if (!change.Data.Types.TryGetValue(request.Type, out var type))
        {
            return Errors.UnknownType(request.Type, change.Data.Types.Keys.Order(StringComparer.Ordinal));
        }

        var place = request.Place is { } code ? atlas.Find(code) : null;
        var parent = request.Parent ?? NearestAbove(change.Data, type, place, atlas);
        var names = request is { NameArabic: null, NameLatin: null } ? null : CleanText.Names(request.NameArabic, request.NameLatin);
        if ((Where(change, type, place, parent, request.Place) ?? Fault(change, request, type, place, parent) ?? names?.Refusals.FirstOrDefault()) is { } refusal)
        {
            return refusal;
        }

        var id = change.Add(new BodyPlanned(request.On ?? change.Today, type.Id, place?.Code, names?.Value, parent, request.Due)
        {
            PlaceFrom = place?.ValidFrom, Country = request.Country, TimeZone = request.TimeZone, LinkedTo = request.LinkedTo ?? Beside(change.Data, type, place),
        });
        change.Journal($"body/{id}", request);
        return id;
    }

    /// <summary>The right is asked at the body above; without one, at the place, and at last over the whole installation.</summary>
    private static Refusal? Where(OrganisationChange change, BodyType type, Place? place, long? parent, string? asked) =>
        asked is not null && place is null ? Errors.UnknownPlace(asked)
        : parent is { } above && !change.Data.Bodies.ContainsKey(above) ? Errors.UnknownBody(above)
        : change.Ask(OrganisationRights.Found, parent is { } p ? OrganisationScopes.OfBody(p) : place?.Parent is { } up ? OrganisationScopes.OfPlace(type.Organisation, up) : Scope.Installation);

    private static Refusal? Fault(OrganisationChange change, PlannedBody request, BodyType type, Place? place, long? parent)
    {
        var on = request.On ?? change.Today;
        return place is null && request.Country is null ? Errors.PlaceMissing(type)
            : place is not null && !type.Levels.Contains(place.Level) ? Errors.PlaceWrongLevel(type, place)
            : on > change.Today ? Errors.DayInFuture(on, change.Today)
            : request.Due is { } due && due < on ? Errors.DayTooEarly(due, on)
            : request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? Errors.TypeFault("time-zone", zone)
            : request.Country is { } country && country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? Errors.TypeFault("country", country)
            : parent is { } above && !Fits(change.Data, change.Data.Bodies[above], type) ? Errors.OtherOrganisation(above)
            : place is not null && type.OnePerPlace && Standing(change.Data, type, place) is { } other ? Errors.Twice(type, place, other.Id)
            : null;
    }

    /// <summary>An organ stands under its own organisation; the first organ of a parallel organisation may stand under the party.</summary>
    internal static bool Fits(OrganisationData data, Body parent, BodyType type) =>
        data.TypeOf(parent).Organisation is var o && (o == type.Organisation || (o == "party" && !type.IsPublic));

    private static Body? Standing(OrganisationData data, BodyType type, Place place) =>
        data.BodiesAt(place.Code).FirstOrDefault(b => b.Type == type.Id && b.Last.Stage != BodyStage.Dissolved);

    /// <summary>The body of the same type, else the leading one, at the nearest place above.</summary>
    private static long? NearestAbove(OrganisationData data, BodyType type, Place? place, Atlas atlas) => place is null ? null :
        atlas.PathTo(place).Reverse().SelectMany(p => data.BodiesAt(p.Code))
            .Where(b => b.Last.Stage != BodyStage.Dissolved && Leads(data.TypeOf(b), type) && b.Place != (b.Type == type.Id ? place.Code : null))
            .Select(b => (long?)b.Id).FirstOrDefault();

    private static bool Leads(BodyType above, BodyType type) => !type.IsPublic && (above.Id == type.Id || (above.Reach != Reach.Subtree && above.Organisation == type.Organisation));

    /// <summary>An organ of a parallel organisation is linked with the party's body of the place.</summary>
    private static long? Beside(OrganisationData data, BodyType type, Place? place) => type.Organisation is "party" || type.IsPublic || place is null ? null :
        data.BodiesAt(place.Code).FirstOrDefault(b => data.TypeOf(b) is { Organisation: "party", Covers: true } && b.Last.Stage != BodyStage.Dissolved)?.Id;
}
