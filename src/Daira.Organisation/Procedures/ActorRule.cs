using Daira.Elections.Places;

namespace Daira.Organisation.Procedures;

/// <summary>Who acts, by office and not by person; found anew each time, so that a vacancy never strands a case.</summary>
public abstract record ActorRule
{
    private ActorRule() { }

    /// <summary>Whoever opened the case.</summary>
    public sealed record Applicant : ActorRule;

    /// <summary>A holder of one of these offices in a body of this type.</summary>
    /// <param name="Level">The level of the body's place: the case's own place or the nearest above it on that level.</param>
    public sealed record Office(string BodyType, PlaceLevel Level, params IReadOnlyList<string> Offices) : ActorRule
    {
        /// <summary>Whether the body is looked for at the place the case comes from: a transfer is released there and received at its own place.</summary>
        public bool AtOrigin { get; init; }

        public bool Equals(Office? other) =>
            other is not null && BodyType == other.BodyType && Level == other.Level && AtOrigin == other.AtOrigin && Offices.SequenceEqual(other.Offices);

        public override int GetHashCode() => HashCode.Combine(BodyType, Level, Offices.Count);
    }

    /// <summary>Anyone who may open: a member, a citizen.</summary>
    public sealed record Anyone : ActorRule;

    public static ActorRule TheApplicant { get; } = new Applicant();
}

/// <summary>Who acts in a case now: a mandate, not a name.</summary>
/// <param name="Person">Stable id of the person; never shown outside the scope of the case.</param>
/// <param name="Office">Office held; null for an applicant.</param>
/// <param name="Body">Id of the body; null for an applicant.</param>
public sealed record ActingAs(string Person, string? Office, string? Body)
{
    public static ActingAs Applicant(string person) => new(person, null, null);
}

/// <summary>The offices of the organisation on a date, as the kernel asks for them.</summary>
public interface IOffices
{
    /// <summary>
    /// The body that answers to a rule for a place: the nearest body of the type at the level or above it that is in force and has a
    /// holder of one of the offices who is not recused. Null when there is none up to the country.
    /// </summary>
    string? BodyFor(ActorRule.Office rule, string place, DateOnly on, IReadOnlySet<string> recused);

    /// <summary>The next body above, of the same type, that could take over; null at the top.</summary>
    string? BodyAbove(string body, ActorRule.Office rule, DateOnly on, IReadOnlySet<string> recused);

    /// <summary>Whether anyone who is not recused holds one of the offices in the body on that day.</summary>
    bool IsHeld(string body, IReadOnlyList<string> offices, DateOnly on, IReadOnlySet<string> recused);

    /// <summary>Whether the person holds one of the offices in the body on that day, by a mandate in force.</summary>
    bool Holds(string person, string body, IReadOnlyList<string> offices, DateOnly on);
}
