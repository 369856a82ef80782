using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Accounts;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Daira.Web.Pages.Accounts;

/// <summary>One's own account: ways in, sessions, tokens.</summary>
public sealed partial class AccountPage
{
    private const int MostNotices = 10;

    /// <summary>In the place of a session: all but this one.</summary>
    private const string AllOthers = "others";

    private Account? account;
    private IReadOnlyList<Refusal> refusals = [];
    private IReadOnlyList<string> codes = [];
    private IReadOnlyList<UserPasskeyInfo> passkeys = [];
    private IReadOnlyList<Session> sessions = [];
    private IReadOnlyList<AccessToken> tokens = [];
    private IReadOnlyList<AccountNotice> notices = [];
    private AuthenticatorSecret? authenticator;
    private PasskeyQuestion? question;
    private string? secret;

    [SupplyParameterFromForm(FormName = "add-passkey")] public string? Credential { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")] public string? State { get; set; }

    [SupplyParameterFromForm(FormName = "passkeys")] public string? RemovePasskey { get; set; }

    [SupplyParameterFromForm(FormName = "password")] public string? Old { get; set; }

    [SupplyParameterFromForm(FormName = "password")] public string? New { get; set; }

    [SupplyParameterFromForm(FormName = "notices")] public string? Address { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator")] public string? FirstCode { get; set; }

    [SupplyParameterFromForm(FormName = "sessions")] public string? EndSession { get; set; }

    [SupplyParameterFromForm(FormName = "tokens")] public string? EndTokenId { get; set; }

    [SupplyParameterFromForm(FormName = "token")] public string? TokenName { get; set; }

    [SupplyParameterFromForm(FormName = "token")] public int TokenDays { get; set; }

    [SupplyParameterFromForm(FormName = "token")] public string[]? TokenRights { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    private Actor.Person Me => (Actor.Person)Http.Actor();

    /// <summary>Rights that a token may be given: those held somewhere now.</summary>
    private List<Right> Held => [.. Rights.All.Where(Me.Standing.HoldsSomewhere)];

    protected override async Task OnInitializedAsync()
    {
        if (Http.Actor() is Actor.Person)
        {
            await Load();
        }
        else
        {
            Reader.Status = StatusCodes.Status403Forbidden;
        }
    }

    /// <summary>The account last: while something is awaited the page is drawn as far as it is known, and it asks for the account first.</summary>
    private async Task Load()
    {
        var accounts = Get<UserManager<Account>>();
        if (await accounts.FindByIdAsync(Me.Account.ToString()) is not { } found)
        {
            (account, Reader.Status) = (null, StatusCodes.Status403Forbidden);
            return;
        }

        passkeys = [.. await accounts.GetPasskeysAsync(found)];
        sessions = Get<Sessions>().Of(found.Id);
        tokens = Get<AccessTokens>().Of(found.Id);
        notices = AccountNotices.Of(Get<RecordDb>(), found.Id, MostNotices);
        authenticator = found.PasswordHash is null ? null : await Get<SetUpAuthenticator>().Show(found);
        question = await Get<AddPasskey>().Ask(Http, found);
        account = found;
    }

    private async Task Add()
    {
        if (Answered(await Get<AddPasskey>().ByHolder(Http, Me, Credential, State)) is { } added)
        {
            await Http.SignInAsync(added);
            Http.Response.Redirect(Reader.To("/account"));
        }
    }

    private async Task Remove() => await Again(Answered(await Get<RemovePasskey>().Run(RemovePasskey ?? "", Me)) is not null);

    private async Task SetPassword() => await Again(Answered(await Get<SetPassword>().ByHolder(Me, Old, New ?? "", SessionTickets.Of(Http) ?? "")) is not null);

    private async Task SetAddress() => await Again(Answered(await Get<SetNoticeAddress>().Run(Address, Me)) is not null);

    private async Task Confirm()
    {
        codes = Answered(await Get<SetUpAuthenticator>().Confirm(Me, FirstCode)) ?? [];
        if (codes.Count > 0)
        {
            // The code just typed proves the second factor: from here on the session is a strong one.
            await Http.SignInAsync(new SignedIn(account!, IsStrong: true));
            await Again(true);
        }
    }

    private async Task RenewCodes() => codes = Answered(await Get<SetUpAuthenticator>().Renew(Me)) ?? [];

    private async Task EndOne() => await Again(Answered(
        EndSession == AllOthers ? Get<EndSessions>().Others(SessionTickets.Of(Http) ?? "", Me) : Get<EndSessions>().Run(EndSession ?? "", Me)));

    private async Task EndToken() => await Again(Answered(Get<AccessTokens>().End(Guid.TryParse(EndTokenId, out var id) ? id : Guid.Empty, Me)));

    private async Task MakeToken()
    {
        secret = Answered(Get<AccessTokens>().Make(new TokenRequest(TokenName ?? "", TokenDays, [.. (TokenRights ?? []).Select(id => new Right(id))]), Me))?.Secret;
        await Again(secret is not null);
    }

    private T? Answered<T>(Outcome<T> outcome)
    {
        if (outcome.IsDone)
        {
            return outcome.Value;
        }

        (refusals, Reader.Status) = (outcome.Refusals, FailurePages.StatusOf(outcome.Refusals[0].Kind));
        return default;
    }

    private Task Again(bool changed) => changed ? Load() : Task.CompletedTask;

    private T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    private MarkupString Office(OfficeHeld held) => Reader.Knows("office." + held.Office) ? T("office." + held.Office) : new MarkupString(Html.Escape(held.Office));

    private DateOnly Local(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Clock.LocalTimeZone).DateTime);
}
