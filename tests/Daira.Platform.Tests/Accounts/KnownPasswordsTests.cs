using Daira.Foundation.Accounts;

namespace Daira.Platform.Tests.Accounts;

public sealed class KnownPasswordsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("daira-passwords-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_stands_in_the_administrators_list_is_refused_once_it_is_there()
    {
        var file = Path.Combine(folder, KnownPasswords.FileName);
        var known = new KnownPasswords(file);
        known.Contains("correct horse battery").ShouldBeFalse();
        File.WriteAllLines(file, ["short", "correct horse battery", "كلمة سر معروفة جدا"]);
        known.Contains("Correct Horse Battery").ShouldBeTrue();
        known.Contains("كلمة سر معروفة جدا").ShouldBeTrue();
        known.Contains("correct horse batteries").ShouldBeFalse();
        File.Delete(file);
        known.Contains("correct horse battery").ShouldBeFalse();
    }

    [Fact]
    public async Task The_rule_asks_the_list_too()
    {
        var file = Path.Combine(folder, KnownPasswords.FileName);
        File.WriteAllLines(file, ["sept ânes lisent à Tiznit"]);
        var rule = new PasswordRule(new KnownPasswords(file));
        var person = new Account { DisplayName = "Hala" };
        (await rule.ValidateAsync(null!, person, "sept ânes lisent à Tiznit")).Errors.ShouldHaveSingleItem().Code.ShouldBe("common");
        (await rule.ValidateAsync(null!, person, "huit ânes lisent à Tiznit")).Succeeded.ShouldBeTrue();
    }
}
