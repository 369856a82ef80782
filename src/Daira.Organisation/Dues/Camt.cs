using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Dues;

/// <summary>
/// ISO 20022 bank-to-customer statements (camt.053) and notifications (camt.054), read entry by entry. Names are compared without their
/// namespace, so that every version is understood. Document types and entities are refused, not resolved.
/// </summary>
internal static class Camt
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = ReadBankFile.LargestFile,
    };

    public static Outcome<BankStatement> Read(Stream stream, string name, CancellationToken stop)
    {
        var checksum = ReadBankFile.Checksum(stream);
        stream.Position = 0;
        try
        {
            using var reader = XmlReader.Create(stream, Settings);
            return new Reading(name, checksum).Of(reader, stop);
        }
        catch (XmlException e)
        {
            return Errors.Invalid("bank-xml", name, e.LineNumber, e.LinePosition);
        }
    }

    private sealed class Reading(string name, string checksum)
    {
        private readonly List<BankEntry> entries = [];
        private readonly HashSet<string> accounts = new(StringComparer.Ordinal);
        private Money? opening;
        private Money? closing;
        private Money statement;
        private (int? Count, Money? Sum) told;
        private int count;
        private Money gross;
        private bool isCamt;
        private Refusal? fault;

        public Outcome<BankStatement> Of(XmlReader reader, CancellationToken stop)
        {
            reader.MoveToContent();
            while (!reader.EOF && fault is null)
            {
                stop.ThrowIfCancellationRequested();
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (reader.LocalName is "Acct" or "Bal" or "TxsSummry" or "Ntry" && reader.Depth == 3)
                    {
                        Take(XElement.Load(reader.ReadSubtree()), (reader as IXmlLineInfo)?.LineNumber ?? 0);
                    }

                    isCamt |= reader.LocalName is "BkToCstmrStmt" or "BkToCstmrDbtCdtNtfctn";
                }
                else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName is "Stmt" or "Ntfctn")
                {
                    EndStatement();
                }

                reader.Read();
            }

            return fault is not null ? fault
                : !isCamt ? Errors.Invalid("bank-not-camt", name)
                : accounts.Count > 1 ? Errors.Invalid("bank-several-accounts", name, string.Join(", ", accounts.Order(StringComparer.Ordinal)))
                : new BankStatement(name, checksum, accounts.FirstOrDefault(), opening, closing, entries);
        }

        private void Take(XElement element, int line)
        {
            switch (element.Name.LocalName)
            {
                case "Acct":
                    accounts.Add(Text(element, "Id", "IBAN") ?? Text(element, "Id", "Othr", "Id") ?? "?");
                    break;
                case "Bal" when Text(element, "Tp", "CdOrPrtry", "Cd") is { } sort && Amount(element, line) is { } balance:
                    opening = sort is "OPBD" or "PRCD" && opening is null ? balance : opening;
                    closing = sort is "CLBD" ? balance : closing;
                    break;
                case "TxsSummry":
                    told = (int.TryParse(Text(element, "TtlNtries", "NbOfNtries"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null, Plain(Text(element, "TtlNtries", "Sum")));
                    break;
                case "Ntry":
                    TakeEntry(element, line);
                    break;
            }
        }

        private void TakeEntry(XElement entry, int line)
        {
            count++;
            if (Amount(entry, line) is not { } amount)
            {
                return;
            }

            gross += new Money(Math.Abs(amount.Centimes));
            if ((Text(entry, "Sts", "Cd") ?? Text(entry, "Sts") ?? "BOOK") != "BOOK" || amount == Money.Zero)
            {
                return;
            }

            var where = new Message("dues.where.line", line);
            if ((Text(entry, "BookgDt", "Dt") ?? Text(entry, "BookgDt", "DtTm")) is not { Length: >= 10 } written
                || !DateOnly.TryParseExact(written[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                fault = Errors.Invalid("bank-date", name, where, Text(entry, "BookgDt") ?? "");
                return;
            }

            statement += amount;
            var details = entry.Elements().Where(e => e.Name.LocalName == "NtryDtls").SelectMany(d => d.Elements()).Where(e => e.Name.LocalName == "TxDtls").ToList();
            var parts = details.Count > 1 ? details.ConvertAll(d => Plain(Text(d, "Amt") ?? Text(d, "AmtDtls", "TxAmt", "Amt"))) : [];
            if (parts.Count > 1 && parts.TrueForAll(p => p is not null) && parts.Aggregate(Money.Zero, (sum, p) => sum + p!.Value).Centimes == Math.Abs(amount.Centimes))
            {
                entries.AddRange(details.Select((d, i) => new BankEntry(day, amount.Centimes > 0 ? parts[i]!.Value : -parts[i]!.Value, Reference(d, entry), Words(d), where)).Where(e => e.Amount != Money.Zero));
            }
            else
            {
                entries.Add(new BankEntry(day, amount, details.Count == 1 ? Reference(details[0], entry) : Text(entry, "AcctSvcrRef") ?? "", string.Join(' ', details.Select(Words).Append(Text(entry, "AddtlNtryInf") ?? "")).Trim(), where));
            }
        }

        /// <summary>What a statement says of its own totals must be so: a file that was cut or edited is not booked.</summary>
        private void EndStatement()
        {
            fault ??= told.Count is { } n && n != count ? Errors.Invalid("bank-count", name, n, count)
                : told.Sum is { } sum && sum != gross ? Errors.Invalid("bank-sum", name, sum.Units, gross.Units)
                : opening is { } first && closing is { } last && first + statement != last ? Errors.Invalid("bank-closing", name, first.Units, statement.Units, last.Units)
                : null;
            (told, count, gross) = (default, 0, Money.Zero);
        }

        /// <summary>The amount with its sign; null, with the fault kept, when it is none or of another currency.</summary>
        private Money? Amount(XElement element, int line)
        {
            var amount = element.Elements().FirstOrDefault(e => e.Name.LocalName == "Amt");
            if (amount?.Attribute("Ccy")?.Value is { } currency && currency != DuesPreset.Shipped.Currency)
            {
                fault ??= Errors.Invalid("bank-currency", name, new Message("dues.where.line", line), new Code(currency), new Code(DuesPreset.Shipped.Currency));
                return null;
            }

            if (Plain(amount?.Value) is not { } size || Text(element, "CdtDbtInd") is not ("CRDT" or "DBIT") and not null)
            {
                fault ??= Errors.Invalid("bank-amount", new Message("dues.where.line", line), amount?.Value ?? "");
                return null;
            }

            return Text(element, "CdtDbtInd") == "DBIT" ? -size : size;
        }

        private static string Reference(XElement details, XElement entry) =>
            Text(details, "Refs", "AcctSvcrRef") ?? Text(entry, "AcctSvcrRef") ?? (Text(details, "Refs", "EndToEndId") is { } own and not "NOTPROVIDED" ? own : "");

        private static string Words(XElement details) => string.Join(
            ' ',
            details.Elements().Where(e => e.Name.LocalName == "RmtInf").Descendants().Where(e => e.Name.LocalName is "Ustrd" or "Ref" or "AddtlRmtInf").Select(e => e.Value.Trim()));

        private static Money? Plain(string? text) =>
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * 100 <= Money.Most && decimal.Truncate(amount * 100) == amount * 100
                ? new Money((long)(amount * 100))
                : null;

        private static string? Text(XElement? element, params ReadOnlySpan<string> path)
        {
            foreach (var step in path)
            {
                element = element?.Elements().FirstOrDefault(e => e.Name.LocalName == step);
            }

            return element?.Value.Trim() is { Length: > 0 } text ? text : null;
        }
    }
}
