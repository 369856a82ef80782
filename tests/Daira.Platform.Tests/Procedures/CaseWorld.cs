using System.Globalization;
using System.Text.Json.Nodes;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Procedures;
using Daira.Platform.Tests.Organisation;

namespace Daira.Platform.Tests.Procedures;

/// <summary>A real store with a line of bodies, holders who sign in, and stored procedures that do nothing but decide.</summary>
internal sealed class CaseWorld : IDisposable
{
    /// <summary>A commune whose secretariat opens requests for support.</summary>
    public const string Seat = "34510109";

    private const string Plain = "34510305";

    /// <summary>Civil holidays of Morocco, written down once more.</summary>
    public static readonly HashSet<(int Month, int Day)> Holidays =
        [(1, 1), (1, 11), (1, 14), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (10, 31), (11, 6), (11, 18)];

    private readonly Party party;
    private readonly ActInCase act;
    private readonly OpenCase open;
    private readonly Dictionary<string, (Actor Actor, long? Mandate)> holders = [];
    private readonly long region;
    private readonly DateTimeOffset begun;

    public CaseWorld(Engine engine)
    {
        party = new Party(engine);
        (act, open) = (new ActInCase(party.Store, () => party.Atlas), new OpenCase(party.Store, () => party.Atlas));
        region = party.Founded("3");
        var (other, province, elsewhere, commune) = (party.Founded("4"), party.Founded("3451"), party.Founded("4421"), party.Founded(Seat));
        Seated("prov-sec", province, "secretary");
        Seated("prov-tre", province, "treasurer");
        Seated("com-sec", commune, "secretary");
        Seated("arb", party.Founded("3", "arbitration-committee"), "president");
        Seated("arb-country", party.Founded("MA", "arbitration-committee"), "president");
        Seated("reg-elsewhere", other, "secretary");
        Seated("prov-elsewhere", elsewhere, "secretary");
        Seated("arb-elsewhere", party.Founded("4", "arbitration-committee"), "president");
        Seated("former", region, "deputy");
        End("former");
        var stranger = Guid.NewGuid();
        party.Person("ليلى الغريبة", account: stranger);
        holders["stranger"] = (new Actor.Person(stranger, Standing.None), null);
        FillRegion();
        Definitions = [.. Stored()];
        begun = Now;
    }

    public static IReadOnlyList<string> Everybody { get; } =
        ["prov-sec", "prov-tre", CaseModel.Regional, "com-sec", "arb", "arb-country", "reg-elsewhere", "prov-elsewhere", "arb-elsewhere", "former", "stranger"];

    public IReadOnlyList<Definition> Definitions { get; }

    /// <summary>How much time has passed in it.</summary>
    public TimeSpan Age => Now - begun;

    public DateTimeOffset Now => party.Store.Clock.GetLocalNow();

    public static string PlaceOf(Definition definition) => definition.Id == "support-request" ? Seat : Plain;

    public static string ApplicantOf(Definition definition) => definition.Id is "support-request" or "two-signatures" ? "com-sec" : "prov-sec";

    /// <returns>Number of the case.</returns>
    public long Open(Definition definition)
    {
        FillRegion();
        var form = definition.Form.ToDictionary(f => f.Id, f => f.Pattern switch { null => "نص", @"\d{1,9}" => "1", @"\d{4}-\d{2}-\d{2}" => "2027-01-01", _ => "secretariat" });
        var (actor, mandate) = holders[ApplicantOf(definition)];
        return open.Run(new NewCase(definition.Id, PlaceOf(definition), form, new Capacity(mandate)), actor).Value.Id;
    }

    public StoredCase Case(long number) => party.Store.Current.Cases[number];

    /// <returns>Whether it was accepted, and what was said otherwise.</returns>
    public (bool Accepted, string? Code) Try(long number, Attempt attempt)
    {
        party.Installation.Clock.Advance(TimeSpan.FromHours(attempt.Hours));
        switch (attempt)
        {
            case Attempt.Tick:
                return Said(new HandUpCases(party.Store, () => party.Atlas).Run(Actor.Clock));
            case Attempt.Change when holders[CaseModel.Regional].Mandate is null:
                FillRegion();
                return (true, null);
            case Attempt.Change:
                End(CaseModel.Regional);
                return (true, null);
            case Attempt.Forge f:
                return Said(act.Run(new CaseRequest(number, new CaseAct.Move("grant", null, null), new Capacity(holders[f.Mandate].Mandate ?? 1)), holders[f.Who].Actor));
            case Attempt.Hand h:
                return Said(new AddPaper(party.Store, () => party.Atlas).Run(new NewPaper(number, h.Paper, "محضر.pdf", "%PDF-1.7"u8.ToArray(), CapacityOf(number, h.Who)), holders[h.Who].Actor));
            default:
                var seen = Case(number).Entries.Count - (attempt is Attempt.Move { Replayed: true } ? 1 : 0);
                return Said(act.Run(new CaseRequest(number, Act(attempt), CapacityOf(number, attempt.Who), seen), holders[attempt.Who].Actor));
        }
    }

    /// <summary>Whoever may act as the applicant does; everybody else in the mandate they hold, if any.</summary>
    private Capacity CapacityOf(long number, string who) => Case(number).State is { } s && who == ApplicantOf(s.Definition) ? new Capacity(null) : new Capacity(holders[who].Mandate);

    private static CaseAct Act(Attempt attempt) => attempt switch
    {
        Attempt.Move m => new CaseAct.Move(m.Id, m.Reason, m.Answered ? new Dictionary<string, string> { ["opinion"] = "موافق" } : null),
        Attempt.Confirm => new CaseAct.Confirm(),
        Attempt.Object o => new CaseAct.Object(o.Text),
        Attempt.Say s => new CaseAct.Say(s.Text),
        Attempt.Recuse r => new CaseAct.Recuse(r.Text),
        Attempt.Withdraw => new CaseAct.Withdraw(),
        Attempt.Appeal a => new CaseAct.Appeal(a.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(attempt), attempt.GetType().Name, "Not an act."),
    };

    private static (bool, string?) Said<T>(Outcome<T> outcome) => (outcome.IsDone, outcome.Why?.Code);

    private void FillRegion()
    {
        if (!holders.TryGetValue(CaseModel.Regional, out var held) || held.Mandate is null)
        {
            Seated(CaseModel.Regional, region, "secretary");
        }
    }

    private void Seated(string who, long body, string office)
    {
        var account = Guid.NewGuid();
        holders[who] = (new Actor.Person(account, Standing.None), party.Mandate(body, office, account));
    }

    private void End(string who)
    {
        new EndMandate(party.Store).Run(new Daira.Organisation.Mandates.Ending(holders[who].Mandate!.Value, party.Today, EndReason.Resigned, Party.Decision), Actor.Operator).IsDone.ShouldBeTrue();
        holders[who] = (holders[who].Actor, null);
    }

    /// <summary>The shipped ones as the party's own second versions without their effects, and one in which two sign.</summary>
    private IEnumerable<Definition> Stored()
    {
        foreach (var id in (string[])["appoint", "found-body", "renew-body", "support-request"])
        {
            using var file = typeof(Daira.Organisation.Storage.OrganisationData).Assembly.GetManifestResourceStream($"{id}.procedure.json")!;
            var json = JsonNode.Parse(file)!.AsObject();
            json["version"] = 2;
            json.Remove("effect");
            yield return Kept(json.ToJsonString());
        }

        yield return Kept(TwoSignatures);
    }

    private Definition Kept(string json)
    {
        new DefineProcedure(party.Store).Run(json, Actor.Operator).Refusals.ShouldBeEmpty();
        return party.Store.Current.ProcedureOn(JsonNode.Parse(json)!["id"]!.GetValue<string>(), party.Today)!.Definition;
    }

    public void Dispose() => party.Dispose();

    private static string TwoSignatures => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "id": "two-signatures", "version": 1, "inForceFrom": "2026-01-01", "names": { "ar": "توقيعان" }, "opener": { "who": "anyone" },
          "promise": { "amount": 2, "unit": "months", "basis": "مثال" }, "papers": [{ "id": "letter", "names": { "ar": "رسالة" }, "required": true }],
          "steps": [
            { "id": "review", "names": { "ar": "النظر" }, "actor": { "body": "secretariat", "level": "province", "offices": ["treasurer"] }, "limit": { "amount": 3, "unit": "calendarDays", "basis": "مثال" },
              "moves": [
                { "id": "grant", "names": { "ar": "اقبل" }, "ending": { "kind": "granted" }, "secondPerson": { "body": "secretariat", "level": "region", "offices": ["secretary"] } },
                { "id": "ask", "names": { "ar": "اطلب" }, "to": "complete" },
                { "id": "refuse", "names": { "ar": "ارفض" }, "needsReason": true, "ending": { "kind": "refused", "appeal": { "step": "appeal", "within": { "amount": 7, "unit": "calendarDays", "basis": "مثال" } } }, "secondPerson": { "body": "secretariat", "level": "region", "offices": ["secretary"] } }
              ] },
            { "id": "complete", "names": { "ar": "الاستكمال" }, "actor": { "who": "applicant" }, "limit": { "amount": 5, "unit": "workingDays", "basis": "مثال" }, "suspendsClock": true, "moves": [{ "id": "send", "names": { "ar": "أرسل" }, "to": "review" }] },
            { "id": "appeal", "names": { "ar": "الاستئناف" }, "actor": { "body": "arbitration-committee", "level": "region", "offices": ["president"] }, "limit": { "amount": 20, "unit": "workingDays", "basis": "مثال" },
              "moves": [
                { "id": "uphold", "names": { "ar": "أيد" }, "needsReason": true, "ending": { "kind": "refused", "lastInstance": "المادة 9" } },
                { "id": "overturn", "names": { "ar": "ألغ" }, "ending": { "kind": "granted" } }
              ] }
          ]
        }
        """);
}
