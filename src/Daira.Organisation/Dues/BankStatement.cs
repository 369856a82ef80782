using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>What a bank says happened on an account.</summary>
/// <param name="Checksum">SHA-256 of the file's bytes, small hexadecimal digits.</param>
/// <param name="Account">IBAN or the bank's own number; null when the file does not say.</param>
/// <param name="Opening">Balance before the first entry; null when the file does not say.</param>
/// <param name="Closing">Balance after the last entry; null when the file does not say.</param>
public sealed record BankStatement(string Name, string Checksum, string? Account, Money? Opening, Money? Closing, IReadOnlyList<BankEntry> Entries);

/// <summary>One booked movement.</summary>
/// <param name="Amount">More than zero came in, less went out; never zero.</param>
/// <param name="Reference">The bank's own; empty when it gives none.</param>
/// <param name="Words">What the payer wrote with it.</param>
/// <param name="Where">Where it stands in the file, e.g. line 12.</param>
public sealed record BankEntry(DateOnly Day, Money Amount, string Reference, string Words, Message Where);
