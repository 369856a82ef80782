using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Account">Null takes the link away.</param>
public sealed record AccountLink(long Person, Guid? Account);

/// <summary>Says by which account a person signs in; from then on the person's mandates give that account its rights.</summary>
public sealed class LinkAccount(OrganisationStore store)
{
    public Outcome<Person> Run(AccountLink request, Actor actor) => store.Change<Person>(actor, "account-linked", change =>
    {
        if (!change.Data.Persons.TryGetValue(request.Person, out var person))
        {
            return Errors.UnknownPerson(request.Person);
        }

        if ((change.Ask(Rights.ManageAccounts, Scope.Installation, Sensitivity.Personal) ?? Fault(change.Data, person, request.Account)) is { } refusal)
        {
            return refusal;
        }

        var linked = person with { Account = request.Account };
        change.Change(linked, "linked");
        change.Journal($"person/{person.Id}");
        return linked;
    });

    private static Refusal? Fault(OrganisationData data, Person person, Guid? account) =>
        person.IsErased ? Errors.Erased(person.Id)
        : account is { } a && data.PersonOf(a) is { } other && other.Id != person.Id ? Errors.AccountTaken()
        : null;
}
