using System.Globalization;
using System.Net;

namespace Daira.Web.Tests;

/// <summary>A small site of its own for each test, with the operator signed in through forms alone.</summary>
public abstract class OperatorsBrowser : IAsyncLifetime
{
    private protected SmallSite site = null!;
    private protected FormsClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        site = await SmallSite.Start();
        browser = await site.SignedIn();
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends a form and answers where it led.</summary>
    private protected async Task<string> Done(string path, string form, params (string Name, string Value)[] fields) => await Location(await browser.Send(path, form, fields), $"{path} {form}");

    /// <summary>Where an answer leads.</summary>
    private protected static async Task<string> Location(HttpResponseMessage answer, string what)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{what}: {WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}");
            return answer.Headers.Location!.ToString();
        }
    }

    private protected async Task<string> Read(string path)
    {
        using var answer = await browser.Open(path);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {page}");
        return page;
    }

    private protected static string Day(int fromToday) => DateTime.Today.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
