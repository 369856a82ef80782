using Daira.Foundation.Journal;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Access;

/// <summary>
/// An office of the installation itself, held by an account for a time: the administrator, a keeper of results. What bodies
/// are to the party, posts are to the machine; rights come from them in the same way.
/// </summary>
/// <param name="Until">Last day; null while no end is known.</param>
public sealed record Post(Guid Id, Guid Account, string Office, DateOnly From, DateOnly? Until, string AppointedBy, DateTimeOffset AppointedAt, string? EndedBy)
{
    public OfficeHeld AsMandate => new($"post:{Id:N}", Account, Office, Scope.Installation, From, Until);
}

/// <summary>The offices of the installation and what they may do at first; the rights table can change it.</summary>
public static class InstallationOffices
{
    public const string Administrator = "administrator";
    public const string ImportKeeper = "import-keeper";
    public const string Corrector = "corrector";
    public const string Publisher = "publisher";

    /// <summary>In the order shown; their words are the texts <c>office.{Id}</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [Administrator, ImportKeeper, Corrector, Publisher];

    public static IReadOnlyList<OfficeRight> Preset { get; } =
    [
        new(Administrator, Rights.ManageAccounts, Sensitivity.Personal),
        new(Administrator, Rights.ChangeRights, Sensitivity.Internal),
        new(Administrator, Rights.ReadJournal, Sensitivity.Internal),
        new(Administrator, Rights.SeeState, Sensitivity.Internal),
        new(ImportKeeper, Rights.ImportResults, Sensitivity.Internal),
        new(Corrector, Rights.CorrectResults, Sensitivity.Internal),
        new(Publisher, Rights.PublishResults, Sensitivity.Internal),
    ];
}

/// <summary>Reads the posts of an account.</summary>
public sealed class PostsOfInstallation(RecordStore record) : IMandateSource
{
    public IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day) =>
        record.Read(db => db.Rows<Post>().Where(p => p.Account == account).ToList()).ConvertAll(p => p.AsMandate).FindAll(m => m.IsInForceOn(day));
}

/// <param name="From">First day; today when null.</param>
public sealed record Appointment(Guid Account, string Office, DateOnly? From = null, DateOnly? Until = null);

/// <summary>Gives an account an office of the installation.</summary>
public sealed class AppointToPost(RecordStore record, TimeProvider clock)
{
    public Outcome<Post> Run(Appointment request, Actor actor) => record.Change<Outcome<Post>>(db => Run(db, request, actor));

    /// <summary>Inside the caller's transaction.</summary>
    public Outcome<Post> Run(RecordDb db, Appointment request, Actor actor)
    {
        var acting = Rights.Acting(actor, Rights.ManageAccounts, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Post>.Refused(acting.Refusals);
        }

        var from = request.From ?? DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        if (Refuse(db, request, from) is { } refusal)
        {
            return refusal;
        }

        var post = new Post(Guid.CreateVersion7(clock.GetUtcNow()), request.Account, request.Office, from, request.Until, Journaling.NameOf(acting.Value), clock.GetUtcNow(), null);
        db.Add(post);
        db.Journal(acting.Value, clock, "post-given", $"account:{post.Account:N}/{post.Office}");
        return post;
    }

    private static Refusal? Refuse(RecordDb db, Appointment request, DateOnly from) =>
        !InstallationOffices.All.Contains(request.Office, StringComparer.Ordinal)
            ? new Refusal(RefusalKind.NotFound, "no-such-office", new Message("access.no-such-office", request.Office, string.Join(", ", InstallationOffices.All)))
        : request.Until is { } last && last < from
            ? new Refusal(RefusalKind.Invalid, "ends-before-it-begins", new Message("access.ends-before-it-begins", last, from))
        : db.Rows<Post>().Where(p => p.Account == request.Account && p.Office == request.Office).AsEnumerable().Any(p => p.AsMandate.IsInForceOn(from))
            ? new Refusal(RefusalKind.Conflict, "post-held-already", new Message("access.post-held-already"))
        : null;
}

/// <summary>Ends a post: yesterday was its last day, and every session of its holder loses the rights within a minute.</summary>
public sealed class EndPost(RecordStore record, TimeProvider clock)
{
    public Outcome<Post> Run(Guid id, Actor actor) => record.Change<Outcome<Post>>(db =>
    {
        var acting = Rights.Acting(actor, Rights.ManageAccounts, Scope.Installation);
        if (!acting.IsDone)
        {
            return Outcome<Post>.Refused(acting.Refusals);
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var post = db.Rows<Post>().SingleOrDefault(p => p.Id == id);
        if (Refuse(db, post, today) is { } refusal)
        {
            return refusal;
        }

        var ended = post! with { Until = today.AddDays(-1), EndedBy = Journaling.NameOf(acting.Value) };
        db.Entry(post).CurrentValues.SetValues(ended);
        db.Journal(acting.Value, clock, "post-ended", $"account:{ended.Account:N}/{ended.Office}");
        return ended;
    });

    private static Refusal? Refuse(RecordDb db, Post? post, DateOnly today) =>
        post is null || (post.Until is { } last && last < today)
            ? new Refusal(RefusalKind.Conflict, "post-not-held", new Message("access.post-not-held"))
        : post.Office == InstallationOffices.Administrator && Administrators(db, today) == 1
            ? new Refusal(RefusalKind.Conflict, "last-administrator", new Message("access.last-administrator"))
        : null;

    private static int Administrators(RecordDb db, DateOnly today) => db.Rows<Post>()
        .Where(p => p.Office == InstallationOffices.Administrator).AsEnumerable().Where(p => p.AsMandate.IsInForceOn(today)).Select(p => p.Account).Distinct().Count();
}
