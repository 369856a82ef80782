namespace Daira.Foundation.Access;

/// <summary>Who acts. How an actor is known may change; what use cases ask of one does not.</summary>
public abstract record Actor
{
    private Actor() { }

    /// <summary>Anyone: reads what is public.</summary>
    public sealed record Public : Actor;

    /// <summary>Whoever sits at the machine: the command line, or a browser that typed the one-time code which <c>serve</c> printed.</summary>
    public sealed record LocalOperator : Actor;

    /// <summary>Someone who signed in. Holds no right as a person: only what <paramref name="Standing"/> says, which comes from mandates in force.</summary>
    /// <param name="Account">The account; it says nothing of who it is and stays in the journal when the person is erased.</param>
    /// <param name="Mandate">The mandate acted in, once a right was found in it (<see cref="Rights.Acting"/>); null before.</param>
    /// <param name="SignedInAt">When they last proved who they are; null for a program with a token.</param>
    public sealed record Person(Guid Account, Standing Standing, string? Mandate = null, DateTimeOffset? SignedInAt = null) : Actor;

    /// <summary>The clock: what falls due is nobody's will. It holds no right; a use case that time sets off says so itself.</summary>
    public sealed record Timer : Actor;

    public static Actor Anyone { get; } = new Public();

    public static Actor Operator { get; } = new LocalOperator();

    public static Actor Clock { get; } = new Timer();
}
