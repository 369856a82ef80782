using Daira.Foundation.Languages;

namespace Daira.Cli.Output;

/// <summary>What a command answers: rows under the column names that scripts rely on.</summary>
/// <param name="Rows">Cells: text, whole numbers, decimals, doubles (written with every digit they carry), messages; null = unknown.</param>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>How many of the last columns only programs are given: a table on a screen has no room for them.</summary>
    public int Details { get; init; }

    /// <summary>Said on standard error before the rows.</summary>
    public IReadOnlyList<Message> Notes { get; init; } = [];
}
