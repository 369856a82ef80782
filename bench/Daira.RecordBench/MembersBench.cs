using System.Diagnostics;
using Daira.Elections.Places;
using Daira.Foundation.Access;
using Daira.Foundation.Storage;
using Daira.Organisation.DataRights;
using Daira.Organisation.Demo;
using Daira.Organisation.Members;
using Daira.Organisation.Members.Import;
using Daira.Organisation.Messages;
using Daira.Organisation.Statistics;
using Daira.Organisation.Storage;

namespace Daira.RecordBench;

/// <summary>A register of many invented members on one engine: searching, listing, opening one, applying; each figure with its 95th of a hundred.</summary>
internal static class MembersBench
{
    private const int Questions = 300;

    public static int Run(string? server, int count, bool keep)
    {
        var folder = Directory.CreateTempSubdirectory("daira-members-").FullName;
        try
        {
            Measure(new StorageSettings(folder, server), count, new Results("members.csv", keep), server is null ? "SQLite" : "PostgreSQL");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static void Measure(StorageSettings settings, int count, Results results, string engine)
    {
        var record = new RecordStore(settings, TimeProvider.System, new OrganisationPart(), new MembersPart(), new Daira.Organisation.Card.CardPart(), new Daira.Organisation.Recruitment.RecruitmentPart(), new DataRightsPart(), new StatisticsPart(), new MessagesPart());
        var (store, atlas) = (new OrganisationStore(record, TimeProvider.System), Country());
        var watch = Stopwatch.StartNew();
        var loaded = new LoadInventedMembers(record, store, () => atlas).Run(new MembersSize(count, 0), Actor.Operator, default);
        if (!loaded.IsDone)
        {
            throw new InvalidOperationException(loaded.Refusals[0].Code);
        }

        results.Add($"{engine}: {count:N0} members sealed and written", watch.ElapsedMilliseconds, "ms");
        using var directory = new MemberDirectory(record, store);
        var read = new ReadMember(record, store);
        var find = new FindMembers(record, store, directory, () => atlas);
        watch.Restart();
        find.Count(null, Actor.Operator);
        results.Add($"{engine}: first question after a start (every box opened)", watch.ElapsedMilliseconds, "ms");
        results.Add($"{engine}: memory of the process with the directory", Environment.WorkingSet / 1e6, "MB");
        string[] names = ["سلمى أوحيدا", "Salma Ouhida", "ouhida", "Yassine Tazemoun", "عمر", "Idris Bentemaoui", "هبة المندار", "kamal azeknoun", "Ait Ouarghi", "Zaynab"];
        Add("search by any spelling", i => find.Run(new MemberQuestion(names[i % names.Length]), Actor.Operator));
        Add("search in one region", i => find.Run(new MemberQuestion(names[i % names.Length], $"{(i % 12) + 1}"), Actor.Operator));
        Add("list, any page", i => find.Run(new MemberQuestion(Page: 1 + (i * 7919 % (count / FindMembers.UsualPage))), Actor.Operator));
        Add("one member, names", i => read.Run(1 + (i * 104_729L % count), Sensitivity.Internal, Actor.Operator));
        Add("one member, contacts, with its journal entry", i => read.Run(1 + (i * 104_729L % count), Sensitivity.Personal, Actor.Operator));
        Import(record, store, atlas, settings.Folder, (what, figure) => results.Add($"{engine}: {what}, {count:N0} in the register", figure, "ms"));
        Once("night: what is due, counted", () => new EraseDue(record, store, () => atlas).Look(Actor.Operator).Value.Sum(d => d.Count));
        Once("night: what is due, erased", () => new EraseDue(record, store, () => atlas).Run(Actor.Operator, default).Value.Sum(d => d.Count));
        Once("night: every person's key wrapped anew", () => new RenewPersonsKey(record, store).Run(Actor.Operator, default).Value);
        Once("month: statistics counted and published", () => new PublishStatistics(record, store, () => atlas).Run(Actor.Operator, default).Value);
        results.Close();

        void Once(string what, Func<long> work)
        {
            var start = Stopwatch.GetTimestamp();
            var count = work();
            results.Add($"{engine}: {what} ({count:N0})", Stopwatch.GetElapsedTime(start).TotalMilliseconds, "ms");
        }

        void Add(string what, Action<int> question)
        {
            for (var i = 0; i < 100; i++)
            {
                question(i);
            }

            var times = Enumerable.Range(0, Questions).Select(i =>
            {
                var start = Stopwatch.GetTimestamp();
                question(i);
                return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }).Order().ToArray();
            results.Add($"{engine}: {what}, median of {Questions}", times[Questions / 2], "µs");
            results.Add($"{engine}: {what}, 95th of a hundred", times[Questions * 95 / 100], "µs");
        }
    }

    /// <summary>A file of 100,000 previewed and entered; its names, births and places are drawn from a seed.</summary>
    private static void Import(RecordStore record, OrganisationStore store, Atlas atlas, string folder, Action<string, double> add)
    {
        string[] given = ["Salma", "Hiba", "Nadia", "Meriem", "Imane", "Zineb", "Asmae", "Yassine", "Omar", "Kamal", "Driss", "Rachid", "Youssef", "Hamza", "Anass", "Tarik"];
        string[] parts = ["oua", "ben", "taz", "bar", "men", "zek", "nou", "tif", "lah", "riz", "goum", "sab", "daf", "kel", "mir", "yaf"];
        var (chance, file) = (new Random(7), Path.Combine(folder, "members.csv"));
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine("nom complet,date de naissance,commune,sexe,date d'adhésion");
            for (var i = 0; i < 100_000; i++)
            {
                var family = string.Concat(Enumerable.Range(0, 3).Select(_ => parts[chance.Next(parts.Length)]));
                writer.WriteLine(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{given[chance.Next(given.Length)]} {family},{chance.Next(1950, 2004)}-{chance.Next(1, 13):00}-{chance.Next(1, 29):00},{chance.Next(1, 13)}-{chance.Next(1, 121)},{(chance.Next(2) == 0 ? "F" : "M")},{chance.Next(2000, 2025)}-03-01"));
            }
        }

        var (watch, silent) = (Stopwatch.StartNew(), new Progress<Daira.Foundation.Languages.Message>());
        var origin = new FileOrigin("registre inventé", FileBasis.Register, AllJoined: true);
        var preview = new PreviewMembers(record, store, () => atlas).Run(new MembersFile(file, "members.csv", origin), Actor.Operator, silent, default).Value;
        add("file of 100,000 members read, mapped and compared with the register", watch.ElapsedMilliseconds);
        watch.Restart();
        new ImportMembers(store).Run(preview, preview.Rows.Where(r => r.Fate == MemberFate.Doubtful).Select(r => r.Line).ToHashSet(), Actor.Operator, silent, default).Value.ToString();
        add("the same file entered", watch.ElapsedMilliseconds);
    }

    /// <summary>Twelve regions of a hundred and twenty communes each.</summary>
    private static Atlas Country()
    {
        var places = new List<Place> { At("MA", PlaceLevel.Country, null, false) };
        for (var region = 1; region <= 12; region++)
        {
            places.Add(At($"{region}", PlaceLevel.Region, "MA", false));
            for (var commune = 1; commune <= 120; commune++)
            {
                places.Add(At($"{region}-{commune}", PlaceLevel.Commune, $"{region}", true));
            }
        }

        return new Atlas([.. places.Select((p, i) => p with { Index = i })]);

        static Place At(string code, PlaceLevel level, string? parent, bool isUnit) => new(0, code, level, parent, new Names(code, null, null, null), isUnit, null, null, null, null, null);
    }
}
