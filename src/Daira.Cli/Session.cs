using Daira.Elections;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Backups;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;
using Daira.Organisation.Storage;
using Daira.Web;

namespace Daira.Cli;

/// <summary>One run of one command: where the data are, in which language to speak.</summary>
internal sealed class Session(StorageSettings settings, Language language, Surroundings surroundings)
{
    private OrganisationStore? organisation;

    private readonly Lazy<Texts> texts = new(() => Texts.Of([.. Site.Speakers, typeof(Session).Assembly]));

    public StorageSettings Storage { get; } = settings;

    public Language Language { get; } = language;

    public TimeProvider Clock { get; } = surroundings.Clock;

    public ElectionsStore Elections { get; } = new(settings, surroundings.Clock);

    public RecordStore Record { get; } = new(settings, surroundings.Clock, Site.RecordParts);

    public OrganisationStore Organisation => organisation ??= new OrganisationStore(Record, Clock);

    public DuesStore Dues => new(Record, Organisation);

    public InstallationKeys Keys { get; } = new(settings);

    /// <summary>Freezes what an address of the site shows.</summary>
    public Web.Pages.Sheets.ViewFreezer Freezer(ElectoralData data) => new(new Web.Readers.Prepared(new CurrentElectoralData(() => data)), texts.Value);

    /// <summary>What a backup holds.</summary>
    public IReadOnlyList<IBackedUp> Databases => [Record, Elections];

    public static string? Outlines => MoroccoOutlines.Find(AppContext.BaseDirectory);

    public string Say(Message message) => texts.Value.Format(message, Language);

    /// <summary>To standard error: progress and messages never mix with results.</summary>
    public void Tell(Message message) => surroundings.Error.WriteLine(Say(message));

    public IProgress<Message> Progress => new Telling(this);

    /// <summary>The data; a damaged database is said and built again first.</summary>
    public Outcome<ElectoralData> Data(CancellationToken stop) =>
        new OpenElections(Elections, Record, Clock).Run(MoroccoTables.ShippedFolder, Outlines, Progress, stop);

    public Outcome<BackupManifest> MakeBackup(BackupRequest request, CancellationToken stop) =>
        new MakeBackup(Storage, Record, Databases, Clock).Run(request, Actor.Operator, Progress, stop);

    /// <returns>The exit code: 2 for what was asked wrongly, 1 for what the data or rights do not allow.</returns>
    public int Refuse(IReadOnlyList<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            Tell(refusal.Message);
        }

        return refusals.All(r => r.Kind is RefusalKind.Invalid or RefusalKind.NotFound) ? ExitCode.Misuse : ExitCode.Refused;
    }

    /// <summary>Signs what the command journalled, if it did; a journal that cannot be signed is said.</summary>
    public void Sign()
    {
        if (Record.HasJournalled && new SignCheckpoint(Record, Keys, Clock).Run() is { IsDone: false } unsigned)
        {
            Tell(unsigned.Refusals[0].Message);
        }
    }

    private sealed class Telling(Session session) : IProgress<Message>
    {
        public void Report(Message value) => session.Tell(value);
    }
}
