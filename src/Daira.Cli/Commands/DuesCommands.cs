using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Dues;

namespace Daira.Cli.Commands;

/// <summary><c>dues</c>: tariffs, calls, payments, the bank's files, and the proof of the books.</summary>
internal static class DuesCommands
{
    public static Command Build(SharedOptions shared)
    {
        var command = new Command("dues", "Dues: tariffs, calls, payments, bank files, gifts, shares of the levels, the proof of the books.");
        Command[] all = [SetTariff(shared), Call(shared), Pay(shared), Bank(shared), Accounts(shared), Owed(shared), Prove(shared), .. DuesBetweenBodies.All(shared), .. DuesOfPayers.All(shared)];
        foreach (var one in all)
        {
            command.Add(one);
        }

        return command;
    }

    private static Command SetTariff(SharedOptions shared)
    {
        var category = new Argument<string>("category") { Description = "Stable word of the category, e.g. member." };
        var amount = new Argument<string>("amount") { Description = "What it pays in the year, e.g. 120 or 120.50." };
        var year = Year();
        var arabic = new Option<string?>("--name-ar") { Description = "Its name in Arabic." };
        var latin = new Option<string?>("--name-fr") { Description = "Its name in French." };
        var contribution = new Option<bool>("--contribution") { Description = "A contribution of elected officials, shown apart from dues." };
        var command = new Command("tariff", "Set what a category pays in a year.") { category, amount, year, arabic, latin, contribution };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new SetTariff(session.Dues).Run(
                new NewTariff(
                    parsed.GetValue(category)!, YearOf(parsed.GetValue(year), session), parsed.GetValue(arabic), parsed.GetValue(latin), parsed.GetValue(amount)!, parsed.GetValue(contribution)),
                Actor.Operator),
            ["category", "year", "amount"],
            t => [[t.Category, t.Year, t.Amount.Units]]));
    }

    private static Command Call(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var category = new Option<string>("--category") { Description = "The tariff's category.", Required = true };
        var payers = new Option<string[]>("--payer") { Description = "Code of a payer, e.g. member/7; again for each.", AllowMultipleArgumentsPerToken = true };
        var file = new Option<string?>("--payers") { Description = "File with one code on each line." };
        var command = new Command("call", "Call payers for a year: each then owes the tariff, once.") { body, year, category, payers, file };
        return shared.Answering(command, (parsed, session, _) =>
        {
            var codes = parsed.GetValue(payers)?.ToList() ?? [];
            if (parsed.GetValue(file) is { } list)
            {
                if (!File.Exists(list))
                {
                    return new Refusal(RefusalKind.NotFound, "no-file", new Message("cli.dues.no-file", list));
                }

                codes.AddRange(File.ReadLines(list).Select(l => l.Trim()).Where(l => l.Length > 0));
            }

            return SheetOf(
                new CallDues(session.Dues).Run(new Calling(parsed.GetValue(body), YearOf(parsed.GetValue(year), session), parsed.GetValue(category)!, codes), Actor.Operator),
                ["called", "before", "total"],
                c => [[c.Count, c.Before, c.Total.Units]]);
        });
    }

    private static Command Pay(SharedOptions shared)
    {
        var body = Body();
        var payer = new Option<string>("--payer") { Description = "Code of the payer, e.g. member/7.", Required = true };
        var amount = new Option<string>("--amount") { Description = "What was given, e.g. 120 or 120.50.", Required = true };
        var method = SharedOptions.OneOf("--method", "How it was given.", "cash", "cash", "cheque");
        var day = new Option<DateOnly?>("--day") { Description = "The day (default: today)." };
        var key = new Option<string>("--key") { Description = "Your own number of this payment, 8 letters or digits at least: sent again, it gets the same receipt.", Required = true };
        var command = new Command("pay", "Take cash or a cheque and write the receipt.") { body, payer, amount, method, day, key };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new TakePayment(session.Dues).Run(
                new Payment(
                    parsed.GetValue(body), parsed.GetValue(payer)!, parsed.GetValue(amount)!, parsed.GetValue(method) == "cash" ? PaymentMethod.Cash : PaymentMethod.Cheque,
                    parsed.GetValue(day) ?? session.Dues.Today, parsed.GetValue(key)!),
                Actor.Operator),
            ["receipt", "payer", "amount", "day"],
            r => [[r.Code, r.Payer, r.Money.Units, Day(r.Day)]]));
    }

    private static Command Bank(SharedOptions shared)
    {
        var body = Body();
        var file = new Argument<string>("file") { Description = "camt.053, camt.054, CSV or XLSX as the bank gives it." };
        var command = new Command("bank", "Book a file of the bank; read again, nothing is booked twice.") { file, body };
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var statement = ReadBankFile.Run(parsed.GetValue(file)!, stop);
            return !statement.IsDone
                ? Outcome<Sheet>.Refused(statement.Refusals)
                : SheetOf(
                    new ImportBankFile(session.Dues).Run(parsed.GetValue(body), statement.Value, Actor.Operator, stop),
                    ["new", "same", "matched", "suspense", "outgoing", "balance", "missing"],
                    i => [[i.New, i.Same, i.Matched, i.Suspended, i.Outgoing, i.Balance.Units, i.Missing?.Units]]);
        });
    }

    private static Command Accounts(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var command = new Command("accounts", "What a body holds, called, collected and is owed.") { body, year };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            BodyAccounts.Of(session.Dues, parsed.GetValue(body), YearOf(parsed.GetValue(year), session), Actor.Operator),
            ["body", "year", "cash", "cheques", "bank", "suspense", "called", "collected", "exempted", "donations", "owed", "owing", "payables", "receipts", "cancelled"],
            a =>
            [
                [
                    a.Body, a.Year, a.Cash.Units, a.Cheques.Units, a.Bank.Units, a.Suspense.Units, a.Called.Units, a.Collected.Units, a.Exempted.Units, a.Donations.Units, a.Owed.Units, a.Owing,
                    a.Payables.Units, a.Receipts, a.Cancelled,
                ],
            ]));
    }

    private static Command Owed(SharedOptions shared)
    {
        var body = Body();
        var command = new Command("owed", "Payers of a body who have not paid all.") { body };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            session.Dues.Read<IReadOnlyList<(string Payer, Money Owes)>>(
                Actor.Operator, parsed.GetValue(body), r => Outcome<IReadOnlyList<(string Payer, Money Owes)>>.Of(r.Arrears(parsed.GetValue(body)))),
            ["payer", "owes"],
            rows => rows.Select(r => new object?[] { r.Payer, r.Owes.Units })));
    }

    private static Command Prove(SharedOptions shared) =>
        shared.Reporting(new Command("prove", "Work every balance out again; exit 1 when anything does not hold."), (_, session, _) =>
        {
            var proof = new ProveLedger(session.Dues).Run(Actor.Operator);
            return !proof.IsDone
                ? Outcome<Report>.Refused(proof.Refusals)
                : new Report(
                    new Sheet(["transactions", "receipts", "bank_lines", "faults"], [[proof.Value.Transactions, proof.Value.Receipts, proof.Value.BankLines, proof.Value.Faults.Count]]),
                    [.. proof.Value.Faults.Select(f => new Refusal(RefusalKind.Conflict, "ledger-fault", f))]);
        });

    internal static Outcome<Sheet> SheetOf<T>(Outcome<T> outcome, string[] columns, Func<T, IEnumerable<object?[]>> rows) =>
        outcome.IsDone ? new Sheet(columns, [.. rows(outcome.Value)]) : Outcome<Sheet>.Refused(outcome.Refusals);

    internal static Option<long> Body() => new("--body") { Description = "Number of the body whose books they are.", Required = true };

    internal static Option<int?> Year() => SharedOptions.AtLeast("--year", "The year (default: this one).", Daira.Organisation.Dues.SetTariff.FirstYear);

    internal static int YearOf(int? given, Session session) => given ?? session.Dues.Today.Year;

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
