using System.Globalization;
using Daira.Elections.Contests;
using Daira.Elections.Imports.Checks;
using Daira.Elections.Places;
using Daira.Elections.Storage;

namespace Daira.Elections.Imports.Sources.Morocco;

/// <summary>Reads the tables of Morocco that ship with the program (<c>data/countries/morocco</c>, see SOURCES.md there).</summary>
public static class MoroccoTables
{
    /// <summary>Raised whenever the same files are read into other rows or findings, so that they are imported again.</summary>
    public const int ReadingVersion = 3;

    private static readonly DateOnly CensusDay = new(2024, 9, 1);

    /// <summary>Where the tables stand beside the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "data", "countries", "morocco");

    /// <summary>The tables as columns, straight from the files: for tests and for looking at a folder before it is imported.</summary>
    public static ElectoralData Preview(bool withUnverified = true) =>
        ElectoralDataBuilder.Build(Read(ShippedFolder, withUnverified), "preview", ShapeCatalogue.Empty);

    /// <param name="withUnverified">False leaves out the eight lists of 2021 by unit, whose origin and licence are unknown.</param>
    /// <exception cref="InvalidDataException">A file is missing a column or a value cannot be read; the message names file and line.</exception>
    public static ElectionTables Read(string folder, bool withUnverified)
    {
        var received = AsReceived(folder, withUnverified && File.Exists(Path.Combine(folder, UnverifiedVotes.File)));
        var spoilt = Judge(received);
        var tables = received with
        {
            Totals = [.. received.Totals.Select(t => SpoiltShares.IsCarried(spoilt[t.Contest]) ? t : t with { SpoiltShare = null })],
        };
        var findings = new MoroccoChecks(ElectoralDataBuilder.Build(tables, "preview", ShapeCatalogue.Empty), tables, folder).All(spoilt);
        return tables with { Findings = [.. findings.Select(FindingText.ToRow)] };
    }

    private static Dictionary<string, SpoiltColumn> Judge(ElectionTables tables)
    {
        var votes = tables.Votes.ToLookup(v => v.Contest);
        return tables.Totals.GroupBy(t => t.Contest).ToDictionary(
            g => g.Key,
            g => SpoiltShares.Judge([.. g], votes[g.Key].GroupBy(v => v.Place).ToDictionary(p => p.Key, p => p.Sum(v => v.Votes ?? 0))));
    }

    private static ElectionTables AsReceived(string folder, bool unverified)
    {
        CsvTable Open(string name) => CsvTable.Read(Path.Combine(folder, name));
        var places = Open("places/places.csv");
        var contests = Contests(Open("elections/contests.csv")).Where(c => unverified || c.IsVerified).ToArray();
        var votes = HouseVotes(Open("elections/house_votes.csv"), contests);
        return new ElectionTables(
            [.. SourcesOf(Open("sources.csv")).Where(s => unverified || s.Id != UnverifiedVotes.Source)],
            [.. places.Records.Select((r, i) => PlaceOf(new Fields(places, r), i))],
            [.. places.Records.SelectMany(r => NamesOf(new Fields(places, r))), .. Aliases(Open("places/aliases.csv"))],
            [.. places.Records.Select(r => PopulationOf(new Fields(places, r))).OfType<PopulationRow>()],
            [.. places.Records.Select(r => MembershipOf(new Fields(places, r))).OfType<MembershipRow>()],
            Lists(Open("elections/lists.csv")),
            ListAliases(Open("elections/list_aliases.csv")),
            contests,
            [.. Numbered(unverified ? votes.Concat(UnverifiedVotes.Read(folder)) : votes)],
            Totals(Open("elections/house_totals.csv"), contests),
            Seats(Open("elections/house_seats.csv")));
    }

    private static IEnumerable<VoteRow> Numbered(IEnumerable<VoteRow> votes) => votes.Select((v, i) => v with { Id = i + 1 });

    private static Source[] SourcesOf(CsvTable table) =>
        [.. Fields.Of(table).Select(f => new Source(
            f.Text("id"), f.Text("publisher"), f.Text("title"), f.Text("licence"), f.OptionalText("address") ?? "", f.Date("retrieved")!.Value, f.Text("sha256"), f.OptionalText("note")))];

    private static PlaceRow PlaceOf(Fields f, int position) => new(
        position,
        f.Text("code"),
        f.Word<PlaceLevel>("level"),
        f.OptionalText("parent"),
        f.OptionalText("kind"),
        f.OptionalText("unit") == "1",
        f.Degrees("lon"),
        f.Degrees("lat"),
        f.OptionalText("point_source"),
        f.Date("valid_from"),
        f.Date("valid_to"),
        f.Text("source"));

    private static IEnumerable<PlaceNameRow> NamesOf(Fields f)
    {
        foreach (var language in (string[])["ar", "fr", "en", "zgh"])
        {
            if (f.OptionalText($"name_{language}") is { } name)
            {
                yield return new PlaceNameRow(f.Text("code"), language, name, false, language == "zgh" ? f.OptionalText("review_zgh") : null, f.Text("source"));
            }
        }
    }

    private static IEnumerable<PlaceNameRow> Aliases(CsvTable table) =>
        Fields.Of(table).Select(f => new PlaceNameRow(f.Text("code"), f.OptionalText("language") ?? "", f.Text("alias"), true, null, f.Text("source")));

    private static PopulationRow? PopulationOf(Fields f) =>
        f.Whole("population") is { } inhabitants ? new PopulationRow(f.Text("code"), inhabitants, CensusDay, "hcp-rgph-2024") : null;

    private static MembershipRow? MembershipOf(Fields f) =>
        f.OptionalText("constituency") is { } constituency ? new MembershipRow(f.Text("code"), constituency, "tafra-house-2021", f.OptionalText("membership") == "assumed") : null;

    private static ListRow[] Lists(CsvTable table) =>
        [.. Fields.Of(table).Select(f => new ListRow(
            f.Text("code"), f.OptionalText("name_ar"), f.OptionalText("name_fr"), f.OptionalText("name_en"), f.OptionalText("confidence_ar") == "high" ? null : "check", (int)f.Whole("slot")!.Value))];

    private static ListAliasRow[] ListAliases(CsvTable table) =>
        [.. Fields.Of(table).Select(f => new ListAliasRow(f.Text("list"), f.Text("alias"), f.Text("contest"), f.Text("source")))];

    private static ContestRow[] Contests(CsvTable table) =>
        [.. Fields.Of(table).Select(f => new ContestRow(
            f.Text("id"),
            f.Text("country"),
            f.OptionalText("name_ar"),
            f.OptionalText("name_fr"),
            f.OptionalText("name_en"),
            f.Date("date")!.Value,
            f.Word<ContestKind>("kind"),
            f.OptionalText("law"),
            f.Word<PlaceLevel>("level"),
            f.OptionalText("comparable"),
            f.Word<ResultStatus>("status"),
            f.Text("verified") == "yes",
            f.Text("source")))];

    private static IEnumerable<VoteRow> HouseVotes(CsvTable table, ContestRow[] contests)
    {
        var contestOf = contests.ToDictionary(c => c.Id);
        return Fields.Of(table).Select(f =>
        {
            var contest = contestOf[f.Text("contest")];
            return new VoteRow(0, contest.Id, f.Text("place"), f.Text("list"), f.Whole("votes")!.Value, contest.Status, contest.Source, f.Line, null, null);
        });
    }

    private static TotalsRow[] Totals(CsvTable table, ContestRow[] contests)
    {
        var sourceOf = contests.ToDictionary(c => c.Id, c => c.Source);
        return [.. Fields.Of(table).Select(f => new TotalsRow(
            f.Text("contest"),
            f.Text("place"),
            (int?)f.Whole("seats"),
            f.Whole("registered"),
            null,
            null,
            f.OptionalText("turnout"),
            f.OptionalText("spoilt_share_as_received"),
            sourceOf[f.Text("contest")],
            f.Line))];
    }

    private static SeatsRow[] Seats(CsvTable table) =>
        [.. Fields.Of(table).Select(f => new SeatsRow(
            f.Text("contest"), f.Text("place"), f.Text("list"), (int)f.Whole("seats")!.Value, f.Text("list_in_source"), f.Text("source"), f.Line))];
}

/// <summary>The one file whose origin and licence are unknown, apart so that a switch leaves it out.</summary>
internal static class UnverifiedVotes
{
    public const string File = "unverified/communal_votes_2021.csv";
    public const string Contest = "ma-communal-2021";
    public const string Source = "unverified-communal-2021";

    public static IEnumerable<VoteRow> Read(string folder) =>
        Fields.Of(CsvTable.Read(Path.Combine(folder, File))).Select(f => new VoteRow(
            0, Contest, f.Text("place"), f.Text("list"), f.Whole("votes")!.Value, ResultStatus.Provisional, Source, f.Line, null, null));
}

/// <summary>Reads one record by column name, naming file and line when a value cannot be read.</summary>
internal readonly struct Fields(CsvTable table, CsvRecord record)
{
    public int Line => record.Line;

    public static IEnumerable<Fields> Of(CsvTable table) => table.Records.Select(r => new Fields(table, r));

    public string? OptionalText(string column) => record.Fields[table.Column(column)] is { Length: > 0 } text ? text : null;

    public string Text(string column) => OptionalText(column) ?? throw Wrong(column, "is empty");

    public long? Whole(string column) => OptionalText(column) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Wrong(column, $"“{text}” is not a whole number");

    public double? Degrees(string column) => OptionalText(column) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 180 ? value
        : throw Wrong(column, $"“{text}” is not an angle in degrees");

    public DateOnly? Date(string column) => OptionalText(column) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value
        : throw Wrong(column, $"“{text}” is not a date (yyyy-MM-dd)");

    public T Word<T>(string column)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(column).Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value
            : throw Wrong(column, $"“{Text(column)}” is none of {string.Join(", ", Enum.GetNames<T>())}");

    private InvalidDataException Wrong(string column, string what) => new($"{table.Name}, line {record.Line}, column {column}: {what}.");
}
