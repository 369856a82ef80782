using System.Collections.Immutable;
using System.Globalization;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;

namespace Daira.Organisation.Storage;

/// <summary>
/// One unchanging view of the whole organisation, folded from its events once and carried forward by each new one; pages, rights and
/// procedures all read this.
/// </summary>
public sealed partial class OrganisationData
{
    /// <summary>Before anything was recorded: the shipped presets alone.</summary>
    public static OrganisationData Empty { get; } = new();

    /// <summary>Number of the last event.</summary>
    public long Version { get; private init; }

    public IReadOnlyDictionary<long, Body> Bodies { get; private init; } = new Dictionary<long, Body>();

    public IReadOnlyDictionary<long, Mandate> Mandates { get; private init; } = new Dictionary<long, Mandate>();

    public IReadOnlyDictionary<long, Person> Persons { get; private init; } = new Dictionary<long, Person>();

    public IReadOnlyDictionary<long, StoredCase> Cases { get; private init; } = new Dictionary<long, StoredCase>();

    /// <summary>Types in force, by id.</summary>
    public ImmutableDictionary<string, BodyType> Types { get; private init; } = Presets.Types;

    public ImmutableDictionary<string, OrganisationKind> Organisations { get; private init; } = Presets.Organisations;

    public ImmutableDictionary<string, Incompatibility> Rules { get; private init; } = Presets.Rules;

    /// <summary>What should exist where.</summary>
    public ImmutableDictionary<string, PlanTarget> Targets { get; private init; } = Presets.Targets;

    /// <summary>Versions of the honour charter, the first at 0.</summary>
    public ImmutableList<Charter> Charters { get; private init; } = Presets.Charters;

    /// <summary>Every version of every definition.</summary>
    public ImmutableDictionary<(string Id, int Version), StoredDefinition> Procedures { get; private init; } = Presets.Procedures;

    /// <summary>Numbers of events about data that rule others: types, rules, definitions…</summary>
    private ImmutableDictionary<(string Kind, string Subject), int> Numbers { get; init; } = ImmutableDictionary<(string, string), int>.Empty;

    /// <summary>The type of a body.</summary>
    public BodyType TypeOf(Body body) => Types[body.Type];

    /// <summary>The version of a definition that cases opened on a day follow; null when there is none.</summary>
    public StoredDefinition? ProcedureOn(string id, DateOnly day) =>
        Procedures.Values.Where(p => p.Definition.Id == id && p.Definition.InForceFrom <= day).MaxBy(p => p.Definition.Version);

    /// <summary>The person who signs in by an account; null when the register knows none.</summary>
    public Person? PersonOf(Guid account) => ByAccount.GetValueOrDefault(account);

    /// <summary>How many events a subject has.</summary>
    internal int NumberOf(string kind, string subject) => kind switch
    {
        EventKinds.Body => Bodies.GetValueOrDefault(Number(subject))?.Version ?? 0,
        EventKinds.Mandate => Mandates.GetValueOrDefault(Number(subject))?.Version ?? 0,
        EventKinds.Case => Cases.GetValueOrDefault(Number(subject))?.Entries.Count ?? 0,

        // A person's history is nobody's affair: the running number serves.
        EventKinds.Person => (int)Version,
        _ => Numbers.GetValueOrDefault((kind, subject)),
    };

    private static long Number(string subject) => long.Parse(subject, CultureInfo.InvariantCulture);

    /// <summary>The view after further events.</summary>
    /// <param name="persons">Rows of persons that were entered, changed or erased by them.</param>
    internal OrganisationData After(IReadOnlyList<StoredEvent> events, IReadOnlyList<Person> persons, IReadOnlyCollection<long> gone)
    {
        if (events.Count == 0)
        {
            return this;
        }

        var types = Types.ToBuilder();
        var (organisations, rules, targets, charters, procedures) = (Organisations, Rules, Targets, Charters, Procedures);
        foreach (var e in events)
        {
            switch (e.Kind)
            {
                case EventKinds.Type:
                    types[e.Subject] = OrganisationJson.Read<BodyType>(e.Content);
                    break;
                case EventKinds.Organisation:
                    organisations = organisations.SetItem(e.Subject, OrganisationJson.Read<OrganisationKind>(e.Content));
                    break;
                case EventKinds.Rule:
                    rules = rules.SetItem(e.Subject, OrganisationJson.Read<Incompatibility>(e.Content));
                    break;
                case EventKinds.Target:
                    targets = e.Content == "null" ? targets.Remove(e.Subject) : targets.SetItem(e.Subject, OrganisationJson.Read<PlanTarget>(e.Content));
                    break;
                case EventKinds.Charter:
                    charters = charters.Add(OrganisationJson.Read<Charter>(e.Content));
                    break;
                case EventKinds.Procedure:
                    var definition = StoredDefinition.Read(e.Content);
                    procedures = procedures.SetItem((definition.Definition.Id, definition.Definition.Version), definition);
                    break;
            }
        }

        return new OrganisationData
        {
            Version = events[^1].Seq,
            Bodies = Folded(Bodies, events, EventKinds.Body, OrganisationJson.Read<BodyEvent>, (id, old, more) => new Body(id, [.. old?.Events ?? [], .. more])),
            Mandates = Folded(Mandates, events, EventKinds.Mandate, OrganisationJson.Read<MandateEvent>, (id, old, more) => new Mandate(id, [.. old?.Events ?? [], .. more])),
            Cases = Folded(Cases, events, EventKinds.Case, OrganisationJson.Read<CaseEntry>, (id, old, more) => StoredCase.Of(id, [.. old?.Entries ?? [], .. more], procedures)),
            Persons = persons.Count == 0 && gone.Count == 0 ? Persons : WithPersons(persons, gone),
            Types = types.ToImmutable(),
            Organisations = organisations,
            Rules = rules,
            Targets = targets,
            Charters = charters,
            Procedures = procedures,
            Numbers = Numbers.SetItems(events.Where(e => e.Kind is not (EventKinds.Body or EventKinds.Mandate or EventKinds.Case or EventKinds.Person)).GroupBy(e => (e.Kind, e.Subject)).Select(g => KeyValuePair.Create(g.Key, g.Max(e => e.Number)))),
        };
    }

    private Dictionary<long, Person> WithPersons(IReadOnlyList<Person> persons, IReadOnlyCollection<long> gone)
    {
        var all = new Dictionary<long, Person>(Persons);
        foreach (var id in gone)
        {
            all.Remove(id);
        }

        foreach (var person in persons)
        {
            all[person.Id] = person;
        }

        return all;
    }

    private static IReadOnlyDictionary<long, T> Folded<T, TEvent>(
        IReadOnlyDictionary<long, T> old, IReadOnlyList<StoredEvent> events, string kind, Func<string, TEvent> read, Func<long, T?, IReadOnlyList<TEvent>, T> fold)
        where T : class
    {
        var changed = events.Where(e => e.Kind == kind).GroupBy(e => Number(e.Subject)).ToList();
        if (changed.Count == 0)
        {
            return old;
        }

        var all = new Dictionary<long, T>(old);
        foreach (var subject in changed)
        {
            all[subject.Key] = fold(subject.Key, all.GetValueOrDefault(subject.Key), [.. subject.Select(e => read(e.Content))]);
        }

        return all;
    }
}
