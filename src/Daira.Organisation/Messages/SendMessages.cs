using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Mail;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Messages;

/// <param name="Sent">Taken by the mail server or the gateway.</param>
/// <param name="Uncertain">Cut off while being handed over, now or by a program that is gone.</param>
public sealed record SendingRound(int Sent, int Refused, int Uncertain, int GivenUp);

/// <summary>
/// Hands over what waits. A message is claimed in the database before it leaves and settled after; whoever is killed between leaves a claim whose
/// lease runs out, and the message is then uncertain and never sent again by itself. Several programs may send at once.
/// </summary>
public sealed class SendMessages(RecordStore record, OrganisationStore store, IMail? mail, ISms? sms)
{
    /// <summary>Longer than any gateway is waited for.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private const int MostAttempts = 8;
    private const int Batch = 100;

    private DateTimeOffset Now => store.Clock.GetUtcNow();

    public async Task<Outcome<SendingRound>> Run(Actor actor, CancellationToken stop)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        var round = new SendingRound(0, 0, Expire(actor), 0);
        foreach (var id in Waiting())
        {
            stop.ThrowIfCancellationRequested();
            if (Claim(id) is { } claimed)
            {
                round = await Hand(claimed, round, stop);
            }
        }

        return round;
    }

    /// <summary>What was being handed over by a program that is gone.</summary>
    private int Expire(Actor actor)
    {
        var now = Now;
        if (!record.Read(db => db.Rows<StoredMessage>().Any(m => m.State == MessageState.Handing && m.Lease < now)))
        {
            return 0;
        }

        return record.Change(db =>
        {
            var lost = db.Rows<StoredMessage>().Where(m => m.State == MessageState.Handing && m.Lease < now)
                .ExecuteUpdate(set => set.SetProperty(m => m.State, MessageState.Uncertain).SetProperty(m => m.SettledAt, now));
            db.Journal(actor, store.Clock, "messages-uncertain", "messages", OrganisationJson.Write(new { lost }));
            return lost;
        });
    }

    private List<Guid> Waiting()
    {
        var now = Now;
        string[] channels = [.. mail is null ? [] : (string[])[Outbox.Mail], .. sms is null ? [] : (string[])[Outbox.Sms]];
        return record.Read(db => db.Rows<StoredMessage>().AsNoTracking().Where(m => m.State == MessageState.Waiting && channels.Contains(m.Channel) && (m.Lease == null || m.Lease <= now))
            .OrderBy(m => m.Id).Take(Batch).Select(m => m.Id).ToList());
    }

    /// <returns>Null when another program was quicker.</returns>
    private StoredMessage? Claim(Guid id)
    {
        var now = Now;
        return record.Change(db =>
            db.Rows<StoredMessage>().Where(m => m.Id == id && m.State == MessageState.Waiting && (m.Lease == null || m.Lease <= now))
                .ExecuteUpdate(set => set.SetProperty(m => m.State, MessageState.Handing).SetProperty(m => m.Lease, now + Lease).SetProperty(m => m.Attempts, m => m.Attempts + 1)) == 1
                ? db.Rows<StoredMessage>().AsNoTracking().Single(m => m.Id == id) : null);
    }

    private async Task<SendingRound> Hand(StoredMessage message, SendingRound round, CancellationToken stop)
    {
        if (Open(message) is not { } content)
        {
            Settle(message, MessageState.GivenUp);
            return round with { GivenUp = round.GivenUp + 1 };
        }

        Outcome<bool> taken;
        try
        {
            taken = message.Channel == Outbox.Sms
                ? await sms!.SendAsync(new ShortMessage(message.Id.ToString("N"), content.To, content.Text), stop)
                : await mail!.SendAsync(new Letter(new System.Net.Mail.MailAddress(content.To), content.Subject, content.Text), stop);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Settle(message, MessageState.Uncertain);
            stop.ThrowIfCancellationRequested();
            return round with { Uncertain = round.Uncertain + 1 };
        }

        if (taken.IsDone)
        {
            Settle(message, MessageState.Sent);
            return round with { Sent = round.Sent + 1 };
        }

        var isLast = message.Attempts >= MostAttempts;
        Settle(message, isLast ? MessageState.GivenUp : MessageState.Waiting);
        return isLast ? round with { GivenUp = round.GivenUp + 1 } : round with { Refused = round.Refused + 1 };
    }

    private void Settle(StoredMessage message, MessageState state)
    {
        // Refused: again after 1, 2, 4… minutes, a day at most.
        var now = Now;
        var lease = state is MessageState.Waiting ? now + TimeSpan.FromMinutes(Math.Min(1 << message.Attempts, 1_440)) : (DateTimeOffset?)null;
        var settled = state is MessageState.Waiting ? (DateTimeOffset?)null : now;
        record.Change(db => db.Rows<StoredMessage>().Where(m => m.Id == message.Id)
            .ExecuteUpdate(set => set.SetProperty(m => m.State, state).SetProperty(m => m.Lease, lease).SetProperty(m => m.SettledAt, settled)));
    }

    private MessageContent? Open(StoredMessage message)
    {
        var kept = record.Read(db => db.Rows<PersonKey>().AsNoTracking().SingleOrDefault(k => k.Member == message.Member));
        return kept is null || message.Content is null ? null : Outbox.Open(store.Keys.Open(kept), message);
    }
}
