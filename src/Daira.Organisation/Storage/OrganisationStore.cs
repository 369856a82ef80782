using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Card;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Storage;

/// <summary>
/// The organisation as it stands, and the one way to change it: each change sees what was committed before it, adds its events and its
/// journal entry in one transaction, and carries the view forward.
/// </summary>
public sealed class OrganisationStore(RecordStore record, TimeProvider clock)
{
    /// <summary>How long a view is believed before it is asked whether another program changed it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private volatile OrganisationData? current;
    private Outcome<bool>? ready;
    private long asked;

    public TimeProvider Clock { get; } = clock;

    /// <summary>The keys of persons, whose folder lies beside the database.</summary>
    public PersonKeys Keys { get; } = new(new InstallationKeys(new StorageSettings(record.Database.Folder)));

    /// <summary>The keys of papers, in the same folder.</summary>
    public PaperKeys PaperKeys { get; } = new(new InstallationKeys(new StorageSettings(record.Database.Folder)));

    /// <summary>Today where the party is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetLocalNow().DateTime);

    /// <summary>The view of now; empty while <see cref="Prepare"/> refuses.</summary>
    public OrganisationData Current
    {
        get
        {
            var last = Interlocked.Read(ref asked);
            if (current is { } known && last != 0 && Clock.GetElapsedTime(last) < Interval)
            {
                return known;
            }

            Interlocked.Exchange(ref asked, Clock.GetTimestamp());
            return Refresh();
        }
    }

    /// <summary>Ready for reading and writing, or why not; looked at once.</summary>
    public Outcome<bool> Prepare()
    {
        lock (gate)
        {
            return ready is { IsDone: true } known ? known : ready = record.Prepare();
        }
    }

    /// <summary>Runs a change; a refusal leaves nothing but its entry in the journal.</summary>
    /// <param name="action">Stable word for the journal, e.g. <c>body-founded</c>.</param>
    public Outcome<T> Change<T>(Actor actor, string action, Func<OrganisationChange, Outcome<T>> change)
    {
        if (Prepare() is { IsDone: false } closed)
        {
            return Outcome<T>.Refused(closed.Refusals);
        }

        try
        {
            // No lock of this store is held: changes that come at once share a commit, and each sees those before it.
            var (outcome, after) = record.Change(db =>
            {
                Serialise(db);
                var draft = new OrganisationChange(db, Catch(db, current ?? OrganisationData.Empty), actor, action, Clock, Keys, PaperKeys);
                var answer = change(draft);
                if (!answer.IsDone)
                {
                    draft.Abandon(answer.Refusals);
                }

                return (answer, draft.Data);
            });
            Advance(after);
            return outcome;
        }
        catch (DbUpdateException)
        {
            return new Refusal(RefusalKind.Conflict, "changed-meanwhile", new Message("organisation.changed-meanwhile"));
        }
    }

    /// <summary>Callers of one commit come back in any order; the newest view stays.</summary>
    private void Advance(OrganisationData after)
    {
        lock (gate)
        {
            current = current is { } known && known.Version >= after.Version ? known : after;
        }
    }

    /// <summary>Reads what another connection of this program wrote, without waiting.</summary>
    public OrganisationData Reload() => Refresh();

    internal T Read<T>(Func<RecordDb, T> read) => record.Read(read);

    private OrganisationData Refresh()
    {
        lock (gate)
        {
            var known = current ?? OrganisationData.Empty;
            return Prepare().IsDone && Stored() > known.Version ? current = record.Read(db => Catch(db, known)) : current = known;
        }
    }

    private long Stored()
    {
        using var connection = record.Database.Open(readOnly: true);
        return Convert.ToInt64(connection.One("select max(seq) from organisation_events") ?? 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>One writer at a time, so that numbers are seen in the order they are committed. SQLite has only one anyway.</summary>
    private static void Serialise(RecordDb db)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection)
        {
            db.Database.ExecuteSqlRaw("select pg_advisory_xact_lock(hashtext('daira.organisation'))");
        }
    }

    private static OrganisationData Catch(RecordDb db, OrganisationData known)
    {
        var events = db.Rows<StoredEvent>().AsNoTracking().Where(e => e.Seq > known.Version).OrderBy(e => e.Seq).ToList();
        var touched = events.Where(e => e.Kind == EventKinds.Person).Select(e => long.Parse(e.Subject, CultureInfo.InvariantCulture)).ToHashSet();
        var persons = touched.Count switch
        {
            0 => [],
            < 100 => db.Rows<Person>().AsNoTracking().Where(p => touched.Contains(p.Id)).ToList(),
            _ => db.Rows<Person>().AsNoTracking().ToList(),
        };
        return known.After(events, persons, touched);
    }
}

/// <summary>A change in the making: what stands, and what is added to it.</summary>
public sealed partial class OrganisationChange(RecordDb db, OrganisationData data, Actor actor, string action, TimeProvider clock, PersonKeys keys, PaperKeys papers)
{
    private MemberRegister? members;
    private readonly List<Person> persons = [];
    private readonly OrganisationData before = data;
    private Actor acting = actor;
    private bool decided;

    /// <summary>What stands, with what this change added.</summary>
    public OrganisationData Data { get; private set; } = data;

    public DateTimeOffset Now { get; } = clock.GetLocalNow();

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>Who changes it.</summary>
    public Actor Actor => acting;

    internal PersonKeys Keys => keys;

    internal PaperKeys PaperKeys => papers;

    /// <summary>The members, in this same transaction.</summary>
    internal MemberRegister Members => members ??= new MemberRegister(this, db, keys);

    /// <summary>The cards issued before this change.</summary>
    internal IQueryable<IssuedCard> Cards => db.Rows<IssuedCard>();

    internal void Issue(IssuedCard card) => db.Add(card);

    internal void Replace(IssuedCard card) => db.Attach(card).State = EntityState.Modified;

    /// <summary>Asks for a right; from then on the journal names the mandate that gave it.</summary>
    /// <returns>Why not; null when allowed.</returns>
    public Refusal? Ask(Right right, Scope scope, Sensitivity sensitivity = Sensitivity.Internal)
    {
        if (decided)
        {
            return null;
        }

        var allowed = Rights.Acting(acting, right, scope, sensitivity);
        acting = allowed.IsDone ? allowed.Value : acting;
        return allowed.IsDone ? null : allowed.Refusals[0];
    }

    /// <summary>Asks for an act that needs two persons; it waits for the second.</summary>
    public Outcome<JointAct> AskSecondPerson(Right right, string kind, string subject, string content, string reason) =>
        new TwoPersons(clock).Ask(db, acting, right, Scope.Installation, kind, subject, content, reason);

    /// <summary>Allows, as the second person, what a first one asked for; the caller does it in this same change.</summary>
    public Outcome<JointAct> AllowAsSecondPerson(Guid request, string kind)
    {
        BeginJointAct();
        var act = db.Rows<JointAct>().AsNoTracking().SingleOrDefault(a => a.Id == request && a.Kind == kind);
        return act is null
            ? new Refusal(RefusalKind.NotFound, "no-such-request", new Message("access.no-such-request", new Code(request.ToString("N"))))
            : new TwoPersons(clock).Allow(db, acting, request);
    }

    /// <summary>From here on a procedure carries out what it granted: its definition said who decides, and nobody's own right is asked.</summary>
    internal void CarryOut() => decided = true;

    public void Add(long body, BodyEvent happened) => Add(EventKinds.Body, Id(body), OrganisationJson.Write(happened));

    public void Add(Mandate mandate, MandateEvent happened) => Add(EventKinds.Mandate, Id(mandate.Id), OrganisationJson.Write(happened));

    public void Add(long number, CaseEntry entry) => Add(EventKinds.Case, Id(number), OrganisationJson.Write(entry));

    /// <summary>A new mandate.</summary>
    public long Add(MandateGiven given)
    {
        var id = Next(Data.Mandates.Keys);
        Add(EventKinds.Mandate, Id(id), OrganisationJson.Write<MandateEvent>(given));
        return id;
    }

    /// <summary>A new body.</summary>
    public long Add(BodyPlanned planned)
    {
        var id = Next(Data.Bodies.Keys);
        Add(id, (BodyEvent)planned);
        return id;
    }

    /// <summary>A new version of data that rules bodies, mandates or cases.</summary>
    public void Define<T>(string kind, string subject, T? value) => Add(kind, subject, value is null ? "null" : OrganisationJson.Write(value));

    /// <summary>Enters a person; the number is given here.</summary>
    public Person Enter(Person person)
    {
        var entered = person with { Id = Next(Data.Persons.Keys) };
        db.Add(entered);
        persons.Add(entered);
        Add(EventKinds.Person, Id(entered.Id), "\"entered\"");
        return entered;
    }

    /// <summary>Changes a person's row, also into nothing.</summary>
    public void Change(Person person, string what)
    {
        db.Attach(person).State = EntityState.Modified;
        persons.Add(person);
        Add(EventKinds.Person, Id(person.Id), $"\"{what}\"");
    }

    /// <summary>Writes the journal entry of the change.</summary>
    public void Journal(string subject, object? detail = null) =>
        db.Journal(acting, clock, action, subject, detail is null ? null : OrganisationJson.Write(detail));

    /// <summary>The number of the next body, mandate, person or case.</summary>
    public static long Next(IEnumerable<long> taken) => taken.DefaultIfEmpty(0).Max() + 1;

    /// <summary>Takes back whatever was added and leaves the refusal in the journal.</summary>
    internal void Abandon(IReadOnlyList<Refusal> refusals)
    {
        TakeBackJointAct();
        Data = before;
        db.JournalRefusal(acting, clock, action, refusals);
    }

    private void Add(string kind, string subject, string content)
    {
        var stored = new StoredEvent(Data.Version + 1, kind, subject, Data.NumberOf(kind, subject) + 1, Now, Journaling.NameOf(acting), content);
        db.Add(stored);
        Data = Data.After([stored], kind == EventKinds.Person ? [persons[^1]] : [], []);
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
