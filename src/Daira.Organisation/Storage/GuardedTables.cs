using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Storage;

/// <summary>On PostgreSQL: members, cards, dues and papers show themselves to whoever reaches the body, or the place of the body, that they belong to.</summary>
public sealed class GuardedTables : IRecordPart
{
    public IReadOnlyList<RecordStep> Steps { get; } = [new Policies()];

    public void Describe(ModelBuilder model)
    {
    }

    /// <summary>Comes after the steps of the parts whose tables it guards.</summary>
    private sealed class Policies : RecordStep
    {
        private const string OfPlace = $"place = any ((select places_in_reach({RowPolicies.Reach}))::text[])";
        private const string OfMember = "exists (select 1 from members m where m.id = member)";
        private const string OfBody = $"array[body::text] && {RowPolicies.Reach}";

        public override int Version => 901;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            if (ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
            {
                return;
            }

            foreach (var statement in (IEnumerable<string>)[PlacesInReach, .. Guards])
            {
                migrationBuilder.Sql(statement);
            }
        }

        /// <summary>
        /// A member belongs to a place, and with it to the bodies there and above: the places of the bodies that are reached, and what lies below
        /// them as the electoral database says now. While that is being rebuilt, the places themselves.
        /// </summary>
        private static string PlacesInReach => OrganisationPolicies.Function("places_in_reach(reach text[])", $"""
            answer := array(select e.content::jsonb ->> 'place' from organisation_events e
                where e.kind = 'body' and e.number = 1 and e.subject = any(reach) and e.content::jsonb ->> 'place' is not null);
            if to_regclass('{Database.Elections}.places') is not null then
                answer := array(with recursive below(place) as (
                    select unnest(answer) union select p.code from {Database.Elections}.places p join below b on p.parent = b.place) select b.place from below b);
            end if;
            """);

        private static IEnumerable<string> Guards =>
        [
            .. ((string[])["members", "registrations"]).SelectMany(t => RowPolicies.Guard(t, OfPlace)),
            .. ((string[])["member_events", "person_keys", "member_access", "sealed_texts", "cards"]).SelectMany(t => RowPolicies.Guard(t, OfMember)),
            .. ((string[])["ledger_transactions", "receipts", "dues_calls", "bank_lines"]).SelectMany(t => RowPolicies.Guard(t, OfBody)),
            .. RowPolicies.Guard("ledger_postings", $"array[split_part(account, ':', 2)] && {RowPolicies.Reach}"),
            .. RowPolicies.Guard("case_papers", $"bodies_of_event('case', \"case\"::text) && {RowPolicies.Reach}"),
        ];
    }
}
