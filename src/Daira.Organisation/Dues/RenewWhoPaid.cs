using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>Renews the membership of everybody whom a body called for this year and who owes nothing now: paid or forgiven makes no difference, and nobody is told which.</summary>
public sealed class RenewWhoPaid(OrganisationStore store, DuesStore dues)
{
    /// <returns>How many were renewed now; those renewed before are passed over.</returns>
    public Outcome<int> Run(long body, Actor actor)
    {
        var year = store.Today.Year;
        var settled = dues.Read<IReadOnlyList<long>>(actor, body, reading =>
        {
            var owing = reading.Arrears(body).Select(a => a.Payer).ToHashSet(StringComparer.Ordinal);
            return reading.Rows<DuesCall>().Where(c => c.Body == body && c.Year == year).Select(c => c.Payer).Distinct().ToList().Where(p => !owing.Contains(p)).Select(MemberRow.Of).OfType<long>().Order().ToList();
        });
        return settled.Then(members => store.Change<int>(actor, "memberships-renewed", change => Renew(change, body, year, members)));
    }

    private static Outcome<int> Renew(OrganisationChange change, long body, int year, IReadOnlyList<long> members)
    {
        var (act, renewed) = (new Act(string.Create(CultureInfo.InvariantCulture, $"dues/{body}/{year}"), body), 0);
        foreach (var row in members.Select(change.Members.Find).OfType<MemberRow>().Where(r => r.State is MemberState.Member))
        {
            if (MemberDuties.Ask(change, row, row.Id) is { } forbidden)
            {
                return forbidden;
            }

            if (!RenewMembership.IsRenewed(change, row, year))
            {
                change.Members.Add(row, new Renewed(change.Today, year, act));
                renewed++;
            }
        }

        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{body}/{year}"), new { renewed });
        return renewed;
    }
}
