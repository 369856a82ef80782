using System.Globalization;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Bodies;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;
using Daira.Web.Readers;
using Daira.Web.Safety;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Daira.Web.Pages.Organisation;

/// <summary>A page of the organisation: written for the one who asks, within the rights of their mandates.</summary>
public abstract class OrganisationPage : Page
{
    private OrganisationData? org;

    [Inject]
    public required OrganisationStore Store { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>What a form that was sent met; shown above it, with the input kept.</summary>
    protected IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    protected OrganisationData Org => org ??= Store.Current;

    protected Atlas Atlas => Data.Atlas;

    protected Actor Actor => Http.Actor();

    protected DateOnly Today => Store.Today;

    /// <summary>Whether the reader may do this there; decides which forms are drawn, never what is allowed.</summary>
    protected bool May(Right right, Scope scope) => Rights.Refuse(Actor, right, scope) is null;

    protected bool MaySee(Body body) => May(OrganisationRights.Read, OrganisationScopes.OfBody(body.Id));

    protected INamed NameOf(Body body) => Org.NameOf(body, Atlas, Today);

    protected INamed NameOf(long body) => NameOf(Org.Bodies[body]);

    protected string To(Body body) => Reader.To($"/organisation/bodies/{body.Id.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Name of the form that was sent; empty when none was. It is drawn again even where it no longer applies, so that what was sent is refused with its reason.</summary>
    internal string Sent => Field("_handler");

    /// <summary>A field of the form that was sent; empty when it was not filled in.</summary>
    protected string Field(string name) => Http.Request.HasFormContentType ? Http.Request.Form[name].ToString().Trim() : "";

    /// <summary>The same, with what stands there before anything was sent.</summary>
    protected string Field(string name, string before) => Http.Request.HasFormContentType ? Field(name) : before;

    protected string? Given(string name) => Field(name) is { Length: > 0 } text ? text : null;

    protected DateOnly? DayIn(string name) => DateOnly.TryParseExact(Field(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    protected long? NumberIn(string name) => long.TryParse(Field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected Act ActIn => new(Field("act"), NumberIn("by"));

    protected static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Goes on when it was done; else says why not and keeps the page.</summary>
    protected void Answer<T>(Outcome<T> outcome, Func<T, string> next)
    {
        org = null;
        if (outcome.IsDone)
        {
            Http.Response.Redirect(Reader.To(next(outcome.Value)));
            return;
        }

        Refusals = outcome.Refusals;
        Reader.Status = FailurePages.StatusOf(outcome.Refusals[0].Kind);

        // The form may stand in a part of the page, which alone would be drawn again.
        StateHasChanged();
    }

    /// <summary>Says why not, or nothing; the page itself shows what now stands.</summary>
    protected void Say<T>(Outcome<T> outcome)
    {
        org = null;
        Refusals = outcome.Refusals;
        Reader.Status = outcome.IsDone ? StatusCodes.Status200OK : FailurePages.StatusOf(outcome.Refusals[0].Kind);
        StateHasChanged();
    }

    /// <summary>The sum of versions of a body's mandates: what a nomination says it saw.</summary>
    protected int SeenMandates(Body body) => Org.MandatesOf(body).Sum(m => m.Version);
}
