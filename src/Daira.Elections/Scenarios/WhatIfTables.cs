using Daira.Elections.Analyses;
using Daira.Elections.Exchange;
using Daira.Foundation;
using Daira.Foundation.Languages;

namespace Daira.Elections.Scenarios;

/// <summary>Seats before and after as files, with the question that repeats them: <c>lists</c> over the constituencies asked about, <c>places</c> list by list.</summary>
public static class WhatIfTables
{
    public static IReadOnlyList<string> Names { get; } = ["lists", "places"];

    /// <returns>Refused for a name that is none of <see cref="Names"/>.</returns>
    public static Outcome<Table> Find(string name, WhatIfAnswer answer, ElectoralData data) => name switch
    {
        "lists" => Lists(answer, data),
        "places" => Places(answer, data),
        _ => new Refusal(RefusalKind.NotFound, "unknown-table", new Message("simulation.unknown-table", name, string.Join(", ", Names))),
    };

    /// <summary>Open seats are two numbers: those that are certain, and the most there can be.</summary>
    private static Column[] Figures { get; } =
    [
        Votes("votes_before"), Votes("votes_after"), Seats("seats_before"), Seats("seats_before_most"), Seats("seats_after"), Seats("seats_after_most"),
    ];

    private static Table Lists(WhatIfAnswer answer, ElectoralData data) => new(
        $"whatif-lists-{answer.Contest.Id}",
        [new("list", ColumnKind.List, Name("list")), .. Figures],
        [.. answer.Lists.Select(l => new TableRow(null, [l.List.Code, l.VotesBefore, l.VotesAfter, l.Before.Least, l.Before.Most, l.After.Least, l.After.Most]))],
        Origin(answer, data));

    private static Table Places(WhatIfAnswer answer, ElectoralData data) => new(
        $"whatif-places-{answer.Contest.Id}",
        [.. Layers.Identity, new("list", ColumnKind.List, Name("list")), .. Figures],
        [
            .. from place in answer.Places
               from l in place.Lists
               select new TableRow(place.Place, [.. Layers.IdentityOf(place.Place), l.List.Code, l.VotesBefore, l.VotesAfter, l.Before.Least, l.Before.Most, l.After.Least, l.After.Most]),
        ],
        Origin(answer, data));

    private static Origin Origin(WhatIfAnswer answer, ElectoralData data) => new(
        new Message("whatif.table.title", answer.Contest),
        new Recipe("what-if", "1", [.. WhatIfQuery.Write(answer.Asked)], null, data.Version, [answer.Contest.Source]),
        data.Version,
        [.. data.Sources.Where(s => s.Id == answer.Contest.Source)],
        answer.Contest.Verified ? [] : [new Message("exchange.unverified", answer.Contest)]);

    private static Message Name(string id) => new($"whatif.column.{id}");

    private static Column Votes(string id) => new(id, ColumnKind.Votes, Name(id));

    private static Column Seats(string id) => new(id, ColumnKind.Seats, Name(id));
}
