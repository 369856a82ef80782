using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.Dues;
using Daira.Organisation.Mandates;
using Daira.Platform.Tests.Organisation;

namespace Daira.Platform.Tests.Dues;

/// <summary>The books of a province with a treasurer, a secretary and three payers, on one engine.</summary>
internal sealed class Books : IDisposable
{
    private int forms;

    public Books(Engine engine)
    {
        Party = new Party(engine);
        Store = new DuesStore(Party.Installation.Record, Party.Store);
        Region = Party.Founded("3");
        Body = Party.Founded("3451", parent: Region);
        Year = Party.Today.Year;
        new SetTariff(Store).Run(new NewTariff("member", Year, "عضو", null, "120", IsContribution: false), Actor.Operator).IsDone.ShouldBeTrue();
    }

    public Party Party { get; }

    public DuesStore Store { get; }

    public long Region { get; }

    public long Body { get; }

    public int Year { get; }

    public static string[] Payers { get; } = ["member/1", "member/2", "member/3"];

    public void Call(params string[] payers) =>
        new CallDues(Store).Run(new Calling(Body, Year, "member", payers.Length > 0 ? payers : Payers), Actor.Operator).IsDone.ShouldBeTrue();

    public Outcome<Receipt> Pay(string payer, string amount, string? key = null, Actor? by = null, PaymentMethod method = PaymentMethod.Cash) =>
        new TakePayment(Store).Run(new Payment(Body, payer, amount, method, Party.Today, key ?? $"form-{Interlocked.Increment(ref forms):D8}"), by ?? Actor.Operator);

    public Outcome<BankImport> Bank(params BankEntry[] entries) =>
        new ImportBankFile(Store).Run(Body, new BankStatement("statement.csv", new string('0', 64), null, null, null, entries), Actor.Operator);

    public BankEntry Entry(long centimes, string words = "", string reference = "", int daysAgo = 1) =>
        new(Party.Today.AddDays(-daysAgo), new Money(centimes), reference, words, new("dues.where.line", 1));

    public Money Balance(AccountKind kind, string? detail = null, long? body = null) =>
        Store.Read<Money>(Actor.Operator, body ?? Body, r => r.Balance(new LedgerAccount(kind, body ?? Body, detail))).Value;

    public Money Owes(string payer) => Balance(AccountKind.Receivable, payer);

    public LedgerProof Proof() => new ProveLedger(Store).Run(Actor.Operator).Value;

    /// <summary>Somebody with an office in the body, signed in with a second factor.</summary>
    public Actor Holder(string office, long? body = null)
    {
        var account = Guid.NewGuid();
        Party.Mandate(body ?? Body, office, account);
        var scopes = new OrganisationScopes(() => Party.Store.Current, () => Party.Atlas);
        return new Actor.Person(account, Standing.Of(new OrganisationMandates(() => Party.Store.Current).InForce(account, Party.Today), DuesRights.Preset, scopes, isStrong: true));
    }

    public void Dispose() => Party.Dispose();
}
