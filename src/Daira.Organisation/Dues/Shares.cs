using System.Globalization;
using Daira.Foundation.Journal;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>What the ledger says of shares.</summary>
public static class Shares
{
    /// <summary>In force for a year; null when none were set.</summary>
    public static LevelShares? SharesOf(this DuesReading reading, int year)
    {
        var subject = year.ToString(CultureInfo.InvariantCulture);
        var set = reading.Rows<Decision>().Where(d => d.Kind == LevelShares.Kind && d.Subject == subject).OrderByDescending(d => d.Number).FirstOrDefault();
        return set is null ? null : OrganisationJson.Read<LevelShares>(set.Content);
    }

    /// <summary>
    /// Money that payers of a body paid in a year, less what was taken back: what they were called for, less what was forgiven and what their
    /// debts grew by.
    /// </summary>
    public static Money Collected(this DuesReading reading, long body, int year)
    {
        return -Moved(AccountKind.Dues) - Moved(AccountKind.Contributions) - Moved(AccountKind.Exempted) - Moved(AccountKind.Receivable);

        Money Moved(AccountKind kind) => reading.Moved(kind, body, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
    }
}
