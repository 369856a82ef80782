using Daira.Foundation.Access;

namespace Daira.Organisation.Storage;

/// <summary>What may be done in the organisation, and the offices that may do it at first; the rights table can change it.</summary>
public static class OrganisationRights
{
    /// <summary>See bodies and who holds which office.</summary>
    public static readonly Right Read = new("read-organisation");

    /// <summary>Plan, found, renew, constitute, rename and move bodies that lie below the own one.</summary>
    public static readonly Right Found = new("found-bodies");

    /// <summary>Suspend and dissolve bodies below the own one.</summary>
    public static readonly Right Close = new("close-bodies");

    /// <summary>Give and end mandates.</summary>
    public static readonly Right Appoint = new("appoint");

    /// <summary>Change types, quotas, rules, procedures and the charter.</summary>
    public static readonly Right Define = new("define-organisation");

    public static IReadOnlyList<Right> All { get; } = [Read, Found, Close, Appoint, Define];

    /// <summary>Offices of the Moroccan preset.</summary>
    public static IReadOnlyList<OfficeRight> Preset { get; } =
    [
        .. Rows("general-secretariat/secretary-general", Read, Found, Close, Appoint, Define, Rights.Erase, Rights.ExportMany, Rights.Override),
        .. Rows("general-secretariat/deputy", Read, Found, Appoint, Rights.Erase, Rights.ExportMany, Rights.Override),
        .. Rows("political-bureau/member", Read),
        .. Rows("secretariat/secretary", Read, Found, Close, Appoint),
        .. Rows("secretariat/deputy", Read),
        .. Rows("secretariat/treasurer", Read),
        .. Rows("secretariat/membership", Read),
        .. Rows("secretariat/president", Read),
        .. Rows("women-bureau/president", Read, Found, Appoint),
        .. Rows("youth-bureau/president", Read, Found, Appoint),
        .. Rows("engineers-bureau/president", Read, Found, Appoint),
        .. Rows("arbitration-committee/president", Read),
        .. Rows("elections-committee/president", Read),
        .. Rows("pole/coordinator", Read),
        .. Rows("cell/coordinator", Read),
    ];

    /// <summary>Whoever appoints must see what quotas are counted by; nobody else needs it.</summary>
    private static IEnumerable<OfficeRight> Rows(string office, params Right[] rights) =>
        rights.Select(r => new OfficeRight(office, r, rights.Contains(Appoint) ? Sensitivity.Personal : Sensitivity.Internal));
}
