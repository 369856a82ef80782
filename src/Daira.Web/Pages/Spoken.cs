using Daira.Elections;
using Daira.Foundation.Languages;
using Daira.Web.Readers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages;

/// <summary>A component that speaks the reader's language.</summary>
public abstract class Spoken : ComponentBase
{
    [Inject]
    public required Reader Reader { get; set; }

    /// <summary>Short for the reader's language.</summary>
    protected Language In => Reader.Language;

    /// <summary>A text as markup.</summary>
    protected MarkupString T(string id, params IReadOnlyList<object> arguments) => Reader.Say(new Message(id, arguments));

    /// <summary>A text for attributes.</summary>
    protected string P(string id, params IReadOnlyList<object> arguments) => Reader.Plain(new Message(id, arguments));

    /// <summary>A figure, isolated left to right.</summary>
    protected MarkupString N(object figure) => new($"<bdi class=\"n\" dir=\"ltr\">{Html.Escape(Texts.Figure(figure, In))}</bdi>");

    /// <summary>A figure, or a dash that says aloud why there is none.</summary>
    /// <param name="reason">Id of the reason.</param>
    protected MarkupString N(object? figure, string reason) => figure is { } known
        ? N(known)
        : new MarkupString($"<span class=\"none\">{T(reason).Value}</span>");

    /// <summary>A figure, or in a narrow table a stroke, whose reason is read aloud and shown under the pointer.</summary>
    protected MarkupString Narrow(object? figure, string reason) => figure is { } known
        ? N(known)
        : new MarkupString($"<span class=\"none\" title=\"{Html.Escape(P(reason))}\"><span aria-hidden=\"true\">–</span><span class=\"hidden\">{T(reason).Value}</span></span>");

    /// <summary>A name, marked with its language when it is not the reader's.</summary>
    protected MarkupString Name(INamed named) => Name(named.NameIn(In.Code));

    protected MarkupString Name(NameIn name) => name.Language == In.Code || Language.Find(name.Language) is not { } language
        ? new MarkupString(Html.Escape(name.Text))
        : new MarkupString($"<span lang=\"{language.Code}\" dir=\"{language.Direction}\">{Html.Escape(name.Text)}</span>");

    /// <summary>A publisher or licence as a source names it; “Unknown” is a word of ours and is said in the reader's language.</summary>
    protected MarkupString Origin(string words) => new(words == "Unknown" ? T("source.unknown").Value : $"<bdi>{Html.Escape(words)}</bdi>");

    protected MarkupString Day(DateOnly date) =>
        new($"<time datetime=\"{date:yyyy-MM-dd}\">{Html.Escape(Figures.Date(date, In))}</time>");
}

/// <summary>A component with an address, <c>/{lang}/…</c>, that shows the data of the day.</summary>
public abstract class Page : Spoken
{
    /// <summary>The first part of every address; the reader already knows it.</summary>
    [Parameter]
    public string? Lang { get; set; }

    [Inject]
    public required Prepared Prepared { get; set; }

    protected ElectoralData Data => Prepared.Data;

    /// <summary>The page says itself what was not found and what is near; this gives the answer its status.</summary>
    protected void AnswerNotFound() => Reader.Status = StatusCodes.Status404NotFound;

    protected void AnswerInvalid() => Reader.Status = StatusCodes.Status400BadRequest;
}
