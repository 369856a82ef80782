using Daira.Core.Names;

namespace Daira.Core.Tests.Names;

/// <summary>One case or more for every rule, and its refused twin.</summary>
public class Rules_of_names
{
    [Theory]
    [InlineData("إنزكان", "انزكان", NameRule.AlefForms)]
    [InlineData("آيت ملول", "ايت ملول", NameRule.AlefForms)]
    [InlineData("مؤمن", "مومن", NameRule.HamzaSeats)]
    [InlineData("الفقراء", "الفقرا", NameRule.HamzaSeats)]
    [InlineData("بيوكرى", "بيوكري", NameRule.AlefMaqsura)]
    [InlineData("تازة", "تازه", NameRule.TaMarbuta)]
    [InlineData("ݣلميم", "كلميم", NameRule.Gaf)]
    [InlineData("سَطَّات", "سطات", NameRule.Harakat)]
    [InlineData("سطـــات", "سطات", NameRule.Tatweel)]
    [InlineData("‏سطات", "سطات", NameRule.Tatweel)]
    [InlineData("Aït Melloul", "Ait Melloul", NameRule.Accents)]
    [InlineData("FES", "fes", NameRule.LetterForms)]
    [InlineData("Annexe ٤", "Annexe 4", NameRule.Digits)]
    [InlineData("ⵎⵕⵕⴰⴽⵛ", "ⵎⵔⵔⴰⴽⵛ", NameRule.TifinaghForms)]
    [InlineData("Béni Mellal", "Bni Mellal", NameRule.UsualWords)]
    [InlineData("Ouled Zidane", "Oulad Zidane", NameRule.UsualWords)]
    [InlineData("My Idriss Zerhoun", "Moulay Idriss Zerhoun", NameRule.UsualWords)]
    [InlineData("St. Clair", "Saint Clair County", NameRule.UsualWords)]
    [InlineData("Ain-Chock", "Ain Chock", NameRule.Punctuation)]
    [InlineData("Sidi M'hamed", "Sidi Mhamed", NameRule.Punctuation)]
    [InlineData("مدرسة الإمام البخاري ١٢", "مدرسة الإمام البخاري 12", NameRule.Digits)]
    [InlineData("Azrou (Mun.)", "Azrou", NameRule.KindWords)]
    [InlineData("Commune de Tiznit", "Tiznit", NameRule.KindWords)]
    [InlineData("جماعة تازارين", "تازارين", NameRule.KindWords)]
    [InlineData("Gmina Gromadka", "Gromadka", NameRule.KindWords)]
    [InlineData("Municipio de Tepoztlán", "Tepoztlan", NameRule.KindWords)]
    [InlineData("محافظة أسوان", "أسوان", NameRule.KindWords)]
    [InlineData("Lodz", "Łódź", NameRule.Accents)]
    [InlineData("Nørrebro", "Norrebro", NameRule.Accents)]
    [InlineData("Weissenfels", "Weißenfels", NameRule.Accents)]
    [InlineData("Sta. María Huatulco", "Santa Maria Huatulco", NameRule.UsualWords)]
    [InlineData("St. Pölten", "Sankt Pölten", NameRule.UsualWords)]
    [InlineData("Cd. Juárez", "Ciudad Juárez", NameRule.UsualWords)]
    [InlineData("Wahlkreis 07", "Wahlkreis 7", NameRule.UsualWords)]
    [InlineData("Distrito 12", "Distrito XII", NameRule.UsualWords)]
    [InlineData("Paris 13e", "Paris 13ème arrondissement", NameRule.UsualWords)]
    [InlineData("القصرالكبير", "القصر الكبير", NameRule.WordSpacing)]
    [InlineData("سيدي بو علي", "سيدي بوعلي", NameRule.WordSpacing)]
    public void Two_spellings_of_one_name_score_1_and_the_rule_is_told(string written, string reference, NameRule rule)
    {
        var match = Ask(written, reference);
        (match.Best, match.Score, match.Fate).ShouldBe(("it", 1, NameFate.Matched));
        match.Rules.ShouldContain(rule);
        match.Rules.ShouldNotContain(NameRule.SameText);
    }

    [Theory]
    [InlineData("ناضور", "الناضور")]
    [InlineData("القنيطرة", "لقنيطرة")]
    [InlineData("Kelaa Des-Sraghna", "El Kelâa des Sraghna")]
    [InlineData("شفشاون", "شفاشون")]
    [InlineData("Tahannaout", "Tahanaoute")]
    public void Near_spellings_match_below_1(string written, string reference)
    {
        var match = Ask(written, reference);
        match.Fate.ShouldBe(NameFate.Matched);
        match.Score.ShouldBeInRange(0.88, 0.999);
        match.Rules[^1].ShouldBe(NameRule.Letters);
    }

    [Theory]
    [InlineData("آيت يوسف وعلي", "Ait Youssef Ou Ali")]
    [InlineData("اثنين أكلو", "Tnine Aglou")]
    [InlineData("الغوازي", "Rhouazi")]
    [InlineData("خنيفرة", "Khénifra")]
    [InlineData("شفشاون", "Chefchaouen")]
    [InlineData("گلميم", "Guelmim")]
    [InlineData("ورزازات", "Ouarzazate")]
    [InlineData("ⵡⴰⵔⵣⴰⵣⴰⵜ", "ورزازات")]
    [InlineData("ⴰⵣⵉⵍⴰⵍ", "Azilal")]
    [InlineData("ⵎⵓⵍⴰⵢ ⵢⴰⵄⵇⵓⴱ", "Moulay Yacoub")]
    public void Names_match_across_scripts(string written, string reference)
    {
        var match = Ask(written, reference);
        match.Fate.ShouldBe(NameFate.Matched);
        match.Rules.ShouldContain(NameRule.AcrossScripts);
        match.Candidates[0].AcrossScripts.ShouldBeTrue();
    }

    [Theory]
    [InlineData("أولاد عمران", "أولاد زيان")]
    [InlineData("سيدي علي", "سيدي بوعلي")]
    [InlineData("Oulad Zidane", "Ait Zidane")]
    [InlineData("تازة", "تاونات")]
    [InlineData("أزرو", "Azilal")]
    [InlineData("سيدي سليمان", "Sidi Slimane Echcharraa")]
    [InlineData("مدرسة الإمام البخاري 12", "مدرسة الإمام البخاري 21")]
    [InlineData("Ecole Ibn Khaldoun 1", "Ecole Ibn Khaldoun 2")]
    [InlineData("Commune", "Tiznit")]
    [InlineData("", "Tiznit")]
    [InlineData("؟!", "Tiznit")]
    public void Unlike_names_are_not_matched(string written, string reference) =>
        Ask(written, reference).Fate.ShouldNotBe(NameFate.Matched);

    [Fact]
    public void Endless_names_are_compared_in_no_time()
    {
        var (one, other) = (new string('b', 300_000) + "a", string.Concat(Enumerable.Repeat("bal", 100_000)));
        NameSimilarity.Between(one, one).ShouldBe(1);
        NameSimilarity.Between(one, other).ShouldBeLessThan(1);
    }

    [Fact]
    public void The_same_text_needs_no_rule() => Ask("Tiznit", "Tiznit").Rules.ShouldBe([NameRule.SameText]);

    [Fact]
    public void A_parent_shuts_out_the_homonym_elsewhere_at_any_depth()
    {
        ReferenceName[] places = [new("1", null, ["North"]), new("11", "1", ["Inner"]), new("a", "11", ["Sidi Ali"]), new("b", "2", ["Sidi Ali"])];
        var answers = new NameMatcher(places).Match([new("Sidi Ali", "1"), new("Sidi Ali", "2"), new("Sidi Ali"), new("Sidi Ali", "3")]);
        answers.Select(a => a.Best).ShouldBe(["a", "b", null, null]);
        answers.Select(a => a.Doubt).ShouldBe([NameDoubt.No, NameDoubt.No, NameDoubt.SeveralPlaces, NameDoubt.No]);
        answers[3].Fate.ShouldBe(NameFate.None);
    }

    [Fact]
    public void A_place_goes_to_its_own_name_and_the_near_one_is_told_so()
    {
        var answers = new NameMatcher([new("a", null, ["بني منصور"])]).Match([new("بنمنصور"), new("بني منصور")]);
        answers[1].Best.ShouldBe("a");
        (answers[0].Fate, answers[0].Doubt).ShouldBe((NameFate.Doubtful, NameDoubt.PlaceTaken));
        new NameMatcher([new("a", null, ["بني منصور"])], new NameMatchSettings { OneToOne = false })
            .Match([new("بنمنصور"), new("بني منصور")]).ShouldAllBe(a => a.Best == "a");
    }

    [Fact]
    public void Two_names_as_near_to_one_place_are_both_doubtful()
    {
        var answers = new NameMatcher([new("a", null, ["Tamarout"])]).Match([new("Tamarouta"), new("Tamarouti")]);
        answers.ShouldAllBe(a => a.Fate == NameFate.Doubtful);
        answers.Select(a => a.Doubt).Order().ShouldBe([NameDoubt.SeveralNames, NameDoubt.PlaceTaken]);
    }

    [Fact]
    public void Rows_of_one_name_are_one_name()
    {
        var answers = new NameMatcher([new("a", null, ["أولاد عيسى"])]).Match([new("أولاد عيسى"), new("اولاد عيسى"), new("أولاد  عيسي")]);
        answers.ShouldAllBe(a => a.Best == "a" && a.Score == 1);
        answers.Select(a => a.Rules[0]).ShouldBe([NameRule.SameText, NameRule.AlefForms, NameRule.AlefForms]);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Should.Throw<ArgumentException>(() => new NameMatcher([new("a", null, ["x"]), new("a", null, ["y"])])).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => new NameMatcher([new("a", null, [])]));
        Should.Throw<ArgumentException>(() => new NameMatcher([], new NameMatchSettings { Consider = 0.95 }));
        Should.Throw<ArgumentException>(() => new NameMatcher([], new NameMatchSettings { Candidates = 1 }));
        new NameMatcher([]).Match([new("Tiznit")]).Single().Fate.ShouldBe(NameFate.None);
    }

    private static NameMatch Ask(string written, string reference) => new NameMatcher([new("it", null, [reference])]).Match([new(written)]).Single();

    [Theory]
    [InlineData("District XII", "District XIII")]
    [InlineData("Wahlkreis 1", "Wahlkreis 17")]
    [InlineData("3ème circonscription", "13ème circonscription")]
    [InlineData("Москва", "Одесса")]
    [InlineData("Αθήνα", "Πάτρα")]
    [InlineData("Xi", "Yi")]
    public void Other_numbers_and_other_names_are_not_near(string written, string reference) => NameSimilarity.Between(written, reference).ShouldBeLessThan(0.6);
}
