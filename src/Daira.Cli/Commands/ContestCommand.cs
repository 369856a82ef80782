using System.CommandLine;
using System.Globalization;
using Daira.Cli.Output;
using Daira.Elections.Contests;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;

namespace Daira.Cli.Commands;

/// <summary><c>contest add</c>: a new election, its law, seats and lists.</summary>
internal static class ContestCommand
{
    public static Command Build(SharedOptions shared) => new("contest", "Elections that are added.") { Add(shared) };

    private static Command Add(SharedOptions shared)
    {
        var id = new Argument<string>("id") { Description = "Id of the new contest, e.g. ma-house-2026-local." };
        var name = new Option<string>("--name") { Description = "What it is called.", Required = true };
        var date = new Option<string>("--date") { Description = "Polling day, e.g. 2026-09-23.", Required = true };
        var law = new Option<string>("--law") { Description = "Id of a law, or a method (hare, dhondt, sainte-lague …).", Required = true };
        var threshold = new Option<string?>("--threshold") { Description = "With a method: the share of all votes that a list must reach, e.g. 3%." };
        var seats = new Option<string>("--seats") { Description = "File: place,seats.", Required = true };
        var lists = new Option<string?>("--lists") { Description = "File: code[,name_ar,name_fr,name_en]; without it the results say who stood." };
        var country = new Option<string?>("--country") { Description = "ISO 3166 code (default: where the places lie)." };
        var kind = SharedOptions.Only(new Option<string?>("--kind") { Description = "What is elected (default: what the law rules first)." }, [.. Kinds.Keys]);
        var (publisher, licence, address) = SourceOptions.Build();
        var command = new Command("add", "Add an election.") { id, name, date, law, threshold, seats, lists, country, kind, publisher, licence, address };
        return shared.Answering(command, (parsed, session, stop) =>
        {
            var request = Read(
                session,
                (parsed.GetValue(id)!, parsed.GetValue(name)!, parsed.GetValue(date)!, LawOf(parsed.GetValue(law)!, parsed.GetValue(threshold))),
                (parsed.GetValue(seats)!, parsed.GetValue(lists)),
                SourceOptions.Read(parsed, publisher, licence, address),
                stop);
            return request.IsDone
                ? Run(session, request.Value with { Country = parsed.GetValue(country), Kind = parsed.GetValue(kind) is { } word ? Kinds[word] : null }, stop)
                : Outcome<Sheet>.Refused(request.Refusals);
        });
    }

    private static Dictionary<string, ContestKind> Kinds { get; } = new(StringComparer.Ordinal)
    {
        ["house-local"] = ContestKind.HouseLocal,
        ["house-national"] = ContestKind.HouseNational,
        ["house-regional"] = ContestKind.HouseRegional,
        ["communal"] = ContestKind.Communal,
        ["other"] = ContestKind.Other,
    };

    private static string LawOf(string law, string? threshold) => threshold is null ? law : $"{law}-{threshold.TrimEnd('%')}%";

    private static Outcome<NewContest> Read(
        Session session,
        (string Id, string Name, string Date, string Law) said,
        (string Seats, string? Lists) files,
        SourceOptions.Said source,
        CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(said.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new Refusal(RefusalKind.Invalid, "contest-date", new Message("contest.add.date", said.Date));
        }

        var seats = ContestFiles.Seats(files.Seats, stop);
        var lists = files.Lists is null ? Outcome<IReadOnlyList<AddedList>>.Of([]) : ContestFiles.Lists(files.Lists, stop);
        if (!seats.IsDone || !lists.IsDone)
        {
            return Outcome<NewContest>.Refused([.. seats.Refusals, .. lists.Refusals]);
        }

        var today = DateOnly.FromDateTime(session.Clock.GetUtcNow().UtcDateTime);
        var from = new AddedSource(Path.GetFileName(files.Seats), seats.Value.Sha256, source.Publisher, source.Licence, source.Address, today);
        return new NewContest(said.Id, NewContest.Named(said.Name, session.Language.Code), date, said.Law, seats.Value.Seats, from) { Lists = lists.Value };
    }

    private static Outcome<Sheet> Run(Session session, NewContest request, CancellationToken stop)
    {
        // A damaged or older database is built again first.
        var data = session.Data(stop);
        if (!data.IsDone)
        {
            return Outcome<Sheet>.Refused(data.Refusals);
        }

        var added = new AddContest(session.Elections, session.Record, session.Clock).Run(request, Actor.Operator);
        return !added.IsDone ? Outcome<Sheet>.Refused(added.Refusals) : new Sheet(
            ["id", "name", "date", "law", "lists", "places"],
            [[added.Value.Id, added.Value.Names.In(session.Language.Code).Text, added.Value.Date, added.Value.Law, request.Lists.Count, request.Seats.Count]]);
    }
}
