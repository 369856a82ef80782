using System.Collections.Concurrent;
using Daira.Elections;
using Daira.Elections.Contests;
using Daira.Elections.Scenarios;
using Daira.Foundation;

namespace Daira.Web.Pages.Simulations;

/// <summary>Back-tests over one version of the data, each made at its first reading.</summary>
public sealed class BackTests(ElectoralData data)
{
    private readonly ConcurrentDictionary<string, Lazy<Outcome<BackTestedContest>>> made = new(StringComparer.Ordinal);

    public IReadOnlyList<Contest> Contests { get; } = BackTestContest.Scorable(data);

    public Outcome<BackTestedContest> Of(string contest) => Contests.Any(c => c.Id == contest)
        ? made.GetOrAdd(contest, id => new Lazy<Outcome<BackTestedContest>>(() => Make(id))).Value
        : Make(contest);

    private Outcome<BackTestedContest> Make(string contest) => BackTestContest.Run(contest, Environment.ProcessorCount, data, CancellationToken.None);
}
