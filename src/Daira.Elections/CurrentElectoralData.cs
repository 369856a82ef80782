namespace Daira.Elections;

/// <summary>The view of the data that readers are served from; replaced as a whole when the data change.</summary>
/// <param name="load">Reads everything.</param>
/// <param name="version">
/// The version that is stored now, asked at most ten times a second, so that a figure corrected by another program (the
/// command line beside a running site) is seen at once; null when nobody else writes.
/// </param>
/// <param name="clock">Needed when the version is asked.</param>
public sealed class CurrentElectoralData(Func<ElectoralData> load, Func<string>? version = null, TimeProvider? clock = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly TimeProvider? clock =
        clock is null && version is not null ? throw new ArgumentNullException(nameof(clock), "Asking for the version needs a clock.") : clock;

    private volatile ElectoralData? value;
    private long asked;

    /// <summary>Loaded at the first use, and again when the stored version has changed.</summary>
    public ElectoralData Value => value is { } current && !IsOutdated(current) ? current : Reload();

    /// <summary>Reads the database again, e.g. after an import.</summary>
    public ElectoralData Reload()
    {
        lock (gate)
        {
            return value = load();
        }
    }

    private bool IsOutdated(ElectoralData current)
    {
        if (version is null || clock is null)
        {
            return false;
        }

        var last = Interlocked.Read(ref asked);
        var now = clock.GetTimestamp();
        if ((last != 0 && clock.GetElapsedTime(last, now) < Interval) || Interlocked.CompareExchange(ref asked, now, last) != last)
        {
            return false;
        }

        return version() != current.Version;
    }
}
