namespace Daira.Foundation.Access;

/// <summary>
/// The place scope held by PostgreSQL itself, also for a query written by hand: a row of a guarded table shows itself only to a connection
/// that reaches the body it belongs to. A connection that says nothing reaches nothing.
/// </summary>
/// <remarks>
/// The owner of the tables, and roles entered in <c>row_readers</c> with <see cref="BySession"/>, say what they reach by the setting
/// <see cref="Setting"/>, which the store gives each connection. Every other role reaches what its row in <c>row_readers</c> says, whatever it sets.
/// SQLite has neither roles nor policies: there, whoever can open the file reads all of it.
/// </remarks>
public static class RowPolicies
{
    /// <summary>Name of the connection's setting: <see cref="Everything"/>, or ids of bodies with commas between.</summary>
    public const string Setting = "daira.bodies";

    /// <summary>Every row.</summary>
    public const string Everything = "*";

    /// <summary>In <c>row_readers</c>: a role that acts for the program and says by the setting what it reaches.</summary>
    public const string BySession = "session";

    /// <summary>What a policy compares with: ids of bodies as texts, worked out once for a statement.</summary>
    public const string Reach = "(select bodies_in_reach(current_user))";

    /// <summary>What policies ask. It reads with the owner's rights: a reader need not, and must not, see the other readers' rows.</summary>
    internal static string ReachFunction =>
        $"""
        create function bodies_in_reach(reader name) returns text[] language sql stable security definer set search_path from current as $$
            select string_to_array(case
                when reader = (select relowner::regrole::name from pg_class where oid = 'row_readers'::regclass)
                    or exists (select 1 from row_readers where role = reader and bodies = '{BySession}')
                then current_setting('{Setting}', true)
                else (select bodies from row_readers where role = reader) end, ',') $$
        """;

    /// <summary>Guards a table, for its owner too.</summary>
    /// <param name="inReach">A condition on the table's columns, true for rows that belong to a body in <see cref="Reach"/>.</param>
    public static IEnumerable<string> Guard(string table, string inReach) =>
    [
        $"alter table {table} enable row level security",
        $"alter table {table} force row level security",
        $"create policy rows_in_reach on {table} using (array['{Everything}'] && {Reach} or {inReach})",
    ];
}

/// <summary>A role of the database server other than the program's own, and the bodies whose rows it reads.</summary>
/// <param name="Bodies">Ids with commas between, <see cref="RowPolicies.Everything"/>, or <see cref="RowPolicies.BySession"/>.</param>
public sealed record RowReader(string Role, string Bodies);
