using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Elections.Scenarios.Saved;

/// <summary>The saved scenarios, newest first. What a party thinks of is not public: for the local operator only.</summary>
public sealed class ListScenarios(RecordStore record)
{
    public Outcome<IReadOnlyList<SavedScenario>> Run(Actor actor)
    {
        if (Rights.RefuseChange(actor) is { } refusal)
        {
            return refusal;
        }

        return record.Prepare() is { IsDone: false } closed
            ? Outcome<IReadOnlyList<SavedScenario>>.Refused(closed.Refusals)
            : Outcome<IReadOnlyList<SavedScenario>>.Of(record.Read(db => db.Rows<SavedScenario>().OrderByDescending(s => s.SavedAt).ThenByDescending(s => s.Id).ToList()));
    }
}
