using System.Globalization;
using System.Security.Cryptography;
using Daira.Elections.Imports.Reading;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>Reads a bank's file: camt.053 and camt.054 (ISO 20022) in any version, or a table with a date, words and amounts.</summary>
public static class ReadBankFile
{
    /// <summary>Bytes beyond which a file is refused.</summary>
    public const long LargestFile = 256L << 20;

    private static readonly string[] Formats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "dd/MM/yy"];

    private static readonly IReadOnlyDictionary<string, string[]> Columns = new Dictionary<string, string[]>
    {
        ["date"] = ["date", "date operation", "date comptable", "date d operation", "booking date", "التاريخ", "تاريخ العملية"],
        ["words"] = ["libelle", "libelle operation", "description", "words", "motif", "label", "البيان", "الوصف"],
        ["debit"] = ["debit", "مدين"],
        ["credit"] = ["credit", "دائن"],
        ["amount"] = ["montant", "amount", "المبلغ"],
        ["reference"] = ["reference", "ref", "numero", "المرجع"],
        ["balance"] = ["solde", "balance", "الرصيد"],
    };

    /// <returns>Refused as a whole with the place, what is wrong there and the remedy.</returns>
    public static Outcome<BankStatement> Run(string file, CancellationToken stop = default)
    {
        var name = Path.GetFileName(file);
        try
        {
            if (new FileInfo(file).Length is var size and > LargestFile)
            {
                return new Refusal(RefusalKind.TooLarge, "bank-too-large", new Message("dues.bank-too-large", name, size >> 20, LargestFile >> 20));
            }

            using var stream = File.OpenRead(file);
            var read = IsXml(stream) ? Camt.Read(stream, name, stop) : OfTable(file, name, stop);
            return read.IsDone && read.Value.Entries.Count == 0 ? Errors.Invalid("bank-empty", name) : read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Errors.NotFound("bank-unreadable", name);
        }
    }

    internal static string Checksum(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Whether balances run from entry to entry as the amounts say, downwards or upwards in the file.</summary>
    internal static bool Runs(IReadOnlyList<(Money Amount, Money Balance)> lines) =>
        Enumerable.Range(1, Math.Max(0, lines.Count - 1)).All(i => lines[i].Balance == lines[i - 1].Balance + lines[i].Amount);

    private static bool IsXml(Stream stream)
    {
        Span<byte> start = stackalloc byte[512];
        var text = System.Text.Encoding.UTF8.GetString(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        return text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<');
    }

    private static Outcome<BankStatement> OfTable(string file, string name, CancellationToken stop)
    {
        var read = ReadSheets.Run(file, null, stop);
        if (!read.IsDone)
        {
            return Outcome<BankStatement>.Refused(read.Refusals);
        }

        var sheet = read.Value.Sheets[0];
        var at = Columns.ToDictionary(c => c.Key, c => Enumerable.Range(0, sheet.Header.Count).Cast<int?>().FirstOrDefault(i => c.Value.Contains(Plain(sheet.Header[i!.Value]))));
        if (at["date"] is null || at["words"] is null || (at["amount"] is null && (at["debit"] is null || at["credit"] is null)))
        {
            return Errors.Invalid("bank-columns", name, string.Join(", ", sheet.Header));
        }

        var entries = new List<BankEntry>(sheet.Count);
        var running = new List<(Money, Money)>();
        foreach (var row in sheet.Rows)
        {
            var where = new Message("dues.where.line", row.Line);
            var amount = Amount(row, at, where);
            var day = DateOnly.TryParseExact(CellNumbers.WithPlainDigits(Cell(row, at["date"])), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var one) ? one : default;
            if (!amount.IsDone || day == default)
            {
                return amount.Why ?? Errors.Invalid("bank-date", name, where, Cell(row, at["date"]));
            }

            entries.Add(new BankEntry(day, amount.Value, Cell(row, at["reference"]), Cell(row, at["words"]), where));
            if (at["balance"] is not null && Signed(Cell(row, at["balance"]), where) is { IsDone: true, Value: var balance })
            {
                running.Add((amount.Value, balance));
            }
        }

        return Ordered(name, sheet.Checksum, entries, running);
    }

    /// <summary>Balances, where every line shows one, must run; they may run from the last line to the first.</summary>
    private static Outcome<BankStatement> Ordered(string name, string checksum, List<BankEntry> entries, List<(Money Amount, Money Balance)> running)
    {
        if (running.Count < entries.Count || entries.Count == 0)
        {
            return new BankStatement(name, checksum, null, null, null, entries);
        }

        if (!Runs(running))
        {
            running.Reverse();
            entries.Reverse();
        }

        return Runs(running)
            ? new BankStatement(name, checksum, null, running[0].Balance - running[0].Amount, running[^1].Balance, entries)
            : Errors.Invalid("bank-balances", name);
    }

    private static Outcome<Money> Amount(SheetRow row, Dictionary<string, int?> at, Message where)
    {
        if (at["amount"] is not null)
        {
            return Signed(Cell(row, at["amount"]), where);
        }

        var (debit, credit) = (Cell(row, at["debit"]), Cell(row, at["credit"]));
        return (debit.Length > 0, credit.Length > 0) switch
        {
            (true, false) when Signed(debit, where) is { IsDone: true, Value: var d } => new Money(-Math.Abs(d.Centimes)),
            (false, true) when Signed(credit, where) is { IsDone: true, Value: var c } => new Money(Math.Abs(c.Centimes)),
            (true, true) when CellNumbers.ReadQuantity(debit).Value is 0 => Signed(credit, where),
            (true, true) when CellNumbers.ReadQuantity(credit).Value is 0 && Signed(debit, where) is { IsDone: true, Value: var d } => new Money(-Math.Abs(d.Centimes)),
            _ => Errors.Invalid("bank-amount", where, $"{debit} | {credit}"),
        };
    }

    private static Outcome<Money> Signed(string text, Message where)
    {
        var below = text.TrimStart().StartsWith('-') || text.TrimStart().StartsWith('−');
        var read = Money.Read(below ? text.Trim()[1..] : text.Trim().TrimStart('+'), "dues.field.amount");
        return !read.IsDone ? Errors.Invalid("bank-amount", where, text) : below ? -read.Value : read.Value;
    }

    private static string Cell(SheetRow row, int? column) => column is { } c && c < row.Fields.Length ? row.Fields[c].Trim() : "";

    private static string Plain(string header) =>
        string.Join(' ', string.Concat(header.Normalize(System.Text.NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
