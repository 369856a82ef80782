using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Daira.Foundation.Languages;

namespace Daira.Foundation.Mail;

/// <summary>A short message to one telephone.</summary>
/// <param name="Id">The same whenever the same message is handed over: a gateway that knows it sends it once.</param>
public sealed record ShortMessage(string Id, string To, string Text);

/// <summary>How short messages leave the house.</summary>
public interface ISms
{
    /// <returns>Whether the gateway took it, or why not.</returns>
    Task<Outcome<bool>> SendAsync(ShortMessage message, CancellationToken stop);
}

/// <summary>Which gateway, and what it is told.</summary>
/// <param name="Body">What is posted; <c>{to}</c>, <c>{text}</c> and <c>{id}</c> stand for the message, written as JSON strings without their quotes.</param>
/// <param name="Token">Sent as a bearer token; null = none.</param>
public sealed record SmsSettings(Uri Address, string Body, string? Token)
{
    public const string UsualBody = """{"to":"{to}","text":"{text}","id":"{id}"}""";

    /// <summary>From <c>DAIRA_SMS_URL</c>, <c>DAIRA_SMS_BODY</c> and <c>DAIRA_SMS_TOKEN_FILE</c>.</summary>
    public static Outcome<SmsSettings> Read(Func<string, string?> environment)
    {
        if (environment("DAIRA_SMS_URL") is not { Length: > 0 } written)
        {
            return new Refusal(RefusalKind.Conflict, "sms-not-set-up", new Message("sms.not-set-up"));
        }

        var file = environment("DAIRA_SMS_TOKEN_FILE");
        return !Uri.TryCreate(written, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || (address.Scheme == "http" && !address.IsLoopback) ? Wrong("DAIRA_SMS_URL", written)
            : file is { Length: > 0 } && !File.Exists(file) ? Wrong("DAIRA_SMS_TOKEN_FILE", file)
            : new SmsSettings(address, environment("DAIRA_SMS_BODY") is { Length: > 0 } body ? body : UsualBody, file is { Length: > 0 } ? File.ReadAllText(file).Trim() : null);
    }

    private static Refusal Wrong(string variable, string value) => new(RefusalKind.Invalid, "sms-setting", new Message("sms.setting", variable, value));
}

/// <summary>Any gateway that takes a message by HTTP POST. The message's id travels as <c>Idempotency-Key</c> too.</summary>
public sealed class HttpSms(SmsSettings settings, HttpMessageHandler? handler = null) : ISms, IDisposable
{
    private readonly HttpClient client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => client.Dispose();

    public async Task<Outcome<bool>> SendAsync(ShortMessage message, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new StringContent(Body(message), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", message.Id);
        request.Headers.Authorization = settings.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        try
        {
            using var answer = await client.SendAsync(request, stop);
            return answer.IsSuccessStatusCode ? true : Refused(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            // Nothing was handed over. Any other fault leaves it open whether it was: that is thrown, and for a person to judge.
            return Refused(e.HttpRequestError.ToString());
        }
    }

    private Refusal Refused(string why) => new(RefusalKind.Conflict, "sms-refused", new Message("sms.refused", settings.Address.Host, why));

    private string Body(ShortMessage message) => settings.Body
        .Replace("{to}", Inside(message.To), StringComparison.Ordinal).Replace("{id}", Inside(message.Id), StringComparison.Ordinal).Replace("{text}", Inside(message.Text), StringComparison.Ordinal);

    private static string Inside(string text) => JsonSerializer.Serialize(text)[1..^1];
}
