using System.Globalization;
using System.Security.Cryptography;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Card;

/// <summary>What a verification says.</summary>
public enum CardVerdict
{
    Valid,

    /// <summary>Not signed by this party, or altered.</summary>
    Forged,
    Expired,

    /// <summary>Replaced, or its holder is no member now.</summary>
    Revoked,
}

/// <summary>The serials that are not to be accepted though signed, with the moment they were asked for.</summary>
public sealed record RevokedCards(DateTimeOffset At, IReadOnlyList<string> Serials);

/// <summary>Verifies cards, and lists the revoked ones for verifiers without network.</summary>
public sealed class VerifyCard(RecordStore record, OrganisationStore store, InstallationKeys keys) : IDisposable
{
    private readonly Lazy<ECDsa> key = new(keys.CardKey);

    public ECDsa Key => key.Value;

    /// <param name="token">What the drawing says.</param>
    public (CardVerdict Verdict, CardToken? Card) Run(string? token)
    {
        CardToken? card;
        lock (key)
        {
            card = CardToken.Read(token, Key);
        }

        return card is null ? (CardVerdict.Forged, null)
            : card.Until < store.Today ? (CardVerdict.Expired, card)
            : IsInForce(card.Serial.ToString("X16", CultureInfo.InvariantCulture)) ? (CardVerdict.Valid, card)
            : (CardVerdict.Revoked, card);
    }

    /// <summary>Every card that is signed, not expired, and not to be accepted.</summary>
    public RevokedCards Revoked()
    {
        var today = store.Today;
        return !store.Prepare().IsDone ? new RevokedCards(store.Clock.GetUtcNow(), []) : record.Read(db => new RevokedCards(
            store.Clock.GetUtcNow(),
            [.. db.Rows<IssuedCard>().AsNoTracking()
                .Join(db.Rows<MemberRow>().AsNoTracking(), c => c.Member, m => m.Id, (c, m) => new { Card = c, m.State })
                .Where(x => x.Card.Replaced != null || x.State != MemberState.Member)
                .AsEnumerable().Where(x => x.Card.Until >= today).Select(x => x.Card.Serial).Order(StringComparer.Ordinal)]));
    }

    private bool IsInForce(string serial) => store.Prepare().IsDone && record.Read(db =>
        db.Rows<IssuedCard>().AsNoTracking().SingleOrDefault(c => c.Serial == serial) is { Replaced: null } card
        && db.Rows<MemberRow>().AsNoTracking().Any(m => m.Id == card.Member && m.State == MemberState.Member));

    public void Dispose()
    {
        if (key.IsValueCreated)
        {
            key.Value.Dispose();
        }
    }
}
