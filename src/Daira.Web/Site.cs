using System.IO.Compression;
using System.Reflection;
using Daira.Elections;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;
using Daira.Web.Api;
using Daira.Web.Assets;
using Daira.Web.Map;
using Daira.Web.Ogc;
using Daira.Web.Operations;
using Daira.Web.Pages;
using Daira.Web.Pages.Members;
using Daira.Web.Pages.Organisation;
using Daira.Web.Pages.Privacy;
using Daira.Web.Pages.Simulations;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.WebEncoders;

namespace Daira.Web;

/// <summary>What a host decides about the site.</summary>
public sealed record SiteSettings
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://localhost:5080"];

    /// <summary>Names under which the site may be asked for, besides those of the loopback: anything else is refused, so that a foreign page cannot reach a site on its reader's machine.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Largest request body in bytes, 1 kB … 1 GB.</summary>
    public long LargestBody { get; init; } = 16 * 1024 * 1024;

    /// <summary>Largest file that the local operator may import on the pages, in bytes.</summary>
    public long LargestUpload { get; init; } = 256 * 1024 * 1024;

    /// <summary>Memory for rendered pages, in bytes.</summary>
    public long PageMemory { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a page waits for a simulation before it shows how far the run is instead; 0 s … 1 min.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The browser that prints letters as PDF; null = where the system puts Chromium, if it is there.</summary>
    public string? Printer { get; init; }

    /// <summary>Where what is changed on the pages is kept; null for a site that is only read.</summary>
    public StorageSettings? Storage { get; init; }

    /// <summary>What makes a browser the local operator's; null when nobody can become that here.</summary>
    public OneTimeCode? OperatorCode { get; init; }

    /// <summary>Whether everything needs a sign-in, public results too.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Proxies whose word on who asks, and by which scheme, is believed; none by default.</summary>
    public IReadOnlyList<System.Net.IPNetwork> Proxies { get; init; } = [];

    /// <summary>An OpenTelemetry collector (OTLP over gRPC, e.g. <c>http://localhost:4317</c>); null sends nothing to anyone.</summary>
    public Uri? Collector { get; init; }

    /// <summary>By what notices to holders of accounts are sent; null: they stand on their pages only.</summary>
    public Foundation.Mail.IMail? Mail { get; init; }

    /// <summary>By what short messages to members are sent; null: none are.</summary>
    public Foundation.Mail.ISms? Sms { get; init; }

    /// <summary>Log of requests and faults on standard error; warnings and worse by default.</summary>
    public LogLevel Log { get; init; } = LogLevel.Warning;

    public SiteSettings Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestBody, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LargestBody, 1024L * 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfNegative(PageMemory);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Patience, TimeSpan.FromMinutes(1));
        return this;
    }
}

/// <summary>The web site: pages, map, programs' interface. A library: <c>daira serve</c> and the tests start it.</summary>
public static class Site
{
    /// <param name="more">Further services of the host.</param>
    public static WebApplication Build(SiteSettings settings, CurrentElectoralData data, TimeProvider clock, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Site).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        Listen(builder, settings.Checked());
        AddServices(builder.Services, settings, data, clock);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        Pipeline(app, settings);
        Routes(app);
        return app;
    }

    /// <summary>Assemblies whose texts the site speaks.</summary>
    public static IReadOnlyList<Assembly> Speakers { get; } =
        [typeof(Language).Assembly, typeof(ElectoralData).Assembly, typeof(OrganisationData).Assembly, typeof(Site).Assembly];

    /// <summary>What the parts of the program keep in <c>record</c> beside the journal.</summary>
    public static IReadOnlyList<IRecordPart> RecordParts { get; } =
    [
        new Elections.Scenarios.Saved.ScenarioPart(),
        new Elections.DecisionSheets.DecisionSheetPart(),
        new OrganisationPart(),
        new Organisation.Dues.DuesPart(),
        new Daira.Organisation.Members.MembersPart(),
        new Daira.Organisation.Card.CardPart(),
        new Daira.Organisation.Recruitment.RecruitmentPart(),
        new Daira.Organisation.DataRights.DataRightsPart(),
        new Daira.Organisation.Statistics.StatisticsPart(),
        new Daira.Organisation.Messages.MessagesPart(),
        new GuardedTables(),
    ];

    private static void Listen(WebApplicationBuilder builder, SiteSettings settings)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(settings.Log)

            // The keys' folder is open to its owner only, which is what the warning asks about.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.WebHost.UseUrls([.. settings.Urls]).ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = settings.LargestBody;
        });
    }

    private static void AddServices(IServiceCollection services, SiteSettings settings, CurrentElectoralData data, TimeProvider clock)
    {
        services.AddSingleton(data);
        services.AddSingleton(clock);
        services.AddSingleton(settings);
        services.AddSingleton(_ => Texts.Of(Speakers));
        services.AddScoped<Reader>();
        services.AddSingleton<Prepared>();
        services.AddSingleton<SimulationRuns>();
        services.AddSingleton<Pages.Sheets.ViewFreezer>();
        services.AddSingleton(_ => new PdfPrinter(settings.Printer));
        services.AddRazorComponents();
        services.AddAntiforgery(o => (o.Cookie.Name, o.Cookie.SameSite, o.SuppressXFrameOptionsHeader) = ("daira-form", SameSiteMode.Strict, false));
        services.AddRateLimits();
        AddStorage(services, settings.Storage, clock);
        if (settings is { Storage: not null, Mail: { } mail })
        {
            services.AddSingleton(mail);
            services.AddSingleton<SendNotices>();
            services.AddHostedService<NoticesInTime>();
        }

        if (settings.Storage is not null && (settings.Mail is not null || settings.Sms is not null))
        {
            services.AddSingleton(p => new Organisation.Messages.SendMessages(p.GetRequiredService<RecordStore>(), p.GetRequiredService<OrganisationStore>(), settings.Mail, settings.Sms));
            services.AddHostedService<MessagesInTime>();
        }

        Telemetry.Add(services, settings.Collector);
        services.AddProblemDetails();
        services.AddApi();
        services.AddWebEncoders(o => o.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["localhost", "*.localhost", "127.0.0.1", "[::1]", .. settings.Hosts]);
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<GzipCompressionProvider>();
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/geo+json", "application/problem+json", "image/svg+xml"];
        });
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddOutputCache(o =>
        {
            o.SizeLimit = settings.PageMemory;
            o.AddPolicy(PageCaching.Policy, new PageCaching());
        });
    }

    /// <summary>Sessions outlive the process where there is a folder to keep their keys in; no key is ever written to anyone's profile.</summary>
    private static void AddStorage(IServiceCollection services, StorageSettings? storage, TimeProvider clock)
    {
        var protection = services.AddDataProtection().SetApplicationName("Daira");
        var record = storage is null ? null : new RecordStore(storage, clock, RecordParts);

        // A record that cannot be opened takes accounts away, not the reading of results; whoever runs the site is told by /health/ready.
        var isKept = record is not null && (record.Look() is SchemaState.Current || record.Prepare().IsDone);
        services.AddActors(isKept);
        if (isKept)
        {
            services.AddAccounts();
        }

        if (storage is null)
        {
            protection.UseEphemeralDataProtectionProvider();
            return;
        }

        protection.PersistKeysToFileSystem(storage.KeyFolder());
        services.AddSingleton(new ElectionsStore(storage, clock));
        services.AddSingleton(new Elections.Imports.Counts.StagedImports(storage.Folder, clock));
        services.AddSingleton<Pages.Imports.ImportRuns>();
        services.AddSingleton(record!);
        services.AddSingleton(new JournalQueue(record!, clock));
        services.AddSingleton(new SignCheckpoint(record!, new InstallationKeys(storage), clock));
        services.AddHostedService<CheckpointsInTime>();
        services.AddOrganisation();
    }

    private static void Pipeline(WebApplication app, SiteSettings settings)
    {
        app.UseHostFiltering();
        app.UseProxies(settings.Proxies);
        app.UseHostCookies();
        app.UseSafety(settings);
        app.UseFailurePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseReader();
        app.UseRefusalsWitnessed();
        app.UsePrivacy(settings);
        app.UseRateLimiter();
        app.UseDataVersion();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseAntiforgery();
    }

    private static void Routes(WebApplication app)
    {
        app.MapHealth();
        app.MapBuiltFiles();
        app.MapApi();
        app.MapDownloads();
        app.MapSimulations();
        app.MapWhatIfFiles();
        app.MapMarginFiles();
        app.MapOgc();
        app.MapTiles();
        app.MapLiveMap();
        app.MapSuggestions();
        app.MapOrganisationFiles();
        app.MapRegisters();
        app.MapOrganisationDocuments();
        Pages.Dues.DuesFiles.MapDuesFiles(app);
        app.MapMembersFiles();
        app.MapCardDocuments();
        app.MapCards();
        app.MapPrivacy();
        Pages.Statistics.StatisticFiles.MapStatistics(app);
        app.MapCalendar();
        ImportRoutes.MapReport(app);
        SheetRoutes.MapTables(app);
        app.MapPages();
    }
}
