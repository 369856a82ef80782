using Daira.Elections.Storage;
using Daira.Foundation.Journal;

namespace Daira.Elections.Results;

/// <summary>A corrected figure, applied to what is stored.</summary>
internal sealed class ResultCorrected : IDecidedChange
{
    public string Kind => Corrections.Kind;

    public void Apply(Decision decision, Applying to)
    {
        var correction = Corrections.Read(decision);
        var standing = Corrections.Standing(to.Connection, correction.Contest, correction.Place, correction.List);
        if (standing is { } found && found.Votes == correction.Old)
        {
            Corrections.Apply(to.Connection, correction, found.Id);
        }
        else
        {
            Corrections.Doubt(to.Connection, correction, standing?.Votes);
        }
    }

    public void TakeBack(Decision decision, Applying to) => StoredVotes.Refold(Corrections.Read(decision).Contest, to);
}
