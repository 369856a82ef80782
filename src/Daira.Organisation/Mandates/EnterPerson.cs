using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Bodies;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>The least data that serves: a name in one script at least; sex and year of birth only for the quotas, and only if given.</summary>
/// <param name="At">The body on whose behalf the person is entered; null = the installation.</param>
public sealed record NewPerson(string? Arabic, string? Latin, Sex? Sex, int? BirthYear, long? At);

/// <summary>Enters a person into the register. Someone of the same name may be there already; that is shown, never decided.</summary>
public sealed class EnterPerson(OrganisationStore store)
{
    private const int Oldest = 1900;

    public Outcome<Person> Run(NewPerson request, Actor actor) => store.Change(actor, "person-entered", change => Run(change, request));

    internal static Outcome<Person> Run(OrganisationChange change, NewPerson request)
    {
        var names = CleanText.Names(request.Arabic, request.Latin);
        if ((change.Ask(OrganisationRights.Appoint, request.At is { } at ? OrganisationScopes.OfBody(at) : Scope.Installation, Sensitivity.Personal)
            ?? names.Refusals.FirstOrDefault() ?? YearFault(request.BirthYear, change.Today)) is { } refusal)
        {
            return refusal;
        }

        var person = change.Enter(new Person(0, names.Value.Arabic, names.Value.French, request.Sex, request.BirthYear, null));

        // The journal says that somebody was entered, not who: names live in one place, from which they can be erased.
        change.Journal($"person/{person.Id}");
        return person;
    }

    private static Refusal? YearFault(int? year, DateOnly today) => year is { } y && (y < Oldest || y > today.Year - 16) ? Errors.BirthYear(y) : null;
}
