using EdgeActors.Protocol.Grpc;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Grpc.Transport;

public sealed class StatusTextSpecs
{
    [Theory]
    [InlineData("plain text, with signs: ~!", "plain text, with signs: ~!")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    [InlineData("\uD83D\uDE00", "%F0%9F%98%80")]
    public void Anything_but_printable_ascii_is_escaped(string text, string encoded) => Assert.Equal(encoded, StatusText.Encode(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("%EF%BF%BD", StatusText.Encode("\uD83D"));

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%41%42", "AB")]
    [InlineData("%FF", "\uFFFD")]
    public void Decoding_never_fails(string encoded, string text) => Assert.Equal(text, StatusText.Decode(encoded));

    [Fact]
    public void What_is_encoded_comes_back() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var valid = string.Concat(text.Get.EnumerateRunes());
        return StatusText.Decode(StatusText.Encode(valid)) == valid;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_texts_are_cut_where_no_character_is_split()
    {
        var encoded = StatusText.Encode(new string('ö', 10_000));

        Assert.InRange(encoded.Length, StatusText.MaxEncodedBytes - 10, StatusText.MaxEncodedBytes);
        Assert.EndsWith("ö...", StatusText.Decode(encoded), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', StatusText.Decode(encoded));
    }
}
