using Daira.Elections.Imports.Sources.Morocco;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Demo;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Storage;

namespace Daira.Platform.Tests.Organisation;

public class InventedPartyTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void It_has_the_size_said_runs_its_clocks_and_is_loaded_once(Engine engine)
    {
        using var installation = Installation.On(engine);
        var (store, atlas) = (new OrganisationStore(installation.Record, installation.Clock), MoroccoTables.Preview().Atlas);
        var load = new LoadInventedParty(installation.Record, store, () => atlas);
        load.Run(new PartySize(), Actor.Anyone, default).Refusals[0].Kind.ShouldBe(Foundation.RefusalKind.Forbidden);
        var party = load.Run(new PartySize(), Actor.Operator, default).Value;
        var org = store.Current;
        (org.Bodies.Count, org.Mandates.Count, org.Persons.Count).ShouldBe((party.Bodies, party.Mandates, party.Persons));
        party.Roles.Count.ShouldBeGreaterThanOrEqualTo(10);
        var secretariats = org.Bodies.Values.Where(b => b.Type == "secretariat").GroupBy(b => atlas.Find(b.Place!)!.Level).ToDictionary(g => g.Key, g => g.Count());
        (secretariats[Elections.Places.PlaceLevel.Region], secretariats[Elections.Places.PlaceLevel.Province], secretariats[Elections.Places.PlaceLevel.Commune]).ShouldBe((12, 75, 400));
        var items = WorkList.Of(org, atlas, Calendars.Morocco(store.Today), store.Today, [.. org.Bodies.Values], new HashSet<long>());
        ((WorkKind[])[WorkKind.BodyExpires, WorkKind.Vacancy, WorkKind.MandateEnds, WorkKind.NotAccepted, WorkKind.BodyDue]).ShouldBeSubsetOf(items.Select(i => i.Kind).Distinct());
        items.ShouldContain(i => i.Urgency == Urgency.Late);
        load.Run(new PartySize(), Actor.Operator, default).Refusals[0].Code.ShouldBe("organisation-not-empty");
        new SuspendBody(store).Run(new Suspension(org.Bodies.Values.First(b => b.Last.Stage == BodyStage.Constituted).Id, store.Today, "x", Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void The_same_seed_draws_the_same_party()
    {
        var atlas = MoroccoTables.Preview().Atlas;
        List<string> Draw()
        {
            using var installation = Installation.On(Engine.Sqlite);
            var store = new OrganisationStore(installation.Record, installation.Clock);
            new LoadInventedParty(installation.Record, store, () => atlas).Run(new PartySize(Local: 30), Actor.Operator, default);
            return installation.Record.Read(db => db.Rows<StoredEvent>().OrderBy(e => e.Seq).Select(e => e.Content).ToList());
        }

        Draw().ShouldBe(Draw());
    }
}
