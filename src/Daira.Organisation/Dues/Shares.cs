using System.Globalization;
using Daira.Foundation.Journal;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>How a body stands towards one above.</summary>
/// <param name="Given">Its share of the year's dues, whether handed over or not.</param>
/// <param name="Owed">What of all years is not handed over.</param>
public sealed record ShareOfBody(long To, Money Given, Money Owed);

/// <summary>What the ledger says of shares.</summary>
public static class Shares
{
    /// <summary>In force for a year, for whoever asks inside the party; null when none were set.</summary>
    public static LevelShares? In(DuesStore store, int year) => store.ReadAll(reading => reading.SharesOf(year));

    /// <summary>What a body gave and owes to each body above for a year.</summary>
    public static IReadOnlyList<ShareOfBody> GivenBy(this DuesReading reading, long body, int year)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"/{year}");
        var owed = reading.Open(AccountKind.Owed, body).ToDictionary(o => o.Detail, o => -o.Balance);
        var given = reading.Open(AccountKind.Given, body).Where(g => g.Detail.EndsWith(suffix, StringComparison.Ordinal)).ToDictionary(g => g.Detail[..^suffix.Length], g => g.Balance);
        return [.. given.Keys.Union(owed.Keys).Select(to => new ShareOfBody(long.Parse(to, CultureInfo.InvariantCulture), given.GetValueOrDefault(to), owed.GetValueOrDefault(to))).OrderBy(s => s.To)];
    }

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
