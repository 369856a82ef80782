using Daira.Foundation;

namespace Daira.Cli.Output;

/// <summary>Rows that are written even where the command refuses, so that whoever asked sees why.</summary>
/// <param name="Refusals">Empty when done.</param>
internal sealed record Report(Sheet Sheet, IReadOnlyList<Refusal> Refusals);
