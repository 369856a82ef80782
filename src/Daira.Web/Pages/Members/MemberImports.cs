using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Storage;
using Daira.Organisation.Members.Import;
using Daira.Organisation.Storage;
using Daira.Web.Pages.Imports;

namespace Daira.Web.Pages.Members;

/// <summary>A file of members on its way into the register. It is kept in memory only, for its keeper only.</summary>
/// <param name="Keeper">Who sent it, as the journal names them, without the mandate.</param>
/// <param name="Header">Names of its columns.</param>
internal sealed record MemberImport(Guid Id, string Keeper, string Name, byte[] Content, FileOrigin Origin, IReadOnlyList<string> Header, MembersMapping Mapping, DateTimeOffset At)
{
    public required ImportRun<MembersPreview> Preview { get; init; }

    public ImportRun<MembersImported>? Commit { get; init; }
}

/// <summary>The files of members that were sent: people's data are never laid down on the server's disk for longer than it takes to read them.</summary>
internal sealed class MemberImports(RecordStore record, OrganisationStore store, CurrentElectoralData current) : IDisposable
{
    private const int Most = 8;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, MemberImport> imports = new();

    public MemberImport? Find(Guid id, Actor actor) => imports.GetValueOrDefault(id) is { } import && import.Keeper == KeeperOf(actor) && store.Clock.GetUtcNow() - import.At < Kept ? import : null;

    /// <summary>Takes a file in, if its origin is told, and begins the preview with what its columns are called.</summary>
    public async Task<Outcome<MemberImport>> Begin(string name, byte[] content, FileOrigin origin, Actor actor)
    {
        if (PreviewMembers.MayKeep(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (origin.Faults() is { Count: > 0 } faults)
        {
            return Outcome<MemberImport>.Refused(faults);
        }

        var read = OnDisk(name, content, path => ReadSheets.Run(path).Then<Sheet>(f => f.Sheets[0]));
        if (!read.IsDone)
        {
            return Outcome<MemberImport>.Refused(read.Refusals);
        }

        Forget();
        var import = new MemberImport(Guid.NewGuid(), KeeperOf(actor), name, content, origin, read.Value.Header, MembersMapping.Guess(read.Value), store.Clock.GetUtcNow()) { Preview = null! };
        return await Look(import, actor);
    }

    /// <summary>Makes the preview again with other columns.</summary>
    public Task<MemberImport> Map(MemberImport import, MembersMapping mapping, Actor actor)
    {
        import.Preview.Stop();
        return Look(import with { Mapping = mapping, Commit = null }, actor);
    }

    /// <summary>Commits what the preview showed, unless that is under way or done.</summary>
    public async Task<MemberImport> Commit(MemberImport import, IReadOnlySet<int> others, Actor actor)
    {
        if (import.Preview.Result is not { } preview || import.Commit is { } going && (!going.Ending.IsCompleted || going.Result is not null))
        {
            return import;
        }

        var committing = import with { Commit = new((progress, stop) => new ImportMembers(store).Run(preview, others, actor, progress, stop), store.Clock.GetUtcNow()) };
        imports[import.Id] = committing;
        await Wait(committing.Commit.Ending);
        return committing;
    }

    /// <summary>Stops what is under way; nothing is written of a commit that was stopped.</summary>
    public void Stop(MemberImport import)
    {
        import.Preview.Stop();
        import.Commit?.Stop();
    }

    public void Dispose()
    {
        foreach (var import in imports.Values)
        {
            import.Preview.Dispose();
            import.Commit?.Dispose();
        }
    }

    private async Task<MemberImport> Look(MemberImport import, Actor actor)
    {
        var looking = import with
        {
            Preview = new(
                (progress, stop) => OnDisk(import.Name, import.Content, path => new PreviewMembers(record, store, () => current.Value.Atlas).Run(new MembersFile(path, import.Name, import.Origin, import.Mapping), actor, progress, stop)),
                store.Clock.GetUtcNow()),
        };
        imports[import.Id] = looking;
        await Wait(looking.Preview.Ending);
        return looking;
    }

    /// <summary>What has to be read through a file is one for as long as it is read; only the ending of its name is the sender's.</summary>
    private static T OnDisk<T>(string name, byte[] content, Func<string, T> read)
    {
        var folder = Directory.CreateTempSubdirectory("daira-members-");
        try
        {
            var path = Path.Combine(folder.FullName, "given" + Path.GetExtension(Path.GetFileName(name)));
            File.WriteAllBytes(path, content);
            return read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Forget()
    {
        var now = store.Clock.GetUtcNow();
        foreach (var old in imports.Values.OrderByDescending(i => i.At).Where((i, n) => n >= Most - 1 || now - i.At > Kept))
        {
            imports.TryRemove(old.Id, out _);
            Stop(old);
        }
    }

    private async Task Wait(Task ending) => await Task.WhenAny(ending, Task.Delay(Patience, store.Clock));

    private static string KeeperOf(Actor actor) => Journaling.NameOf(actor).Split('/')[0];
}
