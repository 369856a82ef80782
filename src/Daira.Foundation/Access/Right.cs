namespace Daira.Foundation.Access;

/// <summary>Something that may be done, by its stable word, e.g. <c>correct-results</c>. Its words for readers are the text <c>right.{Id}</c>.</summary>
public readonly record struct Right(string Id)
{
    public override string ToString() => Id;
}

/// <summary>
/// Where a right holds: an opaque id. Whoever knows bodies and places says which scopes lie within which (<see cref="IScopes"/>);
/// the ground only asks.
/// </summary>
public readonly record struct Scope(string Id)
{
    /// <summary>The whole installation: every other scope lies within it.</summary>
    public static Scope Installation => new("installation");

    public override string ToString() => Id;
}

/// <summary>How much a field says about a person; a right reaches up to a class and everything below it.</summary>
public enum Sensitivity
{
    /// <summary>Anyone may know.</summary>
    Open,

    /// <summary>The party's own affairs; that somebody is a member.</summary>
    Internal,

    /// <summary>How to reach a person.</summary>
    Personal,

    /// <summary>Identity numbers, reasons, papers: each reading is journalled.</summary>
    Sealed,
}

/// <summary>Which scope lies within which. Implemented by whoever knows bodies and places.</summary>
public interface IScopes
{
    /// <summary>The scope itself and everything it lies within, nearest first, ending with <see cref="Scope.Installation"/>. Empty when there is no such scope: then nobody has a right to it.</summary>
    IReadOnlyList<Scope> Around(Scope scope);

    /// <summary>The scope itself and everything within it; empty when there is none. For lists and for the database's own row filter.</summary>
    IReadOnlyCollection<Scope> Within(Scope scope);
}

/// <summary>An installation without bodies: one scope.</summary>
public sealed class OnlyInstallation : IScopes
{
    public static IScopes Instance { get; } = new OnlyInstallation();

    public IReadOnlyList<Scope> Around(Scope scope) => scope == Scope.Installation ? [scope] : [];

    public IReadOnlyCollection<Scope> Within(Scope scope) => Around(scope);
}
