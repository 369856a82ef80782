using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>Takes a person's data out of the register: the mandates stay as facts of the institution, with a number and no name.</summary>
public sealed class ErasePerson(OrganisationStore store)
{
    public Outcome<Person> Run(long person, Actor actor) => store.Change<Person>(actor, "person-erased", change =>
    {
        if (!change.Data.Persons.TryGetValue(person, out var known))
        {
            return Errors.UnknownPerson(person);
        }

        if ((change.Ask(Rights.Erase, Scope.Installation) ?? (known.IsErased ? Errors.Erased(person) : null)) is { } refusal)
        {
            return refusal;
        }

        var erased = known with { Arabic = null, Latin = null, Sex = null, BirthYear = null, Account = null };
        change.Change(erased, "erased");
        change.Journal($"person/{person}");
        return erased;
    });
}
