using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using Daira.Elections;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Web;
using Daira.Web.Operations;
using Microsoft.Extensions.Hosting;

namespace Daira.Cli.Commands;

/// <summary><c>serve</c>: the site.</summary>
internal static class ServeCommand
{
    public static Command Build(SharedOptions shared)
    {
        var urls = new Option<string[]>("--urls")
        {
            Description = "Where to listen.",
            DefaultValueFactory = _ => ["http://localhost:5080"],
            AllowMultipleArgumentsPerToken = true,
        };
        urls.Validators.Add(result =>
        {
            foreach (var url in result.Tokens.SelectMany(t => t.Value.Split(';')).Where(u => !IsAddress(u)))
            {
                result.AddError($"Option '--urls': '{url}' is not an address like http://localhost:5080.");
            }
        });
        var hosts = new Option<string[]>("--host") { Description = "A name under which the site may be asked for, besides localhost.", DefaultValueFactory = _ => [] };
        var proxies = new Option<string[]>("--proxy") { Description = "Address or network (10.0.0.0/8) of a proxy whose X-Forwarded headers are believed.", DefaultValueFactory = _ => [] };
        proxies.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !Proxies.TryParse(t.Value, out _)))
            {
                result.AddError($"Option '--proxy': '{token.Value}' is neither an address nor a network like 10.0.0.0/8.");
            }
        });
        var collector = new Option<string?>("--telemetry") { Description = "OpenTelemetry collector (OTLP over gRPC), e.g. http://localhost:4317 (default: nothing is sent)." };
        collector.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !IsCollector(text))
            {
                result.AddError($"Option '--telemetry': '{text}' is not an address like http://localhost:4317; over a network it begins with https://.");
            }
        });
        var isPrivate = new Option<bool>("--private") { Description = "Everything needs a sign-in, public results too." };
        var command = new Command("serve", "Serve the site.") { urls, hosts, proxies, collector, isPrivate };
        command.SetAction((parsed, stop) => Run(
            shared.Session(parsed),
            new SiteSettings
            {
                Urls = [.. parsed.GetValue(urls)!.SelectMany(u => u.Split(';'))],
                Hosts = parsed.GetValue(hosts)!,
                IsPrivate = parsed.GetValue(isPrivate),
                Proxies = [.. parsed.GetValue(proxies)!.Select(p => Proxies.TryParse(p, out var network) ? network : default)],
                Mail = Foundation.Mail.MailSettings.Read(shared.Surroundings.Environment) is { IsDone: true } mail ? new Foundation.Mail.SmtpMail(mail.Value) : null,
                Sms = Foundation.Mail.SmsSettings.Read(shared.Surroundings.Environment) is { IsDone: true } sms ? new Foundation.Mail.HttpSms(sms.Value) : null,
                Collector = parsed.GetValue(collector) is { } address ? new Uri(address) : null,
            },
            stop));
        return command;
    }

    private static async Task<int> Run(Session session, SiteSettings settings, CancellationToken stop)
    {
        var opened = session.Data(stop);
        if (!opened.IsDone)
        {
            return session.Refuse(opened.Refusals);
        }

        var current = new CurrentElectoralData(FirstThen(opened.Value, () => session.Elections.Load().Value), session.Elections.Version, session.Clock);
        var code = new OneTimeCode(RandomNumberGenerator.GetBytes(OneTimeCode.Length));
        await using var site = Site.Build(settings with { Storage = session.Storage, OperatorCode = code }, current, session.Clock);
        try
        {
            await site.StartAsync(stop);
        }
        catch (IOException e) when (e.InnerException is not null || e.GetBaseException() is SocketException)
        {
            return session.Refuse([new Refusal(RefusalKind.Invalid, "urls", new Message("cli.urls", string.Join(" ", settings.Urls), e.Message))]);
        }

        foreach (var url in site.Urls)
        {
            session.Tell(new Message("cli.serving", url));
        }

        session.Tell(new Message("cli.operator", $"{site.Urls.First()}/{session.Language.Code}/sign-in?code={code.Text}"));

        // Ends on an interruption and on the system's request to end (SIGTERM) alike.
        await site.WaitForShutdownAsync(stop);
        stop.ThrowIfCancellationRequested();
        return ExitCode.Done;
    }

    /// <summary>What is measured leaves the machine under TLS only.</summary>
    private static bool IsCollector(string url) => IsAddress(url) && new Uri(url) is var uri && (uri.IsLoopback || uri.Scheme == Uri.UriSchemeHttps);

    private static bool IsAddress(string url) => Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>What was opened already serves the first request; the database is read again only after a change.</summary>
    private static Func<ElectoralData> FirstThen(ElectoralData first, Func<ElectoralData> load)
    {
        ElectoralData? opened = first;
        return () => Interlocked.Exchange(ref opened, null) ?? load();
    }
}
