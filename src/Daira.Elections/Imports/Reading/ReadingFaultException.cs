using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Reading;

/// <summary>Carries a refusal out of a reader's depth; the use cases of this folder turn it into their outcome.</summary>
public sealed class ReadingFaultException(Refusal refusal) : FormatException(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;

    internal static ReadingFaultException Of(string text, params object[] arguments) => Of(RefusalKind.Invalid, text, arguments);

    internal static ReadingFaultException Of(RefusalKind kind, string text, params object[] arguments) =>
        new(new Refusal(kind, text.Replace('.', '-'), new Message(text, arguments)));
}
