namespace Daira.Foundation.Journal;

/// <summary>Who did what to what, and when. Written once, never changed and never deleted: the database itself refuses both.</summary>
/// <param name="Id">1, 2, 3… without a gap, in the order written.</param>
/// <param name="Actor">Stable word for who acted: <c>operator</c>, or account and mandate; see <see cref="Journaling.NameOf"/>.</param>
/// <param name="Action">Stable word for what was done, e.g. <c>result-corrected</c>.</param>
/// <param name="Subject">What it was done to, by official codes, e.g. <c>ma-house-2021-local/530/list A</c>.</param>
/// <param name="Detail">Anything further, as JSON; null when nothing. What must be erasable stands here as a keyed digest only.</param>
/// <param name="Hash">SHA-256 over the entry and the hash before it, in hexadecimal; see <see cref="EntryHash"/>.</param>
public sealed record JournalEntry(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string? Detail, string Hash);

/// <summary>What an entry says, apart from its place in the chain.</summary>
/// <param name="At">As <see cref="Storage.Moment"/> writes it: the text is what is hashed.</param>
public sealed record JournalDraft(string At, string Actor, string Action, string Subject, string? Detail);

/// <summary>
/// What a person decided, kept so that <c>elections</c> can be rebuilt: a set of tables to load, a corrected figure, a
/// doubtful name resolved. Append-only like the journal.
/// </summary>
/// <param name="Id">Identifies the decision wherever it was applied.</param>
/// <param name="Kind">Stable word, e.g. <c>load</c>, <c>correct-result</c>.</param>
/// <param name="Content">What is needed to apply it again, as JSON.</param>
/// <param name="Reason">In the person's own words; null when none was asked for.</param>
public sealed record Decision(Guid Id, long Number, DateTimeOffset At, string Actor, string Kind, string Subject, string Content, string? Reason);
