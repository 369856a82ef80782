using System.CommandLine;
using Daira.Cli.Output;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Dues;
using Daira.Organisation.Members;
using static Daira.Cli.Commands.DuesCommands;

namespace Daira.Cli.Commands;

/// <summary><c>dues</c>, of payers: all members called, gifts, what was forgiven, what waits in suspense, receipts cancelled, a payer's year.</summary>
internal static class DuesOfPayers
{
    public static IEnumerable<Command> All(SharedOptions shared) => [CallAll(shared), Give(shared), Forgive(shared), Waiting(shared), Assign(shared), Aside(shared), Cancel(shared), Extract(shared)];

    private static Command CallAll(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var category = new Option<string>("--category") { Description = "The tariff's category.", Required = true };
        var command = new Command("call-members", "Call every member of the body's place for a year.") { body, year, category };
        return shared.Answering(command, (parsed, session, stop) => session.Data(stop).Then(data =>
        {
            using var directory = new MemberDirectory(session.Record, session.Organisation);
            var find = new FindMembers(session.Record, session.Organisation, directory, () => data.Atlas);
            return SheetOf(
                new CallMembers(session.Dues, find).Run(parsed.GetValue(body), YearOf(parsed.GetValue(year), session), parsed.GetValue(category)!, Actor.Operator),
                ["called", "before", "total"],
                c => [[c.Count, c.Before, c.Total.Units]]);
        }));
    }

    private static Command Give(SharedOptions shared)
    {
        var body = Body();
        var donor = new Option<string>("--donor") { Description = "Code of the donor, e.g. donor/3 or member/7.", Required = true };
        var amount = new Option<string>("--amount") { Description = "What was given, e.g. 5000.", Required = true };
        var method = SharedOptions.OneOf("--method", "How it was given.", "cheque", "cash", "cheque");
        var day = new Option<DateOnly?>("--day") { Description = "The day (default: today)." };
        var key = new Option<string>("--key") { Description = "Your own number of this gift, 8 letters or digits at least: sent again, it gets the same receipt.", Required = true };
        var command = new Command("give", "Take a gift, up to the donor's ceiling of the year, and write the receipt.") { body, donor, amount, method, day, key };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new GiveDonation(session.Dues).Run(
                new Gift(
                    parsed.GetValue(body), parsed.GetValue(donor)!, parsed.GetValue(amount)!, parsed.GetValue(method) == "cash" ? PaymentMethod.Cash : PaymentMethod.Cheque,
                    parsed.GetValue(day) ?? session.Dues.Today, parsed.GetValue(key)!),
                Actor.Operator),
            ["receipt", "donor", "amount", "reached", "ceiling", "near"],
            g => [[g.Receipt.Code, g.Receipt.Payer, g.Receipt.Money.Units, g.Reached.Units, g.Ceiling is { } c ? new Money(c.Centimes).Units : null, g.IsNear ? "yes" : "no"]]));
    }

    private static Command Forgive(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var payer = new Option<string>("--payer") { Description = "Code of the payer, e.g. member/7.", Required = true };
        var category = new Option<string>("--category") { Description = "Of the call.", Required = true };
        var reason = new Option<string>("--reason") { Description = "The decision; nothing about the person's situation.", Required = true };
        var command = new Command("forgive", "Forgive what a payer still owes of a call.") { body, year, payer, category, reason };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new ExemptPayer(session.Dues).Run(
                new Exemption(parsed.GetValue(body), parsed.GetValue(payer)!, YearOf(parsed.GetValue(year), session), parsed.GetValue(category)!, parsed.GetValue(reason)!), Actor.Operator),
            ["payer", "forgiven"],
            left => [[parsed.GetValue(payer), left.Units]]));
    }

    private static Command Waiting(SharedOptions shared)
    {
        var body = Body();
        var command = new Command("waiting", "Movements of the bank that wait for a payer, oldest first.") { body };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            session.Dues.Read<IReadOnlyList<(BankLine Line, Money Left)>>(
                Actor.Operator, parsed.GetValue(body), r => Outcome<IReadOnlyList<(BankLine Line, Money Left)>>.Of(r.Waiting(parsed.GetValue(body)))),
            ["transaction", "day", "words", "left"],
            rows => rows.Select(w => new object?[] { w.Line.Transaction, Day(w.Line.Day), w.Line.Words, w.Left.Units })));
    }

    private static Command Assign(SharedOptions shared)
    {
        var (body, transaction) = (Body(), Transaction());
        var payer = new Option<string>("--payer") { Description = "Code of the payer, e.g. member/7.", Required = true };
        var amount = new Option<string?>("--amount") { Description = "Of what is left (default: all)." };
        var command = new Command("assign", "Say whose a movement in suspense is; the receipt is written.") { body, transaction, payer, amount };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new AssignSuspense(session.Dues).Run(new Assignment(parsed.GetValue(body), parsed.GetValue(transaction), parsed.GetValue(payer)!, parsed.GetValue(amount)), Actor.Operator),
            ["receipt", "payer", "amount", "day"],
            r => [[r.Code, r.Payer, r.Money.Units, Day(r.Day)]]));
    }

    private static Command Aside(SharedOptions shared)
    {
        var (body, transaction) = (Body(), Transaction());
        var cheques = new Option<bool>("--cheques") { Description = "Cheques that were taken and now paid in." };
        var reason = new Option<string>("--reason") { Description = "What it is.", Required = true };
        var command = new Command("set-aside", "Take a movement out of suspense that is nobody's dues.") { body, transaction, cheques, reason };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new SetSuspenseAside(session.Dues).Run(new SetAside(parsed.GetValue(body), parsed.GetValue(transaction), parsed.GetValue(cheques), parsed.GetValue(reason)!), Actor.Operator),
            ["transaction", "amount"],
            left => [[parsed.GetValue(transaction), left.Units]]));
    }

    private static Command Cancel(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var number = new Option<int>("--number") { Description = "Of the receipt, e.g. 7.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why; it stays in the ledger.", Required = true };
        var command = new Command("cancel", "Cancel a receipt by a transaction that undoes it.") { body, year, number, reason };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            new CancelReceipt(session.Dues).Run(new Cancellation(parsed.GetValue(body), YearOf(parsed.GetValue(year), session), parsed.GetValue(number), parsed.GetValue(reason)!), Actor.Operator),
            ["receipt", "payer", "amount"],
            r => [[r.Code, r.Payer, r.Money.Units]]));
    }

    private static Command Extract(SharedOptions shared)
    {
        var (body, year) = (Body(), Year());
        var payer = new Option<string>("--payer") { Description = "Code of the payer, e.g. member/7.", Required = true };
        var command = new Command("extract", "What a payer was called for and paid in a year.") { body, year, payer };
        return shared.Answering(command, (parsed, session, _) => SheetOf(
            PayerExtract.Of(session.Dues, parsed.GetValue(body), parsed.GetValue(payer)!, YearOf(parsed.GetValue(year), session), Actor.Operator),
            ["day", "kind", "document", "given", "owed"],
            e => Rows(e.Bodies[0])));
    }

    private static IEnumerable<object?[]> Rows(ExtractOfBody books)
    {
        var owed = books.Opening;
        foreach (var line in books.Lines)
        {
            owed += line.Owed;
            yield return [Day(line.Day), line.Kind, line.Document, line.Given.Units, owed.Units];
        }
    }

    private static Option<long> Transaction() => new("--transaction") { Description = "Number of the movement, as dues waiting lists it.", Required = true };
}
