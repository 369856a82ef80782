using Daira.Foundation.Access;

namespace Daira.Organisation.Dues;

/// <summary>What may be done with dues, and the offices that may do it at first; the rights table can change it.</summary>
public static class DuesRights
{
    /// <summary>See balances, receipts and what waits in suspense.</summary>
    public static readonly Right Read = new("read-dues");

    /// <summary>Call dues, take money, import bank files, write receipts.</summary>
    public static readonly Right Collect = new("collect-dues");

    /// <summary>Forgive what was called, cancel a receipt: never whoever takes the money.</summary>
    public static readonly Right Forgive = new("forgive-dues");

    /// <summary>Set tariffs and the shares of the levels.</summary>
    public static readonly Right Set = new("set-dues");

    public static IReadOnlyList<Right> All { get; } = [Read, Collect, Forgive, Set];

    /// <summary>Offices of the Moroccan preset.</summary>
    public static IReadOnlyList<OfficeRight> Preset { get; } =
    [
        .. Rows("general-secretariat/secretary-general", Read, Forgive, Set),
        .. Rows("general-secretariat/treasurer", Read, Collect, Set),
        .. Rows("secretariat/secretary", Read, Forgive),
        .. Rows("secretariat/treasurer", Read, Collect),
    ];

    /// <summary>What somebody paid says something about them.</summary>
    private static IEnumerable<OfficeRight> Rows(string office, params Right[] rights) => rights.Select(r => new OfficeRight(office, r, Sensitivity.Personal));
}
