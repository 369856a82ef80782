using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.DataRights;
using Daira.Organisation.Mandates;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Messages;

/// <param name="Within">Code of a place with all below it.</param>
/// <param name="Once">Drawn by chance with the form: sent twice, it is queued once.</param>
public sealed record Circular(string Within, string Subject, string Text, string Once);

/// <param name="Queued">Messages put into the outbox.</param>
/// <param name="Unreachable">Those who agreed and gave neither address nor telephone.</param>
public sealed record CircularQueued(int Queued, int Unreachable);

/// <summary>
/// Writes to the members of a place who agreed to it. Nothing goes to more than one person before the processing was declared and its number entered
/// (deliberation 108-2015 of the CNDP), and nobody is written to who is not on the list of consents: there is no other list to choose.
/// </summary>
public sealed class WriteToMembers(OrganisationStore store, Func<Atlas> atlas)
{
    private const int LongestSubject = 120;
    private const int LongestText = 2_000;
    private const int LongestOnce = 100;

    public Outcome<CircularQueued> Run(Circular request, Actor actor) => store.Change<CircularQueued>(actor, "circular-queued", change =>
    {
        var places = atlas();
        if (places.Find(request.Within) is not { } around)
        {
            return Bodies.Errors.UnknownPlace(request.Within);
        }

        var (subject, text) = (CleanText.Words(request.Subject, "message.field.subject", LongestSubject), CleanText.Words(request.Text, "message.field.text", LongestText));
        if ((change.Ask(PrivacyRights.Send, OrganisationScopes.OfPlace("party", around.Code))
            ?? (change.Filings.ContainsKey(Processing.Messages) ? null : Errors.NotDeclared())
            ?? subject.Why ?? text.Why ?? (request.Once.Length is 0 or > LongestOnce ? Errors.OnceMissing() : null)) is { } refusal)
        {
            return refusal;
        }

        var agreed = change.Members.Agreed().Where(m => places.Find(m.Place) is { } at && places.PathTo(at).Contains(around)).ToList();
        if (agreed.Count == 0)
        {
            return Errors.NobodyAgreed();
        }

        var (queued, unreachable) = (0, 0);
        foreach (var member in agreed)
        {
            var data = change.Members.DataOf(member)!;
            var isReachable = data.Mail is not null || data.Phone is not null;
            unreachable += isReachable ? 0 : 1;
            queued += isReachable && Outbox.Write(change, member, data, subject.Value, text.Value, string.Create(CultureInfo.InvariantCulture, $"circular/{request.Once}/{member.Id}")) ? 1 : 0;
        }

        change.Journal($"place/{around.Code}", new { queued, unreachable });
        return new CircularQueued(queued, unreachable);
    });
}

/// <summary>What may go wrong with messages.</summary>
internal static class Errors
{
    public static Refusal NotDeclared() => new(RefusalKind.Conflict, "messages-not-declared", new("message.refused.not-declared"));

    public static Refusal NobodyAgreed() => new(RefusalKind.Conflict, "nobody-agreed", new("message.refused.nobody-agreed"));

    public static Refusal OnceMissing() => new(RefusalKind.Invalid, "once-missing", new("message.refused.once-missing"));

    public static Refusal NotUncertain() => new(RefusalKind.Conflict, "message-not-uncertain", new("message.refused.not-uncertain"));
}
