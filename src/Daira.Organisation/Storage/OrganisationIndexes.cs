using System.Collections.Concurrent;
using System.Collections.Frozen;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;

namespace Daira.Organisation.Storage;

/// <summary>Ways into the view, made at the first use.</summary>
public sealed partial class OrganisationData
{
    private const int MostRemembered = 500;

    private readonly Lazy<FrozenDictionary<string, Body[]>> byPlace;
    private readonly Lazy<FrozenDictionary<long, Body[]>> children;
    private readonly Lazy<FrozenDictionary<long, Mandate[]>> mandatesOfBody;
    private readonly Lazy<FrozenDictionary<long, Mandate[]>> mandatesOfPerson;
    private readonly Lazy<FrozenDictionary<Guid, Person>> byAccount;

    /// <summary>What was worked out over this view; forgotten with it.</summary>
    private readonly ConcurrentDictionary<string, Lazy<object>> remembered = new();

    private OrganisationData()
    {
        byPlace = new(() => Bodies.Values.Where(b => b.Place is not null).GroupBy(b => b.Place!).ToFrozenDictionary(g => g.Key, g => g.OrderBy(b => b.Id).ToArray()));
        children = new(() => Bodies.Values.Where(b => b.Parent is not null).GroupBy(b => b.Parent!.Value).ToFrozenDictionary(g => g.Key, g => g.OrderBy(b => b.Id).ToArray()));
        mandatesOfBody = new(() => Mandates.Values.GroupBy(m => m.Body).ToFrozenDictionary(g => g.Key, g => g.OrderBy(m => m.From).ThenBy(m => m.Id).ToArray()));
        mandatesOfPerson = new(() => Mandates.Values.GroupBy(m => m.Person).ToFrozenDictionary(g => g.Key, g => g.OrderBy(m => m.From).ThenBy(m => m.Id).ToArray()));
        byAccount = new(() => Persons.Values.Where(p => p.Account is not null).ToFrozenDictionary(p => p.Account!.Value));
    }

    private FrozenDictionary<Guid, Person> ByAccount => byAccount.Value;

    /// <summary>Works something out once for this view. What depends on the day or the reader says so in its key.</summary>
    public T Remember<T>(string key, Func<T> make)
        where T : class
    {
        if (remembered.Count > MostRemembered)
        {
            remembered.Clear();
        }

        return (T)remembered.GetOrAdd(key, _ => new Lazy<object>(make)).Value;
    }

    /// <summary>Bodies at exactly this place, of every stage.</summary>
    public IReadOnlyList<Body> BodiesAt(string place) => byPlace.Value.GetValueOrDefault(place, []);

    /// <summary>Bodies directly below.</summary>
    public IReadOnlyList<Body> ChildrenOf(Body body) => children.Value.GetValueOrDefault(body.Id, []);

    /// <summary>The chain of bodies from the one directly above up to the top.</summary>
    public IEnumerable<Body> Above(Body body)
    {
        for (var up = body.Parent; up is { } id && Bodies.TryGetValue(id, out var parent); up = parent.Parent)
        {
            yield return parent;
        }
    }

    /// <summary>A body and all below it.</summary>
    public IEnumerable<Body> Subtree(Body body) => ChildrenOf(body).SelectMany(Subtree).Prepend(body);

    /// <summary>Mandates in a body, of all times, oldest first.</summary>
    public IReadOnlyList<Mandate> MandatesOf(Body body) => mandatesOfBody.Value.GetValueOrDefault(body.Id, []);

    /// <summary>Mandates of a person, of all times, oldest first.</summary>
    public IReadOnlyList<Mandate> MandatesOf(Person person) => mandatesOfPerson.Value.GetValueOrDefault(person.Id, []);

    /// <summary>Mandates in a body whose dates cover a day.</summary>
    public IEnumerable<Mandate> InForce(Body body, DateOnly day) => MandatesOf(body).Where(m => m.IsInForce(day));
}
