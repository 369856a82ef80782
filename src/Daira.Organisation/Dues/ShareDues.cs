using System.Globalization;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Dues;

/// <summary>What part of the dues that a body collects in a year goes to each type of body above it; the rest stays.</summary>
public sealed record LevelShares(int Year, IReadOnlyList<LevelShare> Shares)
{
    public const string Kind = "dues-shares";
}

/// <param name="Type">Of the body above, e.g. <c>general-secretariat</c>; or <c>secretariat</c> with its level, e.g. <c>secretariat/region</c>.</param>
public sealed record LevelShare(string Type, int Numerator, int Denominator)
{
    private const int Finest = 10_000;

    /// <summary>Reads what a person wrote: <c>1/4</c>, or <c>25 %</c> with two decimals at most.</summary>
    public static Outcome<LevelShare> Read(string type, string? written)
    {
        var text = CellNumbers.WithPlainDigits(written ?? "").Replace(" ", "", StringComparison.Ordinal).Replace('٫', '.').Replace(',', '.').Replace('٪', '%');
        return text.Split('/') is [var n, var d] && Whole(n) is { } numerator && Whole(d) is { } denominator ? new LevelShare(type, numerator, denominator)
            : text.EndsWith('%') && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 && decimal.Truncate(percent * 100) == percent * 100
                ? new LevelShare(type, (int)(percent * 100), Finest)
            : Errors.ShareUnread(text.Length > 40 ? text[..40] + "…" : text);
    }

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Finest ? number : null;
}

/// <summary>Sets the shares of a year.</summary>
public sealed class SetLevelShares(DuesStore store)
{
    public Outcome<LevelShares> Run(LevelShares request, Actor actor) => store.Change<LevelShares>(actor, "dues-shares-set", DuesRights.Set, null, change =>
    {
        if (request.Year < SetTariff.FirstYear || request.Year > change.Today.Year + 1)
        {
            return Errors.YearOutside(request.Year, SetTariff.FirstYear, change.Today.Year + 1);
        }

        if (request.Shares.Any(s => s.Numerator < 1 || s.Denominator < 1 || s.Numerator > s.Denominator || s.Denominator > 10_000) || SumIsAboveOne(request.Shares))
        {
            return Errors.SharesTooLarge();
        }

        change.Decide(LevelShares.Kind, request.Year.ToString(CultureInfo.InvariantCulture), request, null);
        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues-shares/{request.Year}"), request);
        return request;
    });

    private static bool SumIsAboveOne(IReadOnlyList<LevelShare> shares)
    {
        var (numerator, denominator) = shares.Aggregate((Int128.Zero, Int128.One), ((Int128 N, Int128 D) sum, LevelShare s) => (sum.N * s.Denominator + s.Numerator * sum.D, sum.D * s.Denominator));
        return numerator > denominator;
    }
}

/// <param name="To">The body that receives.</param>
/// <param name="Amount">What is added to what it was given of that year before; below zero when receipts were cancelled since.</param>
public sealed record SharedOut(long To, Money Amount);

/// <summary>
/// Brings what the bodies above were given of a year to their share of what was collected of it until now: the share, in whole hundredths
/// rounded down, less what was given before. Run twice, it gives nothing twice, and rounding never drifts.
/// </summary>
public sealed class ShareDues(DuesStore store, Func<Atlas> atlas)
{
    public Outcome<IReadOnlyList<SharedOut>> Run(long body, int year, Actor actor) =>
        store.Change<IReadOnlyList<SharedOut>>(actor, "dues-shared", DuesRights.Collect, body, change =>
        {
            if (change.SharesOf(year) is not { } shares)
            {
                return Errors.NoShares(year);
            }

            var collected = change.Collected(body, year);
            List<SharedOut> given = [];
            foreach (var (share, above) in Above(change.Organisation, change.Organisation.Bodies[body], shares, atlas()))
            {
                var detail = string.Create(CultureInfo.InvariantCulture, $"{above}/{year}");
                var whole = new Money((long)((Int128)collected.Centimes * share.Numerator / share.Denominator));
                var more = whole - change.Balance(new(AccountKind.Given, body, detail));
                if (more != Money.Zero)
                {
                    Post(change, body, above, detail, year, more);
                    given.Add(new SharedOut(above, more));
                }
            }

            if (given.Count == 0)
            {
                return Errors.NothingToShare(year);
            }

            change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues-shares/{body}/{year}"), given.Select(g => new { g.To, g.Amount.Centimes }));
            return Outcome<IReadOnlyList<SharedOut>>.Of(given);
        });

    private static void Post(DuesChange change, long body, long above, string detail, int year, Money amount) => change.Post(
        "split",
        change.Today,
        [
            (new(AccountKind.Given, body, detail), amount),
            (new(AccountKind.Owed, body, Of(above)), -amount),
            (new(AccountKind.Claim, above, Of(body)), amount),
            (new(AccountKind.Shared, above, string.Create(CultureInfo.InvariantCulture, $"{body}/{year}")), -amount),
        ]);

    private static IEnumerable<(LevelShare Share, long Above)> Above(OrganisationData data, Body body, LevelShares shares, Atlas atlas) =>
        from share in shares.Shares
        let above = data.Above(body).FirstOrDefault(a => Is(a, share.Type, atlas))
        where above is not null
        select (share, above.Id);

    private static bool Is(Body body, string type, Atlas atlas) => type.Split('/') switch
    {
        [var id] => body.Type == id,
        [var id, var level] => body.Type == id && body.Place is { } place && string.Equals(atlas.Find(place)?.Level.ToString(), level, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static string Of(long body) => body.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Amount">As written; at most what is owed and what the giver holds in cash.</param>
public sealed record HandOverRequest(long Body, long To, string Amount, DateOnly Day);

/// <summary>Hands cash over to the body that a share is owed to; both books say it.</summary>
public sealed class HandOverShare(DuesStore store)
{
    public Outcome<Money> Run(HandOverRequest request, Actor actor) => store.Change<Money>(actor, "share-handed-over", DuesRights.Collect, request.Body, change =>
    {
        var amount = Money.Read(request.Amount, "dues.field.amount");
        var owed = new LedgerAccount(AccountKind.Owed, request.Body, request.To.ToString(CultureInfo.InvariantCulture));
        var cash = new LedgerAccount(AccountKind.Cash, request.Body);
        if ((amount.Why ?? Fault(change, request, amount.Value, -change.Balance(owed), change.Balance(cash))) is { } refusal)
        {
            return refusal;
        }

        change.Post(
            "handover",
            request.Day,
            [
                (owed, amount.Value),
                (cash, -amount.Value),
                (new(AccountKind.Cash, request.To), amount.Value),
                (new(AccountKind.Claim, request.To, request.Body.ToString(CultureInfo.InvariantCulture)), -amount.Value),
            ]);
        change.Journal(string.Create(CultureInfo.InvariantCulture, $"dues/{request.Body}/{request.To}"), new { amount.Value.Centimes });
        return amount.Value;
    });

    private static Refusal? Fault(DuesChange change, HandOverRequest request, Money amount, Money owed, Money cash) =>
        request.Day > change.Today ? Errors.DayInFuture(request.Day, change.Today)
        : amount > owed ? Errors.OwedLess(amount, owed)
        : amount > cash ? Errors.CashLess(amount, cash)
        : null;
}
