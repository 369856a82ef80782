using System.Globalization;
using Daira.Elections.Imports.Reading;
using Daira.Elections.Places;
using Daira.Foundation;
using Daira.Foundation.Access;
using Daira.Foundation.Languages;
using Daira.Foundation.Storage;
using Daira.Organisation.Mandates;
using Daira.Organisation.Storage;

namespace Daira.Organisation.Members.Import;

/// <param name="Name">Of the file as its keeper calls it.</param>
/// <param name="Mapping">Null = as the names of the columns suggest.</param>
public sealed record MembersFile(string Path, string Name, FileOrigin Origin, MembersMapping? Mapping = null);

/// <summary>Reads a file of members, understands its columns and says of every row what would become of it. Nothing is written.</summary>
public sealed class PreviewMembers(RecordStore record, OrganisationStore store, Func<Atlas> atlas)
{
    /// <summary>Rows beyond which a file is to be cut.</summary>
    public const int MostRows = 250_000;

    private static readonly string[] Formats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd"];

    private static readonly Dictionary<string, Sex> Sexes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["f"] = Sex.Female, ["femme"] = Sex.Female, ["female"] = Sex.Female, ["féminin"] = Sex.Female, ["أنثى"] = Sex.Female, ["انثى"] = Sex.Female, ["امرأة"] = Sex.Female,
        ["m"] = Sex.Male, ["h"] = Sex.Male, ["homme"] = Sex.Male, ["male"] = Sex.Male, ["masculin"] = Sex.Male, ["ذكر"] = Sex.Male, ["رجل"] = Sex.Male,
    };

    public Outcome<MembersPreview> Run(MembersFile request, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        if (MayKeep(actor) is { } forbidden)
        {
            return forbidden;
        }

        if (request.Origin.Faults() is { Count: > 0 } faults)
        {
            return Outcome<MembersPreview>.Refused(faults);
        }

        progress.Report(new Message("member.import.reading"));
        return store.Prepare().Then(_ => ReadSheets.Run(request.Path, null, stop)).Then(file => Map(request, file, actor, progress, stop));
    }

    /// <summary>Whether somebody may keep members anywhere at all.</summary>
    public static Refusal? MayKeep(Actor actor) =>
        actor is Actor.Person { Standing: var standing } && standing.HoldsSomewhere(MemberRights.Keep) ? null : Rights.Refuse(actor, MemberRights.Keep, Scope.Installation, Sensitivity.Personal);

    private Outcome<MembersPreview> Map(MembersFile request, SheetFile file, Actor actor, IProgress<Message> progress, CancellationToken stop)
    {
        var sheet = (request.Mapping?.Sheet is { } named ? file.Find(named) : null) ?? file.Sheets[0];
        var mapping = request.Mapping ?? MembersMapping.Guess(sheet);
        var columns = Enum.GetValues<MemberField>().ToDictionary(f => f, f => mapping.At(sheet, f));
        if (Faults(request, sheet, mapping, columns) is { Count: > 0 } faults)
        {
            return Outcome<MembersPreview>.Refused(faults);
        }

        var written = sheet.Rows.Select(r => new Written(r, columns)).ToList();
        progress.Report(new Message("member.import.places", (long)written.Count));
        var places = new PlacesOfFile(atlas(), written.Select(w => (w.Place, w.Within)).ToHashSet(), stop);
        var allowed = Allowed(actor, places, written);
        var consent = new Consent(Consent.Now, store.Clock.GetLocalNow(), request.Origin.Channel);
        var rows = new MemberOfFile[written.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = stop }, i => rows[i] = Row(written[i], places, allowed, consent));

        progress.Report(new Message("member.import.comparing", (long)rows.Length));
        var (alike, seq) = Compare(rows, progress, stop);
        List<Message> notices = [.. file.Notices];
        if (written.Count(w => w.Since.Length == 0) is > 0 and var undated)
        {
            notices.Add(new Message("member.import.undated", undated, store.Today));
        }

        return new MembersPreview(request.Name, file.Checksum, request.Origin, mapping, notices, [.. rows.Zip(alike.Standings, Judged)], seq);
    }

    private (AlikeMembers Alike, long Seq) Compare(MemberOfFile[] rows, IProgress<Message> progress, CancellationToken stop)
    {
        var alike = new AlikeMembers(rows, stop);
        alike.LookInFile(stop);
        using var connection = record.Database.Open(readOnly: true);
        var (all, looked) = (Convert.ToInt64(connection.One("select count(*) from members"), CultureInfo.InvariantCulture), 0L);
        var seq = alike.LookInRegister(connection, store.Keys, 0, n => progress.Report(new Message("member.import.register", Math.Min(looked += n, all), all)), stop);
        return (alike, seq);
    }

    private static List<Refusal> Faults(MembersFile request, Sheet sheet, MembersMapping mapping, Dictionary<MemberField, int[]?> columns)
    {
        var header = string.Join(", ", sheet.Header);
        List<Refusal> faults = [.. columns.Where(c => c.Value is null).Select(c => Errors.ImportRefused("column-unknown", request.Name, mapping[c.Key]!, header))];
        foreach (var field in (MemberField[])[MemberField.Born, MemberField.Place])
        {
            if (mapping[field] is null)
            {
                faults.Add(Errors.ImportRefused("column-missing", request.Name, new Message($"member.import.field.{field.ToString().ToLowerInvariant()}"), header));
            }
        }

        if (mapping[MemberField.Arabic] is null && mapping[MemberField.Latin] is null)
        {
            faults.Add(Errors.ImportRefused("column-missing", request.Name, new Message("member.import.field.arabic"), header));
        }

        if (sheet.Count > MostRows)
        {
            faults.Add(Errors.ImportRefused("too-many-rows", request.Name, (long)sheet.Count, (long)MostRows));
        }

        return faults;
    }

    /// <summary>For each place of the file, why nobody may be entered there by this actor; null = they may.</summary>
    private static Dictionary<string, Refusal?> Allowed(Actor actor, PlacesOfFile places, List<Written> written) => written
        .Select(w => places[w.Place, w.Within]).Where(p => p.IsDone).Select(p => p.Value).Distinct(StringComparer.Ordinal)
        .ToDictionary(p => p, p => Rights.Refuse(actor, MemberRights.Keep, OrganisationScopes.OfPlace("party", p), Sensitivity.Personal));

    private MemberOfFile Row(Written written, PlacesOfFile places, Dictionary<string, Refusal?> allowed, Consent consent)
    {
        var place = places[written.Place, written.Within];
        var (arabic, latin) = written.Arabic.Length == 0 && IsArabic(written.Latin) ? (written.Latin, "") : (written.Arabic, written.Latin);
        var sex = Sexes.TryGetValue(written.Sex, out var known) ? (Sex?)known : null;
        var data = Declared.Check(
            new Declaration(arabic, latin, Iso(written.Born), sex, written.Phone, written.Mail, arabic.Length == 0 ? "fr" : "ar", written.Profession, written.Skills), store.Today, consent);
        var since = written.Since.Length == 0 ? store.Today : DateOf(written.Since);
        var number = written.Number.Length == 0 ? null : NumberOf(written.Number);
        Refusal?[] more =
        [
            place.Why,
            place.IsDone ? allowed[place.Value] : null,
            written.Sex.Length > 0 && sex is null ? Errors.ImportRefused("sex-unread", Short(written.Sex)) : null,
            since is null ? Errors.ImportRefused("since-unread", Short(written.Since)) : since > store.Today ? Errors.DayInFuture(since.Value, store.Today) : null,
            written.Number.Length > 0 && number is null ? Errors.ImportRefused("number-unread", Short(written.Number)) : null,
            written.IsTooLong ? Errors.ImportRefused("row-slipped") : null,
        ];
        Refusal[] reasons = [.. data.Refusals, .. more.OfType<Refusal>()];
        return reasons.Length > 0
            ? new MemberOfFile(written.Line, MemberFate.Refused, reasons, [], null, null, null, default)
            : new MemberOfFile(written.Line, MemberFate.New, [], [], data.Value, place.Value, number, since!.Value);
    }

    private static MemberOfFile Judged(MemberOfFile row, AlikeMembers.Standing standing) => row.Data is null ? row
        : standing.IsSame ? row with { Fate = MemberFate.Same, Alike = standing.Alike }
        : standing.NumberOf is { } line ? row with { Fate = MemberFate.Refused, Reasons = [Errors.ImportRefused("number-twice", new Code(row.Number!.Value.ToString(CultureInfo.InvariantCulture)), line)] }
        : standing.IsNumberTaken ? row with { Fate = MemberFate.Refused, Reasons = [Errors.NumberTaken(row.Number!.Value)] }
        : standing.Alike.Count > 0 ? row with { Fate = MemberFate.Doubtful, Alike = standing.Alike }
        : row;

    private static bool IsArabic(string text) => text.Any(char.IsLetter) && text.Where(char.IsLetter).All(c => c is >= '\u0600' and <= '\u06FF');

    private static string? Iso(string written) => DateOf(written) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : written;

    /// <summary>A day as people write it; a workbook's own dates come with an hour.</summary>
    private static DateOnly? DateOf(string written)
    {
        var text = CellNumbers.WithPlainDigits(written).Split((char[])['T', ' '], 2)[0];
        return DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static long? NumberOf(string written) =>
        long.TryParse(CellNumbers.WithPlainDigits(written), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000_000_000 ? number : null;

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    /// <summary>What a row says, field by field, as written.</summary>
    private sealed class Written(SheetRow row, Dictionary<MemberField, int[]?> columns)
    {
        public int Line => row.Line;

        public bool IsTooLong => row.IsTooLong;

        public string Arabic => Of(MemberField.Arabic);

        public string Latin => Of(MemberField.Latin);

        public string Born => Of(MemberField.Born);

        public string Place { get; } = Of(row, columns[MemberField.Place]!);

        public string Within { get; } = Of(row, columns[MemberField.Within]!);

        public string Sex => Of(MemberField.Sex);

        public string Phone => Of(MemberField.Phone);

        public string Mail => Of(MemberField.Mail);

        public string Profession => Of(MemberField.Profession);

        public string Skills => Of(MemberField.Skills);

        public string Number => Of(MemberField.Number);

        public string Since => Of(MemberField.Since);

        private string Of(MemberField field) => Of(row, columns[field]!);

        private static string Of(SheetRow row, int[] at) => at.Length == 1 ? row.Fields[at[0]].Trim() : string.Join(' ', at.Select(a => row.Fields[a].Trim()).Where(t => t.Length > 0));
    }
}
