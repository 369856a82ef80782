namespace Daira.Organisation.Mandates;

/// <summary>One version of the honour charter that every office-holder signs when accepting a mandate.</summary>
/// <param name="Version">1, 2, …; an acceptance names it.</param>
/// <param name="Clauses">In order; a breach names the clause.</param>
public sealed record Charter(int Version, DateOnly From, string Basis, IReadOnlyList<CharterClause> Clauses);

/// <param name="Id">Stable word, e.g. <c>confidentiality</c>.</param>
public sealed record CharterClause(string Id, Elections.Places.Names Text);
