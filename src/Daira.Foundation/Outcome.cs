using Daira.Foundation.Languages;

namespace Daira.Foundation;

/// <summary>What a use case answers: a value, or the reasons why it refused. Never both, never neither.</summary>
/// <remarks>Misuse by a programmer throws; faulty data becomes rows of a report; an expected refusal is one of these.</remarks>
public sealed record Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, IReadOnlyList<Refusal> refusals)
    {
        this.value = value;
        Refusals = refusals;
    }

    /// <summary>Why it was refused; empty when done.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    public bool IsDone => Refusals.Count == 0;

    /// <summary>The first reason; null when done.</summary>
    public Refusal? Why => Refusals is [var first, ..] ? first : null;

    /// <exception cref="InvalidOperationException">The use case was refused.</exception>
    public T Value => IsDone
        ? value!
        : throw new InvalidOperationException($"Refused: {string.Join("; ", Refusals.Select(r => r.Code))}.");

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    /// <summary>For values whose static type is an interface, which C# does not convert.</summary>
    public static Outcome<T> Of(T value) => new(value, []);

    /// <summary>What follows once it is done; refused for the same reasons otherwise.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => IsDone ? next(value!) : Outcome<TNext>.Refused(Refusals);

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) =>
        refusals.Count == 0
            ? throw new ArgumentException("A refusal needs at least one reason.", nameof(refusals))
            : new(default, refusals);
}

/// <summary>Why something was refused: the value, the place and the remedy, in the reader's language when shown.</summary>
/// <param name="Kind">What sort of refusal; the web answers 404, 400, 409, 413 or 403 by it, the command line exits 1 or 2.</param>
/// <param name="Code">Stable word for programs, e.g. <c>unknown-contest</c>.</param>
/// <param name="Message">The sentence, naming the value, where it stands, and the allowed range or the remedy.</param>
public sealed record Refusal(RefusalKind Kind, string Code, Message Message);

public enum RefusalKind
{
    /// <summary>An id that denotes nothing: 404.</summary>
    NotFound,

    /// <summary>A value outside its allowed range: 400, exit 2.</summary>
    Invalid,

    /// <summary>Right in form, but what is stored does not allow it: 409, exit 1.</summary>
    Conflict,

    /// <summary>The actor has no right to it: 403.</summary>
    Forbidden,

    /// <summary>Larger than allowed: 413.</summary>
    TooLarge,
}
