using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Daira.Foundation.Accounts;

/// <summary>How a person is known to the program. It gives no right: rights come from mandates held by the account.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Set by an administrator; unlike the pause after wrong passwords it ends only when an administrator ends it.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Step of the last one-time code accepted: neither it nor an older one opens again.</summary>
    public string? LastCode { get; set; }

    /// <returns>Whether the step was not used before.</returns>
    internal bool Use(long step)
    {
        var isFresh = !long.TryParse(LastCode, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || step > last;
        LastCode = isFresh ? step.ToString(CultureInfo.InvariantCulture) : LastCode;
        return isFresh;
    }

    /// <summary>The account as the journal and scopes name it.</summary>
    public string Subject => $"account:{Id:N}";
}

/// <summary>A link by which a person takes an account over: once, within a week. Only its digest is kept.</summary>
public sealed record Invitation(string Digest, Guid Account, DateTimeOffset MadeAt, DateTimeOffset Until, DateTimeOffset? UsedAt);

/// <summary>An open session, kept here and not in the cookie, so that it can be listed and ended.</summary>
/// <param name="Digest">Of the secret that the cookie carries.</param>
/// <param name="Account">Null for the local operator's.</param>
/// <param name="Agent">Browser and system in two words, as the browser says.</param>
/// <param name="Ticket">What the framework needs to know its bearer again.</param>
public sealed record Session(string Digest, Guid? Account, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, DateTimeOffset Until, bool IsStrong, string Agent, byte[] Ticket);

/// <summary>A personal access token for programs: QGIS, scripts, feeds. Only its digest is kept.</summary>
/// <param name="Rights">Rights it may use of those its holder has then, separated by spaces; empty: it only reads what anyone signed in may read.</param>
public sealed record AccessToken(Guid Id, Guid Account, string Name, string Digest, string Rights, DateTimeOffset MadeAt, DateTimeOffset Until, DateTimeOffset? EndedAt);
