using Daira.Elections.Places;
using Daira.Foundation.Languages;

namespace Daira.Organisation.Bodies;

/// <summary>
/// A kind of body as data: congress, council, bureau, secretariat, committee, a parallel organisation's own organs. Shipped as a preset,
/// changed on a page; each change is a new version and bodies follow the one in force.
/// </summary>
/// <param name="Id">Stable word, e.g. <c>secretariat</c>; part of the key of every office in the rights table.</param>
/// <param name="Organisation">Which organisation's organ it is: <c>party</c>, <c>women</c>, … Scopes of one never reach into another.</param>
/// <param name="Levels">Levels of place at which such bodies exist.</param>
/// <param name="Reach">How far rights held in it go.</param>
public sealed record BodyType(string Id, string Organisation, Names Names, IReadOnlyList<PlaceLevel> Levels, Reach Reach, IReadOnlyList<OfficeType> Offices) : INamed
{
    /// <summary>What it is called at a level where that differs, e.g. regional secretariat.</summary>
    public IReadOnlyDictionary<PlaceLevel, Names> AtLevel { get; init; } = new Dictionary<PlaceLevel, Names>();

    /// <summary>What it is called while it is being prepared, e.g. preparatory committee; null = its own name.</summary>
    public Names? WhilePreparatory { get; init; }

    public IReadOnlyList<Quota> Quotas { get; init; } = [];

    /// <summary>Longest time a preparatory body is given, in months, 1…60.</summary>
    public int PreparatoryMonths { get; init; } = 6;

    /// <summary>Longest time a provisional body is given, in months, 1…60.</summary>
    public int ProvisionalMonths { get; init; } = 12;

    /// <summary>How often the time of a preparatory or provisional body may be prolonged, 0…10.</summary>
    public int Renewals { get; init; } = 1;

    /// <summary>Days without any activity after which the body is said to be dormant, 30…3,650.</summary>
    public int DormantDays { get; init; } = 180;

    /// <summary>Term of its offices in months, 1…120.</summary>
    public int TermMonths { get; init; } = 48;

    /// <summary>Whether a place has one at most.</summary>
    public bool OnePerPlace { get; init; } = true;

    /// <summary>Whether such a body makes the party present in its place: counted by the coverage map.</summary>
    public bool Covers { get; init; }

    /// <summary>Not an organ of the party but of the state (a house of parliament, a council): its mandates are known, and give no right.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The office of this id, or null.</summary>
    public OfficeType? Find(string office) => Offices.FirstOrDefault(o => o.Id == office);

    /// <summary>Offices that exist at a stage.</summary>
    public IEnumerable<OfficeType> OfficesAt(BodyStage stage) => Offices.Where(o => stage == BodyStage.Preparatory ? o.WhilePreparatory : o.WhenFounded);

    public NameIn NameIn(string language) => Names.In(language);

    /// <summary>The word for such a body at a level and stage.</summary>
    public Names NamesFor(PlaceLevel? level, BodyStage stage) =>
        stage is BodyStage.Preparatory && WhilePreparatory is { } preparatory ? preparatory
        : level is { } l && AtLevel.TryGetValue(l, out var names) ? names
        : Names;
}

/// <summary>How far the rights of a body's offices go.</summary>
public enum Reach
{
    /// <summary>The body and the bodies below it in the tree.</summary>
    Subtree,

    /// <summary>Every body of the same organisation at the body's place and in all places below it.</summary>
    Place,

    /// <summary>Everything: the body that leads the whole, with all that is attached to it.</summary>
    Everything,
}

/// <summary>An office in a body.</summary>
/// <param name="Id">Stable word inside the type, e.g. <c>secretary</c>.</param>
/// <param name="Seats">How many persons hold it at once, 1…1,000.</param>
public sealed record OfficeType(string Id, Names Names, int Seats) : INamed
{
    /// <summary>Whether the body can do without; an empty required office is a vacancy.</summary>
    public bool Required { get; init; }

    public bool WhilePreparatory { get; init; }

    public bool WhenFounded { get; init; } = true;

    public NameIn NameIn(string language) => Names.In(language);

    /// <summary>Key in the rights table.</summary>
    public static string Key(string type, string office) => $"{type}/{office}";
}

/// <summary>A share of a body's seats that belongs to a group.</summary>
/// <param name="Numerator">Of the fraction of all seats, rounded up to whole seats.</param>
/// <param name="Basis">The article, and how sure we are of it.</param>
public sealed record Quota(QuotaGroup Group, int Numerator, int Denominator, string Basis)
{
    /// <summary>For <see cref="QuotaGroup.Youth"/>: under this age, 18…60.</summary>
    public int Under { get; init; } = 40;

    /// <summary>Seats that a body of this many seats owes the group.</summary>
    public int SeatsOf(int seats) => ((seats * Numerator) + Denominator - 1) / Denominator;
}

public enum QuotaGroup
{
    Women,
    Youth,
}

/// <summary>An organisation with organs of its own: the party itself, or one attached to it.</summary>
public sealed record OrganisationKind(string Id, Names Names) : INamed
{
    public NameIn NameIn(string language) => Names.In(language);
}
