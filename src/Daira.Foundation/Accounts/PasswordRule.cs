using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Daira.Foundation.Accounts;

/// <summary>
/// Long rather than complicated: no rule asks for capitals or signs, but what is common, repeated, a row of the keyboard, or the person's
/// own name is refused, whatever digits are hung on it. Offline: the words are ours (docs/decisions/0203); a list of lost
/// passwords may be added (<see cref="KnownPasswords"/>).
/// </summary>
public sealed class PasswordRule(KnownPasswords known) : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 256;

    /// <summary>Letters that must be left once everything common is taken out.</summary>
    private const int LeastOwn = 5;

    /// <summary>The longest first: a word is taken out whole before a shorter one inside it.</summary>
    private static readonly string[] Common = Words();
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "abcdefghijklmnopqrstuvwxyz", "01234567890", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult((WhyNot(password ?? string.Empty, user.UserName, user.DisplayName) ?? (known.Contains(password ?? string.Empty) ? "common" : null)) is { } code ? IdentityResult.Failed(new IdentityError { Code = code }) : IdentityResult.Success);

    /// <returns><c>too-short</c>, <c>too-long</c>, <c>common</c>, or null when it will do.</returns>
    public static string? WhyNot(string password, params ReadOnlySpan<string?> own)
    {
        var length = new StringInfo(password).LengthInTextElements;
        return length < Shortest ? "too-short"
            : password.Length > Longest ? "too-long"
            : OwnLetters(Fold(WithoutRows(password.ToLowerInvariant())), own) < LeastOwn ? "common"
            : null;
    }

    /// <summary>How many different letters or digits are left when common words, rows, repetitions and the person's own names are taken out.</summary>
    private static int OwnLetters(string folded, ReadOnlySpan<string?> own)
    {
        foreach (var name in own)
        {
            foreach (var part in (name ?? string.Empty).Split([' ', '.', '-', '@', '_'], StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(p => p.Length > 2))
            {
                folded = folded.Replace(part, "", StringComparison.Ordinal);
            }
        }

        foreach (var word in Common)
        {
            folded = folded.Replace(word, "", StringComparison.Ordinal);
        }

        return WithoutRows(folded).Where(c => !char.IsDigit(c)).Distinct().Count() + folded.Where(char.IsDigit).Distinct().Count() / 3;
    }

    /// <summary>Takes out stretches of four or more along a row of the keyboard or an alphabet, either way.</summary>
    private static string WithoutRows(string text)
    {
        for (var length = Math.Min(text.Length, 12); length >= 4; length--)
        {
            for (var at = 0; at + length <= text.Length; at++)
            {
                var stretch = text.Substring(at, length);
                var back = new string([.. stretch.Reverse()]);
                if (Rows.Any(r => r.Contains(stretch, StringComparison.Ordinal) || r.Contains(back, StringComparison.Ordinal)))
                {
                    return WithoutRows(text.Remove(at, length));
                }
            }
        }

        return text;
    }

    /// <summary>Small letters without accents, with letters for the signs that stand for them.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            folded.Append(c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c });
        }

        return new string([.. folded.ToString().Where(char.IsLetterOrDigit)]);
    }

    private static string[] Words()
    {
        using var stream = typeof(PasswordRule).Assembly.GetManifestResourceStream("common-words.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 2).Distinct().OrderByDescending(w => w.Length)];
    }
}
