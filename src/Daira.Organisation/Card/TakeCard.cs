using System.Globalization;
using System.Security.Cryptography;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Card;

/// <param name="Token">For the drawing.</param>
public sealed record MemberCard(IssuedCard Issued, string Token);

/// <summary>Hands a member their card: the one in force, or a new one. Only who is a member has one.</summary>
public sealed class TakeCard(OrganisationStore store, InstallationKeys keys)
{
    /// <summary>How long a card is valid; the statutes may say otherwise.</summary>
    public const int Years = 2;

    /// <summary>By the member, with reference and secret.</summary>
    public Outcome<MemberCard> Run(MembershipKey key, bool replace) => store.Change(Actor.Anyone, "card-taken", change =>
        OpenMembership.Fits(change.Members.AccessOf(key.Reference), key) is { } member ? Take(change, change.Members.Find(member)!, replace) : Members.Errors.NoAccess());

    /// <summary>By whoever keeps the register at the member's place.</summary>
    public Outcome<MemberCard> Run(long member, bool replace, Actor actor) => store.Change(actor, "card-taken", change =>
    {
        var row = change.Members.Find(member);
        return MemberDuties.Ask(change, row, member) is { } refusal ? refusal : Take(change, row!, replace);
    });

    private Outcome<MemberCard> Take(OrganisationChange change, MemberRow row, bool replace)
    {
        if (row is not { State: MemberState.Member, Number: { } number })
        {
            return Members.Errors.WrongState(row.State);
        }

        var standing = change.Cards.Where(c => c.Member == row.Id && c.Replaced == null).AsNoTracking().ToList().Find(c => c.Until >= change.Today);
        if (standing is not null && !replace)
        {
            return Drawn(standing);
        }

        if (standing is not null)
        {
            change.Replace(standing with { Replaced = change.Today });
        }

        var serial = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        var card = new IssuedCard(serial.ToString("X16", CultureInfo.InvariantCulture), row.Id, number, change.Today, change.Today.AddYears(Years), null);
        change.Issue(card);
        change.Journal(row.Subject, new { replaced = standing is not null });
        return Drawn(card);
    }

    private MemberCard Drawn(IssuedCard card)
    {
        using var key = keys.CardKey();
        var serial = ulong.Parse(card.Serial, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new MemberCard(card, new CardToken(serial, card.Issued, card.Until, CardToken.BindingOf(serial, card.Number)).Sign(key));
    }
}
