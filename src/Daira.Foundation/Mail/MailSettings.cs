using System.Globalization;
using System.Net.Mail;
using Daira.Foundation.Languages;

namespace Daira.Foundation.Mail;

/// <summary>By which server, and in whose name, letters are sent.</summary>
/// <param name="Port">1 … 65,535; 587 by default.</param>
/// <param name="Secure">Whether TLS (STARTTLS) is demanded; yes by default.</param>
/// <param name="User">Null = the server asks for no name.</param>
public sealed record MailSettings(string Host, int Port, bool Secure, MailAddress From, string? User, string? Password)
{
    /// <summary>
    /// From <c>DAIRA_MAIL_HOST</c>, <c>_PORT</c>, <c>_TLS</c> (<c>no</c> switches it off), <c>_FROM</c>, <c>_USER</c> and <c>_PASSWORD_FILE</c>: a password
    /// stands in a file of its own, never in the environment, which other programs can list.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static Outcome<MailSettings> Read(Func<string, string?> environment)
    {
        if (environment("DAIRA_MAIL_HOST") is not { Length: > 0 } host)
        {
            return new Refusal(RefusalKind.Conflict, "mail-not-set-up", new Message("mail.not-set-up"));
        }

        if (!int.TryParse(environment("DAIRA_MAIL_PORT") ?? "587", NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            return Wrong("DAIRA_MAIL_PORT", environment);
        }

        if (!MailAddress.TryCreate(environment("DAIRA_MAIL_FROM"), out var from))
        {
            return Wrong("DAIRA_MAIL_FROM", environment);
        }

        if (environment("DAIRA_MAIL_TLS") is not (null or "" or "yes" or "no"))
        {
            return Wrong("DAIRA_MAIL_TLS", environment);
        }

        var file = environment("DAIRA_MAIL_PASSWORD_FILE");
        return file is { Length: > 0 } && !File.Exists(file)
            ? Wrong("DAIRA_MAIL_PASSWORD_FILE", environment)
            : new MailSettings(host, port, environment("DAIRA_MAIL_TLS") != "no", from, environment("DAIRA_MAIL_USER"), file is { Length: > 0 } ? File.ReadAllText(file).Trim() : null);
    }

    private static Refusal Wrong(string variable, Func<string, string?> environment) =>
        new(RefusalKind.Invalid, "mail-setting", new Message("mail.setting", variable, environment(variable) ?? string.Empty));
}
