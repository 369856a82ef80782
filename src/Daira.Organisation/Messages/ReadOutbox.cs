using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Messages;

/// <summary>How many messages stand in each state, and which wait for a person's judgement: without words and without names.</summary>
public sealed class ReadOutbox(RecordStore record, OrganisationStore store)
{
    public const int Most = 100;

    public Outcome<IReadOnlyDictionary<MessageState, int>> Count(Actor actor) => Ready(actor) is { } refusal ? refusal
        : Outcome<IReadOnlyDictionary<MessageState, int>>.Of(record.Read(db => db.Rows<StoredMessage>().GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionary(g => g.Key, g => g.Count)));

    public Outcome<IReadOnlyList<StoredMessage>> Uncertain(Actor actor) => Ready(actor) is { } refusal ? refusal
        : Outcome<IReadOnlyList<StoredMessage>>.Of(record.Read(db => db.Rows<StoredMessage>().AsNoTracking().Where(m => m.State == MessageState.Uncertain).OrderBy(m => m.Id).Take(Most).ToList()));

    private Refusal? Ready(Actor actor) => Rights.Refuse(actor, PrivacyRights.Protect) ?? store.Prepare().Why;
}

/// <summary>Settles what may have left: a person who asked the addressee, or the gateway, says whether it did.</summary>
public sealed class JudgeMessage(OrganisationStore store)
{
    /// <param name="hasLeft">False puts it back among those that wait.</param>
    public Outcome<bool> Run(Guid id, bool hasLeft, Actor actor) => store.Change<bool>(actor, "message-judged", change =>
    {
        if (change.Ask(PrivacyRights.Protect, Scope.Installation) is { } forbidden)
        {
            return forbidden;
        }

        if (!change.Members.Judge(id, hasLeft))
        {
            return Errors.NotUncertain();
        }

        change.Journal($"message/{id.ToString("N", CultureInfo.InvariantCulture)}", new { hasLeft });
        return hasLeft;
    });
}

/// <summary>Takes the words out of what was settled long enough ago; that something was sent stays.</summary>
public sealed class ForgetMessages(RecordStore record, OrganisationStore store)
{
    public const string Rule = "message";

    public Outcome<int> Run(Actor actor)
    {
        if (Rights.RefuseInTime(actor) is { } forbidden)
        {
            return forbidden;
        }

        var before = new DateTimeOffset(Processings.Rule(Rule, store.Today)!.Before(store.Today).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return store.Prepare() is { IsDone: false } closed ? Outcome<int>.Refused(closed.Refusals)
            : record.Read(db => Old(db, before).Any()) ? record.Change(db => Old(db, before).ExecuteUpdate(set => set.SetProperty(m => m.Content, (byte[]?)null)))
            : 0;
    }

    private static IQueryable<StoredMessage> Old(RecordDb db, DateTimeOffset before) => db.Rows<StoredMessage>().Where(m => m.SettledAt != null && m.SettledAt < before && m.Content != null);
}
