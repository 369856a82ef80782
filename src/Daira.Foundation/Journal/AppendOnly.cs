namespace Daira.Foundation.Journal;

/// <summary>Makes a table refuse changes and deletions, whoever asks.</summary>
public static class AppendOnly
{
    private const string Reason = "is append-only: nothing in it is changed or deleted";

    public static IEnumerable<string> Statements(string provider, params string[] tables) =>
        provider.EndsWith("Sqlite", StringComparison.Ordinal) ? tables.SelectMany(OnSqlite) : [Function, .. tables.Select(OnPostgreSql)];

    private static IEnumerable<string> OnSqlite(string table)
    {
        foreach (var act in (string[])["update", "delete"])
        {
            yield return $"create trigger {table}_no_{act} before {act} on {table} begin select raise(abort, '{table} {Reason}'); end;";
        }
    }

    private const string Function =
        $"create or replace function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% {Reason}', tg_table_name; end $$;";

    private static string OnPostgreSql(string table) =>
        $"create trigger {table}_append_only before update or delete or truncate on {table} for each statement execute function refuse_change();";
}
