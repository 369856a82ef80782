using Daira.Elections.Imports.Reading;

namespace Daira.Platform.Tests.Imports.Reading;

public class CellNumbersTests
{
    [Theory]
    [InlineData("1234", 1234)]
    [InlineData(" 1 234 ", 1234)]
    [InlineData("1\u00A0234\u202F567", 1234567)]
    [InlineData("1.234", 1234)]
    [InlineData("1,234", 1234)]
    [InlineData("1'234", 1234)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1,234.0", 1234)]
    [InlineData("1 234,0", 1234)]
    [InlineData("١٬٢٣٤", 1234)]
    [InlineData("۱۲۳۴", 1234)]
    [InlineData("\u200F1234\u200E", 1234)]
    [InlineData("1e+05", 100000)]
    [InlineData("0", 0)]
    public void Counts_are_read_in_the_forms_met_in_practice(string cell, long expected) =>
        CellNumbers.ReadCount(cell).ShouldBe(new CountRead(expected, null));

    [Theory]
    [InlineData("")]
    [InlineData(" – ")]
    [InlineData("N.D.")]
    [InlineData("غير متوفر")]
    public void Unknown_is_not_zero(string cell) => CellNumbers.ReadCount(cell).ShouldBe(default);

    [Theory]
    [InlineData("-5", "number.negative")]
    [InlineData("(5)", "number.negative")]
    [InlineData("12.5", "number.not-whole")]
    [InlineData("50 %", "number.not-whole")]
    [InlineData("douze", "number.not-a-number")]
    [InlineData("12-34", "number.not-a-number")]
    [InlineData("=A1", "number.formula")]
    [InlineData("#N/A", "number.cell-fault")]
    [InlineData("99999999999999999999", "number.too-large")]
    [InlineData("1e300", "number.too-large")]
    [InlineData("12,34,5", "number.unclear")]
    [InlineData("1.23.456", "number.unclear")]
    public void What_is_no_count_is_refused_by_name(string cell, string fault) =>
        CellNumbers.ReadCount(cell).ShouldBe(new CountRead(null, fault));

    [Theory]
    [InlineData("12,5", 12.5)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("45,3 %", 0.453)]
    [InlineData("٤٥٫٣", 45.3)]
    [InlineData("0.123", 0.123)]
    [InlineData("-2", -2)]
    public void Quantities_are_read_exactly(string cell, double expected) =>
        CellNumbers.ReadQuantity(cell).ShouldBe(new QuantityRead((decimal)expected, null));

    [Fact]
    public void A_column_shows_what_its_separators_mean()
    {
        NumberForm.Of(["1.234", "0.5"]).ShouldBe(NumberForm.Point);
        NumberForm.Of(["1.234", "1.234.567"]).ShouldBe(NumberForm.Comma);
        NumberForm.Of(["1.234"]).Decimal.ShouldBeNull();
        NumberForm.Of(["0.5", "0,5"]).Decimal.ShouldBeNull();
        CellNumbers.ReadQuantity("1.234").Fault.ShouldBe("number.unclear");
        CellNumbers.ReadQuantity("1.234", NumberForm.Point).Value.ShouldBe(1.234m);
        CellNumbers.ReadCount("1.234", NumberForm.Point).Fault.ShouldBe("number.not-whole");
        CellNumbers.ReadQuantity("1.234", NumberForm.Comma).Value.ShouldBe(1234m);
    }
}
