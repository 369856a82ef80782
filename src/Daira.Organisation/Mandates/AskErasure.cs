using System.Globalization;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Mandates;

/// <param name="Reason">Shown to the second person and kept in the journal.</param>
public sealed record ErasureRequest(long Person, string Reason);

/// <summary>Asks that a person's data be erased; a second person must allow it (<see cref="ErasePerson"/>).</summary>
public sealed class AskErasure(OrganisationStore store)
{
    public const string Kind = "erase-person";

    public Outcome<JointAct> Run(ErasureRequest request, Actor actor) => store.Change<JointAct>(actor, "erasure-asked", change =>
        !change.Data.Persons.TryGetValue(request.Person, out var person) ? Errors.UnknownPerson(request.Person)
        : person.IsErased ? Errors.Erased(person.Id)
        : change.AskSecondPerson(Rights.Erase, Kind, SubjectOf(person.Id), "{}", request.Reason));

    /// <summary>How the request names the person.</summary>
    public static string SubjectOf(long person) => $"person/{person.ToString(CultureInfo.InvariantCulture)}";
}
