using System.Data.Common;
using Daira.Elections.Contests;
using Daira.Foundation.Storage;

namespace Daira.Elections.Storage;

/// <summary>The lists that are stored.</summary>
internal static class StoredLists
{
    /// <summary>Marks lists that a person's decision brought, so that they go when nothing names them any more.</summary>
    private const int Decided = 0;

    /// <summary>Slots of the palette that are given to lists of their own; the next one is for all others.</summary>
    private const int OwnSlots = 7;

    /// <summary>Adds those that are not stored yet.</summary>
    /// <param name="import">Number of the import that names them; null for a contest that was added.</param>
    public static void Add(Applying to, IEnumerable<AddedList> lists, int? import)
    {
        var known = Codes(to.Connection);
        BulkInsert.Into(to.Db, lists.Where(l => known.Add(l.Code)).Select(l => new ListRow(l.Code, l.Arabic, l.French, l.English, null, l.Slot, import ?? Decided)), to.Stop);
    }

    /// <summary>Removes lists that came with a decision and that nothing names any more.</summary>
    public static void RemoveOrphans(Applying to) => to.Connection.Run(
        """
        delete from lists where import is not null
          and not exists (select 1 from results r where r.list = lists.code)
          and not exists (select 1 from contest_lists c where c.list = lists.code)
          and not exists (select 1 from proclaimed_seats s where s.list = lists.code)
        """);

    /// <summary>Gives lists that are new to the installation the slots of the palette that are still free, in their order; then the one for all others.</summary>
    public static IReadOnlyList<AddedList> WithSlots(IEnumerable<AddedList> lists, ElectoralData data)
    {
        var known = data.Contests.SelectMany(c => c.Lists).DistinctBy(l => l.Code).ToDictionary(l => l.Code, l => l.Slot);
        var free = new Queue<int>(Enumerable.Range(0, OwnSlots).Except(known.Values));
        return [.. lists.Select(l => l with { Slot = known.TryGetValue(l.Code, out var slot) ? slot : free.TryDequeue(out slot) ? slot : OwnSlots })];
    }

    private static HashSet<string> Codes(DbConnection connection) => [.. connection.Read("select code from lists", r => r.GetString(0))];
}
