using System.Globalization;
using System.Text.RegularExpressions;

namespace Daira.Organisation.Dues;

/// <summary>Who pays, by kind and number: <c>member/7</c>, <c>mandate/12</c> for an elected official, <c>donor/3</c>. The ledger never holds a name.</summary>
public static partial class PayerCode
{
    public static string Member(long number) => string.Create(CultureInfo.InvariantCulture, $"member/{number}");

    public static string Mandate(long number) => string.Create(CultureInfo.InvariantCulture, $"mandate/{number}");

    /// <summary>Whether a code has the form of one.</summary>
    public static bool IsOne(string? code) => code is not null && Form().IsMatch(code);

    /// <summary>The codes that a payer wrote on a transfer, e.g. <c>cotisation 2026 MEMBER/7</c> or <c>M-7</c>; each once.</summary>
    public static IReadOnlyList<string> In(string words) =>
    [
        .. Written().Matches(Digits(words)).Select(m => $"{(m.Groups["kind"].Value is [var k, ..] && char.ToUpperInvariant(k) == 'E' ? "mandate" : "member")}/{m.Groups["number"].Value.TrimStart('0')}")
            .Where(IsOne).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What the payer is asked to write on a transfer: <c>M-7</c> for a member, <c>E-12</c> for an elected official's mandate.</summary>
    public static string OnTransfer(string code) => code.Split('/') is ["mandate", var mandate] ? $"E-{mandate}" : $"M-{code.Split('/')[^1]}";

    private static string Digits(string words) => string.Concat(words.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));

    [GeneratedRegex("^(member|mandate|donor)/[1-9][0-9]{0,14}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<kind>M|E|MEMBER|MANDATE)\s?[-/]\s?(?<number>[0-9]{1,15})(?![\p{L}\p{N}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
