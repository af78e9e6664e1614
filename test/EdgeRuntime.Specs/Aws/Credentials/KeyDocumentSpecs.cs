using System.Text;
using EdgeActors.Aws.Credentials;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Aws.Credentials;

public sealed class KeyDocumentSpecs
{
    private const string Good = """{"AccessKeyId":"I","SecretAccessKey":"S","Token":"T","Expiration":"2026-11-22T13:00:00Z"}""";

    [Fact]
    public void Both_forms_are_read()
    {
        string iot = """{"credentials":{"accessKeyId":"I","secretAccessKey":"S","sessionToken":"T","expiration":"2026-11-22T13:00:00+00:00"}}""";

        var container = KeyDocument.OfContainer.Read(Encoding.UTF8.GetBytes(Good))!.Value;
        var ofIot = KeyDocument.OfIot.Read(Encoding.UTF8.GetBytes(iot))!.Value;

        Assert.All([container, ofIot], read => Assert.Equal(
            ("I", "S", "T", new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero)),
            (read.Keys.AccessKeyId.Reveal(), read.Keys.SecretAccessKey.Reveal(), read.Keys.SessionToken!.Reveal(), read.Expiration)));
    }

    [Theory]
    [InlineData("\"I\"", "7")]
    [InlineData("\"I\"", "\"\"")]
    [InlineData("\"I\"", "\"a\\r\\nb\"")]
    [InlineData("\"S\"", "\"\\ud800\"")]
    [InlineData("\"S\"", "null")]
    [InlineData("\"T\"", "\"\u00e9\"")]
    [InlineData("\"T\"", "{}")]
    [InlineData("2026-11-22T13:00:00Z", "soon")]
    [InlineData("\"Token\"", "\"token\"")]
    [InlineData("}", "")]
    [InlineData("{", "[{")]
    public void A_document_with_anything_amiss_gives_no_keys(string part, string instead)
    {
        string spoiled = Good.Replace(part, instead, StringComparison.Ordinal);

        Assert.NotEqual(Good, spoiled);
        Assert.Null(KeyDocument.OfContainer.Read(Encoding.UTF8.GetBytes(spoiled)));
    }

    [Fact]
    public void Hostile_bytes_give_no_keys_and_no_exception() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20261122, 3),
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<ushort>(), (junk, at) =>
        {
            byte[] document = Encoding.UTF8.GetBytes(Good);
            int begin = at % document.Length;
            byte[] spoiled = [.. document[..begin], .. junk, .. document[Math.Min(document.Length, begin + junk.Length)..]];

            foreach (byte[] hostile in (byte[][])[junk, spoiled])
            {
                var read = KeyDocument.OfContainer.Read(hostile);
                Assert.True(read is null || read.Value.Keys.AccessKeyId.Reveal().All(c => c is > ' ' and < '\x7f'));
                Assert.Null(KeyDocument.OfIot.Read(hostile));
            }
        }));
}
