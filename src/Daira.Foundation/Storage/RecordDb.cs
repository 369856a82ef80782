using Daira.Foundation.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Daira.Foundation.Storage;

/// <summary>What a part of the program keeps in <c>record</c>: its tables and the steps that make and change them.</summary>
public interface IRecordPart
{
    void Describe(ModelBuilder model);

    /// <summary>Numbered in the part's own hundred; see <see cref="RecordStep.Version"/>.</summary>
    IReadOnlyList<RecordStep> Steps { get; }
}

/// <summary>
/// The database that is kept: journal and people's decisions, later accounts, members and jobs. One context composed of
/// parts, so that a change and its journal entry commit together.
/// </summary>
public sealed class RecordDb(DbContextOptions<RecordDb> options, IReadOnlyList<IRecordPart> parts) : DbContext(options)
{
    private readonly List<JournalDraft> drafts = [];

    private string Composition { get; } = string.Join(' ', parts.Select(p => p.GetType().FullName));

    public DbSet<T> Rows<T>()
        where T : class => Set<T>();

    /// <summary>Takes its place in the chain when the change is saved, after everything else, so that the chain is held as shortly as possible.</summary>
    internal void Journal(JournalDraft draft)
    {
        drafts.Add(draft);
        HasJournalled = true;
    }

    internal bool HasJournalled { get; private set; }

    /// <summary>Where entries wait when several changes share a transaction: they take their places together, just before it is committed.</summary>
    internal List<JournalDraft>? Together { get; init; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var own = drafts.Count > 0 && Database.CurrentTransaction is null ? Database.BeginTransaction() : null;
        var written = base.SaveChanges(acceptAllChangesOnSuccess);
        TakePlaces();
        own?.Commit();
        return written;
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await using var own = drafts.Count > 0 && Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        TakePlaces();
        await (own?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
        return written;
    }

    /// <summary>Leaves no trace of a change that came to nothing.</summary>
    internal void Forget()
    {
        ChangeTracker.Clear();
        drafts.Clear();
    }

    private void TakePlaces()
    {
        if (Together is null)
        {
            Chain.Append(Database.GetDbConnection(), drafts);
        }

        Together?.AddRange(drafts);
        drafts.Clear();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.ReplaceService<IModelCacheKeyFactory, ModelOfParts>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var part in parts)
        {
            part.Describe(modelBuilder);
        }

        modelBuilder.UseSnakeCase();
    }

    /// <summary>The same context composed of other parts has another model.</summary>
    private sealed class ModelOfParts : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), (context as RecordDb)?.Composition, designTime);
    }
}
