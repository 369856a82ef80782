using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Storage;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Elections.Imports;

/// <param name="Folder">The tables, see <see cref="MoroccoTables.ShippedFolder"/>.</param>
/// <param name="Outlines">The folder of the outlines package; null when it is not installed.</param>
/// <param name="WithUnverified">False leaves out figures of unknown origin.</param>
public sealed record LoadRequest(string Folder, string? Outlines, bool WithUnverified = true);

/// <param name="Changed">False when exactly these tables were loaded already: nothing was written.</param>
/// <param name="Fates">How many vote rows were New, Same, Changed or gone (Refused) against what was stored.</param>
/// <param name="Notices">What happened on the way that the person should know.</param>
public sealed record LoadReport(bool Changed, ElectoralData Data, LoadFates Fates, IReadOnlyList<Message> Notices);

public sealed record LoadFates(int New, int Same, int Changed, int Gone);

/// <summary>
/// Loads what ships of Morocco into <c>elections</c>: read → map → reconcile → preview → commit. Only the commit writes, in
/// one transaction; loading the same again writes nothing.
/// </summary>
public sealed class LoadMorocco(ElectionsStore elections, RecordStore record, TimeProvider clock)
{
    /// <param name="progress">Told each step as a sentence.</param>
    /// <exception cref="OperationCanceledException">Stopped; the databases are as they were.</exception>
    public Outcome<LoadReport> Run(LoadRequest request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (Refuse(request, actor) is { Count: > 0 } refusals)
        {
            return Outcome<LoadReport>.Refused(refusals);
        }

        var notices = new List<Message>();
        new RepairAfterCut(elections, record, clock).Run();
        var content = ContentOf(request);
        if (StoredContent() == content && elections.Load() is { IsDone: true } stored)
        {
            return new LoadReport(false, stored.Value, FatesOf(stored.Value, stored.Value), notices);
        }

        var tables = ReadAndMap(request, progress, notices, stop);
        if (!tables.IsDone)
        {
            return Outcome<LoadReport>.Refused(tables.Refusals);
        }

        progress.Report(new Message("load.reconciling"));
        PutAsideWhenUnusable(notices);
        var before = elections.Load() is { IsDone: true } old ? old.Value : null;
        Commit(request, tables.Value, content, actor, progress, stop);
        var after = elections.Load().Value;
        return new LoadReport(true, after, FatesOf(before, after), notices);
    }

    private List<Refusal> Refuse(LoadRequest request, Actor actor)
    {
        if (Rights.RefuseChange(actor) is { } forbidden)
        {
            return [forbidden];
        }

        if (!File.Exists(Path.Combine(request.Folder, "places", "places.csv")))
        {
            return [new Refusal(RefusalKind.NotFound, "tables-missing", new Message("load.tables-missing", request.Folder))];
        }

        return elections.State is SchemaState.Newer
            ? [elections.WhyNot()!]
            : [.. record.Prepare().Refusals];
    }

    private Outcome<ElectionTables> ReadAndMap(LoadRequest request, IProgress<Message> progress, List<Message> notices, CancellationToken stop)
    {
        progress.Report(new Message("load.reading"));
        try
        {
            var tables = MoroccoTables.Read(request.Folder, request.WithUnverified);
            stop.ThrowIfCancellationRequested();
            return MoroccoOutlines.Add(tables, request.Outlines, progress, notices);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new Refusal(RefusalKind.Invalid, "tables-unreadable", new Message("load.tables-unreadable", e.Message));
        }
    }

    /// <summary>A damaged or older database is a build product: said, put aside, built again.</summary>
    private void PutAsideWhenUnusable(List<Message> notices)
    {
        if (elections.State is SchemaState.Missing || elections.Load() is not { IsDone: false } unusable)
        {
            return;
        }

        var aside = elections.PutAside();
        notices.Add(new Message("storage.put-aside", unusable.Refusals[0].Code, aside));
    }

    private void Commit(LoadRequest request, ElectionTables tables, string content, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        progress.Report(new Message("load.writing", (long)tables.Votes.Count));
        var decisions = DecidedChanges.All(record);
        var import = elections.Change((connection, db) =>
        {
            connection.Run("delete from imports where what <> 'morocco'");
            var rows = ElectionsImport.Replace(connection, db, tables, stop);
            DataVersion.Set(connection, DataVersion.Of(content));
            DecidedChanges.ApplyAll(new Applying(connection, db, new SourceFiles(record.Database.Folder), decisions, stop));
            var number = Convert.ToInt32(connection.One("select coalesce(max(id), 0) + 1 from imports"), System.Globalization.CultureInfo.InvariantCulture);
            var row = new ImportRow(
                number, Moment.Write(clock.GetUtcNow()), Journaling.NameOf(actor), "morocco", content, JsonSerializer.Serialize(new { country = "morocco", unverified = request.WithUnverified }), rows);
            BulkInsert.Into(db, [row], stop);
            stop.ThrowIfCancellationRequested();
            return row;
        });
        record.Change(db =>
        {
            RepairAfterCut.Journalled(db, import, clock);
            return true;
        });
    }

    private string? StoredContent()
    {
        if (elections.State is not SchemaState.Current)
        {
            return null;
        }

        using var connection = elections.Database.Open(readOnly: true);
        return connection.One("select content from imports where what = 'morocco' order by id desc limit 1") as string;
    }

    /// <summary>Fingerprint of everything that is read, so that loading twice is noticed.</summary>
    private static string ContentOf(LoadRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{ElectionsDb.SchemaVersion};{MoroccoTables.ReadingVersion};{request.WithUnverified}"));
        var tables = Directory.EnumerateFiles(request.Folder, "*.csv", SearchOption.AllDirectories);
        var outlines = MoroccoOutlines.Files(request.Outlines);
        foreach (var file in tables.Order(StringComparer.Ordinal).Concat(outlines))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static LoadFates FatesOf(ElectoralData? before, ElectoralData after)
    {
        var (stored, read) = (CellsOf(before), CellsOf(after));
        var same = read.Count(c => stored.TryGetValue(c.Key, out var votes) && votes == c.Value);
        var known = read.Keys.Count(stored.ContainsKey);
        return new LoadFates(read.Count - known, same, known - same, stored.Keys.Count(k => !read.ContainsKey(k)));
    }

    private static Dictionary<(string, string, string), long> CellsOf(ElectoralData? data) =>
        (from results in data?.Contests ?? []
         from row in Enumerable.Range(0, results.Places.Count)
         from column in Enumerable.Range(0, results.Lists.Count)
         where results.Votes(row, column) is not null
         select (Key: (results.Contest.Id, results.Places[row].Code, results.Lists[column].Code), Votes: results.Votes(row, column)!.Value))
        .ToDictionary(c => c.Key, c => c.Votes);
}
