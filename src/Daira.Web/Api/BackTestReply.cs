using Daira.Elections.Scenarios;

namespace Daira.Web.Api;

/// <summary>A forecast held against the facts. Shares are 0…1.</summary>
/// <param name="Shocks">The two contests whose change gave the shocks.</param>
/// <param name="WasKnowable">False when the shocks were only known afterwards.</param>
/// <param name="Seats">One, or two where registered voters are unpublished: the fewest possible, and very many.</param>
public sealed record BackTestReply(
    string Contest, string From, IReadOnlyList<string> Shocks, bool WasKnowable, string Law, long Seed, string DataVersion,
    IReadOnlyList<SeatScoreReply> Seats, CoverageReply SharesInCountry, CoverageReply SharesInConstituencies, IReadOnlyList<ShareMissReply> Missed, IReadOnlyList<NewcomerReply> Newcomers)
{
    internal static BackTestReply Of(BackTestedContest t, string version) => new(
        t.Contest.Id, t.From.Id, [t.ShocksBefore.Id, t.ShocksAfter.Id], t.WasKnowable, t.Law.Id, BackTestContest.Seed, version,
        [.. t.Seats.Select(SeatScoreReply.Of)],
        CoverageReply.Of(t.Shares.Country.Count, t.Shares.CoverageInCountry), CoverageReply.Of(t.Shares.Places, t.Shares.CoverageInPlaces),
        [.. t.Shares.Missed.Select(m => new ShareMissReply(m.Place!.Code, m.List.Code, m.Actual, m.Intervals[2].Low, m.Intervals[2].High))],
        [.. t.Newcomers.Select(n => new NewcomerReply(n.List.Code, n.Seats))]);
}

/// <param name="Registered">What stood in for unpublished rolls: <c>published lowest highest</c>.</param>
public sealed record SeatScoreReply(string Registered, CoverageReply Coverage, IReadOnlyList<SeatMissReply> Lists, IReadOnlyList<SurpriseReply> Surprises)
{
    internal static SeatScoreReply Of(SeatScore s) => new(
        s.Rolls == UnknownRolls.Unknown ? "published" : s.Rolls.ToString().ToLowerInvariant(),
        new(s.Counted.Count(), s.Test.Coverage.Half, s.Test.Coverage.FourFifths, s.Test.Coverage.Most),
        [.. s.Counted.Select(l => new SeatMissReply(l.List.Code, l.Test.Seats, l.Test.Mean, l.Test.Most.Low, l.Test.Most.High))],
        [.. s.Surprises.Select(x => new SurpriseReply(x.Place.Code, x.List.Code, x.Seats, x.Mean, x.Chance))]);
}

/// <param name="Facts">How many facts were scored.</param>
public sealed record CoverageReply(int Facts, double Within50, double Within80, double Within95)
{
    internal static CoverageReply Of(int facts, Coverage c) => new(facts, c.Half, c.FourFifths, c.Most);
}

public sealed record SeatMissReply(string List, int Seats, double Mean, int Low95, int High95);

public sealed record SurpriseReply(string Constituency, string List, int Seats, double Mean, double Chance);

public sealed record ShareMissReply(string Constituency, string List, double Share, double Low95, double High95);

public sealed record NewcomerReply(string List, int Seats);
