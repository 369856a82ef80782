using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="From">First day; may lie ahead.</param>
/// <param name="Until">Last day; null = the term of the body's type, or the end of a preparatory or provisional body.</param>
/// <param name="Seen">How many mandates of the body the actor saw; null = whatever stands.</param>
public sealed record Nomination(long Person, long Body, string Office, DateOnly From, DateOnly? Until, MandateMode Mode, Act Act, int? Seen = null);

/// <summary>A mandate given, and what whoever gave it should know.</summary>
/// <param name="Warnings">Rules of which we are not sure enough to refuse.</param>
public sealed record GivenMandate(Mandate Mandate, IReadOnlyList<Message> Warnings);

/// <summary>Gives a person an office in a body for a term: within the seats, within the term, against no rule.</summary>
public sealed class GiveMandate(OrganisationStore store, Func<Atlas> atlas)
{
    public Outcome<GivenMandate> Run(Nomination request, Actor actor) => store.Change(actor, "mandate-given", change => Run(change, request, atlas()));

    internal static Outcome<GivenMandate> Run(OrganisationChange change, Nomination request, Atlas atlas)
    {
        var checkedNomination = Check(change.Data, request, atlas, change.IsException);
        if (!checkedNomination.IsDone)
        {
            return Outcome<GivenMandate>.Refused(checkedNomination.Refusals);
        }

        var act = change.Checked(request.Act);
        if ((change.Ask(OrganisationRights.Appoint, OrganisationScopes.OfBody(request.Body), Sensitivity.Personal)
            ?? (IsSelf(change, request.Person) ? Errors.NotYourself() : null) ?? act.Why) is { } refusal)
        {
            return refusal;
        }

        var (until, warnings) = checkedNomination.Value;
        var id = change.Add(new MandateGiven(request.From, request.Person, request.Body, request.Office, until, request.Mode, act.Value));
        change.Journal($"mandate/{id.ToString(CultureInfo.InvariantCulture)}", request);
        return new GivenMandate(change.Data.Mandates[id], warnings);
    }

    /// <summary>What a nomination would meet, without making it: the last day it would have and the doubtful rules it touches.</summary>
    /// <param name="isException">Whether two persons allowed what a rule forbids: the rule then only warns.</param>
    public static Outcome<(DateOnly? Until, IReadOnlyList<Message> Warnings)> Check(OrganisationData data, Nomination request, Atlas atlas, bool isException = false)
    {
        if (!data.Bodies.TryGetValue(request.Body, out var body))
        {
            return Bodies.Errors.UnknownBody(request.Body);
        }

        if (!data.Persons.TryGetValue(request.Person, out var person))
        {
            return Errors.UnknownPerson(request.Person);
        }

        var type = data.TypeOf(body);
        var until = request.Until ?? DefaultEnd(body, type, request.From);
        if ((OfficeFault(body, type, request) ?? PersonFault(person) ?? TermFault(body, type, request.From, until)
            ?? SeatFault(data, body, type, person, request, until) ?? SeenFault(data, body, request.Seen)) is { } refusal)
        {
            return refusal;
        }

        var broken = Broken(data, body, person, request, until, atlas).ToList();
        return !isException && broken.Find(b => b.Rule.Sure) is { Rule: not null } sure
            ? Errors.Incompatible(sure.Rule, sure.With.Id)
            : (until, [.. broken.Select(b => new Message("organisation.warning.incompatible", b.Rule, b.With.Id, b.Rule.Basis))]);
    }

    /// <summary>The day before the term is over; for a preparatory or provisional body at latest its own last day.</summary>
    private static DateOnly DefaultEnd(Body body, BodyType type, DateOnly from)
    {
        var term = from.AddMonths(type.TermMonths).AddDays(-1);
        return body.Last.Until is { } end && end < term && end >= from ? end : term;
    }

    private static Refusal? OfficeFault(Body body, BodyType type, Nomination request) =>
        body.Last.Stage is BodyStage.Dissolved or BodyStage.Suspended or BodyStage.Planned ? Errors.BodyStopped()
        : type.Find(request.Office) is not { } office ? Errors.UnknownOffice(request.Office, type.OfficesAt(body.Last.Stage).Select(o => o.Id))
        : !type.OfficesAt(body.Last.Stage).Contains(office) ? Errors.OfficeNotNow(office)
        : null;

    private static Refusal? PersonFault(Person person) => person.IsErased ? Errors.Erased(person.Id) : null;

    private static Refusal? TermFault(Body body, BodyType type, DateOnly from, DateOnly until) =>
        until < from ? Errors.EndsBeforeItBegins(from, until)
        : from < body.Last.Founding!.On ? Bodies.Errors.DayTooEarly(from, body.Last.Founding.On)
        : until > from.AddMonths(type.TermMonths) ? Errors.TermTooLong(until, from.AddMonths(type.TermMonths))
        : null;

    private static Refusal? SeatFault(OrganisationData data, Body body, BodyType type, Person person, Nomination request, DateOnly until)
    {
        var office = type.Find(request.Office)!;
        var others = data.MandatesOf(body).Where(m => m.Office == request.Office && m.Overlaps(request.From, until)).ToList();
        return others.Exists(m => m.Person == person.Id) ? Errors.HeldAlready(person)
            : MostAtOnce(others, request.From, until) >= office.Seats ? Errors.SeatTaken(office, office.Seats)
            : null;
    }

    /// <summary>How many are in force together on the fullest day of a term: it is a day on which one begins, or the first.</summary>
    private static int MostAtOnce(List<Mandate> mandates, DateOnly from, DateOnly until) => mandates.Select(m => m.From).Where(d => d > from && d <= until)
        .Append(from).Max(day => mandates.Count(m => m.IsInForce(day)));

    private static Refusal? SeenFault(OrganisationData data, Body body, int? seen) =>
        seen is { } s && s != data.MandatesOf(body).Sum(m => m.Version) ? Errors.SeenBefore(s, data.MandatesOf(body).Sum(m => m.Version)) : null;

    private static IEnumerable<(Incompatibility Rule, Mandate With)> Broken(OrganisationData data, Body body, Person person, Nomination request, DateOnly until, Atlas atlas)
    {
        var asked = HeldOffice.Of(data, body, request.Office, atlas);
        return from other in data.MandatesOf(person)
               where other.Overlaps(request.From, until)
               let held = HeldOffice.Of(data, data.Bodies[other.Body], other.Office, atlas)
               from rule in data.Rules.Values
               where rule.IsInForce(request.From) && rule.Forbids(asked, held)
               select (rule, other);
    }

    private static bool IsSelf(OrganisationChange change, long person) => change.Actor is Actor.Person signed && change.Data.PersonOf(signed.Account)?.Id == person;
}
