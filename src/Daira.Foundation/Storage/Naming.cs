using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Daira.Foundation.Storage;

/// <summary>Columns are named in lower case with underscores, as both engines and their users write them.</summary>
public static partial class Naming
{
    public static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(t => t.GetProperties()))
        {
            property.SetColumnName(Inside().Replace(property.Name, "_").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inside();
}
