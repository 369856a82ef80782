using System.Security.Cryptography;
using Daira.Elections;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Demo;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Tests.Browser;

/// <summary>A clock that runs as all clocks do and can be put forward.</summary>
public sealed class MovedClock : TimeProvider
{
    private TimeSpan ahead;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void Forward(TimeSpan by) => ahead += by;

    /// <summary>Puts it at a time of the day, today or tomorrow.</summary>
    public void To(TimeOnly time) => Forward((time - TimeOnly.FromDateTime(GetUtcNow().UtcDateTime)) is var by && by < TimeSpan.Zero ? by + TimeSpan.FromDays(1) : by);
}

/// <summary>The site over the installed data with the invented party in a <c>record</c> of its own and a clock that can be moved. People enter by the link they were sent, with a passkey; nobody is the operator.</summary>
public sealed class Headquarters : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly Dictionary<long, string> logins = [];

    private Headquarters(WebApplication app, DirectoryInfo folder, MovedClock clock, InventedParty party) => (this.app, this.folder, Clock, Party) = (app, folder, clock, party);

    public MovedClock Clock { get; }

    /// <summary>Who holds which role.</summary>
    public InventedParty Party { get; }

    public OrganisationStore Store => app.Services.GetRequiredService<OrganisationStore>();

    /// <summary>Passkeys work on the name of the machine, not on its number.</summary>
    public Uri Address => new(app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public static async Task<Headquarters> OpenAsync(InstalledSite installed)
    {
        await installed.ClientAsync();
        var (clock, made) = (new MovedClock(), Directory.CreateTempSubdirectory("daira-headquarters-"));
        var data = new ElectionsStore(new StorageSettings(installed.Data), clock).Load().Value;
        var site = Site.Build(
            new SiteSettings { Urls = ["http://127.0.0.1:0"], Storage = new StorageSettings(made.FullName), OperatorCode = new OneTimeCode(RandomNumberGenerator.GetBytes(OneTimeCode.Length)) },
            new CurrentElectoralData(() => data), clock);
        var store = site.Services.GetRequiredService<OrganisationStore>();
        var party = new LoadInventedParty(site.Services.GetRequiredService<RecordStore>(), store, () => data.Atlas)
            .Run(new PartySize(400, 0, PartySize.DefaultSeed), Actor.Operator, TestContext.Current.CancellationToken).Value;
        await site.StartAsync();
        return new Headquarters(site, made, clock, party);
    }

    /// <summary>The person in force in an office at a place; the seat is filled when it is empty.</summary>
    public (Person Person, Mandate Mandate) Holder(string place, string office)
    {
        var org = Store.Current;
        var body = org.BodiesAt(place).First(b => b.Type == "secretariat");
        if (org.InForce(body, Store.Today).FirstOrDefault(m => m.Office == office) is { } held)
        {
            return (org.Persons[held.Person], held);
        }

        var person = new EnterPerson(Store).Run(new NewPerson("فدوى أزكنون", "Fadwa Azgenoun", Sex.Female, 1980, null), Actor.Operator).Value;
        var given = new GiveMandate(Store, () => app.Services.GetRequiredService<CurrentElectoralData>().Value.Atlas)
            .Run(new Nomination(person.Id, body.Id, office, Store.Today, null, MandateMode.Elected, new Daira.Organisation.Bodies.Act("1/2026")), Actor.Operator).Value;
        return (person, given.Mandate);
    }

    /// <summary>A browser in which the person took the invitation over with a passkey.</summary>
    public async Task<Reader> EnterAsync(Chromium chromium, Person person, Screen screen, string language, bool script = true)
    {
        var secret = await InviteAsync(person);
        var reader = await chromium.ReaderAsync(Address, screen, language, script: script, atStart: Axe.Source);
        await Authenticator.PlugInAsync(reader.Page);
        await reader.OpenAsync($"/{language}/invitation?secret={secret}");
        await reader.Page.ClickAsync("form[data-island=passkey] button");
        await reader.Page.WaitForURLAsync($"**/{language}/account");
        return reader;
    }

    /// <summary>Who did what, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Journal() => app.Services.GetRequiredService<RecordStore>().Read(db => db.Rows<JournalEntry>().OrderBy(e => e.Id).ToList());

    private async Task<string> InviteAsync(Person person)
    {
        var login = logins[person.Id] = $"person-{person.Id}";
        await using var scope = app.Services.CreateAsyncScope();
        var invited = (await scope.ServiceProvider.GetRequiredService<InviteAccount>().Run(new InviteRequest(login, person.NameIn("fr").Text), Actor.Operator)).Value;
        new LinkAccount(Store).Run(new AccountLink(person.Id, invited.Account), Actor.Operator).IsDone.ShouldBeTrue();
        return invited.Secret;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
