using System.Net.Mail;

namespace Daira.Foundation.Mail;

/// <summary>One letter to one person.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record Letter(MailAddress To, string Subject, string Text);

/// <summary>How letters leave the house.</summary>
public interface IMail
{
    /// <returns>Whether the server took it, or why not.</returns>
    Task<Outcome<bool>> SendAsync(Letter letter, CancellationToken stop);
}
