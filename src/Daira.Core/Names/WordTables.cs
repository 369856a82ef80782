namespace Daira.Core.Names;

/// <summary>Words of Moroccan administrative names that carry less of the name than the others. All in folded spelling.</summary>
internal static class WordTables
{
    /// <summary>What kind of place is meant.</summary>
    public static readonly HashSet<string> Kinds =
    [
        "جهه", "اقليم", "عماله", "جماعه", "الجماعه", "مقاطعه", "بلديه", "داييره", "دايره", "باشويه",
        "region", "province", "prefecture", "commune", "municipalite", "municipality", "mun", "arrondissement", "arrond", "cercle",
        "pachalik", "circonscription", "urbaine", "rurale", "county",
    ];

    /// <summary>Small words that may follow a word of kind: commune de X.</summary>
    public static readonly HashSet<string> Links = ["de", "d", "du", "des", "of"];

    /// <summary>The article as a word of its own; before sun letters French writes what is heard.</summary>
    public static readonly HashSet<string> Articles =
        ["el", "al", "l", "la", "le", "les", "ed", "es", "er", "en", "ez", "et", "ech", "ad", "as", "ar", "an", "az", "at", "ach", "ال"];

    /// <summary>Usual spellings of one word, each to the first of its line. No first word stands in another line.</summary>
    public static readonly IReadOnlyDictionary<string, string> Usual = ByVariant(
        "oulad ouled awlad wlad oulade aoulad ould", "اولاد ولاد اولد",
        "ait ayt aït", "ايت", "sidi sid", "سيدي سيد",
        "moulay my mly moulai mouley", "مولاي",
        "bni beni bani", "ben bin ibn", "بن ابن", "bou abou",
        "souk souq soq", "oued ouad wadi wed", "ain aine ayn", "zaouiat zaouia zaouit zawiya zawyat", "kasbat kasba casbah kasbah qasba",
        "mohamed mohammed muhammad md", "ahmed ahmad", "tnine tnin", "tlat tlet tleta", "arbaa larbaa arba", "khemis khmis lakhmis",
        "jemaa jamaa djemaa", "sebt sebbt sabt", "had hed", "jbel jebel djebel", "ras rass", "saint st", "sainte ste");

    /// <summary>Words so common in names that sharing them proves little.</summary>
    private static readonly HashSet<string> Common =
    [
        "oulad", "ait", "sidi", "moulay", "bni", "ben", "bou", "souk", "oued", "ain", "zaouiat", "kasbat", "had", "jbel", "bab", "dar", "ras", "ahl", "lalla", "ida",
        "اولاد", "ايت", "سيدي", "مولاي", "بني", "بن", "بو", "سوق", "واد", "عين", "زاويه", "قصبه", "حد", "جبل", "باب", "دار", "راس", "اهل", "للا", "ادا", "ايدا",
        "ⴰⵢⵜ", "ⵙⵉⴷⵉ", "ⵎⵓⵍⴰⵢ", "ⵡⴰⴷ",
    ];

    /// <summary>How much the letters of a word count beside those of others: 0.6 for common words, else 1.</summary>
    public static float ShareOf(string word) => Common.Contains(word) ? 0.6f : 1;

    private static Dictionary<string, string> ByVariant(params string[] lines)
    {
        var usual = new Dictionary<string, string>();
        foreach (var words in lines.Select(line => line.Split(' ')))
        {
            foreach (var word in words)
            {
                usual[word] = words[0];
            }
        }

        return usual;
    }
}
