using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Card;
using Daira.Organisation.Dues;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.DataRights;

/// <summary>Who acted, by institution: never by name.</summary>
/// <param name="By"><c>office</c>, <c>yourself</c>, <c>clock</c>, <c>operator</c> or <c>account</c>.</param>
/// <param name="Office">Its name; null where there is none.</param>
public sealed record ActedBy(string By, Names? Office, Names? Body, long? Mandate);

/// <summary>An entry of the journal about somebody.</summary>
public sealed record OwnReading(DateTimeOffset At, string Action, string Subject, ActedBy Who);

public sealed record OwnCase(long Number, Names Procedure, DateOnly OpenedOn, string State, IReadOnlyList<OwnCaseStep> Steps);

public sealed record OwnCaseStep(DateTimeOffset At, string What, string? Move, string? Reason, string? Words, ActedBy Who);

public sealed record OwnPayment(string Receipt, DateOnly Day, string Method, decimal Amount);

/// <summary>A membership, whole.</summary>
/// <param name="Data">Null after erasure.</param>
public sealed record OwnMemberFile(
    long Register, long? Number, string State, DateOnly Since, string Place, PersonalData? Data, IReadOnlyList<MemberEvent> History, IReadOnlyList<OwnCase> Cases,
    IReadOnlyList<IssuedCard> Cards, IReadOnlyList<OwnPayment> Payments, IReadOnlyList<OwnReading> ReadOrChanged);

/// <summary>An account and the offices it holds.</summary>
public sealed record OwnAccountFile(
    string Login, string Name, DateTimeOffset MadeAt, string? NoticesTo, Person? Person, IReadOnlyList<OwnMandate> Mandates, IReadOnlyList<OwnSession> Sessions, IReadOnlyList<OwnReading> ReadOrChanged);

public sealed record OwnMandate(long Mandate, Names Office, Names Body, DateOnly From, DateOnly? Until);

public sealed record OwnSession(DateTimeOffset OpenedAt, DateTimeOffset SeenAt, string Browser);

/// <summary>Everything that is kept of one person, as a file they take away.</summary>
public sealed record OwnDataFile(DateTimeOffset TakenAt, OwnMemberFile? Member, OwnAccountFile? Account)
{
    public const string Name = "daira-data.json";

    public string ToJson() => OrganisationJson.Write(this);
}

/// <summary>Hands a person everything that is kept of them: by reference and secret, or by the account they sign in with.</summary>
public sealed class TakeOwnData(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<OwnDataFile> Run(MembershipKey key)
    {
        var own = new OpenMembership(record, store).Run(key);
        if (!own.IsDone)
        {
            return Outcome<OwnDataFile>.Refused(own.Refusals);
        }

        record.Witness(Actor.Anyone, store.Clock, "own-data-taken", own.Value.Row.Subject);
        return new OwnDataFile(store.Clock.GetLocalNow(), MemberFile(own.Value), null);
    }

    public Outcome<OwnDataFile> Run(Actor actor)
    {
        if (actor is not Actor.Person signed)
        {
            return Members.Errors.SignInFirst();
        }

        var own = new LinkMembership(record, store).Of(signed.Account);
        record.Witness(actor, store.Clock, "own-data-taken", own?.Row.Subject ?? SubjectOf(signed.Account));
        return new OwnDataFile(store.Clock.GetLocalNow(), own is null ? null : MemberFile(own), AccountFile(signed.Account));
    }

    internal static string SubjectOf(Guid account) => $"account:{account:N}";

    private OwnMemberFile MemberFile(OwnMembership own)
    {
        var org = store.Current;
        var (cards, payments) = record.Read(db => (
            db.Rows<IssuedCard>().AsNoTracking().Where(c => c.Member == own.Row.Id).OrderBy(c => c.Issued).ToList(),
            own.Row.Number is not { } number ? [] : db.Rows<Receipt>().AsNoTracking().Where(r => r.Payer == PayerCode.Member(number)).OrderBy(r => r.Day).ToList()));
        return new OwnMemberFile(
            own.Row.Id, own.Row.Number, Word(own.Row.State), own.Row.Since, own.Row.Place, own.Data, own.Events,
            [.. own.Cases.Select(c => new OwnCase(c.Id, c.Definition.Names, c.State.OpenedOn, c.State.IsOpen ? "open" : Word(c.State.Outcome!.Kind), [.. c.Entries.Select(e => Step(e.Event, own, org))]))],
            cards,
            [.. payments.Select(r => new OwnPayment(r.Code, r.Day, Word(r.Method), r.Money.Units))],
            [.. own.Readings.Select(e => Reading(e, org))]);
    }

    private OwnCaseStep Step(Procedures.CaseEvent happened, OwnMembership own, OrganisationData org)
    {
        var (move, reason, words) = happened switch
        {
            Procedures.Moved m => (m.Move, m.Reason?.Code, m.Reason?.Text),
            Procedures.Said s => (null, null, s.Text),
            Procedures.Objected o => (null, null, o.Text),
            Procedures.Recused r => (null, null, r.Text),
            Procedures.Appealed a => (null, null, a.Text),
            _ => default((string?, string?, string?)),
        };
        var who = happened.By.Person == own.Row.Subject ? new ActedBy("yourself", null, null, null)
            : long.TryParse(happened.By.Body, NumberStyles.None, CultureInfo.InvariantCulture, out var body) && org.Bodies.TryGetValue(body, out var found)
                ? new ActedBy("office", org.TypeOf(found).Find(happened.By.Office ?? "")?.Names, NameOf(org, found), null)
            : new ActedBy("clock", null, null, null);
        return new OwnCaseStep(happened.At, Word(happened.GetType().Name), move, reason, words is null ? null : own.Texts.GetValueOrDefault(words, words), who);
    }

    private OwnAccountFile AccountFile(Guid account)
    {
        var org = store.Current;
        var person = org.PersonOf(account);
        return record.Read(db =>
        {
            var known = db.Rows<Account>().AsNoTracking().Single(a => a.Id == account);
            var sessions = db.Rows<Session>().AsNoTracking().Where(s => s.Account == account).AsEnumerable().OrderBy(s => s.OpenedAt).Select(s => new OwnSession(s.OpenedAt, s.SeenAt, s.Agent)).ToList();
            string[] subjects = [SubjectOf(account), .. person is null ? [] : (string[])[$"person/{person.Id.ToString(CultureInfo.InvariantCulture)}"]];
            return new OwnAccountFile(
                known.UserName ?? "", known.DisplayName, known.CreatedAt, known.Email, person,
                [.. (person is null ? [] : org.MandatesOf(person)).Select(m => new OwnMandate(m.Id, org.TypeOf(org.Bodies[m.Body]).Find(m.Office)!.Names, NameOf(org, org.Bodies[m.Body]), m.From, m.Last))],
                sessions,
                [.. db.Rows<JournalEntry>().AsNoTracking().Where(e => subjects.Contains(e.Subject)).OrderByDescending(e => e.Id).Take(OwnMembership.MostReadings).AsEnumerable().Select(e => Reading(e, org))]);
        });
    }

    private OwnReading Reading(JournalEntry entry, OrganisationData org) => new(entry.At, entry.Action, entry.Subject, Who(entry.Actor, org));

    private ActedBy Who(string actor, OrganisationData org) =>
        actor.Split("mandate:") is [_, var written] && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && org.Mandates.TryGetValue(id, out var mandate)
            ? new ActedBy("office", org.TypeOf(org.Bodies[mandate.Body]).Find(mandate.Office)?.Names, NameOf(org, org.Bodies[mandate.Body]), id)
            : new ActedBy(actor is "public" ? "yourself" : actor is "clock" or "operator" ? actor : "account", null, null, null);

    private Names NameOf(OrganisationData org, Body body)
    {
        var named = org.NameOf(body, atlas(), store.Today);
        return new Names(named.NameIn("ar").Text, named.NameIn("fr").Text, null, null);
    }

    private static string Word<T>(T value)
        where T : notnull => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
}
