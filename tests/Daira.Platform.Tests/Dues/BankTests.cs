using System.Globalization;
using System.Text;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Dues;

public class BankTests
{
    private const string Header = "Date opération;Libellé;Débit;Crédit;Référence;Solde\n";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void A_code_finds_its_payer_and_what_has_none_waits(Engine engine)
    {
        using var books = new Books(engine);
        books.Call();
        var import = books.Bank(
            books.Entry(120_00, "cotisation M-1"), books.Entry(60_00, "VIREMENT انخراط m/٢"), books.Entry(120_00, "merci"), books.Entry(120_00, "M-1 et M-3"), books.Entry(120_00, "M-99"), books.Entry(-15_00, "FRAIS")).Value;
        (import.New, import.Matched, import.Suspended, import.Outgoing, import.Balance).ShouldBe((6, 2, 3, 1, new Money(525_00)));
        (books.Owes("member/1"), books.Owes("member/2")).ShouldBe((Money.Zero, new Money(60_00)));
        var waiting = books.Store.Read<IReadOnlyList<(BankLine Line, Money Left)>>(Actor.Operator, books.Body, r => Outcome<IReadOnlyList<(BankLine, Money)>>.Of(r.Waiting(books.Body))).Value;
        waiting.Select(w => w.Line.Words).ShouldBe(["merci", "M-1 et M-3", "M-99"]);
        var assign = new AssignSuspense(books.Store);
        DuesTests.Refused("more-than-suspense", assign.Run(new Assignment(books.Body, waiting[0].Line.Transaction, "member/3", "120,01"), Actor.Operator));
        assign.Run(new Assignment(books.Body, waiting[0].Line.Transaction, "member/3", "100"), Actor.Operator).Value.Method.ShouldBe(PaymentMethod.Bank);
        assign.Run(new Assignment(books.Body, waiting[0].Line.Transaction, "member/2"), Actor.Operator).Value.Money.ShouldBe(new Money(20_00));
        DuesTests.Refused("nothing-in-suspense", assign.Run(new Assignment(books.Body, waiting[0].Line.Transaction, "member/2"), Actor.Operator));
        DuesTests.Refused("payer-unread", assign.Run(new Assignment(books.Body, waiting[1].Line.Transaction, "nobody"), Actor.Operator));
        DuesTests.Refused("no-right", assign.Run(new Assignment(books.Body, waiting[1].Line.Transaction, "member/1"), books.Holder("secretary")));
        books.Proof().IsProven.ShouldBeTrue();
    }

    [Fact]
    public void A_cancelled_receipt_of_the_bank_waits_again_because_the_bank_has_the_money()
    {
        using var books = new Books(Engine.Sqlite);
        books.Call();
        books.Bank(books.Entry(120_00, "M-1"));
        new CancelReceipt(books.Store).Run(new Cancellation(books.Body, books.Year, 1, "ليس له"), Actor.Operator).IsDone.ShouldBeTrue();
        (books.Owes("member/1"), books.Balance(AccountKind.Bank)).ShouldBe((new Money(120_00), new Money(120_00)));
        BodyAccounts.Of(books.Store, books.Body, books.Year, Actor.Operator).Value.Suspense.ShouldBe(new Money(120_00));
    }

    [Fact]
    public void Cheques_paid_in_leave_the_drawer_and_not_more_than_are_in_it()
    {
        using var books = new Books(Engine.Sqlite);
        books.Pay("member/1", "120", method: PaymentMethod.Cheque);
        books.Bank(books.Entry(120_00, "REMISE"), books.Entry(1_00, "REMISE"));
        Aside(1, cheques: true, "إيداع").Value.ShouldBe(new Money(120_00));
        DuesTests.Refused("cheques-less", Aside(2, cheques: true, "إيداع"));
        DuesTests.Refused("text-empty", Aside(2, cheques: false, ""));
        Aside(2, cheques: false, "فائدة").IsDone.ShouldBeTrue();
        DuesTests.Refused("nothing-in-suspense", Aside(2, cheques: false, "فائدة"));
        books.Balance(AccountKind.Cheques).ShouldBe(Money.Zero);

        Outcome<Money> Aside(int nth, bool cheques, string reason)
        {
            var line = books.Store.Read<BankLine>(Actor.Operator, books.Body, r => r.Rows<BankLine>().OrderBy(l => l.Transaction).Skip(nth - 1).First()).Value;
            return new SetSuspenseAside(books.Store).Run(new SetAside(books.Body, line.Transaction, cheques, reason), Actor.Operator);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.PostgreSql)]
    public void Files_in_any_cut_and_order_and_three_times_leave_one_ledger_equal_to_the_bank_to_the_centime(Engine engine)
    {
        // Movements in the order of the account, some alike to the letter; files are overlapping cuts by whole days.
        var movement = from amount in Gen.Choose(-5, 20).Where(a => a != 0)
                       from day in Gen.Choose(0, 3)
                       from words in Gen.Elements("M-1", "M-2", "merci", "M-3 cotisation")
                       select (Amount: amount * 1_001L, Day: day, Words: words);
        var files = from movements in Gen.ListOf(movement, 12) from cuts in Gen.ListOf(Gen.Choose(0, 3), 6) select (Movements: movements, Cuts: cuts);
        Prop.ForAll(
            Arb.From(files),
            sample =>
            {
                using var books = new Books(engine);
                books.Call();
                var all = sample.Movements.OrderByDescending(m => m.Day).Select(m => books.Entry(m.Amount, m.Words, daysAgo: 1 + m.Day)).ToArray();
                foreach (var from in sample.Cuts.Append(3).Append(3))
                {
                    var cut = all.Where(e => e.Day >= books.Party.Today.AddDays(-1 - from)).ToArray();
                    books.Bank(cut).IsDone.ShouldBeTrue();
                }

                books.Balance(AccountKind.Bank).Centimes.ShouldBe(all.Sum(e => e.Amount.Centimes));
                books.Proof().Faults.ShouldBeEmpty();
                books.Proof().BankLines.ShouldBe(all.Length);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(engine == Engine.Sqlite ? 25 : 5));
    }

    [Fact]
    public void A_table_of_a_bank_is_read_with_its_balances_from_either_end()
    {
        var down = Read(Header + "14/03/2026;VIR M-1;;1 200,50;R1;1 300,50\n15/03/2026;FRAIS;12,00;;R2;1 288,50\n").Value;
        (down.Opening, down.Closing).ShouldBe((new Money(100_00), new Money(1_288_50)));
        down.Entries.Select(e => e.Amount.Centimes).ShouldBe([1_200_50, -12_00]);
        var up = Read(Header + "15/03/2026;FRAIS;12,00;;R2;1 288,50\n14/03/2026;VIR M-1;;1 200,50;R1;1 300,50\n").Value;
        (up.Opening, up.Closing, up.Entries[0].Day).ShouldBe((new Money(100_00), new Money(1_288_50), new DateOnly(2026, 3, 14)));
        Read("date,description,amount\n2026-03-14,M-7,120.00\n2026-03-15,fee,-1.50\n").Value.Entries.Select(e => e.Amount.Centimes).ShouldBe([120_00, -1_50]);
        Read("التاريخ;البيان;المبلغ\n١٤/٠٣/٢٠٢٦;واجب;١٢٠٫٥٠\n").Value.Entries.Single().ShouldSatisfyAllConditions(e => e.Day.ShouldBe(new DateOnly(2026, 3, 14)), e => e.Amount.ShouldBe(new Money(120_50)));
    }

    [Theory]
    [InlineData("Nom;Prénom\na;b\n", "bank-columns")]
    [InlineData("date;libelle;montant\n2026-02-30;x;1\n", "bank-date")]
    [InlineData("date;libelle;montant\n2026-02-28;x;0\n", "bank-amount")]
    [InlineData("date;libelle;montant\n2026-02-28;x;12,345\n", "bank-amount")]
    [InlineData("date;libelle;debit;credit\n2026-02-28;x;1;1\n", "bank-amount")]
    [InlineData("date;libelle;debit;credit\n2026-02-28;x;;\n", "bank-amount")]
    [InlineData(Header + "14/03/2026;a;;10;R1;110\n15/03/2026;b;;10;R2;130\n", "bank-balances")]
    public void A_table_that_is_no_statement_is_refused_as_a_whole(string text, string code) => DuesTests.Refused(code, Read(text));

    [Fact]
    public void A_statement_of_ISO_20022_is_read_with_its_batches_and_without_what_is_pending()
    {
        var statement = Read(Camt("053", Entry("120.00", "CRDT", words: "M-1") + Entry("30.00", "CRDT", parts: ["10.00", "20.00"]) + Entry("5.50", "DBIT") + Entry("7.00", "CRDT", status: "PDNG"), "100.00", "244.50")).Value;
        statement.Entries.Select(e => e.Amount.Centimes).ShouldBe([120_00, 10_00, 20_00, -5_50]);
        (statement.Account, statement.Opening, statement.Closing).ShouldBe(("MA64011519000001205000534921", new Money(100_00), new Money(244_50)));
        statement.Entries[0].Words.ShouldBe("M-1");
        Read(Camt("054", Entry("1.00", "CRDT"), null, null)).Value.Entries.Count.ShouldBe(1);
    }

    [Fact]
    public void A_statement_whose_totals_are_wrong_or_that_tries_tricks_is_refused()
    {
        DuesTests.Refused("bank-closing", Read(Camt("053", Entry("120.00", "CRDT"), "100.00", "219.99")));
        DuesTests.Refused("bank-count", Read(Camt("053", Entry("120.00", "CRDT"), null, null, "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>")));
        DuesTests.Refused("bank-sum", Read(Camt("053", Entry("120.00", "CRDT"), null, null, "<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><Sum>121</Sum></TtlNtries></TxsSummry>")));
        DuesTests.Refused("bank-currency", Read(Camt("053", Entry("120.00", "CRDT").Replace("MAD", "EUR", StringComparison.Ordinal), null, null)));
        DuesTests.Refused("bank-amount", Read(Camt("053", Entry("1e5", "CRDT"), null, null)));
        DuesTests.Refused("bank-amount", Read(Camt("053", Entry("1.00", "BOTH"), null, null)));
        DuesTests.Refused("bank-xml", Read("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>"));
        DuesTests.Refused("bank-xml", Read(Camt("053", Entry("120.00", "CRDT"), null, null)[..300]));
        DuesTests.Refused("bank-not-camt", Read("<html><body>x</body></html>"));
        DuesTests.Refused("bank-empty", Read(Camt("053", "", null, null)));
        DuesTests.Refused("bank-several-accounts", Read(Camt("053", Entry("1.00", "CRDT"), null, null).Replace("</Stmt>", "</Stmt><Stmt><Acct><Id><IBAN>MA640000</IBAN></Id></Acct></Stmt>", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_movement_of_tomorrow_is_refused_and_nothing_of_its_file_is_booked()
    {
        using var books = new Books(Engine.Sqlite);
        DuesTests.Refused("day-in-future", books.Bank(books.Entry(1_00), books.Entry(1_00, daysAgo: -1)));
        books.Proof().Transactions.ShouldBe(0);
    }

    private static Outcome<BankStatement> Read(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text, new UTF8Encoding(false));
            return ReadBankFile.Run(file, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Camt(string message, string entries, string? opening, string? closing, string more = "")
    {
        var (root, one) = message == "053" ? ("BkToCstmrStmt", "Stmt") : ("BkToCstmrDbtCdtNtfctn", "Ntfctn");
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{message}.001.08"><{root}><GrpHdr><MsgId>1</MsgId></GrpHdr><{one}><Id>1</Id>
            <Acct><Id><IBAN>MA64011519000001205000534921</IBAN></Id></Acct>
            {Balance("OPBD", opening)}{Balance("CLBD", closing)}{more}
            {entries}
            </{one}></{root}></Document>
            """;
    }

    private static string Balance(string kind, string? amount) =>
        amount is null ? "" : $"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"MAD\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>";

    private static string Entry(string amount, string direction, string words = "", string status = "BOOK", string[]? parts = null)
    {
        var details = parts is null
            ? $"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"
            : string.Concat(parts.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"<TxDtls><Refs><AcctSvcrRef>P{i}</AcctSvcrRef></Refs><Amt Ccy=\"MAD\">{p}</Amt></TxDtls>")));
        return $"<Ntry><Amt Ccy=\"MAD\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-03-14</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>";
    }
}
