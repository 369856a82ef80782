namespace Daira.Foundation.Access;

/// <summary>Who acts. Accounts will change how an actor is known, never what use cases ask of one.</summary>
public abstract record Actor
{
    private Actor() { }

    /// <summary>Anyone: reads what is public.</summary>
    public sealed record Public : Actor;

    /// <summary>Whoever sits at the machine: the command line, or a browser that typed the one-time code which <c>serve</c> printed.</summary>
    public sealed record LocalOperator : Actor;

    public static Actor Anyone { get; } = new Public();

    public static Actor Operator { get; } = new LocalOperator();
}
