namespace Daira.Elections.DecisionSheets;

/// <summary>Makes a decided sheet and its exhibits refuse changes and deletions, whoever asks.</summary>
internal static class DecidedForGood
{
    private const string Reason = "this decision sheet is decided: nothing in it is changed or deleted, open a new version";

    public static IEnumerable<string> Statements(string provider) => provider.EndsWith("Sqlite", StringComparison.Ordinal) ? OnSqlite() : OnPostgreSql();

    private static IEnumerable<string> OnSqlite()
    {
        foreach (var act in (string[])["update", "delete"])
        {
            yield return $"create trigger decision_sheets_no_{act} before {act} on decision_sheets when old.decided_at is not null begin select raise(abort, '{Reason}'); end;";
        }

        foreach (var (act, row) in ((string, string)[])[("insert", "new"), ("update", "old"), ("delete", "old")])
        {
            yield return $"create trigger decision_exhibits_no_{act} before {act} on decision_exhibits when exists (select 1 from decision_sheets s where s.id = {row}.sheet and s.decided_at is not null) begin select raise(abort, '{Reason}'); end;";
        }
    }

    private static IEnumerable<string> OnPostgreSql()
    {
        yield return $"create function refuse_decided() returns trigger language plpgsql as $$ begin if old.decided_at is not null then raise exception '{Reason}'; end if; if tg_op = 'DELETE' then return old; end if; return new; end $$;";
        yield return "create trigger decision_sheets_decided before update or delete on decision_sheets for each row execute function refuse_decided();";
        yield return "create function refuse_decided_exhibit() returns trigger language plpgsql as $$ declare mine text; begin "
            + "if tg_op = 'INSERT' then mine := new.sheet; else mine := old.sheet; end if; "
            + $"if exists (select 1 from decision_sheets s where s.id = mine and s.decided_at is not null) then raise exception '{Reason}'; end if; "
            + "if tg_op = 'DELETE' then return old; end if; return new; end $$;";
        yield return "create trigger decision_exhibits_decided before insert or update or delete on decision_exhibits for each row execute function refuse_decided_exhibit();";
    }
}
