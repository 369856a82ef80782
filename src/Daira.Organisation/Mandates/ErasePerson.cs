using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <summary>
/// Takes a person's data out of the register, when a second person allows what a first one asked for. The mandates stay as facts of the
/// institution, with a number and no name.
/// </summary>
public sealed class ErasePerson(OrganisationStore store)
{
    /// <param name="request">Id of the request (<see cref="AskErasure"/>).</param>
    public Outcome<Person> Run(Guid request, Actor actor) => store.Change<Person>(actor, "person-erased", change =>
    {
        var allowed = change.AllowAsSecondPerson(request, AskErasure.Kind);
        if (!allowed.IsDone)
        {
            return Outcome<Person>.Refused(allowed.Refusals);
        }

        var id = long.Parse(allowed.Value.Subject.Split('/')[1], CultureInfo.InvariantCulture);
        var known = change.Data.Persons[id];
        if (known.IsErased)
        {
            return Errors.Erased(id);
        }

        var erased = known with { Arabic = null, Latin = null, Sex = null, BirthYear = null, Account = null };
        change.Change(erased, "erased");
        change.Journal(AskErasure.SubjectOf(id));
        return erased;
    });
}
