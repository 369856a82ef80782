using System.Text.Json.Serialization;

namespace Daira.Organisation.Procedures;

/// <summary>One thing that happened in a case. Events are only ever added; everything else about a case is computed from them.</summary>
/// <param name="At">The moment, with the local offset: its local date is the day that clocks start from.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Moved), "moved")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Objected), "objected")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(PaperAdded), "paperAdded")]
[JsonDerivedType(typeof(Recused), "recused")]
[JsonDerivedType(typeof(HandedUp), "handedUp")]
[JsonDerivedType(typeof(Withdrew), "withdrew")]
[JsonDerivedType(typeof(Appealed), "appealed")]
public abstract record CaseEvent(DateTimeOffset At, ActingAs By)
{
    /// <summary>The local day it happened on.</summary>
    [JsonIgnore]
    public DateOnly Day => DateOnly.FromDateTime(At.DateTime);
}

/// <param name="Body">The body whose turn it is; null when it is the applicant's.</param>
/// <param name="About">Whom the case is about, when somebody else opened it: that person is heard and may appeal. Null = whoever opened it.</param>
/// <param name="From">The place it comes from, where there is another than its own: that of a transfer.</param>
public sealed record Opened(DateTimeOffset At, ActingAs By, string Place, string? Body, string? About = null, string? From = null) : CaseEvent(At, By);

/// <summary>The turn was used.</summary>
/// <param name="Move">Id of the move.</param>
/// <param name="Reason">Given where the move needs one.</param>
/// <param name="Body">Whose turn it is next; null when it is the applicant's, or when the case ended.</param>
public sealed record Moved(DateTimeOffset At, ActingAs By, string Step, string Move, GivenReason? Reason, string? Body) : CaseEvent(At, By);

/// <summary>A move that needs two persons was asked for by the first.</summary>
public sealed record Proposed(DateTimeOffset At, ActingAs By, string Step, string Move, GivenReason? Reason) : CaseEvent(At, By);

/// <summary>The second person did not agree; the proposal is gone, the turn stays.</summary>
public sealed record Objected(DateTimeOffset At, ActingAs By, string Text) : CaseEvent(At, By);

/// <summary>A word to the other side; changes no turn.</summary>
public sealed record Said(DateTimeOffset At, ActingAs By, string Text) : CaseEvent(At, By);

/// <summary>A paper was handed in; changes no turn.</summary>
public sealed record PaperAdded(DateTimeOffset At, ActingAs By, PaperFacts Paper) : CaseEvent(At, By);

/// <param name="Number">1, 2, 3… inside the case.</param>
/// <param name="Paper">Which of the definition's papers; empty for another one.</param>
/// <param name="Type">Media type, by its content.</param>
/// <param name="Digest">SHA-256 of the content.</param>
public sealed record PaperFacts(int Number, string Paper, string Name, string Type, int Bytes, string Digest);

/// <summary>The actor stepped aside for a declared interest.</summary>
/// <param name="Body">Who takes over.</param>
public sealed record Recused(DateTimeOffset At, ActingAs By, string Text, string Body) : CaseEvent(At, By);

/// <summary>Nobody could act, or the time passed: the turn went to the body above.</summary>
public sealed record HandedUp(DateTimeOffset At, ActingAs By, HandUpCause Cause, string? From, string Body) : CaseEvent(At, By);

/// <summary>The applicant gave up; possible at any time before the end.</summary>
public sealed record Withdrew(DateTimeOffset At, ActingAs By) : CaseEvent(At, By);

/// <summary>The applicant appealed against a refusal.</summary>
public sealed record Appealed(DateTimeOffset At, ActingAs By, string Text, string? Body) : CaseEvent(At, By);

public enum HandUpCause
{
    /// <summary>No holder of the office is left.</summary>
    Vacancy,

    /// <summary>The step's time limit passed.</summary>
    Late,
}

/// <summary>Why: a code from the definition's list, or free text; never empty.</summary>
public sealed record GivenReason(string? Code, string Text);
