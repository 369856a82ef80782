using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;

namespace Daira.Elections.Scenarios.Saved;

/// <param name="Name">In the person's own words.</param>
/// <param name="Words">As an address writes them.</param>
public sealed record ScenarioToSave(string Name, ScenarioKind Kind, string Words);

/// <summary>Keeps a scenario under a name, with its recipe. For the local operator only.</summary>
public sealed class SaveScenario(RecordStore record, TimeProvider clock)
{
    public Outcome<SavedScenario> Run(ScenarioToSave request, Actor actor, ElectoralData data)
    {
        if ((Rights.RefuseChange(actor) ?? ScenarioWords.RefuseName(request.Name)) is { } refusal)
        {
            return refusal;
        }

        var words = ScenarioWords.Checked(request.Kind, request.Words, data);
        if (!words.IsDone)
        {
            return Outcome<SavedScenario>.Refused(words.Refusals);
        }

        if (record.Prepare() is { IsDone: false } closed)
        {
            return Outcome<SavedScenario>.Refused(closed.Refusals);
        }

        var saved = new SavedScenario(Guid.CreateVersion7(clock.GetUtcNow()), request.Name.Trim(), request.Kind, words.Value, data.Version, clock.GetUtcNow());
        return record.Change<Outcome<SavedScenario>>(db =>
        {
            db.Add(saved);
            db.Journal(actor, clock, "scenario-saved", saved.Id.ToString("D"), null);
            return saved;
        });
    }
}
