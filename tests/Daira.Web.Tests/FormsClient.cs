using System.Net;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>A browser without script: it keeps cookies, follows no redirect, and sends the forms that pages show.</summary>
/// <param name="session">The session to go on with; null = signed out.</param>
public sealed partial class FormsClient(Uri site, string? session = null) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = With(site, session) }) { BaseAddress = site };

    public Task<HttpResponseMessage> Open(string path) => client.GetAsync(path);

    /// <summary>Opens the page, then sends its form of this name with its token and the fields given.</summary>
    public async Task<HttpResponseMessage> Send(string path, string form, params (string Name, string Value)[] fields)
    {
        return await Send(path, form, await TokenAsync(path), fields);
    }

    /// <summary>Sends a form of a page that was opened before.</summary>
    public Task<HttpResponseMessage> Send(string path, string form, string token, params (string Name, string Value)[] fields) =>
        Post(path, [("_handler", form), ("__RequestVerificationToken", token), .. fields]);

    /// <summary>The token of the forms on a page.</summary>
    public async Task<string> TokenAsync(string path) => TokenOf(await client.GetStringAsync(path));

    /// <summary>Opens the page, then sends its form of this name as it is filled in there, with some fields changed; null takes a tick away.</summary>
    public async Task<HttpResponseMessage> SendFilled(string path, string form, params (string Name, string? Value)[] changes)
    {
        var page = await client.GetStringAsync(path);
        var sent = Form().Matches(page).Select(m => m.Value).Single(f => f.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var changed = changes.Select(c => c.Name).ToHashSet();
        return await Post(path, [.. FilledIn(sent).Where(f => !changed.Contains(f.Name)), .. changes.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!))]);
    }

    private static IEnumerable<(string Name, string Value)> FilledIn(string form)
    {
        foreach (Match input in Input().Matches(form))
        {
            if (input.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) && !input.Value.Contains(" checked", StringComparison.Ordinal))
            {
                continue;
            }

            if (AttributeOf(input.Value, "name") is { } name)
            {
                yield return (name, AttributeOf(input.Value, "value") ?? (input.Value.Contains("checkbox", StringComparison.Ordinal) ? "on" : ""));
            }
        }

        foreach (Match area in TextArea().Matches(form))
        {
            yield return (AttributeOf(area.Value, "name")!, WebUtility.HtmlDecode(area.Groups[1].Value));
        }

        foreach (Match select in Select().Matches(form))
        {
            var options = Option().Matches(select.Groups[1].Value).Select(o => o.Value).ToList();
            yield return (AttributeOf(select.Value, "name")!, AttributeOf(options.Find(o => o.Contains(" selected", StringComparison.Ordinal)) ?? options[0], "value") ?? "");
        }
    }

    private static string? AttributeOf(string element, string name) =>
        Regex.Match(element, $" {name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    /// <summary>Sends fields as they are, without looking at the page.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(path, content);
    }

    /// <summary>Opens the page, then sends its form of this name with a file in one of its fields.</summary>
    public async Task<HttpResponseMessage> Send(string path, string form, (string Field, string Name, byte[] Content) file, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent { { new StringContent(form), "_handler" }, { new StringContent(await TokenAsync(path)), "__RequestVerificationToken" } };
        foreach (var (field, value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        content.Add(new ByteArrayContent(file.Content), file.Field, file.Name);
        return await client.PostAsync(path, content);
    }

    /// <summary>Opens the page, then sends its form of this name with a file.</summary>
    public async Task<HttpStatusCode> Upload(string path, string form, string name, byte[] file, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(path);
        using var content = new MultipartFormDataContent { { new StringContent(form), "_handler" }, { new StringContent(TokenOf(page)), "__RequestVerificationToken" } };
        foreach (var (field, value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        content.Add(new ByteArrayContent(file), "file", name);
        using var answer = await client.PostAsync(path, content);
        return answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    private static CookieContainer With(Uri site, string? session)
    {
        var cookies = new CookieContainer();
        if (session is not null)
        {
            cookies.Add(site, new Cookie("daira-session", session));
        }

        return cookies;
    }

    private static string TokenOf(string page) =>
        Token().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : throw new InvalidOperationException("The page has no form.");

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea [^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex TextArea();

    [GeneratedRegex("<select [^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option [^>]*>")]
    private static partial Regex Option();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
