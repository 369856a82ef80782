using Daira.Elections;
using Daira.Elections.Imports;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Storage;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Microsoft.AspNetCore.Builder;

namespace Daira.Web.Tests.Imports;

/// <summary>The site over a folder of its own with Morocco loaded, to be written to.</summary>
public sealed class WritableSite : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly WebApplication app;
    private readonly CurrentElectoralData current;

    private WritableSite(DirectoryInfo folder, WebApplication app, CurrentElectoralData current, OneTimeCode code) =>
        (this.folder, this.app, this.current, Code) = (folder, app, current, code);

    public OneTimeCode Code { get; }

    public Uri Address => new(app.Urls.First());

    public ElectoralData Data => current.Value;

    public RecordStore Record => new(new StorageSettings(folder.FullName), TimeProvider.System, Site.RecordParts);

    /// <param name="withShapes">With the approximate cells too, where the outlines are installed.</param>
    public static async Task<WritableSite> StartAsync(bool withShapes = false)
    {
        var made = Directory.CreateTempSubdirectory("daira-import-");
        var storage = new StorageSettings(made.FullName);
        var (elections, record) = (new ElectionsStore(storage, TimeProvider.System), new RecordStore(storage, TimeProvider.System, Site.RecordParts));
        new LoadMorocco(elections, record, TimeProvider.System)
            .Run(new LoadRequest(MoroccoTables.ShippedFolder, withShapes ? MoroccoOutlines.Find(AppContext.BaseDirectory) : null), Actor.Operator, new Progress<Message>(), TestContext.Current.CancellationToken).IsDone.ShouldBeTrue();
        var shown = new CurrentElectoralData(() => elections.Load().Value, elections.Version, TimeProvider.System);
        var code = new OneTimeCode(new byte[OneTimeCode.Length]);
        var site = Site.Build(new SiteSettings { Urls = ["http://127.0.0.1:0"], Storage = storage, OperatorCode = code }, shown, TimeProvider.System);
        await site.StartAsync();
        return new WritableSite(made, site, shown, code);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
