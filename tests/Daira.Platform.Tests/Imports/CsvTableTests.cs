using System.Text;
using Daira.Elections.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Imports;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "1|2")]
    [InlineData("a,b\r\n1,2\r\n3,4", "1|2;3|4")]
    [InlineData("\uFEFFa,b\n1,2", "1|2")]
    [InlineData("a,b\n\"x, y\",\"say \"\"no\"\"\"\n", "x, y|say \"no\"")]
    [InlineData("a,b\n,\n", "|")]
    [InlineData("a,b\n1,2\n\n3,4\n", "1|2;3|4")]
    public void Records_are_read(string text, string expected) =>
        string.Join(';', CsvTable.Parse("t", text).Records.Select(r => string.Join('|', r.Fields))).ShouldBe(expected);

    [Fact]
    public void The_line_of_a_record_is_that_on_which_it_starts() =>
        CsvTable.Parse("t", "a,b\n\"two\nlines\",1\nx,2\n").Records.Select(r => r.Line).ShouldBe([2, 4]);

    [Theory]
    [InlineData("", "t is empty")]
    [InlineData("a,b\n1\n", "t, line 2: 1 fields, but the header has 2")]
    [InlineData("a,b\n\"1,2\n", "t, line 3: a quote is opened")]
    [InlineData("a,a\n1,2\n", "a column name stands twice")]
    public void Faulty_files_are_refused_with_the_line(string text, string message) =>
        Should.Throw<InvalidDataException>(() => CsvTable.Parse("t", text)).Message.ShouldContain(message);

    [Fact]
    public void Whatever_is_written_reads_back()
    {
        var field = Gen.Elements('a', 'ب', ',', '"', '\n', ' ', 'ⵣ').ArrayOf().Select(c => new string(c));
        var record = Gen.ArrayOf(field, 3);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(record.ArrayOf().ToArbitrary(), records =>
        {
            var text = new StringBuilder("a,b,c\n");
            foreach (var fields in records)
            {
                text.AppendJoin(',', fields.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
            }

            return CsvTable.Parse("t", text.ToString()).Records.Select(r => r.Fields).SequenceEqual(records, FieldsEqual.Instance);
        }));
    }

    private sealed class FieldsEqual : IEqualityComparer<string[]>
    {
        public static FieldsEqual Instance { get; } = new();

        public bool Equals(string[]? x, string[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(string[] obj) => obj.Length;
    }
}
