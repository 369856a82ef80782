using System.Data.Common;
using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Dues;

/// <summary>The ledger, and the one way to change it: one writer at a time, postings and journal entry in one transaction, nothing kept of what is refused.</summary>
public sealed class DuesStore(RecordStore record, OrganisationStore organisation)
{
    public TimeProvider Clock => organisation.Clock;

    public DateOnly Today => organisation.Today;

    public OrganisationData Organisation => organisation.Current;

    /// <summary>Runs a change in the books of one body; a refusal leaves nothing but its entry in the journal.</summary>
    /// <param name="action">Stable word for the journal, e.g. <c>dues-paid</c>.</param>
    /// <param name="right">Asked for at the body.</param>
    /// <param name="body">Null for what holds in all of them.</param>
    public Outcome<T> Change<T>(Actor actor, string action, Right right, long? body, Func<DuesChange, Outcome<T>> change)
    {
        if (organisation.Prepare() is { IsDone: false } closed)
        {
            return Outcome<T>.Refused(closed.Refusals);
        }

        // The view is taken before: a change runs on whichever thread commits, and waits for nothing there.
        var (allowed, view) = (Allowed(actor, right, body), organisation.Current);
        return record.Change(db =>
        {
            Serialise(db);
            var draft = new DuesChange(db, view, allowed.IsDone ? allowed.Value : actor, Clock, body);
            var answer = allowed.IsDone ? change(draft) : Outcome<T>.Refused(allowed.Refusals);
            draft.End(action, answer.Refusals);
            return answer;
        });
    }

    /// <summary>Reads the books of a body, if the actor may.</summary>
    public Outcome<T> Read<T>(Actor actor, long body, Func<DuesReading, Outcome<T>> read) =>
        Allowed(actor, DuesRights.Read, body) is { IsDone: false } refused ? Outcome<T>.Refused(refused.Refusals)
        : organisation.Prepare() is { IsDone: false } closed ? Outcome<T>.Refused(closed.Refusals)
        : record.Read(db => read(new DuesReading(db)));

    /// <summary>Reads the whole ledger, for its proof.</summary>
    internal T ReadAll<T>(Func<DuesReading, T> read) => record.Read(db => read(new DuesReading(db)));

    private Outcome<Actor> Allowed(Actor actor, Right right, long? body) =>
        body is { } one && !organisation.Current.Bodies.ContainsKey(one)
            ? Bodies.Errors.UnknownBody(one)
            : Rights.Acting(actor, right, body is { } known ? OrganisationScopes.OfBody(known) : Scope.Installation, Sensitivity.Personal);

    /// <summary>Numbers without gaps need one writer; SQLite has only one anyway.</summary>
    private static void Serialise(RecordDb db)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection)
        {
            db.Database.ExecuteSqlRaw("select pg_advisory_xact_lock(hashtext('daira.dues'))");
        }
    }
}

/// <summary>What the ledger says.</summary>
public class DuesReading(RecordDb db)
{
    protected RecordDb Db { get; } = db;

    protected DbConnection Connection => Db.Database.GetDbConnection();

    /// <summary>Rows of one table, not followed.</summary>
    public IQueryable<T> Rows<T>()
        where T : class => Db.Rows<T>().AsNoTracking();

    public Money Balance(LedgerAccount account) => new(Sum("account = @account", ("@account", account.Code)));

    /// <summary>Of all accounts of a kind in a body.</summary>
    public Money Balance(AccountKind kind, long body) =>
        new(Sum("account = @one or account >= @first and account < @last", ("@one", LedgerAccount.Start(kind, body)), ("@first", LedgerAccount.Start(kind, body) + ":"), ("@last", LedgerAccount.Start(kind, body) + ";")));

    /// <summary>Payers of a body who have not paid all they were called for, by code.</summary>
    public IReadOnlyList<(string Payer, Money Owes)> Arrears(long body) => [.. Open(AccountKind.Receivable, body).Where(a => a.Balance > Money.Zero)];

    /// <summary>Accounts of a kind in a body whose balance is not zero.</summary>
    internal IReadOnlyList<(string Detail, Money Balance)> Open(AccountKind kind, long body) => Connection.Read(
        "select account, cast(sum(amount) as bigint) from ledger_postings where account >= @first and account < @last group by account having sum(amount) <> 0 order by 1",
        r => (LedgerAccount.Of(r.GetString(0)).Detail!, new Money(r.GetInt64(1))),
        ("@first", LedgerAccount.Start(kind, body) + ":"),
        ("@last", LedgerAccount.Start(kind, body) + ";"));

    /// <summary>Whole numbers that a query answers.</summary>
    internal IReadOnlyList<long> Numbers(string sql) => Connection.Read(sql, r => Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture));

    /// <summary>What was debited less what was credited between two days, over all accounts of a kind in a body.</summary>
    internal Money Moved(AccountKind kind, long body, DateOnly from, DateOnly until) => new(Sum(
        "(account = @one or account >= @first and account < @last) and day >= @from and day <= @until",
        ("@one", LedgerAccount.Start(kind, body)),
        ("@first", LedgerAccount.Start(kind, body) + ":"),
        ("@last", LedgerAccount.Start(kind, body) + ";"),
        ("@from", Day(from)),
        ("@until", Day(until))));

    /// <summary>How many payers of a body have not paid all they were called for, and how much that is.</summary>
    internal (int Payers, Money Owed) Owing(long body) => Connection.Read(
        """
        select count(*), cast(coalesce(sum(owes), 0) as bigint) from
        (select sum(amount) as owes from ledger_postings where account >= @first and account < @last group by account having sum(amount) > 0) a
        """,
        r => (r.GetInt32(0), new Money(r.GetInt64(1))),
        ("@first", LedgerAccount.Start(AccountKind.Receivable, body) + ":"),
        ("@last", LedgerAccount.Start(AccountKind.Receivable, body) + ";"))[0];

    /// <summary>Marks of the bank's lines of a body between two days.</summary>
    internal HashSet<string> MarksOf(long body, DateOnly from, DateOnly until) => Connection.Read(
        "select mark from bank_lines where body = @body and day >= @from and day <= @until", r => r.GetString(0), ("@body", body), ("@from", Day(from)), ("@until", Day(until))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a transaction was undone.</summary>
    public bool IsReversed(long transaction) => Rows<LedgerTransaction>().Any(t => t.Reverses == transaction);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private long Sum(string where, params ReadOnlySpan<(string, object?)> values) =>
        Convert.ToInt64(Connection.One($"select coalesce(sum(amount), 0) from ledger_postings where {where}", values), CultureInfo.InvariantCulture);
}

/// <summary>A change of the ledger in the making.</summary>
public sealed class DuesChange(RecordDb db, OrganisationData organisation, Actor actor, TimeProvider clock, long? body) : DuesReading(db)
{
    private readonly DateTimeOffset at = clock.GetUtcNow();
    private readonly string name = Journaling.NameOf(actor);
    private readonly List<LedgerTransaction> transactions = [];
    private readonly List<Posting> postings = [];
    private readonly List<object> others = [];
    private long last = -1;
    private int? lastReceipt;
    private (string Subject, object? Detail)? entry;

    public OrganisationData Organisation { get; } = organisation;

    /// <summary>Whose books are changed.</summary>
    /// <exception cref="InvalidOperationException">What is changed holds in all of them.</exception>
    public long Body => body ?? throw new InvalidOperationException("This change is not one of a body's books.");

    public DateTimeOffset Now { get; } = clock.GetLocalNow();

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>Whoever changes it, in the mandate that allows it.</summary>
    public Actor Actor { get; } = actor;

    /// <summary>Adds a transaction to the books of the body.</summary>
    /// <param name="sides">At least two; they sum to zero.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="InvalidOperationException">The sides do not sum to zero: a fault of the program, and nothing is kept.</exception>
    public long Post(string kind, DateOnly day, IReadOnlyList<(LedgerAccount Account, Money Amount)> sides, string? reason = null, long? reverses = null)
    {
        if (sides.Count < 2 || sides.Any(s => s.Amount == Money.Zero) || sides.Aggregate(Money.Zero, (sum, s) => sum + s.Amount) != Money.Zero)
        {
            throw new InvalidOperationException($"A {kind} whose sides do not sum to zero: {string.Join(", ", sides)}.");
        }

        var number = last = Next();
        transactions.Add(new LedgerTransaction(number, at, day, Body, kind, name, reason, reverses));
        postings.AddRange(sides.Select((s, i) => new Posting(number, i + 1, s.Account.Code, day, s.Amount.Centimes)));
        return number;
    }

    /// <summary>A transaction whose accounts carry its own number.</summary>
    internal long Post(string kind, DateOnly day, Func<long, IReadOnlyList<(LedgerAccount Account, Money Amount)>> sides) => Post(kind, day, sides(Next()));

    /// <summary>Debits one account and credits another.</summary>
    public long Post(string kind, DateOnly day, LedgerAccount debit, LedgerAccount credit, Money amount, string? reason = null) =>
        Post(kind, day, [(debit, amount), (credit, -amount)], reason);

    /// <summary>The next number of the body and year.</summary>
    public Receipt Write(long transaction, string payer, Money amount, DateOnly day, PaymentMethod method, string key)
    {
        var year = Today.Year;
        lastReceipt ??= (int)Number("select max(number) from receipts where body = @body and year = @year", ("@body", Body), ("@year", year));
        var receipt = new Receipt(Body, year, (int)++lastReceipt, transaction, payer, amount.Centimes, day, method, key);
        others.Add(receipt);
        return receipt;
    }

    /// <summary>A call or a line of a bank's statement, beside its transaction.</summary>
    public void Keep(object row) => others.Add(row);

    /// <summary>What the journal will say of the change.</summary>
    public void Journal(string subject, object? detail = null) => entry = (subject, detail);

    /// <summary>A decision that is kept and can be looked up: a tariff, a rule of sharing.</summary>
    public void Decide(string kind, string subject, object content, string? reason) =>
        Db.Decide(Actor, clock, kind, subject, OrganisationJson.Write(content), reason);

    internal void End(string action, IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count > 0)
        {
            Db.JournalRefusal(Actor, clock, action, refusals);
            return;
        }

        BulkInsert.Into(Db, transactions, default);
        BulkInsert.Into(Db, postings, default);
        BulkInsert.Into(Db, others.OfType<Receipt>(), default);
        BulkInsert.Into(Db, others.OfType<DuesCall>(), default);
        BulkInsert.Into(Db, others.OfType<BankLine>(), default);
        if (entry is { } said)
        {
            Db.Journal(Actor, clock, action, said.Subject, said.Detail is null ? null : OrganisationJson.Write(said.Detail));
        }
    }

    private long Next() => (last >= 0 ? last : last = Number("select max(number) from ledger_transactions")) + 1;

    private long Number(string sql, params ReadOnlySpan<(string, object?)> values) =>
        Connection.One(sql, values) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
}
