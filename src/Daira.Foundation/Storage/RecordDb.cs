using Microsoft.EntityFrameworkCore;

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
    public DbSet<T> Rows<T>()
        where T : class => Set<T>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var part in parts)
        {
            part.Describe(modelBuilder);
        }

        modelBuilder.UseSnakeCase();
    }
}
