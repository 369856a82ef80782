using System.Globalization;

namespace Daira.Core.Names;

/// <summary>
/// What it costs to read one letter as another: 0 for letters that stand for each other (ش and ch), 1 for unlike consonants. Latin
/// letters here are sounds: S is ch, x is kh, G is gh or rh, u is o, ou or u, L is the article.
/// </summary>
internal static class LetterCosts
{
    public const string Latin = "abdefgijklmnqrstuwyzhxSGL";
    public const string Arabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
    private const string Letters = Latin + Arabic + "0123456789?";

    /// <summary>Both directions. Sources: the spelling habits of Moroccan maps and census lists; see docs/methods/names.md.</summary>
    private const string Confusions = """
        ا a0 e.02 i.1 u.15 y.2 w.3 L.15
        ع a0 e.05 i.1 u.1 y.2 h.3
        ه h0 a.05 e.05 t.2 i.2
        و u0 w0 a.35 i.35 e.3 f.5
        ي i0 y0 e.05 a.25 u.3 j.5
        ب b0 f.4
        ت t0 d.3 s.5
        ث t0 s.3
        ج j0 g.15 S.5 z.4 d.5
        ح h0 x.35
        خ x0 k.4 h.3
        د d0 t.3
        ذ d0 z.2 t.4
        ر r0 G.3
        ز z0 s.3
        س s0 z.3 S.4
        ش S0 s.3 j.4
        ص s0 z.3
        ض d0 t.3 z.4
        ط t0 d.3
        ظ d.1 z.1 t.4
        غ G0 g.1 r.3 k.5 x.5
        ف f0 b.5
        ق q0 k.05 g.1 G.3
        ك k0 g.02 q.1 j.4
        ل l0 L.1 n.6
        م m0 n.6
        ن n0 m.6
        ا ع.25 ه.3 L.15 و.7 ي.7
        ي و.7 ه.5
        ه ت.25 ح.4
        د ذ.25 ض.25 ظ.4 ت.5 ط.6
        ت ط.25 ث.25
        س ص.25 ث.5 ز.6 ش.7
        ز ظ.4 ذ.4
        ك ق.2 خ.5 ج.3
        ج ش.6 ي.7
        غ خ.5 ق.4 ك.3 ر.7
        ح خ.5
        ض ظ.25 ط.6
        ل L.15
        a e.1 i.25 u.25 L.12 y.4
        e i.1 u.25 L.12 y.3
        i y.05 u.3
        u w.05
        l L.1
        k q.05 g.25 x.4
        q g.25 G.4
        g j.25 G.25
        G r.3 x.5
        h x.35
        s z.3 S.4
        t d.3
        d z.5
        j S.5 z.4
        b f.4
        m n.6
        """;

    private static readonly Dictionary<char, byte> Codes = Letters.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => (byte)x.i);

    /// <summary>What a letter weighs where both names are in one script, and so what it costs to leave it out.</summary>
    private static readonly float[] WithinScript = Weights("ا.35 و.42 ي.42 ه.4 ع.7 a.35 e.2 i.35 u.4 w.6 y.5 h.5 L.12");

    /// <summary>Across scripts: Arabic writes few vowels, French few gutturals.</summary>
    private static readonly float[] AcrossScripts = Weights("ا.15 و.35 ي.3 ه.25 ع.15 ح.6 a.12 e.06 i.16 u.2 w.4 y.3 h.35 L.1");

    private static readonly float[] Table = Filled();

    public static int Count => Letters.Length;

    public static byte CodeOf(char letter) => Codes.TryGetValue(letter, out var code) ? code : Codes['?'];

    public static char LetterOf(byte code) => Letters[code];

    public static float[] WeightsFor(bool acrossScripts) => acrossScripts ? AcrossScripts : WithinScript;

    /// <summary>Row by row; a negative entry says that the pair is no confusion and costs what leaving both out costs, at most 1.</summary>
    public static ReadOnlySpan<float> Confused => Table;

    private static float[] Filled()
    {
        var table = new float[Letters.Length * Letters.Length];
        Array.Fill(table, -1);
        for (var i = 0; i < Letters.Length - 1; i++)
        {
            table[(i * Letters.Length) + i] = 0;
        }

        foreach (var line in Confusions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var a = CodeOf(line[0]);
            foreach (var entry in line[2..].Split(' '))
            {
                var (b, cost) = (CodeOf(entry[0]), Number(entry[1..]));
                table[(a * Letters.Length) + b] = table[(b * Letters.Length) + a] = cost;
            }
        }

        return table;
    }

    private static float[] Weights(string light)
    {
        var weights = Enumerable.Repeat(1f, Letters.Length).ToArray();
        foreach (var entry in light.Split(' '))
        {
            weights[CodeOf(entry[0])] = Number(entry[1..]);
        }

        return weights;
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
