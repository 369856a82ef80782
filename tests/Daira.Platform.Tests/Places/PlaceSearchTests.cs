using Daira.Elections;
using Daira.Elections.Imports.Sources.Morocco;
using Daira.Elections.Places;

namespace Daira.Platform.Tests.Places;

/// <summary>On the real 1,911 places of Morocco.</summary>
public sealed class PlaceSearchTests
{
    private static readonly ElectoralData Morocco = MoroccoTables.Preview();
    private static readonly PlaceSearch Search = new(Morocco.Atlas);

    [Theory]
    [InlineData("صفرو")]
    [InlineData("Sefrou")]
    [InlineData("séfrou")]
    [InlineData("SEFROU")]
    [InlineData("ⵚⴼⵔⵓ")]
    [InlineData("ⵚⴼⵕⵓ")]
    [InlineData("إقليم صفرو")]
    [InlineData("صَفْرُو")]
    [InlineData("صفـــرو")]
    [InlineData("province de Sefrou")]
    public void Sefrou_is_found_in_any_script(string query) =>
        Search.Find(query).Places[0].Code.ShouldBe("3451");

    [Theory]
    [InlineData("اكادير إداوتنان", "أكادير إداوتنان")]
    [InlineData("الصخيرات تمارة", "الصخيرات-تمارة")]
    [InlineData("طنجه اصيله", "طنجة-أصيلة")]
    public void Forms_of_alef_ta_marbuta_and_hyphens_do_not_matter(string query, string name) =>
        Search.Find(query).Places.Select(p => p.Names.Arabic).ShouldContain(name);

    [Theory]
    [InlineData("3451")]
    [InlineData("03.451")]
    [InlineData(" 3451 ")]
    public void A_code_is_found_with_or_without_dots(string code) => Search.Find(code).Places[0].Code.ShouldBe("3451");

    [Fact]
    public void Places_of_one_name_all_come_back_and_their_number_is_said()
    {
        var found = Search.Find("أولاد عيسى");
        found.SameName.ShouldBeGreaterThan(1);
        found.Places.Take(found.SameName).Select(p => p.Code).Distinct().Count().ShouldBe(found.SameName);
        found.IsGuess.ShouldBeFalse();
    }

    [Fact]
    public void Every_place_is_found_by_every_one_of_its_names()
    {
        var lost = Morocco.Atlas.Places
            .SelectMany(p => new[] { p.Names.Arabic, p.Names.French, p.Names.Tamazight }.OfType<string>(), (p, name) => (p, name))
            .Where(x => !Search.Find(x.name, 400).Places.Contains(x.p))
            .Select(x => $"{x.p.Code} {x.name}");
        lost.ShouldBeEmpty();
    }

    [Fact]
    public void A_slip_of_the_pen_is_answered_with_near_names_called_guesses()
    {
        var found = Search.Find("Sefruo");
        found.IsGuess.ShouldBeTrue();
        found.SameName.ShouldBe(0);
        found.Places.Select(p => p.Names.French).ShouldContain("Sefrou");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("!?")]
    [InlineData("xqzxqzxqz")]
    public void Nothing_is_found_for_nothing(string query) => Search.Find(query).Places.ShouldBeEmpty();

    [Fact]
    public void What_exists_today_comes_before_what_existed_once()
    {
        var found = Search.Find("Sefrou").Places.ToList();
        found.FindIndex(p => p.ValidTo is not null).ShouldBeGreaterThan(found.FindLastIndex(p => p.ValidTo is null && p.Names.French == "Sefrou"));
    }

    [Fact]
    public void At_least_one_place_must_be_asked_for() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Search.Find("Sefrou", 0));
}
