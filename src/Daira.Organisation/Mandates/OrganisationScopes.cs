using System.Collections.Concurrent;
using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>
/// Which scope lies within which. A body lies within the bodies above it, and within its place and every place above that, in its own
/// organisation: places of the party and places of a parallel organisation are different scopes.
/// </summary>
/// <param name="organisation">The view of now.</param>
/// <param name="atlas">The places of now.</param>
public sealed class OrganisationScopes(Func<OrganisationData> organisation, Func<Atlas> atlas) : IScopes
{
    private volatile Known? known;

    public static Scope OfBody(long body) => new($"body:{body.ToString(CultureInfo.InvariantCulture)}");

    public static Scope OfPlace(string organisation, string place) => new($"place:{organisation}:{place}");

    /// <summary>Where a change of the body itself is asked for: the body above, so that nobody prolongs or closes their own.</summary>
    public static Scope Above(Body body) => body.Parent is { } parent ? OfBody(parent) : Scope.Installation;

    /// <summary>Where the rights of an office in the body hold.</summary>
    public static Scope Reached(Body body, BodyType type) => type.Reach switch
    {
        Reach.Everything => Scope.Installation,
        Reach.Place when body.Place is { } place => OfPlace(type.Organisation, place),
        _ => OfBody(body.Id),
    };

    public IReadOnlyList<Scope> Around(Scope scope) => Now().Around(scope);

    public IReadOnlyCollection<Scope> Within(Scope scope) => Now().Within(scope);

    private Known Now()
    {
        var (data, places) = (organisation(), atlas());
        return known is { } last && ReferenceEquals(last.Data, data) && ReferenceEquals(last.Atlas, places) ? last : known = new Known(data, places);
    }

    private sealed class Known(OrganisationData data, Atlas atlas)
    {
        private readonly ConcurrentDictionary<Scope, Scope[]> around = new();

        public OrganisationData Data => data;

        public Atlas Atlas => atlas;

        public Scope[] Around(Scope scope) => around.TryGetValue(scope, out var found) ? found : around.GetOrAdd(scope, Find);

        public IReadOnlyCollection<Scope> Within(Scope scope) => Around(scope).Length == 0 ? [] :
        [
            .. All().Where(s => Around(s).Contains(scope)),
        ];

        private IEnumerable<Scope> All() => data.Bodies.Keys.Select(OfBody)
            .Concat(data.Organisations.Keys.SelectMany(o => atlas.Places.Select(p => OfPlace(o, p.Code))))
            .Append(Scope.Installation);

        private Scope[] Find(Scope scope)
        {
            if (scope == Scope.Installation)
            {
                return [scope];
            }

            return scope.Id.Split(':') switch
            {
                ["body", var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var body) && data.Bodies.TryGetValue(body, out var found) =>
                    [scope, .. data.Above(found).Select(b => OfBody(b.Id)), .. Places(data.TypeOf(found).Organisation, found.Place), Scope.Installation],
                ["place", var organisation, var code] when data.Organisations.ContainsKey(organisation) && atlas.Find(code) is not null =>
                    [.. Places(organisation, code), Scope.Installation],
                _ => [],
            };
        }

        private IEnumerable<Scope> Places(string organisation, string? code) =>
            code is not null && atlas.Find(code) is { } place ? atlas.PathTo(place).Reverse().Select(p => OfPlace(organisation, p.Code)) : [];
    }
}

/// <summary>Mandates of the party's bodies as the rights layer sees them: those in force, in bodies that work on that day.</summary>
public sealed class OrganisationMandates(Func<OrganisationData> organisation) : IMandateSource
{
    public IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day)
    {
        var data = organisation();
        return data.PersonOf(account) is not { } person ? [] : [.. data.MandatesOf(person).Select(m => Held(data, m, account, day)).OfType<OfficeHeld>()];
    }

    /// <summary>A mandate in a body of the state gives no right; nor does one in a body that is planned, expired, suspended or dissolved.</summary>
    private static OfficeHeld? Held(OrganisationData data, Mandate mandate, Guid account, DateOnly day)
    {
        var body = data.Bodies[mandate.Body];
        var type = data.TypeOf(body);
        return mandate.IsInForce(day) && !type.IsPublic && body.On(day)?.IsActive(day) is true
            ? new OfficeHeld(
                $"mandate:{mandate.Id.ToString(CultureInfo.InvariantCulture)}", account, OfficeType.Key(type.Id, mandate.Office), OrganisationScopes.Reached(body, type), mandate.From, mandate.Last)
            : null;
    }
}
