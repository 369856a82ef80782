using Daira.Foundation.Access;

namespace Daira.Organisation.Members;

/// <summary>What may be done with members, and the offices that may at first; the rights table can change it. Who decides on an application or a sanction is a matter of the procedure.</summary>
public static class MemberRights
{
    /// <summary>See that somebody is a member; contacts and birth need it up to <see cref="Sensitivity.Personal"/>, reasons up to <see cref="Sensitivity.Sealed"/>.</summary>
    public static readonly Right Read = new("read-members");

    /// <summary>Enter somebody who was a member before, note a death, hand out a new access to one's own page.</summary>
    public static readonly Right Keep = new("keep-members");

    public static IReadOnlyList<Right> All { get; } = [Read, Keep];

    /// <summary>Offices of the Moroccan preset.</summary>
    public static IReadOnlyList<OfficeRight> Preset { get; } =
    [
        new("general-secretariat/secretary-general", Read, Sensitivity.Personal),
        new("general-secretariat/deputy", Read, Sensitivity.Personal),
        new("secretariat/secretary", Read, Sensitivity.Sealed),
        new("secretariat/secretary", Keep, Sensitivity.Personal),
        new("secretariat/membership", Read, Sensitivity.Sealed),
        new("secretariat/membership", Keep, Sensitivity.Personal),
        new("secretariat/president", Read, Sensitivity.Personal),
        new("secretariat/deputy", Read, Sensitivity.Internal),
        new("secretariat/treasurer", Read, Sensitivity.Internal),
    ];
}
