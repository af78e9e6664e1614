using System.Text;
using EdgeActors.Grpc.Authority;
using EdgeActors.Specs.Http2;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Grpc.Authority;

public sealed class HpackHuffmanSpecs
{
    [Fact]
    public void The_code_lengths_fill_the_code_space_exactly()
    {
        var filled = 0L;
        foreach (var length in HpackHuffman.CodeLengths)
        {
            filled += 1L << (30 - length);
        }

        Assert.Equal(257, HpackHuffman.CodeLengths.Length);
        Assert.Equal(1L << 30, filled);
    }

    // The examples of RFC 7541, appendix C.
    [Theory]
    [InlineData("F1E3C2E5F23A6BA0AB90F4FF", "www.example.com")]
    [InlineData("A8EB10649CBF", "no-cache")]
    [InlineData("25A849E95BA97D7F", "custom-key")]
    [InlineData("25A849E95BB8E8B4BF", "custom-value")]
    [InlineData("D07ABE941054D444A8200595040B8166E082A62D1BFF", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("9D29AD171863C78F0B97C8E9AE82AE43D3", "https://www.example.com")]
    [InlineData("94E7821DD7F2E6C7B335DFDFCD5B3960D5AF27087F3672C1AB270FB5291F9587316065C003ED4EE5B1063D5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    public void The_examples_of_the_standard_are_read(string coded, string text)
    {
        var room = new byte[100];
        var length = HpackHuffman.Decode(Convert.FromHexString(coded), room);

        Assert.Equal(text, Encoding.ASCII.GetString(room, 0, length));
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("FFFFFFFF")]
    [InlineData("1FFF")]
    [InlineData("18")]
    public void Bad_padding_and_the_end_of_string_symbol_are_malformed(string coded) =>
        Assert.Equal(-1, HpackHuffman.Decode(Convert.FromHexString(coded), default));

    [Fact]
    public void Every_text_comes_back() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), plain =>
    {
        var room = new byte[plain.Length];
        return HpackHuffman.Decode(HpackTestEncoder.Huffman(plain), room) == plain.Length && plain.SequenceEqual(room);
    }).QuickCheckThrowOnFailure();
}
