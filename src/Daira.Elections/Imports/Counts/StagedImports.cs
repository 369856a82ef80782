using System.Text.Json;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Gazetteer;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Counts;

/// <summary>An import that a person has begun on the pages: the file as received and what was said about it so far. Nothing of it is in the databases.</summary>
/// <param name="Name">The file as the person calls it.</param>
public sealed record StagedImport(Guid Id, string Name, string Sha256, long Bytes, DateTimeOffset At)
{
    public string? Contest { get; init; }

    public ResultsMapping? Mapping { get; init; }

    public IReadOnlyList<string> Accepted { get; init; } = [];

    public ResultStatus Status { get; init; }

    public string Publisher { get; init; } = AddContest.Unknown;

    public string Licence { get; init; } = AddContest.Unknown;

    public string Address { get; init; } = "";

    /// <summary>What was said of it when it is a file of places or boundaries; null for one of results.</summary>
    public StagedPlaces? Places { get; init; }

    /// <summary>The import it became; null before it was committed.</summary>
    public int? Number { get; init; }
}

/// <summary>What is said of a file of places besides its source.</summary>
/// <param name="Mapping">Null before the second step.</param>
/// <param name="ValidFrom">First day on which the boundaries hold.</param>
/// <param name="Attribution">What must be said wherever they are shown; null = the publisher.</param>
public sealed record StagedPlaces(PlacesMapping? Mapping, string? Country, DateOnly? ValidFrom, string? Attribution);

/// <summary>Begun imports, each in a folder of its own below the data folder. For keepers of imports.</summary>
/// <param name="folder">The installation's data folder.</param>
public sealed class StagedImports(string folder, TimeProvider clock)
{
    private const int LongestName = 200;

    private string Root => Path.Combine(folder, "imports");

    /// <summary>Keeps a file as it arrives, piece by piece.</summary>
    /// <param name="largest">Bytes beyond which it is refused and removed.</param>
    public async Task<Outcome<StagedImport>> Receive(Stream content, string name, long largest, Actor actor, CancellationToken stop)
    {
        if (Rights.Refuse(actor, Rights.ImportResults) is { } forbidden)
        {
            return forbidden;
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        Directory.CreateDirectory(FolderOf(id));
        try
        {
            var bytes = await Copy(content, FileOf(id), largest, stop);
            var staged = new StagedImport(id, NameOf(name), SourceFiles.ChecksumOf(FileOf(id)), bytes, clock.GetUtcNow());
            Write(staged);
            return staged;
        }
        catch (InvalidDataException)
        {
            Directory.Delete(FolderOf(id), recursive: true);
            return new Refusal(RefusalKind.TooLarge, "file-too-large", new Message("import.file-too-large", NameOf(name), largest >> 20));
        }
        catch
        {
            Directory.Delete(FolderOf(id), recursive: true);
            throw;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<StagedImport> All() => !Directory.Exists(Root) ? [] :
        [.. Directory.EnumerateDirectories(Root).Select(d => Guid.TryParse(Path.GetFileName(d), out var id) ? Find(id) : null).OfType<StagedImport>().OrderByDescending(s => s.At)];

    public StagedImport? Find(Guid id) =>
        File.Exists(StateOf(id)) ? JsonSerializer.Deserialize<StagedImport>(File.ReadAllText(StateOf(id)), DecidedJson.Options) : null;

    /// <summary>Where the file stands.</summary>
    public string FileOf(Guid id) => Path.Combine(FolderOf(id), "file");

    /// <summary>Keeps what was said.</summary>
    public Outcome<StagedImport> Save(StagedImport staged, Actor actor)
    {
        if (Rights.Refuse(actor, Rights.ImportResults) is { } forbidden)
        {
            return forbidden;
        }

        Write(staged);
        return staged;
    }

    /// <summary>Gives a begun import up.</summary>
    public Outcome<bool> Remove(Guid id, Actor actor)
    {
        if (Rights.Refuse(actor, Rights.ImportResults) is { } forbidden)
        {
            return forbidden;
        }

        if (!Directory.Exists(FolderOf(id)))
        {
            return false;
        }

        Directory.Delete(FolderOf(id), recursive: true);
        return true;
    }

    /// <summary>What is asked for, once contest and mapping were said.</summary>
    public ImportRequest? RequestOf(StagedImport staged) => staged is { Contest: { } contest, Mapping: { } mapping }
        ? new ImportRequest(FileOf(staged.Id), contest, mapping, staged.Name)
        {
            Accepted = staged.Accepted,
            Status = staged.Status,
            Publisher = staged.Publisher,
            Licence = staged.Licence,
            Address = staged.Address,
        }
        : null;

    /// <summary>What is asked for of a file of places, once its columns were said.</summary>
    public PlacesRequest? PlacesRequestOf(StagedImport staged) => staged.Places is { Mapping: { } mapping } said
        ? new PlacesRequest(FileOf(staged.Id), mapping)
        {
            Name = staged.Name,
            Country = said.Country,
            ValidFrom = said.ValidFrom,
            Attribution = said.Attribution,
            Accepted = staged.Accepted,
            Publisher = staged.Publisher,
            Licence = staged.Licence,
            Address = staged.Address,
        }
        : null;

    private static async Task<long> Copy(Stream content, string file, long largest, CancellationToken stop)
    {
        await using var target = File.Create(file);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            bytes += read;
            if (bytes > largest)
            {
                throw new InvalidDataException("Larger than allowed.");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        return bytes;
    }

    /// <summary>Only the name: a path in it leads nowhere.</summary>
    private static string NameOf(string written)
    {
        var name = Reading.Written.Clean(written.Split('/', '\\')[^1]);
        return name.Length == 0 ? "file" : name.Length <= LongestName ? name : name[^LongestName..];
    }

    private void Write(StagedImport staged)
    {
        var part = StateOf(staged.Id) + ".part";
        File.WriteAllText(part, DecidedJson.Write(staged));
        File.Move(part, StateOf(staged.Id), overwrite: true);
    }

    private string FolderOf(Guid id) => Path.Combine(Root, id.ToString("D"));

    private string StateOf(Guid id) => Path.Combine(FolderOf(id), "state.json");
}
