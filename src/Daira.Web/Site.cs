using System.IO.Compression;
using System.Reflection;
using Daira.Elections;
using Daira.Foundation.Languages;
using Daira.Web.Api;
using Daira.Web.Assets;
using Daira.Web.Map;
using Daira.Web.Ogc;
using Daira.Web.Pages;
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

    /// <summary>Memory for rendered pages, in bytes.</summary>
    public long PageMemory { get; init; } = 64 * 1024 * 1024;

    /// <summary>Log of requests and faults on standard error; warnings and worse by default.</summary>
    public LogLevel Log { get; init; } = LogLevel.Warning;

    public SiteSettings Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestBody, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LargestBody, 1024L * 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfNegative(PageMemory);
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
        [typeof(Language).Assembly, typeof(ElectoralData).Assembly, typeof(Site).Assembly];

    private static void Listen(WebApplicationBuilder builder, SiteSettings settings)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(settings.Log);
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
        services.AddRazorComponents();

        // Nothing the site protects yet outlives the process, so no key is written to anyone's profile.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
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

    private static void Pipeline(WebApplication app, SiteSettings settings)
    {
        app.UseHostFiltering();
        app.UseSafety(settings);
        app.UseFailurePages();
        app.UseReader();
        app.UseDataVersion();
        app.UseRouting();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseAntiforgery();
    }

    private static void Routes(WebApplication app)
    {
        app.MapBuiltFiles();
        app.MapApi();
        app.MapDownloads();
        app.MapOgc();
        app.MapTiles();
        app.MapLiveMap();
        app.MapSuggestions();
        app.MapPages();
    }
}
