using System.Text;
using Daira.Foundation.Languages;

namespace Daira.Elections.Imports.Reading;

/// <summary>What a person says about a file before it is read; everything left out is found out.</summary>
public sealed record SheetOptions
{
    /// <summary>Number of the line that names the columns, from 1; null to look for it.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>Separator of fields in a text file; null to look for <c>, ; tab |</c>.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Encoding of a text file; null to look for it.</summary>
    public Encoding? Encoding { get; init; }
}

/// <summary>A file of tables.</summary>
/// <param name="Name">File name without its folder.</param>
/// <param name="Checksum">SHA-256 of the file's bytes, small hexadecimal digits.</param>
/// <param name="Sheets">One for a text file; every visible or hidden worksheet with a header for a workbook, in its order.</param>
/// <param name="Notices">What was assumed or passed over: encoding, separator, formulas, macros.</param>
public sealed record SheetFile(string Name, string Checksum, IReadOnlyList<Sheet> Sheets, IReadOnlyList<Message> Notices)
{
    /// <summary>The sheet with this name, letters' case and outer spaces aside; null when there is none.</summary>
    public Sheet? Find(string name) => Sheets.FirstOrDefault(s => string.Equals(s.Name?.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>One table of a file. Its rows are read from the file each time they are asked for, so that a large file needs little memory.</summary>
/// <param name="file">Name of the file, without its folder.</param>
/// <param name="name">Name of the worksheet; null for a text file.</param>
/// <param name="checksum">SHA-256 of the file.</param>
/// <param name="header">Names of the columns, all different and none empty.</param>
/// <param name="headerLine">Last line of the header, from 1.</param>
/// <param name="count">How many rows follow.</param>
/// <param name="rows">Reads them.</param>
public sealed class Sheet(string file, string? name, string checksum, IReadOnlyList<string> header, int headerLine, int count, IEnumerable<SheetRow> rows)
{
    public string File { get; } = file;

    public string? Name { get; } = name;

    public string Checksum { get; } = checksum;

    public IReadOnlyList<string> Header { get; } = header;

    public int HeaderLine { get; } = headerLine;

    /// <summary>Rows with anything in them, below the header.</summary>
    public int Count { get; } = count;

    /// <summary>The rows in the order of the file; blank ones are left out. Can be read again and again.</summary>
    public IEnumerable<SheetRow> Rows { get; } = rows;

    /// <summary>Position of a column: its exact name, else the one whose name differs only by case and outer spaces; null when there is none or several.</summary>
    public int? Column(string name)
    {
        var exact = Positions(h => string.Equals(h, name, StringComparison.Ordinal));
        var near = exact.Count > 0 ? exact : Positions(h => string.Equals(h.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
        return near.Count == 1 ? near[0] : null;
    }

    private List<int> Positions(Func<string, bool> isWanted) => [.. Enumerable.Range(0, Header.Count).Where(i => isWanted(Header[i]))];
}

/// <summary>One row as written.</summary>
/// <param name="Line">Line of a text file on which it starts, or row of the worksheet; from 1.</param>
/// <param name="Fields">At least one per column, empty where nothing is written. A workbook's numbers stand as plain digits with a point, dates as ISO 8601, faults as <c>#N/A</c>.</param>
public sealed record SheetRow(int Line, string[] Fields)
{
    /// <summary>Whether the row has written fields beyond the header's: its values may stand in the wrong columns.</summary>
    public bool IsTooLong { get; init; }
}
