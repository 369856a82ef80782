using System.Globalization;

namespace Daira.Organisation.Dues;

/// <summary>What an account counts. Assets and costs grow by debits (positive), debts and income by credits (negative).</summary>
public enum AccountKind
{
    /// <summary>Notes and coins held by a body.</summary>
    Cash,

    /// <summary>Cheques taken and not yet seen on the bank's statement.</summary>
    Cheques,

    /// <summary>The body's account at a bank, as its statements show it.</summary>
    Bank,

    /// <summary>What was there before the first statement, or moved by the body outside of dues.</summary>
    Outside,

    /// <summary>What one payer was called for and has not paid.</summary>
    Receivable,

    /// <summary>Money that came without saying from whom.</summary>
    Suspense,

    /// <summary>Dues called: income.</summary>
    Dues,

    /// <summary>Contributions of elected officials called: income.</summary>
    Contributions,

    /// <summary>Gifts: income.</summary>
    Donations,

    /// <summary>Dues that were called and then forgiven, with a reason: cost.</summary>
    Exempted,

    /// <summary>Shares of the dues given to other levels: cost of the body that collected.</summary>
    Given,

    /// <summary>Shares received: income of the other level.</summary>
    Shared,

    /// <summary>What a body owes another for its share.</summary>
    Owed,

    /// <summary>What a body may claim from another for its share.</summary>
    Claim,
}

/// <summary>One account of the ledger.</summary>
/// <param name="Body">Whose books.</param>
/// <param name="Detail">The payer of a receivable, the other body of a debt; null elsewhere.</param>
public readonly record struct LedgerAccount(AccountKind Kind, long Body, string? Detail = null)
{
    /// <summary>As it is stored: <c>receivable:12:member/7</c>. The kind and the body come first, so that all accounts of a sort stand together.</summary>
    public string Code => Start(Kind, Body) + (Detail is null ? "" : ":" + Detail);

    /// <summary>With what the codes of this kind in this body begin.</summary>
    public static string Start(AccountKind kind, long body) => string.Create(CultureInfo.InvariantCulture, $"{Words[(int)kind]}:{body}");

    public static LedgerAccount Of(string code)
    {
        var parts = code.Split(':', 3);
        return new((AccountKind)Array.IndexOf(Words, parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture), parts.Length > 2 ? parts[2] : null);
    }

    private static readonly string[] Words = [.. Enum.GetNames<AccountKind>().Select(n => n.ToLowerInvariant())];
}

/// <summary>Something that happened to money, in one body's books; never changed, only reversed by another.</summary>
/// <param name="Number">1, 2, 3… over all bodies.</param>
/// <param name="Day">When it happened; <paramref name="At"/> is when it was written down.</param>
/// <param name="Kind">Stable word: <c>call</c>, <c>payment</c>, <c>bank</c>, <c>assignment</c>, <c>donation</c>, <c>exemption</c>, <c>reversal</c>, <c>split</c>, <c>handover</c>.</param>
/// <param name="Reason">In words where the kind asks for one; never a person's name.</param>
/// <param name="Reverses">The transaction that this one undoes.</param>
public sealed record LedgerTransaction(long Number, DateTimeOffset At, DateOnly Day, long Body, string Kind, string Actor, string? Reason, long? Reverses);

/// <summary>One side of a transaction. The amounts of a transaction sum to zero.</summary>
/// <param name="Line">1, 2, 3… inside the transaction.</param>
/// <param name="Day">The transaction's, so that an account adds up over days without it.</param>
/// <param name="Amount">Hundredths; positive is a debit, negative a credit, never zero.</param>
public sealed record Posting(long Transaction, int Line, string Account, DateOnly Day, long Amount);

/// <summary>How money came.</summary>
public enum PaymentMethod
{
    Cash,
    Cheque,
    Bank,
}

/// <summary>A numbered receipt: 1, 2, 3… without gaps in each body and year. A cancelled one keeps its number.</summary>
/// <param name="Year">Of the day it was written.</param>
/// <param name="Payer">See <see cref="PayerCode"/>.</param>
/// <param name="Transaction">The transaction it confirms; cancelled when another reverses that.</param>
/// <param name="Key">Of the form that asked for it: the same form sent again gets the same receipt.</param>
public sealed record Receipt(long Body, int Year, int Number, long Transaction, string Payer, long Amount, DateOnly Day, PaymentMethod Method, string Key)
{
    public Money Money => new(Amount);

    /// <summary>As printed: <c>12-2026-000007</c>.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Body}-{Year}-{Number:D6}");
}

/// <summary>That a payer was called for a year: once for each year and category.</summary>
public sealed record DuesCall(string Payer, int Year, string Category, long Body, long Amount, long Transaction);

/// <summary>One booked movement of a bank's statement.</summary>
/// <param name="Mark">The bank's own reference, else a digest of what the line says and which of its equals it is: the same movement in another file has the same mark.</param>
/// <param name="Checksum">SHA-256 of the file that first brought it.</param>
/// <param name="Amount">Hundredths; positive came in.</param>
/// <param name="Words">What the payer wrote with it.</param>
public sealed record BankLine(long Body, string Mark, string Checksum, DateOnly Day, long Amount, string Words, long Transaction);
