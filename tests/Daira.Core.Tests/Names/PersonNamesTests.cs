using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>Pairs of invented names as two clerks may have written one person, and pairs that are two persons.</summary>
public class PersonNamesTests
{
    private readonly PersonNames names = new();

    [Theory]
    [InlineData("سلمى أوحيدا", "سلمى اوحيدا")]
    [InlineData("سلمى أوحيدا", "أوحيدا سلمى")]
    [InlineData("عبد الرحمن بنعلي", "عبدالرحمان بن علي")]
    [InlineData("Fatima Zahra Alaoui", "Fatima Alaoui")]
    [InlineData("Salma Ouhida", "سلمى أوحيدا")]
    [InlineData("Mohammed El Idrissi", "محمد الإدريسي")]
    [InlineData("Youssef Benjelloun", "Yousef Ben Jelloun")]
    public void One_person_written_twice(string one, string other)
    {
        PersonNames.AreAlike(names.Of(one), names.Of(other)).ShouldBeTrue();
        PersonNames.AreAlike(names.Of(other), names.Of(one)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("سلمى أوحيدا", "ليلى أوحيدا")]
    [InlineData("سلمى أوحيدا", "سلمى الإدريسي")]
    [InlineData("Salma", "Salma Ouhida")]
    [InlineData("Hassan Alaoui", "Hussein Alami")]
    [InlineData("", "Salma")]
    public void Two_persons(string one, string other)
    {
        PersonNames.AreAlike(names.Of(one), names.Of(other)).ShouldBeFalse();
        PersonNames.AreAlike(names.Of(other), names.Of(one)).ShouldBeFalse();
    }

    [Fact]
    public void Equal_is_the_same_words_in_any_order_and_any_spelling_of_both_will_do()
    {
        PersonNames.AreEqual(names.Of("سلمى أوحيدا", "Salma Ouhida"), names.Of(null, "OUHIDA Salma")).ShouldBeTrue();
        PersonNames.AreEqual(names.Of("سلمى أوحيدا"), names.Of("سلمى اوحيدا")).ShouldBeTrue();
        PersonNames.AreEqual(names.Of("Salma Ouhida"), names.Of("Salma Wahida")).ShouldBeFalse();
        PersonNames.AreEqual(names.Of("Salma Salma Ouhida"), names.Of("Salma Ouhida Zahra")).ShouldBeFalse();
    }
}
