using Daira.Foundation.Access;

namespace Daira.Organisation.DataRights;

/// <summary>What may be done for the protection of data, and the offices that may at first.</summary>
public static class PrivacyRights
{
    /// <summary>Enter what was filed with the authority, see what is due for erasure.</summary>
    public static readonly Right Protect = new("protect-data");

    /// <summary>Write to more than one person.</summary>
    public static readonly Right Send = new("send-messages");

    public static IReadOnlyList<Right> All { get; } = [Protect, Send];

    public static IReadOnlyList<OfficeRight> Preset { get; } =
    [
        new("general-secretariat/secretary-general", Protect, Sensitivity.Internal),
        new("general-secretariat/secretary-general", Send, Sensitivity.Internal),
        new("general-secretariat/deputy", Protect, Sensitivity.Internal),
        new("secretariat/secretary", Send, Sensitivity.Internal),
        new("secretariat/membership", Send, Sensitivity.Internal),
    ];
}
