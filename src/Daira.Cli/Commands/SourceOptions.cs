using System.CommandLine;
using Daira.Elections.Contests;

namespace Daira.Cli.Commands;

/// <summary>Where a file comes from, as the person says.</summary>
internal static class SourceOptions
{
    public sealed record Said(string Publisher, string Licence, string Address);

    public static (Option<string> Publisher, Option<string> Licence, Option<string> Address) Build() =>
    (
        new Option<string>("--publisher") { Description = "Who published the file.", DefaultValueFactory = _ => AddContest.Unknown },
        new Option<string>("--licence") { Description = "Under which licence.", DefaultValueFactory = _ => AddContest.Unknown },
        new Option<string>("--address") { Description = "Where it was published.", DefaultValueFactory = _ => "" });

    public static Said Read(ParseResult parsed, Option<string> publisher, Option<string> licence, Option<string> address) =>
        new(parsed.GetValue(publisher)!, parsed.GetValue(licence)!, parsed.GetValue(address)!);
}
