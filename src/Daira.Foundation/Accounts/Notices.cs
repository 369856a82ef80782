using System.Net.Mail;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Mail;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Accounts;

/// <summary>What the holder of an account is told: a way in was changed. Shown on their page, and sent where they gave an address.</summary>
/// <param name="What">Stable word, as in the journal; its words are the text <c>accounts.notice.{What}</c>.</param>
/// <param name="To">The address of that moment: whoever changes it is not the only one told.</param>
public sealed record AccountNotice(Guid Id, Guid Account, string What, DateTimeOffset At, string? To, DateTimeOffset? SentAt);

/// <summary>Puts notices into the change they speak of, and reads them.</summary>
public static class AccountNotices
{
    public static void Notify(this RecordDb db, Account account, TimeProvider clock, string what)
    {
        var now = clock.GetUtcNow();
        db.Add(new AccountNotice(Guid.CreateVersion7(now), account.Id, what, now, account.Email, null));
    }

    /// <summary>The latest first.</summary>
    public static IReadOnlyList<AccountNotice> Of(RecordDb db, Guid account, int most) =>
        [.. db.Rows<AccountNotice>().AsNoTracking().Where(n => n.Account == account).OrderByDescending(n => n.Id).Take(most)];
}

/// <summary>Where the holder wants to be told; nothing else is sent there. The address before is told too.</summary>
public sealed class SetNoticeAddress(RecordDb db, UserManager<Account> accounts, TimeProvider clock)
{
    private const string What = "address-changed";

    /// <param name="address">Empty to be told on the page only.</param>
    public async Task<Outcome<Account>> Run(string? address, Actor actor)
    {
        var wanted = string.IsNullOrWhiteSpace(address) ? null : address.Trim();
        if (FreshSignIn.Refuse(actor, clock) is { } stale)
        {
            return stale;
        }

        if (wanted is not null && (wanted.Length > 254 || !MailAddress.TryCreate(wanted, out var parsed) || parsed.Address != wanted))
        {
            return new Refusal(RefusalKind.Invalid, "bad-address", new Message("accounts.bad-address"));
        }

        if (await accounts.FindByIdAsync(((Actor.Person)actor).Account.ToString()) is not { } account)
        {
            return new Refusal(RefusalKind.Forbidden, "sign-in-first", new Message("accounts.sign-in-first"));
        }

        db.Notify(account, clock, What);
        account.Email = wanted;
        if (wanted is not null)
        {
            db.Notify(account, clock, What);
        }

        db.Journal(actor, clock, "notice-" + What, account.Subject);
        await accounts.UpdateAsync(account);
        return account;
    }
}

/// <summary>Sends what has not been sent, and forgets what is older than a year.</summary>
public sealed class SendNotices(RecordStore record, IMail mail, Texts texts, TimeProvider clock)
{
    /// <summary>After this a letter would only confuse.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(366);

    /// <returns>How many went out; the mail server's refusal ends the round, and the next one tries again.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (late, old) = (now - Patience, now - Kept);
        record.Change(db => db.Rows<AccountNotice>().Where(n => n.At < old).ExecuteDelete());
        var sent = 0;
        foreach (var notice in record.Read(db => db.Rows<AccountNotice>().AsNoTracking().Where(n => n.SentAt == null && n.To != null && n.At > late).OrderBy(n => n.Id).ToList()))
        {
            if (await mail.SendAsync(Letter(notice), stop) is { IsDone: false })
            {
                break;
            }

            record.Change(db => db.Rows<AccountNotice>().Where(n => n.Id == notice.Id).ExecuteUpdate(set => set.SetProperty(n => n.SentAt, clock.GetUtcNow())));
            sent++;
        }

        return sent;
    }

    /// <summary>In three languages: which one its reader wants is not known here.</summary>
    private Letter Letter(AccountNotice notice)
    {
        Language[] languages = [Language.Of("ar"), Language.Of("fr"), Language.Of("en")];
        var what = new Message("accounts.notice." + notice.What);
        return new Letter(
            new MailAddress(notice.To!),
            string.Join(" · ", languages.Select(l => texts.Format(new Message("accounts.notice.subject"), l))),
            string.Join("\n\n", languages.Select(l => texts.Format(new Message("accounts.notice.text", what, notice.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)), l))));
    }
}
