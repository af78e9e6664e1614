using System.Text;
using EdgeActors.Fleet.Documents.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Fleet.Documents;

/// <summary>Whatever lies in a bucket that others write to: it is read, or the documented fault is told.</summary>
public sealed class DocumentProperties(ITestOutputHelper output)
{
    private const ulong Seed = 20261128;

    private static readonly string[] Splices =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-1", "1.0", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "\"x\":1,", "{},",
        "[[[[", "\\", "\uFEFF", "\"format\":\"edgeactors-fleet/1\",", "0.1e-400", "\"9999-12-31T23:59:59+14:00\"", "\"0001-01-01T00:00:00+14:00\"",
    ];

    private static readonly Gen<(int Document, (int Place, int Cut, int Splice, int Flip)[] Changes)> Damages =
        from document in Gen.Choose(0, SampleDocuments.All.Count - 1)
        from count in Gen.Choose(1, 4)
        from changes in Gen.ArrayOf(
            from place in Gen.Choose(0, 4000)
            from cut in Gen.Choose(0, 40)
            from splice in Gen.Choose(-1, Splices.Length - 1)
            from flip in Gen.Choose(0, 255)
            select (place, cut, splice, flip), count)
        select (document, changes);

    [Fact]
    public void Damaged_documents_are_read_or_told_by_the_documented_fault()
    {
        output.WriteLine($"seed {Seed}");
        int read = 0;

        Prop.ForAll(Damages.ToArbitrary(), damage =>
        {
            (_, byte[] bytes, Func<ReadOnlyMemory<byte>, byte[]> again) = SampleDocuments.All[damage.Document];
            try
            {
                byte[] written = again(Damaged(bytes, damage.Changes));
                read++;
                Assert.Equal(written, again(written));
            }
            catch (DocumentFormatException fault)
            {
                Assert.StartsWith("$", fault.Path, StringComparison.Ordinal);
                Assert.DoesNotContain(fault.Message, char.IsControl);
                Assert.NotEmpty(fault.Fix);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithReplay(Seed, 1));
        Assert.InRange(read, 20, 3980);
    }

    [Fact]
    public void Values_of_any_kind_in_any_place_are_read_or_told()
    {
        foreach ((string _, byte[] bytes, Func<ReadOnlyMemory<byte>, byte[]> again) in SampleDocuments.All)
        {
            string json = Encoding.UTF8.GetString(bytes);
            for (int at = json.IndexOf(':', StringComparison.Ordinal); at >= 0; at = json.IndexOf(':', at + 1))
            {
                foreach (string value in Splices)
                {
                    int end = json.AsSpan(at).IndexOfAny(",}]\n");
                    string changed = string.Concat(json.AsSpan(0, at + 1), value, json.AsSpan(at + end));
                    Exception? thrown = Record.Exception(() => again(Encoding.UTF8.GetBytes(changed)));
                    Assert.True(thrown is null or DocumentFormatException, $"{thrown} for {changed}");
                }
            }
        }
    }

    private static byte[] Damaged(byte[] whole, (int Place, int Cut, int Splice, int Flip)[] changes)
    {
        List<byte> bytes = [.. whole];
        foreach ((int place, int cut, int splice, int flip) in changes)
        {
            int at = place % (bytes.Count + 1);
            if (splice < 0)
            {
                bytes[Math.Min(at, bytes.Count - 1)] ^= (byte)flip;
                continue;
            }

            bytes.RemoveRange(at, Math.Min(cut, bytes.Count - at));
            bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[splice]));
        }

        return [.. bytes];
    }
}
