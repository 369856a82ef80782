using System.Security.Cryptography;
using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Members;

/// <summary>Reference and secret as somebody typed them; small letters and lost hyphens are forgiven.</summary>
public sealed record MembershipKey
{
    public MembershipKey(string? reference, string? secret)
    {
        var signs = Signs(reference);
        Reference = signs.Length > 4 ? $"{signs[..4]}-{signs[4..]}" : signs;
        Secret = Signs(secret);
    }

    public string Reference { get; }

    internal string Secret { get; }

    /// <summary>Digits and capitals; the letters that look like digits are read as those.</summary>
    internal static string Signs(string? written) =>
        string.Concat((written ?? "").Where(char.IsAsciiLetterOrDigit).Take(40)).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
}

/// <summary>Opens a person's own page to whoever holds its reference and secret. An unknown reference and a wrong secret cannot be told apart, by words or by time.</summary>
public sealed class OpenMembership(RecordStore record, OrganisationStore store)
{
    /// <summary>Compared with when there is no such reference, so that the same work is done.</summary>
    private static readonly string Nobody = new('0', 64);

    public Outcome<OwnMembership> Run(MembershipKey key)
    {
        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<OwnMembership>.Refused(closed.Refusals);
        }

        var member = record.Read(db => Fits(db.Rows<MemberAccess>().AsNoTracking().SingleOrDefault(a => a.Reference == key.Reference), key));
        if (member is null)
        {
            record.Witness(Actor.Anyone, store.Clock, "refused", "membership-opened");
            return Errors.NoAccess();
        }

        return record.Read(db => OwnMembership.Of(db, store, member.Value));
    }

    /// <returns>The member; null when it does not fit.</returns>
    internal static long? Fits(MemberAccess? kept, MembershipKey key)
    {
        var same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept?.Digest ?? Nobody), Encoding.ASCII.GetBytes(DigestOf(key.Secret)));
        return same ? kept?.Member : null;
    }

    internal static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(MembershipKey.Signs(secret))));
}
