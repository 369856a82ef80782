using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Daira.Organisation.Statistics;

/// <param name="Counts">By category; null where fewer than ten are told of.</param>
public sealed record StatisticLine(Place Place, IReadOnlyList<int?> Counts);

/// <summary>Published counts of a day: a place, and those directly below it.</summary>
/// <param name="On">Day of publication; null while nothing was published.</param>
/// <param name="Days">All days of publication, the newest first.</param>
/// <param name="Categories">In their order; professions by their number.</param>
public sealed record StatisticTable(StatisticTopic Topic, DateOnly? On, IReadOnlyList<DateOnly> Days, IReadOnlyList<string> Categories, StatisticLine Around, IReadOnlyList<StatisticLine> Below);

/// <summary>The one way in which pages, files and programs read counts of members: from what was published, never from the register.</summary>
public sealed class MemberStatistics(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    private const int MostCategories = 30;

    /// <param name="within">Code of a place; null = the country.</param>
    /// <param name="on">A day; the last publication until then. Null = the last one.</param>
    public Outcome<StatisticTable> Run(StatisticTopic topic, string? within, DateOnly? on, Actor actor)
    {
        if (Refuse(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (store.Prepare() is { IsDone: false } closed)
        {
            return Outcome<StatisticTable>.Refused(closed.Refusals);
        }

        var tree = store.Current.Remember($"statistics/{atlas().GetHashCode()}", () => new StatisticTree(atlas()));
        var around = within is { Length: > 0 } ? tree.NumberOf(within) : 0;
        if (around < 0 || (within is { Length: > 0 } && tree.Places[around].Code != within))
        {
            return Bodies.Errors.UnknownPlace(within ?? "");
        }

        var days = record.Read(db => db.Rows<StatisticDay>().AsNoTracking().OrderByDescending(d => d.On).Select(d => d.On).ToList());
        var day = days.Cast<DateOnly?>().FirstOrDefault(d => on is null || d <= on);
        var word = topic.ToString().ToLowerInvariant();
        var steps = day is { } last ? record.Read(db => db.Rows<StatisticStep>().AsNoTracking().Where(s => s.Topic == word && s.On <= last).ToList()) : [];
        var sums = steps.GroupBy(s => s.Category).ToDictionary(g => g.Key, g => Sums(tree, g));
        IReadOnlyList<string> categories = [.. sums.Keys.Where(c => topic is not StatisticTopic.Profession || sums[c][0] > 0).OrderBy(c => c == PublishStatistics.Unknown)
            .ThenBy(c => topic is StatisticTopic.Profession ? -sums[c][0] : 0).ThenBy(c => c, StringComparer.Ordinal).Take(MostCategories)];
        StatisticLine Line(int place) => new(tree.Places[place], [.. categories.Select(c => sums[c][place] is > 0 and var told ? told : (int?)null)]);
        return new StatisticTable(topic, day, days, categories, Line(around), [.. Enumerable.Range(0, tree.Places.Count).Where(i => tree.Parents[i] == around).Select(Line)]);
    }

    private static int[] Sums(StatisticTree tree, IEnumerable<StatisticStep> steps)
    {
        var own = new int[tree.Places.Count];
        foreach (var step in steps)
        {
            own[Math.Max(tree.NumberOf(step.Place), 0)] += step.Step;
        }

        return SteppedCounts.Sums(tree.Parents, own);
    }

    /// <summary>For whoever may read members anywhere: groups of ten and more are told of everywhere alike.</summary>
    private static Refusal? Refuse(Actor actor) => actor is Actor.Person { Standing: var standing } && standing.HoldsSomewhere(MemberRights.Read) ? null : Rights.Refuse(actor, MemberRights.Read, Scope.Installation);
}
