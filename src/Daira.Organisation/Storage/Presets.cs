using System.Collections.Immutable;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;

namespace Daira.Organisation.Storage;

/// <summary>What ships: types, rules, targets, charter and procedures of a Moroccan party. In force until the party says otherwise.</summary>
internal static class Presets
{
    private static readonly TypesFile File = OrganisationJson.Preset<TypesFile>("morocco.types.json");

    public static ImmutableDictionary<string, OrganisationKind> Organisations { get; } = File.Organisations.ToImmutableDictionary(o => o.Id);

    public static ImmutableDictionary<string, BodyType> Types { get; } = File.Types.ToImmutableDictionary(t => t.Id);

    public static ImmutableDictionary<string, PlanTarget> Targets { get; } = File.Targets.ToImmutableDictionary(t => t.Id);

    public static ImmutableDictionary<string, Incompatibility> Rules { get; } =
        OrganisationJson.Preset<Incompatibility[]>("morocco.incompatibilities.json").ToImmutableDictionary(r => r.Id);

    public static ImmutableList<Charter> Charters { get; } = [OrganisationJson.Preset<Charter>("charter.json")];

    public static ImmutableDictionary<(string Id, int Version), StoredDefinition> Procedures { get; } = StoredDefinition.Shipped()
        .ToImmutableDictionary(d => (d.Definition.Id, d.Definition.Version));

    private sealed record TypesFile(IReadOnlyList<OrganisationKind> Organisations, IReadOnlyList<BodyType> Types, IReadOnlyList<PlanTarget> Targets);
}
