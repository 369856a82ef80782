using System.Data.Common;
using Daira.Foundation.Storage;

namespace Daira.Foundation.Backups;

/// <summary>A database that is backed up and restored as a whole.</summary>
public interface IBackedUp
{
    Database Database { get; }

    /// <summary>Whether this program can make the tables as they were after these steps.</summary>
    bool Knows(IReadOnlySet<int> steps);

    /// <summary>Makes the tables as they were after these steps, has them filled, then brings them up to date; all or nothing.</summary>
    void Refill(IReadOnlySet<int> steps, Action<DbConnection> fill);
}
