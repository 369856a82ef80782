using System.Collections.Concurrent;

namespace Daira.Foundation.Access;

/// <summary>
/// Works out what each account may do and keeps it for half a minute: a mandate that ends, a row that leaves the rights table, a
/// scope that moves is felt by every open session, on every machine, well within 60 seconds.
/// </summary>
public sealed class Standings(IReadOnlyList<IMandateSource> sources, Func<IReadOnlyList<OfficeRight>> table, IScopes scopes, TimeProvider clock)
{
    /// <summary>How long a standing is believed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Account, bool IsStrong), (DateTimeOffset Until, Standing Standing)> known = new();

    /// <param name="isStrong">Whether this session was opened with a passkey or a second factor.</param>
    public Standing Of(Guid account, bool isStrong)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue((account, isStrong), out var held) && now < held.Until)
        {
            return held.Standing;
        }

        Forget(now);
        var standing = Now(account, isStrong);
        known[(account, isStrong)] = (now + Lifetime, standing);
        return standing;
    }

    /// <summary>Read afresh, e.g. right after a mandate was changed on this machine.</summary>
    public void Forget(Guid account)
    {
        known.TryRemove((account, true), out _);
        known.TryRemove((account, false), out _);
    }

    private Standing Now(Guid account, bool isStrong)
    {
        // Days are the installation's own: a mandate ends at midnight where the party is.
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return Standing.Of([.. sources.SelectMany(s => s.InForce(account, today)).Where(m => m.IsInForceOn(today))], table(), scopes, isStrong);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, value) in known)
        {
            if (value.Until <= now)
            {
                known.TryRemove(key, out _);
            }
        }
    }
}
