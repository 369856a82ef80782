using System.Globalization;
using System.Text.RegularExpressions;
using Daira.Elections.Imports.Reading;

namespace Daira.Organisation.Dues;

/// <summary>Who pays, by kind and number: <c>member/7</c> by entry in the register, <c>mandate/12</c> for an elected official, <c>donor/3</c>. The ledger never holds a name.</summary>
public static partial class PayerCode
{
    public static string Member(long number) => string.Create(CultureInfo.InvariantCulture, $"member/{number}");

    /// <summary>What a member writes on a transfer, so that it is found: <c>M-7</c>.</summary>
    public static string Short(long member) => string.Create(CultureInfo.InvariantCulture, $"M-{member}");

    /// <summary>Whether a code has the form of one.</summary>
    public static bool IsOne(string? code) => code is not null && Form().IsMatch(code);

    /// <summary>The codes that a payer wrote on a transfer: <c>M-7</c> or <c>MEMBER/7</c> for a member, <c>E-12</c> or <c>MANDATE/12</c> for an elected official; each once.</summary>
    public static IReadOnlyList<string> In(string words) =>
    [
        .. Written().Matches(CellNumbers.WithPlainDigits(words)).Select(m => $"{(m.Groups["kind"].Value is [var k, ..] && char.ToUpperInvariant(k) == 'E' ? "mandate" : "member")}/{m.Groups["number"].Value.TrimStart('0')}")
            .Where(IsOne).Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex("^(member|mandate|donor)/[1-9][0-9]{0,14}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<kind>M|E|MEMBER|MANDATE)\s?[-/]\s?(?<number>[0-9]{1,15})(?![\p{L}\p{N}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
