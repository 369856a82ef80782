using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Organisation.Dues;
using Daira.Organisation.Mandates;
using Daira.Web.Pages.Organisation;
using Microsoft.AspNetCore.Components;

namespace Daira.Web.Pages.Dues;

/// <summary>A page of a body's books.</summary>
public abstract class DuesPage : OrganisationPage
{
    [Inject]
    public required DuesStore Books { get; set; }

    /// <summary>Number of the body.</summary>
    [Parameter]
    public long Id { get; set; }

    protected Scope Here => OrganisationScopes.OfBody(Id);

    /// <summary>Money as it is read: two decimals, the currency in words elsewhere.</summary>
    protected MarkupString M(Money amount) => N(amount.Units);

    /// <summary>Whether the reader may do this in these books.</summary>
    protected bool MayInBooks(Right right) => Rights.Refuse(Actor, right, Here, Sensitivity.Personal) is null;
}
