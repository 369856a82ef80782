using Daira.Elections;
using Daira.Elections.Results;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;

namespace Daira.Platform.Tests.Storage;

public class CurrentElectoralDataTests
{
    [Fact]
    public void A_figure_corrected_by_another_program_is_seen_without_a_restart()
    {
        using var installation = Installation.Loaded(Engine.Sqlite);
        var loads = 0;
        var current = new CurrentElectoralData(
            () =>
            {
                loads++;
                return installation.Elections.Load().Value;
            },
            installation.Elections.Version,
            installation.Clock);
        var before = current.Value;
        installation.Clock.Advance(TimeSpan.FromSeconds(1));
        current.Value.ShouldBeSameAs(before);
        new CorrectResult(installation.Elections, installation.Record, installation.Clock)
            .Run(new Correction("ma-house-2021-local", "530", "RNI", 1, "test"), Actor.Operator).IsDone.ShouldBeTrue();
        installation.Clock.Advance(TimeSpan.FromSeconds(1));
        current.Value.Version.ShouldNotBe(before.Version);
        _ = current.Value;
        loads.ShouldBe(2);
    }
}
