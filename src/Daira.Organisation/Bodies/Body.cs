using Daira.Elections.Places;

namespace Daira.Organisation.Bodies;

/// <summary>A body with all that ever happened to it.</summary>
/// <param name="Events">In the order recorded, which is also the order of their days.</param>
public sealed record Body(long Id, IReadOnlyList<BodyEvent> Events)
{
    private readonly BodyPlanned plan = (BodyPlanned)Events[0];

    public string Type => plan.Type;

    /// <summary>Official code of its place; null for a body without one.</summary>
    public string? Place => plan.Place;

    public string? Country => plan.Country;

    public string? TimeZone => plan.TimeZone;

    /// <summary>By when it should be constituted; null when no day was set.</summary>
    public DateOnly? Due => plan.Due;

    public long? LinkedTo => plan.LinkedTo;

    public DateOnly PlannedOn => plan.On;

    /// <summary>The body above, as last decided.</summary>
    public long? Parent { get; } = Events.OfType<BodyAttached>().LastOrDefault() is { } moved ? moved.Parent : ((BodyPlanned)Events[0]).Parent;

    /// <summary>How many events: who changes it says how many they saw, so that nobody changes what has changed meanwhile.</summary>
    public int Version => Events.Count;

    /// <summary>What it is on a day; null before it was planned.</summary>
    public BodyState? On(DateOnly day)
    {
        if (day >= Events[^1].On)
        {
            return Last;
        }

        BodyState? state = null;
        foreach (var happened in Events)
        {
            if (happened.On > day)
            {
                break;
            }

            state = state is null ? BodyState.Planned((BodyPlanned)happened) : state.After(happened);
        }

        return state;
    }

    /// <summary>What it is after all that is recorded.</summary>
    public BodyState Last { get; } = Events.Skip(1).Aggregate(BodyState.Planned((BodyPlanned)Events[0]), (state, happened) => state.After(happened));

    /// <summary>Names it bore, each with its first day.</summary>
    public IEnumerable<(DateOnly From, Names Names)> NameHistory
    {
        get
        {
            foreach (var happened in Events)
            {
                if (happened is BodyPlanned { Names: { } first })
                {
                    yield return (happened.On, first);
                }
                else if (happened is BodyRenamed later)
                {
                    yield return (happened.On, later.Names);
                }
            }
        }
    }

    /// <summary>Days from the founding decision to the constitution; null while either is missing.</summary>
    public int? DaysToConstitution =>
        Events.OfType<BodyFounded>().FirstOrDefault() is { } first && Events.OfType<BodyFounded>().FirstOrDefault(f => f.Stage == BodyStage.Constituted) is { } last
            ? last.On.DayNumber - first.On.DayNumber
            : null;
}

/// <summary>A body on a day, computed from what happened until then.</summary>
/// <param name="Stage">For a suspended body, <see cref="BodyStage.Suspended"/>; what it was before is <paramref name="Before"/>.</param>
/// <param name="Since">First day of the stage.</param>
/// <param name="Until">Last day of a preparatory or provisional body; null otherwise.</param>
/// <param name="Renewals">How often its time was prolonged at this stage.</param>
/// <param name="Founding">The act it was founded by; null while planned.</param>
/// <param name="LastActivity">The last day on which anything was noted or decided.</param>
public sealed record BodyState(BodyStage Stage, DateOnly Since, DateOnly? Until, int Renewals, BodyFounded? Founding, Names? Names, DateOnly LastActivity, BodyStage Before)
{
    internal static BodyState Planned(BodyPlanned planned) =>
        new(BodyStage.Planned, planned.On, null, 0, null, planned.Names, planned.On, BodyStage.Planned);

    /// <summary>Whether it works on that day: founded, its time not run out, neither suspended nor dissolved.</summary>
    public bool IsActive(DateOnly day) =>
        Stage is BodyStage.Constituted || (Stage is BodyStage.Preparatory or BodyStage.Provisional && day <= Until);

    /// <summary>Whether its time ran out without its being constituted or renewed.</summary>
    public bool IsExpired(DateOnly day) => Stage is BodyStage.Preparatory or BodyStage.Provisional && day > Until;

    /// <summary>Days left to a preparatory or provisional body, 0 on the last one, negative after; null for others.</summary>
    public int? DaysLeft(DateOnly day) => Until is { } last ? last.DayNumber - day.DayNumber : null;

    internal BodyState After(BodyEvent happened) => happened switch
    {
        BodyFounded founded => this with
        {
            Stage = founded.Stage, Since = founded.On, Until = founded.Until, Renewals = 0, Founding = Founding ?? founded, LastActivity = founded.On, Before = founded.Stage,
        },
        BodyRenewed renewed => this with { Until = renewed.Until, Renewals = Renewals + 1, LastActivity = renewed.On },
        BodySuspended suspended => this with { Stage = BodyStage.Suspended, Since = suspended.On, Before = Stage },
        BodyResumed resumed => this with { Stage = Before, Since = resumed.On, LastActivity = resumed.On },
        BodyDissolved dissolved => this with { Stage = BodyStage.Dissolved, Since = dissolved.On, Until = null },
        BodyRenamed renamed => this with { Names = renamed.Names },
        BodyAttached => this,
        BodyActive active => this with { LastActivity = active.On },
        _ => throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened)),
    };
}
