namespace Daira.Core.Names;

/// <summary>Words of administrative names, Moroccan first, that carry less of the name than the others. All in folded spelling.</summary>
internal static class WordTables
{
    /// <summary>What kind of place is meant.</summary>
    public static readonly HashSet<string> Kinds =
    [
        "جهه", "اقليم", "عماله", "جماعه", "الجماعه", "مقاطعه", "بلديه", "داييره", "دايره", "باشويه",
        "region", "province", "prefecture", "commune", "municipalite", "municipality", "mun", "arrondissement", "arrond", "cercle",
        "pachalik", "circonscription", "urbaine", "rurale", "county",
        "محافظه", "ولايه", "مديريه", "معتمديه", "ناحيه",
        "wilaya", "gouvernorat", "governorate", "departement", "departamento", "canton", "district", "distrito", "borough", "township",
        "municipio", "provincia", "comuna", "comune", "concelho", "freguesia", "gemeinde", "gemeente", "provincie", "gmina", "powiat", "wojewodztwo", "judetul",
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
        "jemaa jamaa djemaa", "sebt sebbt sabt", "had hed", "jbel jebel djebel", "ras rass", "saint st sankt sint", "sainte ste", "santa sta", "santo sto", "ciudad cd", "nuevo nvo", "nueva nva", "puerto pto", "general gral", "mount mt", "fort ft");

    /// <summary>The usual spelling of a word; of a number, its digits however it is written: 07, 7th, 7ème, VII.</summary>
    public static string UsualOf(string word) =>
        Usual.TryGetValue(word, out var usual) ? usual
        : word.Length > 0 && char.IsAsciiDigit(word[0]) ? Digits(word)
        : word.Length > 1 && Roman(word) is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : word;

    private static readonly HashSet<string> Ordinals = ["e", "er", "ere", "re", "eme", "nd", "nde", "rd", "th", "st", "o"];

    private static string Digits(string word)
    {
        var end = word.Length;
        while (!char.IsAsciiDigit(word[end - 1]))
        {
            end--;
        }

        var digits = word[..end].TrimStart('0');
        return !digits.All(char.IsAsciiDigit) || (end < word.Length && !Ordinals.Contains(word[end..])) ? word : digits.Length == 0 ? "0" : digits;
    }

    /// <summary>II to XXXIX: shorter ones are letters, longer ones words; nobody numbers wards with them.</summary>
    private static int? Roman(string word)
    {
        if (word.AsSpan().IndexOfAnyExcept("ivx") >= 0)
        {
            return null;
        }

        var tens = word.Length - word.TrimStart('x').Length;
        var ones = Array.IndexOf(Ones, word[tens..]);
        return tens <= 3 && ones >= 0 ? (10 * tens) + ones : null;
    }

    private static readonly string[] Ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

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
