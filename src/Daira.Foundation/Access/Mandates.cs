namespace Daira.Foundation.Access;

/// <summary>An office held somewhere for a time: the only thing rights come from.</summary>
/// <param name="Id">Names the mandate in the journal, e.g. <c>mandate:0198…</c>.</param>
/// <param name="Account">Who holds it.</param>
/// <param name="Office">Key into the rights table.</param>
/// <param name="Scope">Where; the rights hold here and in everything within.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, itself included; null while no end is known.</param>
public sealed record OfficeHeld(string Id, Guid Account, string Office, Scope Scope, DateOnly From, DateOnly? Until)
{
    public bool IsInForceOn(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

/// <summary>Where mandates are known from. Several sources add up: the posts of the installation, the mandates of the party's bodies.</summary>
public interface IMandateSource
{
    /// <summary>Of an account, those in force on a day; read afresh at each call.</summary>
    IReadOnlyList<OfficeHeld> InForce(Guid account, DateOnly day);
}

/// <summary>One row of the rights table: whoever holds the office may do this, up to a class of sensitivity.</summary>
public sealed record OfficeRight(string Office, Right Right, Sensitivity UpTo);

/// <summary>A right somebody has: where, how deep, and in which mandate.</summary>
public sealed record Grant(Right Right, Scope Scope, Sensitivity UpTo, string Mandate);
