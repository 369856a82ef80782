using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Procedures;
using Daira.Organisation.Storage;
using Daira.Platform.Tests.Organisation;

namespace Daira.Platform.Tests.Members;

/// <summary>A register of members in the small country: secretariats of Sefrou and Fès, arbitration of the region and the country, each with holders who sign in.</summary>
internal sealed class Register : IDisposable
{
    public const string Sefrou = "34510109";
    public const string Agdal = "32310101";
    public const string Touarga = "44210107";

    public static readonly Declaration Salma = new("سلمى أوحيدا", "Salma Ouhida", "1991-04-02", Sex.Female, "+212 600 000 001", "salma@exemple.ma", "ar", "مهندسة", "تنظيم");

    private readonly Dictionary<(long Body, string Office), Guid> accounts = [];

    public Register(Engine engine)
    {
        Party = new Party(engine);
        Country = Party.Founded("MA", "general-secretariat");
        ProvinceOfSefrou = Party.Founded("3451");
        SefrouOffice = Party.Founded(Sefrou);
        FesOffice = Party.Founded("32310000");
        Arbitration = Party.Founded("3", "arbitration-committee");
        NationalArbitration = Party.Founded("MA", "arbitration-committee");
        foreach (var (body, office) in ((long, string)[])
            [(Country, "secretary-general"), (ProvinceOfSefrou, "secretary"), (SefrouOffice, "secretary"), (SefrouOffice, "membership"), (SefrouOffice, "treasurer"), (FesOffice, "secretary"), (Arbitration, "president"), (NationalArbitration, "president")])
        {
            var account = accounts[(body, office)] = Guid.NewGuid();
            Mandates[(body, office)] = Party.Mandate(body, office, account);
        }

        Directory = new MemberDirectory(Party.Installation.Record, Store);
    }

    public Party Party { get; }

    public OrganisationStore Store => Party.Store;

    public MemberDirectory Directory { get; }

    public Dictionary<(long Body, string Office), long> Mandates { get; } = [];

    public long Country { get; }

    public long ProvinceOfSefrou { get; }

    public long SefrouOffice { get; }

    public long FesOffice { get; }

    public long Arbitration { get; }

    public long NationalArbitration { get; }

    public FindMembers Find => new(Party.Installation.Record, Store, Directory, () => Party.Atlas);

    public ReadMember Read => new(Party.Installation.Record, Store);

    public OpenMembership Own => new(Party.Installation.Record, Store);

    public Outcome<ApplicationReceipt> Apply(Declaration? person = null, string place = Sefrou, string? once = null, bool consents = true, bool onHonour = true) =>
        new ApplyForMembership(Store, () => Party.Atlas).Run(new Application(person ?? Salma, place, consents, onHonour, once), Actor.Anyone);

    /// <summary>Who holds an office, signed in with a second factor.</summary>
    public Actor In(long body, string office) => In(accounts[(body, office)]);

    /// <summary>Who signs in by an account.</summary>
    public Actor In(Guid account)
    {
        var scopes = new OrganisationScopes(() => Store.Current, () => Party.Atlas);
        return new Actor.Person(account, Standing.Of(new OrganisationMandates(() => Store.Current).InForce(account, Store.Today), [.. OrganisationRights.Preset, .. MemberRights.Preset, .. DuesRights.Preset, .. Daira.Organisation.Recruitment.RecruitmentRights.Preset, .. Daira.Organisation.DataRights.PrivacyRights.Preset], scopes, isStrong: true));
    }

    public Outcome<StoredCase> Act(long number, string move, long body, string office, string? code = null, string? text = null) => new ActInCase(Store, () => Party.Atlas).Run(
        new CaseRequest(number, new CaseAct.Move(move, code is null && text is null ? null : new GivenReason(code, text ?? ""), null), new Capacity(Mandates[(body, office)])), In(body, office));

    public Outcome<StoredCase> OwnAct(ApplicationReceipt receipt, long number, CaseAct act) => new ActInOwnCase(Store, () => Party.Atlas).Run(new OwnAct(number, act), KeyOf(receipt));

    public Outcome<StoredCase> Ask(ApplicationReceipt receipt, string procedure, string? to = null, string? text = null) =>
        new OpenMemberCase(Store, () => Party.Atlas).Run(new MemberCaseRequest(procedure, 0, to, text, null), KeyOf(receipt));

    public Outcome<StoredCase> Propose(long member, string procedure, string text, long? body = null, string office = "secretary") => new OpenMemberCase(Store, () => Party.Atlas).Run(
        new MemberCaseRequest(procedure, member, null, text, new Capacity(Mandates[(body ?? ProvinceOfSefrou, office)])), In(body ?? ProvinceOfSefrou, office));

    /// <summary>An applicant who was admitted.</summary>
    public ApplicationReceipt Admitted(Declaration? person = null, string place = Sefrou)
    {
        var receipt = Apply(person, place).Value;
        Act(receipt.Case, "admit", place == Sefrou ? SefrouOffice : FesOffice, "secretary").IsDone.ShouldBeTrue();
        return receipt;
    }

    public MemberRow Row(long member) => Party.Installation.Record.Read(db => db.Rows<MemberRow>().Single(m => m.Id == member));

    public static MembershipKey KeyOf(ApplicationReceipt receipt) => new(receipt.Reference, receipt.Secret);

    public void Dispose()
    {
        Directory.Dispose();
        Party.Dispose();
    }
}
