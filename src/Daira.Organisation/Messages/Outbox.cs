using System.Globalization;
using System.Reflection;
using System.Text;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Members;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Messages;

/// <summary>Puts a message into the change it speaks of: kept with it or not at all, and once for one thing.</summary>
public static class Outbox
{
    public const string Mail = "mail";
    public const string Sms = "sms";

    private static readonly Lazy<Texts> Words = new(() => Texts.Of([typeof(Texts).Assembly, Assembly.GetExecutingAssembly()]));

    /// <summary>A letter made from a template, in the language the person chose; it names no party and no decision, which are read on the person's own page.</summary>
    /// <param name="template">Its texts are <c>message.{template}.subject</c> and <c>message.{template}.text</c>.</param>
    /// <param name="key">Says what it is about.</param>
    /// <returns>Whether one was queued: not when the person gave no address, or the same was queued before.</returns>
    internal static bool Tell(OrganisationChange change, MemberRow member, string template, string key)
    {
        if (change.Members.DataOf(member) is not { } data)
        {
            return false;
        }

        string Text(string part) => Words.Value.Format(new Message($"message.{template}.{part}"), Language.Of(data.Language));
        return Write(change, member, data, Text("subject"), Text("text"), key);
    }

    /// <summary>By mail where there is an address, else to the telephone.</summary>
    internal static bool Write(OrganisationChange change, MemberRow member, PersonalData data, string subject, string text, string key)
    {
        var content = data.Mail is { } mail ? new MessageContent(mail, subject, text) : data.Phone is { } phone ? new MessageContent(phone, "", text) : null;
        return content is not null && change.Members.Queue(member.Id, data.Mail is not null ? Mail : Sms, content, key);
    }

    internal static byte[] Seal(byte[] key, Guid id, MessageContent content) => SealedBox.Seal(key, Encoding.UTF8.GetBytes(OrganisationJson.Write(content)), What(id));

    internal static MessageContent Open(byte[] key, StoredMessage message) => OrganisationJson.Read<MessageContent>(Encoding.UTF8.GetString(SealedBox.Open(key, message.Content!, What(message.Id))));

    private static string What(Guid id) => string.Create(CultureInfo.InvariantCulture, $"message {id:N}");
}
