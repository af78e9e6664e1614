using System.Text;
using EdgeActors.Grpc.Authority;
using EdgeActors.Specs.Http2;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Grpc.Authority;

public sealed class HeaderBlockEditorSpecs
{
    private static readonly string[] Authorities =
    [
        "localhost", "localhost:50051", "", "%2Ftmp%2Fx.sock", "/tmp/x.sock", "unix:/tmp/x.sock", "a b", "höst", "%2F" + new string('y', 300),
    ];

    private const int Connections = 200;

    private static readonly string[] OtherNames = [":path", "te", "user-agent", "x-trace", "grpc-timeout", ":authority2", "authority"];

    [Theory]
    [InlineData("%2Ftmp%2Fx.sock")]
    [InlineData("/tmp/x.sock")]
    [InlineData("localhost:")]
    [InlineData("localhost:123456")]
    [InlineData(":80")]
    [InlineData("a/b")]
    public void An_authority_that_is_no_host_is_overwritten(string authority)
    {
        var block = new HpackTestEncoder().Field(":authority", authority, nameByIndex: true);
        var length = block.Length;

        Assert.Equal(HeaderBlockEdit.Changed, new HeaderBlockEditor().Edit(block));
        Assert.Equal((":authority", new string('x', authority.Length)), Assert.Single(new HpackTestDecoder().Decode(block)));
        Assert.Equal(length, block.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:50051")]
    [InlineData("my_host-1.example.com:1")]
    public void A_host_stays(string authority)
    {
        var block = new HpackTestEncoder().Field(":authority", authority, huffman: true);
        var before = block.ToArray();

        Assert.Equal(HeaderBlockEdit.Untouched, new HeaderBlockEditor().Edit(block));
        Assert.Equal(before, block);
    }

    [Fact]
    public void An_authority_too_large_for_the_clients_table_stays_out_of_the_servers()
    {
        var encoder = new HpackTestEncoder();
        var authority = "%2F" + new string('a', 100);
        byte[][] blocks =
        [
            [.. encoder.Resize(120), .. encoder.Field("x-one", "1", HpackForm.Indexing)],
            encoder.Field(":authority", authority, HpackForm.Indexing, nameByIndex: true, huffman: true),
            [.. encoder.Field("x-two", "2", HpackForm.Indexing), .. encoder.Field("x-two", "2", useIndex: true)],
        ];
        var editor = new HeaderBlockEditor();
        var decoder = new HpackTestDecoder();

        Assert.Equal([HeaderBlockEdit.Untouched, HeaderBlockEdit.Changed, HeaderBlockEdit.Untouched], blocks.Select(block => editor.Edit(block)));
        var headers = blocks.SelectMany(decoder.Decode).ToArray();

        Assert.Equal(["x-one", ":authority", "x-two", "x-two"], headers.Select(header => header.Name));
        Assert.All(headers[1].Value, c => Assert.Equal('x', c));
        Assert.Equal("2", headers[3].Value);
    }

    [Fact]
    public void Only_authorities_change_over_whole_connections() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var encoder = new HpackTestEncoder();
        var editor = new HeaderBlockEditor();
        var decoder = new HpackTestDecoder();
        for (var call = 0; call < 40; call++)
        {
            var headers = RandomHeaders(random);
            var block = Encode(random, encoder, headers);

            Assert.NotEqual(HeaderBlockEdit.Malformed, editor.Edit(block));

            var decoded = decoder.Decode(block);
            Assert.Equal(headers.Select(header => header.Name), decoded.Select(header => header.Name));
            foreach (var (sent, got) in headers.Zip(decoded))
            {
                Assert.Equal(sent.Name == ":authority" && !EdgeActors.Grpc.Authority.HostName.IsValid(Encoding.Latin1.GetBytes(sent.Value)), sent.Value != got.Value);
                Assert.True(sent.Value == got.Value || got.Value.All(c => c == 'x'), $"{sent.Value} became {got.Value}");
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Connections));

    [Fact]
    public void Hostile_blocks_never_throw_and_keep_their_length() => Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), blocks =>
    {
        var editor = new HeaderBlockEditor();
        foreach (var block in blocks)
        {
            _ = editor.Edit(block);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("7F")]
    [InlineData("3FFFFFFFFFFFFFFFFF7F")]
    [InlineData("3FE21F")]
    [InlineData("41FF")]
    [InlineData("0081FF00")]
    [InlineData("7E0161")]
    [InlineData("410A2F")]
    public void Broken_blocks_are_told_apart(string block) =>
        Assert.Equal(HeaderBlockEdit.Malformed, new HeaderBlockEditor().Edit(Convert.FromHexString(block)));

    private static List<(string Name, string Value)> RandomHeaders(Random random)
    {
        var headers = Enumerable.Range(0, random.Next(6))
            .Select(_ => (OtherNames[random.Next(OtherNames.Length)], new string((char)random.Next(32, 127), random.Next(200)))).ToList();
        headers.Insert(random.Next(headers.Count + 1), (":authority", Authorities[random.Next(Authorities.Length)]));
        return headers;
    }

    private static byte[] Encode(Random random, HpackTestEncoder encoder, List<(string Name, string Value)> headers)
    {
        int[] sizes = [0, 64, 100, 300, 4096];
        var resize = random.Next(4) == 0 ? encoder.Resize(sizes[random.Next(sizes.Length)]) : [];
        bool Coin() => random.Next(2) == 0;
        return
        [
            .. resize,
            .. headers.SelectMany(header => encoder.Field(
                header.Name, header.Value, (HpackForm)random.Next(3), useIndex: Coin(), nameByIndex: Coin(), huffman: Coin())),
        ];
    }
}
