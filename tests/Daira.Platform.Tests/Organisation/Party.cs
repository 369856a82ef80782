using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Organisation;

/// <summary>An organisation of few bodies in a country of two regions, on one engine.</summary>
internal sealed class Party : IDisposable
{
    public static readonly Act Decision = new("قرار 12/2026");

    public Party(Engine engine)
    {
        Installation = Installation.On(engine);
        Store = new OrganisationStore(Installation.Record, Installation.Clock);
    }

    public Installation Installation { get; }

    public OrganisationStore Store { get; }

    public Atlas Atlas { get; } = Country();

    public DateOnly Today => Store.Today;

    public long Plan(string type, string? place, long? parent = null, DateOnly? on = null) =>
        new PlanBody(Store, () => Atlas).Run(new PlannedBody(type, place, null, null, parent, null) { On = on }, Actor.Operator).Value;

    /// <summary>A constituted secretariat, or another body.</summary>
    public long Founded(string place, string type = "secretariat", DateOnly? on = null, long? parent = null)
    {
        var day = on ?? Today.AddDays(-10);
        var id = Plan(type, place, parent, day);
        new FoundBody(Store).Run(new Founding(id, BodyStage.Constituted, day, null, Decision), Actor.Operator).IsDone.ShouldBeTrue();
        return id;
    }

    public Person Person(string name = "سلمى أوحيدا", Sex? sex = null, int? year = null, Guid? account = null)
    {
        var person = new EnterPerson(Store).Run(new NewPerson(name, null, sex, year, null), Actor.Operator).Value;
        return account is null ? person : new LinkAccount(Store).Run(new AccountLink(person.Id, account), Actor.Operator).Value;
    }

    public Outcome<GivenMandate> Give(long person, long body, string office, DateOnly? from = null, DateOnly? until = null, Actor? by = null) =>
        new GiveMandate(Store, () => Atlas).Run(new Nomination(person, body, office, from ?? Today, until, MandateMode.Appointed, Decision), by ?? Actor.Operator);

    public long Mandate(long body, string office, Guid? account = null) => Give(Person(account: account).Id, body, office).Value.Mandate.Id;

    /// <summary>Who signed in with a second factor, with the rights of their mandates now.</summary>
    public Actor SignedIn(Guid account)
    {
        var scopes = new OrganisationScopes(() => Store.Current, () => Atlas);
        var mandates = new OrganisationMandates(() => Store.Current).InForce(account, Today);
        return new Actor.Person(account, Standing.Of(mandates, OrganisationRights.Preset, scopes, isStrong: true));
    }

    public IReadOnlyList<JournalEntry> Journal() => Installation.Record.Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());

    public void Dispose() => Installation.Dispose();

    private static Atlas Country()
    {
        var rows = new (string Code, PlaceLevel Level, string? Parent, string Arabic, bool Unit, long? People)[]
        {
            ("MA", PlaceLevel.Country, null, "المغرب", false, null),
            ("3", PlaceLevel.Region, "MA", "فاس-مكناس", false, null),
            ("4", PlaceLevel.Region, "MA", "الرباط-سلا-القنيطرة", false, null),
            ("3451", PlaceLevel.Province, "3", "صفرو", false, null),
            ("3231", PlaceLevel.Province, "3", "فاس", false, null),
            ("4421", PlaceLevel.Province, "4", "الرباط", false, null),
            ("34510109", PlaceLevel.Commune, "3451", "صفرو", true, 64_000),
            ("34510305", PlaceLevel.Commune, "3451", "بئر طم طم", true, 8_954),
            ("32310000", PlaceLevel.Commune, "3231", "فاس", false, 1_200_000),
            ("32310101", PlaceLevel.Arrondissement, "32310000", "أكدال", true, 300_000),
            ("32310301", PlaceLevel.Commune, "3231", "أولاد الطيب", true, 20_000),
            ("44210107", PlaceLevel.Commune, "4421", "تواركة", true, 3_000),
        };
        return new Atlas([.. rows.Select((r, i) => new Place(
            i, r.Code, r.Level, r.Parent, new Names(r.Arabic, null, null, null), r.Unit, null, r.People is { } n ? new Population(n, new DateOnly(2024, 9, 1), "hcp") : null, null, null, null))]);
    }
}
