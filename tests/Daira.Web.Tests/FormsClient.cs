using System.Net;
using System.Text.RegularExpressions;

namespace Daira.Web.Tests;

/// <summary>A browser without script: it keeps cookies, follows no redirect, and sends the forms that pages show.</summary>
public sealed partial class FormsClient(Uri site) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site };

    public Task<HttpResponseMessage> Open(string path) => client.GetAsync(path);

    /// <summary>Opens the page, then sends its form of this name with its token and the fields given.</summary>
    public async Task<HttpResponseMessage> Send(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(path);
        return await Post(path, [("_handler", form), ("__RequestVerificationToken", TokenOf(page)), .. fields]);
    }

    /// <summary>Sends fields as they are, without looking at the page.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(path, content);
    }

    public void Dispose() => client.Dispose();

    private static string TokenOf(string page) =>
        Token().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : throw new InvalidOperationException("The page has no form.");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
