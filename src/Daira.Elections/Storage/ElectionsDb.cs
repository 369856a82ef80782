using Daira.Elections.Contests;
using Daira.Elections.Imports.Gazetteer;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Daira.Elections.Storage;

/// <summary>
/// The tables of <c>elections</c>. They are a build product: a change of them raises <see cref="SchemaVersion"/>, and an
/// older database is built again from sources and recorded decisions instead of being migrated.
/// </summary>
public sealed class ElectionsDb(DbContextOptions<ElectionsDb> options) : DbContext(options)
{
    public const int SchemaVersion = 5;

    public IQueryable<T> Rows<T>()
        where T : class => Set<T>().AsNoTracking();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Places(modelBuilder);
        Contests(modelBuilder);
        Results(modelBuilder);
        OwnState(modelBuilder);
        modelBuilder.UseSnakeCase();
    }

    private static void Places(ModelBuilder model)
    {
        Source(model.Entity<Source>());
        model.Entity<PlaceRow>(place =>
        {
            place.ToTable("places").HasKey(p => p.Code);
            place.Property(p => p.Level).HasConversion<string>();
            place.HasIndex(p => p.Parent).HasDatabaseName("places_parent");
        });
        model.Entity<PlaceNameRow>().ToTable("place_names").HasKey(n => new { n.Place, n.Language, n.Text, n.Source });
        model.Entity<PopulationRow>().ToTable("populations").HasKey(p => new { p.Place, p.Date });
        model.Entity<MembershipRow>(membership =>
        {
            membership.ToTable("memberships").HasKey(m => new { m.Unit, m.Constituency });
            membership.HasIndex(m => m.Constituency).HasDatabaseName("memberships_constituency");
        });
        model.Entity<ReplacedPlaceRow>().ToTable("replaced_places").HasKey(r => new { r.Import, r.Place });
        model.Entity<ShapeRow>(shape =>
        {
            shape.ToTable("shapes").HasKey(s => s.Place);
            shape.HasIndex(s => new { s.West, s.East, s.South, s.North }).HasDatabaseName("shapes_bounds");
        });
    }

    private static void Contests(ModelBuilder model)
    {
        model.Entity<ListRow>().ToTable("lists").HasKey(l => l.Code);
        model.Entity<ListAliasRow>().ToTable("list_aliases").HasKey(a => new { a.List, a.Alias, a.Contest });
        model.Entity<ContestListRow>().ToTable("contest_lists").HasKey(l => new { l.Contest, l.List });
        model.Entity<ContestRow>(contest =>
        {
            contest.ToTable("contests").HasKey(c => c.Id);
            contest.Property(c => c.Kind).HasConversion<string>();
            contest.Property(c => c.Level).HasConversion<string>();
            contest.Property(c => c.Status).HasConversion<string>();
        });
    }

    private static void Results(ModelBuilder model)
    {
        model.Entity<VoteRow>(vote =>
        {
            vote.ToTable("results").HasKey(v => v.Id);
            vote.Property(v => v.Id).ValueGeneratedNever();
            vote.Property(v => v.Status).HasConversion<string>();
            vote.HasIndex(v => new { v.Contest, v.Place, v.List }).HasDatabaseName("results_of");
            vote.HasIndex(v => v.Replaces).IsUnique().HasFilter("replaces is not null").HasDatabaseName("results_replaces");
        });
        model.Entity<TotalsRow>().ToTable("totals").HasKey(t => new { t.Contest, t.Place, t.Import });
        model.Entity<TieRow>().ToTable("tie_decisions").HasKey(t => new { t.Contest, t.Place });
        model.Entity<SeatsRow>().ToTable("proclaimed_seats").HasKey(s => new { s.Contest, s.Place, s.List });
    }

    private static void OwnState(ModelBuilder model)
    {
        model.Entity<FindingRow>(finding =>
        {
            finding.ToTable("findings").HasKey(f => f.Id);
            finding.Property(f => f.Id).ValueGeneratedNever();
        });
        model.Entity<ImportRow>(import =>
        {
            import.ToTable("imports").HasKey(i => i.Id);
            import.Property(i => i.Id).ValueGeneratedNever();
        });
        model.Entity<StateRow>().ToTable("state").HasKey(s => s.Name);
    }

    private static void Source(EntityTypeBuilder<Source> source) => source.ToTable("sources").HasKey(s => s.Id);
}
