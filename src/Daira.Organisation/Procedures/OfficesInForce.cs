using System.Globalization;
using Daira.Elections.Places;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Procedures;

/// <summary>The offices of the organisation as the kernel asks for them, over one view and one atlas.</summary>
public sealed class OfficesInForce(OrganisationData data, Atlas atlas) : IOffices
{
    public string? BodyFor(ActorRule.Office rule, string place, DateOnly on, IReadOnlySet<string> recused) =>
        Line(place).SkipWhile(p => p.Level > rule.Level).SelectMany(p => At(p, rule.BodyType, on)).FirstOrDefault(b => Has(b, rule.Offices, on, recused)) is { } body
            ? IdOf(body)
            : null;

    public string? BodyAbove(string body, ActorRule.Office rule, DateOnly on, IReadOnlySet<string> recused) =>
        Find(body)?.Place is { } place
            && Line(place).Skip(1).SelectMany(p => At(p, rule.BodyType, on)).FirstOrDefault(b => Has(b, rule.Offices, on, recused)) is { } above
            ? IdOf(above)
            : null;

    public bool IsHeld(string body, IReadOnlyList<string> offices, DateOnly on, IReadOnlySet<string> recused) =>
        Find(body) is { } found && Works(found, on) && Has(found, offices, on, recused);

    public bool Holds(string person, string body, IReadOnlyList<string> offices, DateOnly on) =>
        Find(body) is { } found && Works(found, on)
        && data.InForce(found, on).Any(m => offices.Contains(m.Office) && m.Person.ToString(CultureInfo.InvariantCulture) == person);

    /// <summary>The body of an id as the kernel writes it; null when there is none.</summary>
    public Body? Find(string? body) =>
        long.TryParse(body, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? data.Bodies.GetValueOrDefault(id) : null;

    /// <summary>From the place itself up to the country; a constituency has no body of its own.</summary>
    private IEnumerable<Place> Line(string place) => atlas.Find(place) is { } found ? atlas.PathTo(found).Reverse() : [];

    private IEnumerable<Body> At(Place place, string type, DateOnly on) => data.BodiesAt(place.Code).Where(b => b.Type == type && Works(b, on));

    private static bool Works(Body body, DateOnly on) => body.On(on)?.IsActive(on) is true;

    private bool Has(Body body, IReadOnlyList<string> offices, DateOnly on, IReadOnlySet<string> recused) =>
        data.InForce(body, on).Any(m => offices.Contains(m.Office) && !recused.Contains(m.Person.ToString(CultureInfo.InvariantCulture)));

    private static string IdOf(Body body) => body.Id.ToString(CultureInfo.InvariantCulture);
}
