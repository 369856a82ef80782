using Microsoft.Playwright;

namespace Daira.Web.Tests.Browser;

/// <summary>Chromium's virtual authenticator: a device that holds passkeys and whose owner always agrees.</summary>
internal static class Authenticator
{
    public static async Task PlugInAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
