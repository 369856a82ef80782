using System.Text.Json;
using Daira.Core.Names;
using Daira.Elections.Places;
using Daira.Elections.Storage;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Reconciliation;

/// <summary>Which place a person said that a written name denotes. It holds for every spelling that folds to the same text, within the same parent.</summary>
/// <param name="Written">The name as a file wrote it.</param>
/// <param name="Within">Code of the place it was to be looked for in; null for anywhere.</param>
/// <param name="Level">What kind of place was asked for, see <see cref="LevelNames"/>.</param>
/// <param name="Place">Code of the place; null: none of those stored.</param>
public sealed record NameChoice(string Written, string? Within, string Level, string? Place)
{
    /// <summary>Id of the decision; null before it is recorded.</summary>
    public Guid? Decision { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    internal (string Level, string Folded, string? Within) Key => (Level, NameFolding.Fold(Written), Within);
}

/// <summary>The choices that stand, the latest of each case.</summary>
internal sealed class NameChoices
{
    private readonly Dictionary<(string, string, string?), NameChoice> byCase = [];

    private NameChoices(IEnumerable<NameChoice> choices)
    {
        foreach (var choice in choices)
        {
            byCase[choice.Key] = choice;
        }
    }

    public static NameChoices None { get; } = new([]);

    public IEnumerable<NameChoice> All => byCase.Values;

    /// <param name="further">Not recorded yet; they go before those that are.</param>
    public static NameChoices Of(IReadOnlyList<Decision> decisions, IEnumerable<NameChoice> further)
    {
        var undone = DecidedChanges.UndoneOf(decisions);
        return new(decisions.Where(d => d.Kind == PlaceNamed.Name && !undone.Contains(d.Id)).Select(PlaceNamed.Read).Concat(further));
    }

    public NameChoice? For(string level, string written, string? within) => byCase.GetValueOrDefault((level, NameFolding.Fold(written), within));
}

/// <summary>A doubtful name that a person gave a place. By itself it changes no figure; figures that were imported by it go when it is taken back.</summary>
internal sealed class PlaceNamed : IDecidedChange
{
    public const string Name = "name-decided";

    public string Kind => Name;

    private sealed record Content(string Written, string? Within, string Level, string? Place);

    public static string Write(NameChoice choice) => DecidedJson.Write(new Content(choice.Written, choice.Within, choice.Level, choice.Place));

    public static NameChoice Read(Decision decision)
    {
        var content = JsonSerializer.Deserialize<Content>(decision.Content, DecidedJson.Options)!;
        return new NameChoice(content.Written, content.Within, content.Level, content.Place) { Decision = decision.Id, At = decision.At, Actor = decision.Actor, Reason = decision.Reason };
    }

    public void Apply(Decision decision, Applying to)
    {
        // Nothing yet: imports name the choices they rest on.
    }

    public void TakeBack(Decision decision, Applying to)
    {
        var id = decision.Id.ToString("D");
        var contests = to.Connection.Read("select distinct contest from results where decision = @decision", r => r.GetString(0), ("@decision", id));
        to.Connection.Run("delete from results where decision = @decision", ("@decision", id));
        to.Connection.Run("delete from totals where decision = @decision", ("@decision", id));
        contests.ForEach(contest => StoredVotes.Refold(contest, to));
        StoredPlaces.RemoveOrphans(to);
        StoredLists.RemoveOrphans(to);
    }
}
