using System.Globalization;
using Daira.Elections.Places;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Demo;

/// <summary>The invented party on paper: bodies, persons and mandates, drawn from a seed.</summary>
internal sealed class PartyPlan
{
    private static readonly Names Party = new("حزب الرواق (حزب متخيل)", "Parti du Portique (parti fictif)", "Party of the Portico (invented)", null);

    private readonly OrganisationData presets = OrganisationData.Empty;
    private readonly Random chance;
    private readonly DateOnly today;
    private readonly int former;
    private readonly Dictionary<string, long> secretariats = [];
    private readonly Dictionary<string, int> numbers = [];

    private PartyPlan(PartySize size, DateOnly today) => (chance, this.today, former) = (new Random(size.Seed), today, size.Former);

    public List<(string Kind, string Subject, int Number, string Content)> Events { get; } = [];

    public List<Person> Persons { get; } = [];

    public List<(string Role, long Person)> Roles { get; } = [];

    public int Bodies { get; private set; }

    public int Mandates { get; private set; }

    public static PartyPlan Draw(PartySize size, Atlas atlas, DateOnly today)
    {
        var plan = new PartyPlan(size, today);
        plan.Event(EventKinds.Organisation, "party", OrganisationJson.Write(new OrganisationKind("party", Party)));
        var country = atlas.At(PlaceLevel.Country).First();
        plan.National(country);
        plan.Territorial(atlas, country, size.Local);
        plan.Parallel(atlas);
        plan.State(country, atlas);
        return plan;
    }

    private void National(Place country)
    {
        var founded = today.AddYears(-2).AddDays(-40);
        var congress = Body("congress", country, null, founded, BodyStage.Constituted);
        Fill(congress, "congress", BodyStage.Constituted, ["president"], founded);
        var secretariat = Body("general-secretariat", country, congress, founded, BodyStage.Constituted);
        Roles.Add(("secretary-general", Fill(secretariat, "general-secretariat", BodyStage.Constituted, ["secretary-general", "deputy"], founded)[0]));
        secretariats[country.Code] = secretariat;
        var council = Body("national-council", country, congress, founded, BodyStage.Constituted);
        Fill(council, "national-council", BodyStage.Constituted, ["president", "deputy", "deputy", .. Enumerable.Repeat("member", 40)], founded);
        var bureau = Body("political-bureau", country, secretariat, founded, BodyStage.Constituted);
        Fill(bureau, "political-bureau", BodyStage.Constituted, Enumerable.Repeat("member", 18), founded);
        foreach (var (type, role) in ((string, string?)[])[("elections-committee", null), ("arbitration-committee", "arbitration"), ("ethics-committee", null)])
        {
            var holders = Fill(Body(type, country, secretariat, founded, BodyStage.Constituted), type, BodyStage.Constituted, ["president", "rapporteur", "member", "member"], founded);
            if (role is not null)
            {
                Roles.Add((role, holders[0]));
            }
        }

        foreach (var (arabic, french) in ((string, string)[])[("قطب الهيكلة", "Pôle structuration"), ("قطب الرقمنة", "Pôle numérique")])
        {
            var pole = Body("pole", country, secretariat, founded, BodyStage.Constituted, new Names(arabic, french, null, null));
            var holder = Fill(pole, "pole", BodyStage.Constituted, ["coordinator", "member"], founded)[0];
            if (arabic == "قطب الهيكلة")
            {
                Roles.Add(("structuring", holder));
            }
        }

        foreach (var (code, zone) in ((string, string)[])[("FR", "Europe/Paris"), ("ES", "Europe/Madrid"), ("BE", "Europe/Brussels")])
        {
            var section = Body("section-abroad", null, secretariat, founded, BodyStage.Provisional, country: code, zone: zone);
            Fill(section, "section-abroad", BodyStage.Provisional, ["secretary"], today.AddMonths(-3));
        }
    }

    private void Territorial(Atlas atlas, Place country, int local)
    {
        foreach (var region in atlas.At(PlaceLevel.Region))
        {
            var stage = chance.Next(3) == 0 ? BodyStage.Provisional : BodyStage.Constituted;
            var holders = Secretariat(region, secretariats[country.Code], stage);
            Remember("regional-secretary", holders);
            var arbitration = Body("arbitration-committee", region, secretariats[region.Code], today.AddYears(-1), BodyStage.Constituted);
            Fill(arbitration, "arbitration-committee", BodyStage.Constituted, ["president", "member"], today.AddYears(-1));
        }

        foreach (var province in atlas.At(PlaceLevel.Province).Where(p => p.ValidTo is null))
        {
            var stage = chance.Next(10) switch { 0 => BodyStage.Preparatory, 1 or 2 or 3 => BodyStage.Provisional, _ => BodyStage.Constituted };
            var holders = Secretariat(province, secretariats[province.Parent!], stage);
            Remember(stage == BodyStage.Preparatory ? "provincial-president" : "provincial-secretary", holders);
        }

        var communes = atlas.At(PlaceLevel.Commune).Where(p => p.ValidTo is null).ToArray();
        chance.Shuffle(communes);
        foreach (var commune in communes.Take(local))
        {
            var stage = chance.Next(10) switch { < 2 => BodyStage.Planned, < 4 => BodyStage.Preparatory, < 6 => BodyStage.Provisional, _ => BodyStage.Constituted };
            var holders = Secretariat(commune, secretariats[commune.Parent!], stage);
            Remember(stage == BodyStage.Preparatory ? "local-president" : "local-secretary", holders);
        }

        for (var i = communes.Length; i < local; i++)
        {
            var commune = communes[i % communes.Length];
            var cell = Body("cell", commune, secretariats[commune.Code], today.AddMonths(-8), BodyStage.Constituted);
            Fill(cell, "cell", BodyStage.Constituted, ["coordinator", "member", "member"], today.AddMonths(-8));
        }
    }

    private void Parallel(Atlas atlas)
    {
        foreach (var type in (string[])["women-bureau", "youth-bureau", "engineers-bureau"])
        {
            var country = atlas.At(PlaceLevel.Country).First();
            var national = Body(type, country, secretariats[country.Code], today.AddYears(-1), BodyStage.Constituted);
            var holders = Fill(national, type, BodyStage.Constituted, ["president", "treasurer", "member"], today.AddYears(-1));
            Remember(type == "women-bureau" ? "women-president" : type, holders);
            foreach (var region in atlas.At(PlaceLevel.Region).Where(_ => chance.Next(3) > 0))
            {
                var regional = Body(type, region, national, today.AddMonths(-7), BodyStage.Provisional, linked: secretariats[region.Code]);
                Fill(regional, type, BodyStage.Provisional, ["president", "member"], today.AddMonths(-7));
            }
        }
    }

    private void State(Place country, Atlas atlas)
    {
        var house = Body("house-representatives", country, null, today.AddYears(-1), BodyStage.Constituted);
        Remember("deputy", Fill(house, "house-representatives", BodyStage.Constituted, Enumerable.Repeat("member", 12), today.AddYears(-1)));
        foreach (var region in atlas.At(PlaceLevel.Region).Take(5))
        {
            var council = Body("regional-council", region, null, today.AddYears(-2), BodyStage.Constituted);
            Fill(council, "regional-council", BodyStage.Constituted, ["vice-president", "member", "member"], today.AddYears(-2));
        }

        var upper = Body("house-councillors", country, null, today.AddYears(-1), BodyStage.Constituted);
        Fill(upper, "house-councillors", BodyStage.Constituted, Enumerable.Repeat("member", 4), today.AddYears(-1));
        foreach (var commune in atlas.At(PlaceLevel.Commune).Where(p => p.ValidTo is null).Take(12))
        {
            var council = Body("communal-council", commune, null, today.AddYears(-2), BodyStage.Constituted);
            Fill(council, "communal-council", BodyStage.Constituted, ["president", "member", "member"], today.AddYears(-2));
        }
    }

    private List<long> Secretariat(Place place, long parent, BodyStage stage)
    {
        // Some began so long ago that their time has run out, some will this week.
        var age = chance.Next(10) switch { 0 => 195, 1 => 178, _ => chance.Next(20, 150) };
        var founded = stage switch { BodyStage.Constituted => today.AddDays(-chance.Next(200, 1300)), BodyStage.Provisional => today.AddDays(-age * 2), _ => today.AddDays(-age) };
        var body = Body("secretariat", place, parent, founded, stage);
        secretariats[place.Code] = body;
        string[] offices = stage switch
        {
            BodyStage.Planned => [],
            BodyStage.Preparatory => ["president", "rapporteur-preparatory", "member-preparatory", "member-preparatory"],
            _ => ["secretary", "deputy", "treasurer", "membership", "member", "member"],
        };

        // Every seventh secretary's seat is empty, and now and then a treasurer's.
        var held = offices.Where((o, i) => i == 0 ? chance.Next(7) > 0 : chance.Next(6) > 0).ToArray();
        return Fill(body, "secretariat", stage, held, founded);
    }

    private long Body(string type, Place? place, long? parent, DateOnly founded, BodyStage stage, Names? names = null, string? country = null, string? zone = null, long? linked = null)
    {
        var id = ++Bodies;
        var subject = Text(id);
        var decided = new Act($"{chance.Next(1, 90)}/{founded.Year}", parent);
        var begun = stage == BodyStage.Constituted ? founded.AddDays(-chance.Next(30, 150)) : founded;
        Body(subject, new BodyPlanned(begun.AddDays(-chance.Next(10, 90)), type, place?.Code, names, parent, founded.AddMonths(8)) { Country = country, TimeZone = zone, LinkedTo = linked });
        var preset = presets.Types[type];
        if (stage is BodyStage.Preparatory or BodyStage.Provisional)
        {
            Body(subject, new BodyFounded(founded, stage, founded.AddMonths(stage == BodyStage.Preparatory ? preset.PreparatoryMonths : preset.ProvisionalMonths), decided));
        }
        else if (stage == BodyStage.Constituted)
        {
            Body(subject, new BodyFounded(begun, BodyStage.Preparatory, begun.AddMonths(preset.PreparatoryMonths), decided));
            Body(subject, new BodyFounded(founded, BodyStage.Constituted, null, decided));
        }

        if (stage == BodyStage.Constituted && chance.Next(3) > 0)
        {
            Body(subject, new BodyActive(Later(founded, today.AddDays(-chance.Next(1, 170))), "اجتماع عادي"));
        }

        return id;
    }

    /// <summary>Persons for offices of a body; some mandates end soon, some were never accepted.</summary>
    private List<long> Fill(long body, string type, BodyStage stage, IEnumerable<string> offices, DateOnly founded)
    {
        var term = presets.Types[type].TermMonths;
        var holders = new List<long>();
        foreach (var office in offices)
        {
            for (var i = 0; i < former; i++)
            {
                var from = founded.AddDays(30 * i);
                Mandate(body, office, Newcomer(), from, from.AddDays(29), stage, accepted: true);
            }

            var start = Later(founded.AddDays(30 * former), founded.AddDays(chance.Next(0, 20)));
            var from2 = start > today ? today : start;
            var person = Newcomer();
            holders.Add(person);
            Mandate(body, office, person, from2, chance.Next(12) == 0 ? today.AddDays(chance.Next(5, 80)) : from2.AddMonths(term).AddDays(-1), stage, accepted: chance.Next(8) > 0);
        }

        return holders;
    }

    private void Mandate(long body, string office, long person, DateOnly from, DateOnly until, BodyStage stage, bool accepted)
    {
        var subject = Text(++Mandates);
        var mode = stage == BodyStage.Constituted ? MandateMode.Elected : MandateMode.Appointed;
        Event(EventKinds.Mandate, subject, OrganisationJson.Write<MandateEvent>(new MandateGiven(from, person, body, office, until, mode, new Act($"{chance.Next(1, 200)}/{from.Year}", body))));
        if (accepted)
        {
            Event(EventKinds.Mandate, subject, OrganisationJson.Write<MandateEvent>(new MandateAccepted(from, 1)));
        }
    }

    private long Newcomer()
    {
        var person = InventedNames.Next(chance, Persons.Count + 1, today.Year);
        Persons.Add(person);
        Event(EventKinds.Person, Text(person.Id), "\"entered\"");
        return person.Id;
    }

    /// <summary>The first who holds each role becomes the one to sign in as.</summary>
    private void Remember(string role, List<long> holders)
    {
        if (holders.Count > 0 && Roles.TrueForAll(r => r.Role != role))
        {
            Roles.Add((role, holders[0]));
        }
    }

    private void Body(string subject, BodyEvent happened) => Event(EventKinds.Body, subject, OrganisationJson.Write(happened));

    private void Event(string kind, string subject, string content)
    {
        var number = numbers[$"{kind}/{subject}"] = numbers.GetValueOrDefault($"{kind}/{subject}") + 1;
        Events.Add((kind, subject, number, content));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
