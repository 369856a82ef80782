using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Procedures;

/// <summary>
/// A digitised service as data: who opens it, its steps, who acts at each, within what time, and how it may end.
/// Immutable once in force; a change is a new version, and a case ends under the version it was opened with.
/// </summary>
/// <param name="Id">Stable word, e.g. <c>found-body</c>.</param>
/// <param name="Version">1, 2, …</param>
/// <param name="Promise">The time the party promises for the whole service; published, and measured.</param>
public sealed record Definition(
    string Id,
    int Version,
    DateOnly InForceFrom,
    Names Names,
    ActorRule Opener,
    IReadOnlyList<Step> Steps,
    TimeLimit Promise) : INamed
{
    /// <summary>Papers asked once, at the opening; what the party already holds is never asked.</summary>
    public IReadOnlyList<Paper> Papers { get; init; } = [];

    /// <summary>Questions asked at the opening.</summary>
    public IReadOnlyList<Field> Form { get; init; } = [];

    /// <summary>A second clock set by law; null when there is none.</summary>
    public LawClock? Law { get; init; }

    /// <summary>
    /// Whether a move waits for the required papers: one that grants what was asked for, and one by which the applicant hands on the file. A refusal,
    /// a request for completion and a withdrawal never wait.
    /// </summary>
    public bool Needs(Step step, Move move) => move.Ending?.Kind is EndingKind.Granted || (move.To is not null && step.Actor is ActorRule.Applicant);

    /// <summary>The first step.</summary>
    public Step First => Steps[0];

    /// <summary>The step of this id, or null.</summary>
    public Step? Find(string step) => Steps.FirstOrDefault(s => s.Id == step);

    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>One station of a procedure: somebody's turn.</summary>
/// <param name="Limit">Within what time the actor must move; when it passes, the turn goes to the body above, never into silence.</param>
/// <param name="Moves">What the actor may do; at least one.</param>
public sealed record Step(string Id, Names Names, ActorRule Actor, TimeLimit Limit, IReadOnlyList<Move> Moves) : INamed
{
    /// <summary>Questions of the form, beside the papers.</summary>
    public IReadOnlyList<Field> Form { get; init; } = [];

    /// <summary>Whether the party's clock stands still here, e.g. while the applicant completes the file.</summary>
    public bool SuspendsClock { get; init; }

    /// <summary>The move of this id, or null.</summary>
    public Move? Find(string move) => Moves.FirstOrDefault(m => m.Id == move);

    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>A button: verb and noun, leading to another step or to an ending.</summary>
/// <param name="To">Id of the next step; null when the move ends the case.</param>
/// <param name="Ending">How the case ends; null when it goes on.</param>
public sealed record Move(string Id, Names Names, string? To, Ending? Ending) : INamed
{
    /// <summary>Whether a reason must be given. Compulsory for negative endings.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>Reasons to choose from, with free text beside; empty = free text only.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>Offices that must co-sign before the move takes effect (two persons); null = one suffices.</summary>
    public ActorRule? SecondPerson { get; init; }

    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>How a case may end.</summary>
/// <param name="Appeal">Against a refusal: where it is taken and within what time. Null only in last instance.</param>
/// <param name="LastInstance">The article of the statutes by which no further appeal lies; null otherwise.</param>
public sealed record Ending(EndingKind Kind, Appeal? Appeal = null, string? LastInstance = null);

public enum EndingKind
{
    Granted,
    Refused,

    /// <summary>By the applicant.</summary>
    Withdrawn,

    /// <summary>Without object any more, e.g. answered elsewhere; needs a reason like a refusal.</summary>
    Closed,
}

/// <summary>The way out of a refusal.</summary>
/// <param name="Step">Where the case goes on when the applicant appeals.</param>
public sealed record Appeal(string Step, TimeLimit Within);

/// <param name="Code">Stable word, kept in the trail and counted in statistics.</param>
/// <param name="Basis">The article it rests on.</param>
public sealed record Reason(string Code, Names Names, string Basis) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}

/// <param name="Required">Whether nothing is granted without it; see <see cref="Definition.Needs"/>.</param>
public sealed record Paper(string Id, Names Names, bool Required) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}

/// <param name="Pattern">What the answer must match; null = any text up to 4,000 characters.</param>
public sealed record Field(string Id, Names Names, bool Required, string? Pattern = null) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}

/// <summary>A clock that the law sets running at a move, e.g. 20 days from the referral of a question to the Government.</summary>
/// <param name="StartsAt">Id of the move that starts it.</param>
/// <param name="StopsAt">Id of the move that stops it.</param>
/// <param name="Basis">The article.</param>
public sealed record LawClock(string StartsAt, string StopsAt, TimeLimit Limit, string Basis);
