using System.Text.Json;
using Daira.Elections.Imports;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>
/// Opens the data for reading. A damaged <c>elections</c>, or one of an older version, is a build product: that is said,
/// and it is built again from sources and decisions. Changes cut between the two databases are completed first.
/// </summary>
public sealed class OpenElections(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <param name="folder">The shipped tables.</param>
    /// <param name="outlines">The outlines package; null when absent.</param>
    /// <param name="progress">Told what is rebuilt and why.</param>
    public Outcome<ElectoralData> Run(string folder, string? outlines, IProgress<Message> progress, CancellationToken stop)
    {
        new RepairAfterCut(elections, record, clock).Run();
        var opened = elections.Load();
        if (opened.IsDone || opened.Refusals[0].Code is not ("elections-damaged" or "elections-older"))
        {
            return opened;
        }

        progress.Report(opened.Refusals[0].Message);
        var rebuilt = new LoadMorocco(elections, record, clock).Run(new LoadRequest(folder, outlines, WithUnverified()), Actor.Operator, progress, stop);
        foreach (var notice in rebuilt.IsDone ? rebuilt.Value.Notices : [])
        {
            progress.Report(notice);
        }

        return rebuilt.IsDone ? rebuilt.Value.Data : Outcome<ElectoralData>.Refused(rebuilt.Refusals);
    }

    /// <summary>What the last load asked for; everything when none is recorded.</summary>
    private bool WithUnverified()
    {
        if (!record.Prepare().IsDone)
        {
            return true;
        }

        var last = record.Read(db => db.Rows<Decision>().Where(d => d.Kind == "load").OrderByDescending(d => d.Number).Select(d => d.Content).FirstOrDefault());
        return last is null || JsonDocument.Parse(last).RootElement.GetProperty("unverified").GetBoolean();
    }
}
