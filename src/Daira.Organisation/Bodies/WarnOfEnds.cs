using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Bodies;

/// <summary>A warning that was given: the time of a preparatory or provisional body runs out, or has run out.</summary>
/// <param name="Days">60, 30 or 7 before; 0 when it is over.</param>
/// <param name="Until">The last day it spoke of; a renewed body is warned of anew.</param>
public sealed record EndWarning(long Body, int Days, DateOnly Until);

/// <summary>Run by the clock: each warning is given once, kept, and journalled; whoever answers for the body finds it on their work list.</summary>
public sealed class WarnOfEnds(OrganisationStore store)
{
    public const string Kind = "body-end-warning";

    /// <summary>Days before the end, the nearest first; 0 = over.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 60];

    /// <returns>What was given now.</returns>
    public Outcome<IReadOnlyList<EndWarning>> Run(Actor actor) =>
        Rights.RefuseInTime(actor) is { } forbidden ? forbidden
        : Due(store.Current, store.Today).Any() ? Give(actor)
        : Outcome<IReadOnlyList<EndWarning>>.Of([]);

    private Outcome<IReadOnlyList<EndWarning>> Give(Actor actor) => store.Change(actor, "body-end-warned", change =>
    {
        var given = change.Decided(Kind);
        var fresh = Due(change.Data, change.Today).Where(w => !given.Contains(SubjectOf(w))).ToList();
        foreach (var warning in fresh)
        {
            change.Decide(Kind, SubjectOf(warning), OrganisationJson.Write(warning));
            change.Journal($"body/{Text(warning.Body)}", warning);
        }

        return Outcome<IReadOnlyList<EndWarning>>.Of(fresh);
    });

    private static IEnumerable<EndWarning> Due(OrganisationData data, DateOnly today) =>
        from body in data.Bodies.Values
        where body.Last.Stage is BodyStage.Preparatory or BodyStage.Provisional
        let until = body.Last.Until!.Value
        let left = until.DayNumber - today.DayNumber
        where left <= Days[^1]
        orderby left, body.Id
        select new EndWarning(body.Id, left < 0 ? 0 : Days.First(d => left <= d), until);

    private static string SubjectOf(EndWarning warning) => $"body/{Text(warning.Body)}/{warning.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{Text(warning.Days)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
