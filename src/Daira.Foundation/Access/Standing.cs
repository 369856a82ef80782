using System.Collections.Frozen;

namespace Daira.Foundation.Access;

/// <summary>
/// What somebody may do at a moment: (office → rights) × (the mandate's scope and all within) × (dates) × (sensitivity), worked out
/// once and asked many times. It is short-lived: <see cref="Standings"/> makes it anew before a minute is over.
/// </summary>
public sealed class Standing
{
    private readonly FrozenDictionary<Right, FrozenDictionary<Scope, Grant>> grants;
    private readonly IScopes scopes;

    private Standing(IReadOnlyList<OfficeHeld> mandates, FrozenDictionary<Right, FrozenDictionary<Scope, Grant>> grants, IScopes scopes, bool isStrong)
    {
        Mandates = mandates;
        this.grants = grants;
        this.scopes = scopes;
        IsStrong = isStrong;
    }

    /// <summary>Signed in without any mandate.</summary>
    public static Standing None { get; } = Of([], [], OnlyInstallation.Instance, isStrong: false);

    /// <summary>The mandates in force.</summary>
    public IReadOnlyList<OfficeHeld> Mandates { get; }

    /// <summary>Whether the person signed in with a second factor or a passkey. Without it a mandate gives nothing.</summary>
    public bool IsStrong { get; }

    /// <param name="mandates">Those in force; the caller has looked at the dates.</param>
    /// <param name="table">The rights table; a row whose right the program does not know stays without effect, because nothing asks for it.</param>
    public static Standing Of(IReadOnlyList<OfficeHeld> mandates, IEnumerable<OfficeRight> table, IScopes scopes, bool isStrong)
    {
        var rows = table.ToLookup(r => r.Office, StringComparer.Ordinal);
        var given = mandates.SelectMany(m => rows[m.Office].Select(r => new Grant(r.Right, m.Scope, r.UpTo, m.Id)));
        return new Standing(mandates, given.GroupBy(g => g.Right).ToFrozenDictionary(g => g.Key, Deepest), scopes, isStrong);
    }

    /// <summary>The grant that allows this, nearest scope first; null when there is none.</summary>
    /// <param name="right">An unknown right is no right.</param>
    /// <param name="scope">Where the thing belongs; an unknown scope is nobody's.</param>
    /// <param name="sensitivity">The class of the most sensitive field touched.</param>
    public Grant? For(Right right, Scope scope, Sensitivity sensitivity = Sensitivity.Internal)
    {
        if (!IsStrong || !grants.TryGetValue(right, out var held))
        {
            return null;
        }

        var around = scopes.Around(scope);
        for (var i = 0; i < around.Count; i++)
        {
            if (held.TryGetValue(around[i], out var grant) && grant.UpTo >= sensitivity)
            {
                return grant;
            }
        }

        return null;
    }

    /// <summary>The same standing with these rights at most: what a token may do of what its holder may.</summary>
    public Standing OnlyFor(IReadOnlySet<Right> rights) => new(Mandates, grants.Where(g => rights.Contains(g.Key)).ToFrozenDictionary(), scopes, IsStrong);

    /// <summary>Whether the right is held anywhere at all: decides what a menu shows, never what is allowed.</summary>
    public bool HoldsSomewhere(Right right) => IsStrong && grants.ContainsKey(right);

    /// <summary>Every scope in which the right holds, for filtering a list.</summary>
    public IReadOnlySet<Scope> WhereFor(Right right, Sensitivity sensitivity = Sensitivity.Internal) =>
        !IsStrong || !grants.TryGetValue(right, out var held)
            ? FrozenSet<Scope>.Empty
            : held.Values.Where(g => g.UpTo >= sensitivity).SelectMany(g => scopes.Within(g.Scope)).ToHashSet();

    /// <summary>Two mandates that give the same right in the same scope: the deeper one counts.</summary>
    private static FrozenDictionary<Scope, Grant> Deepest(IEnumerable<Grant> grants) => grants
        .GroupBy(g => g.Scope)
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(x => x.UpTo).ThenBy(x => x.Mandate, StringComparer.Ordinal).First());
}
