using System.Globalization;
using Daira.Elections.Places;
using Daira.Organisation.Procedures;

namespace Daira.Web.Pages.Organisation;

/// <summary>A definition as fields of a form, and back: what a secretary fills in is the same definition that a file holds.</summary>
/// <param name="read">A field as it was sent; empty when it was not filled in.</param>
/// <param name="before">The version that the form was drawn from; texts in languages that the form does not ask for stay.</param>
internal sealed class ProcedureForm(Func<string, string> read, StoredDefinition before)
{
    private const int StepsOfNew = 3, MovesOfNew = 3;

    /// <summary>Begins the value of a move that ends the case, e.g. <c>end:refused</c>.</summary>
    public const string End = "end:";

    /// <summary>Begins the value that names a step of the form by its row, which has no id yet: <c>#3</c>.</summary>
    public const char Row = '#';

    /// <summary>Rows for steps: those there are, and empty ones.</summary>
    public static int StepRows(Definition d) => d.Steps.Count == 0 ? StepsOfNew : d.Steps.Count + 1;

    /// <summary>Rows for the moves of a step: those there are and another one; for a new step a few empty ones.</summary>
    public static int MoveRows(Definition d, int step) => step < d.Steps.Count ? d.Steps[step].Moves.Count + 1 : MovesOfNew;

    public static StoredDefinition Empty(DateOnly today) => new(
        new Definition("", 0, today, Nobody, new ActorRule.Anyone(), [], new TimeLimit(30, TimeUnit.WorkingDays, "")), null);

    public StoredDefinition Read(string id, DateOnly today) => new(
        new Definition(
            id, before.Definition.Version + 1, DayIn("in-force") ?? today, NamesIn("", before.Definition.Names), ActorIn("opener"),
            [.. Enumerable.Range(0, StepRows(before.Definition)).Where(s => read($"s{s}-id").Length > 0).Select(StepIn)], LimitIn("promise"))
        {
            Papers = [.. Lines("papers").Select(l => PaperIn(l, before.Definition.Papers))], Form = [.. Lines("form").Select(l => FieldIn(l, before.Definition.Form))], Law = before.Definition.Law,
        },
        read("effect") is { Length: > 0 } effect ? effect : null);

    private static Names Nobody { get; } = new(null, null, null, null);

    private Step StepIn(int s)
    {
        var known = before.Definition.Find(read($"s{s}-id"));
        return new Step(
            read($"s{s}-id"), NamesIn($"s{s}-", known?.Names), ActorIn($"s{s}"), LimitIn($"s{s}"),
            [.. Enumerable.Range(0, MoveRows(before.Definition, s)).Where(m => read($"s{s}m{m}-id").Length > 0).Select(m => MoveIn($"s{s}m{m}", known))])
        {
            Form = [.. Lines($"s{s}-form").Select(l => FieldIn(l, known?.Form ?? []))], SuspendsClock = read($"s{s}-pause").Length > 0,
        };
    }

    private Move MoveIn(string at, Step? step)
    {
        var (known, to) = (step?.Find(read($"{at}-id")), read($"{at}-to"));
        var ends = to.StartsWith(End, StringComparison.Ordinal) && Enum.TryParse<EndingKind>(to[End.Length..], ignoreCase: true, out var kind) ? kind : (EndingKind?)null;
        return new Move(read($"{at}-id"), NamesIn($"{at}-", known?.Names), ends is null && to.Length > 0 ? StepNamed(to) : null, ends is { } e ? EndingIn(at, e) : null)
        {
            NeedsReason = read($"{at}-reason").Length > 0,
            Reasons = [.. Lines($"{at}-reasons").Select(l => ReasonIn(l, known?.Reasons ?? []))],
            SecondPerson = read($"{at}-second-who").Length > 0 ? ActorIn($"{at}-second") : null,
        };
    }

    private string StepNamed(string written) => written[0] == Row ? read($"s{written[1..]}-id") : written;

    private Ending EndingIn(string at, EndingKind kind) => new(
        kind,
        read($"{at}-appeal") is { Length: > 0 } step ? new Appeal(StepNamed(step), LimitIn(at)) : null,
        read($"{at}-last") is { Length: > 0 } article ? article : null);

    /// <summary>An office without a level is nobody's, which the definition is then refused for.</summary>
    private ActorRule ActorIn(string at) => read($"{at}-who") switch
    {
        "applicant" => ActorRule.TheApplicant,
        "anyone" or "" => new ActorRule.Anyone(),
        var type => new ActorRule.Office(
            type, Enum.TryParse<PlaceLevel>(read($"{at}-level"), out var level) ? level : PlaceLevel.Country,
            [.. read($"{at}-offices").Split([' ', ',', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]),
    };

    /// <summary>What is no whole number is refused as one out of bounds.</summary>
    private TimeLimit LimitIn(string at) => new(
        int.TryParse(read($"{at}-amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : 0,
        Enum.TryParse<TimeUnit>(read($"{at}-unit"), out var unit) ? unit : TimeUnit.WorkingDays,
        read($"{at}-basis"));

    private Names NamesIn(string at, Names? known) => (known ?? Nobody) with { Arabic = Given($"{at}ar"), French = Given($"{at}fr") };

    private static Paper PaperIn(string[] line, IReadOnlyList<Paper> known)
    {
        var id = line[0].TrimEnd('*');
        return new Paper(id, (known.FirstOrDefault(p => p.Id == id)?.Names ?? Nobody) with { Arabic = Part(line, 1), French = Part(line, 2) }, line[0].EndsWith('*'));
    }

    private static Field FieldIn(string[] line, IReadOnlyList<Field> known)
    {
        var id = line[0].TrimEnd('*');
        var names = known.FirstOrDefault(f => f.Id == id)?.Names ?? Nobody;
        return new Field(id, names with { Arabic = Part(line, 1), French = Part(line, 2) }, line[0].EndsWith('*'), Part(line, 3));
    }

    private static Reason ReasonIn(string[] line, IReadOnlyList<Reason> known) => new(
        line[0], (known.FirstOrDefault(r => r.Code == line[0])?.Names ?? Nobody) with { Arabic = Part(line, 1), French = Part(line, 2) }, Part(line, 3) ?? "");

    /// <summary>One thing a line, its parts between strokes: <c>id* | Arabic | French | more</c>; the star marks what is required.</summary>
    private IEnumerable<string[]> Lines(string name) => read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(l => l[0].Length > 0);

    public static string LinesOf(IEnumerable<Field> form) => Joined(form.Select(f => (string?[])[Star(f.Id, f.Required), f.Names.Arabic, f.Names.French, f.Pattern]));

    public static string LinesOf(IEnumerable<Paper> papers) => Joined(papers.Select(p => (string?[])[Star(p.Id, p.Required), p.Names.Arabic, p.Names.French]));

    public static string LinesOf(IEnumerable<Reason> reasons) => Joined(reasons.Select(r => (string?[])[r.Code, r.Names.Arabic, r.Names.French, r.Basis]));

    private static string Star(string id, bool required) => required ? id + "*" : id;

    private static string Joined(IEnumerable<string?[]> lines) => string.Join('\n', lines.Select(l => string.Join(" | ", l).TrimEnd(' ', '|')));

    private static string? Part(string[] line, int at) => at < line.Length && line[at].Length > 0 ? string.Join("|", at == 3 ? line[at..] : [line[at]]) : null;

    private string? Given(string name) => read(name) is { Length: > 0 } text ? text : null;

    private DateOnly? DayIn(string name) => DateOnly.TryParseExact(read(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
