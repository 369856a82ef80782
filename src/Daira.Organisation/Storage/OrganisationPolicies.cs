using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Daira.Organisation.Storage;

/// <summary>On PostgreSQL: events and persons show themselves to whoever reaches the body they belong to; what rules everybody shows itself to all.</summary>
internal sealed class OrganisationPolicies : RecordStep
{
    public override int Version => 302;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var statement in Statements())
        {
            migrationBuilder.Sql(statement);
        }
    }

    private static IEnumerable<string> Statements() =>
    [
        "create index organisation_events_person on organisation_events ((content::jsonb ->> 'person')) where kind = 'mandate' and number = 1",
        Function("bodies_of_person(person text)", """
            answer := array(select e.content::jsonb ->> 'body' from organisation_events e
                where e.kind = 'mandate' and e.number = 1 and e.content::jsonb ->> 'person' = $1);
            """),
        Function("bodies_of_event(kind text, subject text)", """
            answer := case $1
                when 'body' then array[$2]
                when 'mandate' then array(select e.content::jsonb ->> 'body' from organisation_events e where e.kind = 'mandate' and e.subject = $2 and e.number = 1)
                when 'case' then array(select e.content::jsonb #>> '{event,body}' from organisation_events e where e.kind = 'case' and e.subject = $2)
                when 'person' then bodies_of_person($2)
                else array[]::text[] end;
            """),
        .. RowPolicies.Guard("organisation_events", $"kind not in ('body', 'mandate', 'case', 'person') or bodies_of_event(kind, subject) && {RowPolicies.Reach}"),
        .. RowPolicies.Guard("persons", $"bodies_of_person(id::text) && {RowPolicies.Reach}"),
    ];

    /// <summary>
    /// Looks past the policy that asks it, or the policy would ask itself without end: for the time of its query it reaches everything. A clause of the
    /// function itself could say so, but only a superuser may write one for a setting of ours.
    /// </summary>
    internal static string Function(string signature, string query) =>
        $"""
        create function {signature} returns text[] language plpgsql stable cost 10000 security definer set search_path from current as $$
        declare said text := coalesce(current_setting('{RowPolicies.Setting}', true), ''); answer text[];
        begin
            perform set_config('{RowPolicies.Setting}', '{RowPolicies.Everything}', true);
            {query}
            perform set_config('{RowPolicies.Setting}', said, true);
            return answer;
        end $$
        """;
}
