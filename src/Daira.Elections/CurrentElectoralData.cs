namespace Daira.Elections;

/// <summary>The view of the data that readers are served from; replaced as a whole when the data change.</summary>
public sealed class CurrentElectoralData(Func<ElectoralData> load)
{
    private readonly Lock gate = new();
    private volatile ElectoralData? value;

    /// <summary>Loaded at the first use.</summary>
    public ElectoralData Value => value ?? Reload();

    /// <summary>Reads the database again, e.g. after an import.</summary>
    public ElectoralData Reload()
    {
        lock (gate)
        {
            return value = load();
        }
    }
}
