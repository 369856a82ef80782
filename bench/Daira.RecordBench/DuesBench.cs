using System.Diagnostics;
using System.Globalization;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Bodies;
using Daira.Organisation.Dues;
using Daira.Organisation.Storage;

namespace Daira.RecordBench;

/// <summary>100,000 payers called, a bank's file of 100,000 movements read and booked with their receipts, then read again; the books and their proof.</summary>
internal static class DuesBench
{
    private const int Payers = 100_000;

    public static int Run(string? server, bool keep)
    {
        var folder = Directory.CreateTempSubdirectory("daira-dues-");
        try
        {
            var results = new Results("dues.csv", keep);
            Measure(new StorageSettings(folder.FullName, server), folder.FullName, (what, figure) => results.Add($"{(server is null ? "SQLite" : "PostgreSQL")}: {what}", figure, "ms"));
            results.Close();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(StorageSettings settings, string folder, Action<string, double> add)
    {
        var record = new RecordStore(settings, TimeProvider.System, [new OrganisationPart(), new DuesPart()]);
        var organisation = new OrganisationStore(record, TimeProvider.System);
        var dues = new DuesStore(record, organisation);
        var (body, year) = (Founded(organisation), dues.Today.Year);
        new SetTariff(dues).Run(new NewTariff("member", year, "عضو", null, "120", IsContribution: false), Actor.Operator);
        string[] payers = [.. Enumerable.Range(1, Payers).Select(i => PayerCode.Member(i))];
        Timed("100,000 payers called", () => new CallDues(dues).Run(new Calling(body, year, "member", payers), Actor.Operator).Value);
        var file = Write(Path.Combine(folder, "statement.xml"), dues.Today.AddDays(-1));
        Timed("bank file of 100,000 read and booked, nine in ten with receipts", () => Book(dues, body, file));
        Timed("the same file again", () => Book(dues, body, file));
        Timed("a payment with its receipt", () => new TakePayment(dues).Run(new Payment(body, "member/1", "10", PaymentMethod.Cash, dues.Today, $"form-{Guid.NewGuid():N}"), Actor.Operator).Value);
        Timed("the books of the body", () => BodyAccounts.Of(dues, body, year, Actor.Operator).Value);
        var proof = Timed("the whole ledger proven", () => new ProveLedger(dues).Run(Actor.Operator).Value);
        if (!proof.IsProven)
        {
            throw new InvalidOperationException($"The ledger does not hold: {proof.Faults[0].Id}.");
        }

        T Timed<T>(string what, Func<T> work)
        {
            var watch = Stopwatch.StartNew();
            var done = work();
            add(what, watch.Elapsed.TotalMilliseconds);
            return done;
        }
    }

    private static BankImport Book(DuesStore dues, long body, string file) => new ImportBankFile(dues).Run(body, ReadBankFile.Run(file).Value, Actor.Operator).Value;

    private static long Founded(OrganisationStore organisation) => organisation.Change<long>(Actor.Operator, "body-planned", change =>
    {
        var body = change.Add(new BodyPlanned(organisation.Today, "general-secretariat", "MA", null, null, null));
        change.Journal($"body/{body}");
        return body;
    }).Value;

    private static string Write(string path, DateOnly day)
    {
        using var writer = new StreamWriter(path);
        writer.Write("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>MA64011519000001205000534921</IBAN></Id></Acct>");
        for (var i = 1; i <= Payers; i++)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"<Ntry><Amt Ccy=\"MAD\">{100 + (i % 50)}.{i % 100:00}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day:yyyy-MM-dd}</Dt></BookgDt><AcctSvcrRef>R{i}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{(i % 10 == 0 ? "cotisation" : $"cotisation M-{i}")}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"));
        }

        writer.Write("</Stmt></BkToCstmrStmt></Document>");
        return path;
    }
}
