namespace Daira.Core.Names;

/// <summary>What was done to two spellings before they were found equal or near: the evidence of a match.</summary>
public enum NameRule
{
    /// <summary>Letter for letter the same text.</summary>
    SameText,

    /// <summary>Capitals, ligatures and presentation forms.</summary>
    LetterForms,

    /// <summary>أ إ آ ٱ written as ا.</summary>
    AlefForms,

    /// <summary>ؤ and ئ written as و and ي; a hamza on the line left out.</summary>
    HamzaSeats,

    /// <summary>ى (and the Persian ی) written as ي.</summary>
    AlefMaqsura,

    /// <summary>ة written as ه.</summary>
    TaMarbuta,

    /// <summary>ڭ گ ݣ ک, the g of Morocco and its neighbours, written as ك.</summary>
    Gaf,

    /// <summary>Harakat, shadda and sukun left out.</summary>
    Harakat,

    /// <summary>Tatweel and invisible characters left out.</summary>
    Tatweel,

    /// <summary>Accents of Latin letters left out.</summary>
    Accents,

    /// <summary>Emphatic Tifinagh letters as plain ones; the labial sign left out.</summary>
    TifinaghForms,

    /// <summary>Arabic or Persian digits as 0–9.</summary>
    Digits,

    /// <summary>Hyphens, apostrophes, brackets, doubled spaces.</summary>
    Punctuation,

    /// <summary>Words that say what kind of place is meant left out: (Mun.), commune, جماعة.</summary>
    KindWords,

    /// <summary>A word with several usual spellings written in one: Ouled as Oulad, Beni as Bni, My as Moulay.</summary>
    UsualWords,

    /// <summary>Words joined or split.</summary>
    WordSpacing,

    /// <summary>Compared by sound across scripts: Arabic, Latin, Tifinagh.</summary>
    AcrossScripts,

    /// <summary>Letters still differ; the score says by how much.</summary>
    Letters,
}
