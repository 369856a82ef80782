using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>What ships for a Moroccan party.</summary>
/// <param name="Currency">ISO 4217; what bank files must be in.</param>
internal sealed record DuesPreset(string Currency, IReadOnlyList<DonorCeiling> Ceilings)
{
    public static DuesPreset Shipped { get; } = OrganisationJson.Preset<DuesPreset>("morocco.dues.json");
}
