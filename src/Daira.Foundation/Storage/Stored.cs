using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Daira.Foundation.Storage;

/// <summary>How ids, days and moments lie in <c>record</c>: as text that is equal and sorts alike on both engines.</summary>
public static class Stored
{
    /// <summary>36 characters.</summary>
    public static PropertyBuilder<Guid> AsId(this PropertyBuilder<Guid> property) => property.HasConversion(Ids).HasMaxLength(36);

    /// <summary>36 characters, or nothing.</summary>
    public static PropertyBuilder<Guid?> AsId(this PropertyBuilder<Guid?> property) => property.HasConversion(Ids).HasMaxLength(36);

    /// <summary>yyyy-MM-dd.</summary>
    public static PropertyBuilder<DateOnly> AsDay(this PropertyBuilder<DateOnly> property) => property.HasConversion(Days).HasMaxLength(10);

    /// <summary>yyyy-MM-dd, or nothing.</summary>
    public static PropertyBuilder<DateOnly?> AsDay(this PropertyBuilder<DateOnly?> property) => property.HasConversion(Days).HasMaxLength(10);

    /// <summary>UTC with milliseconds; see <see cref="Moment"/>.</summary>
    public static PropertyBuilder<DateTimeOffset> AsMoment(this PropertyBuilder<DateTimeOffset> property) => property.HasConversion(Moments).HasMaxLength(24);

    /// <summary>UTC with milliseconds, or nothing.</summary>
    public static PropertyBuilder<DateTimeOffset?> AsMoment(this PropertyBuilder<DateTimeOffset?> property) => property.HasConversion(Moments).HasMaxLength(24);

    private static readonly ValueConverter<Guid, string> Ids = new(id => id.ToString("D"), text => Guid.Parse(text));

    private static readonly ValueConverter<DateOnly, string> Days = new(
        day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static readonly ValueConverter<DateTimeOffset, string> Moments = new(moment => Moment.Write(moment), text => Moment.Read(text));
}
