using EdgeActors.Wording;

namespace EdgeActors.Specs.Wording;

public sealed class PrintableSpecs
{
    [Theory]
    [InlineData("plain text, 1-2_3", "plain text, 1-2_3")]
    [InlineData("größe 日本 🙂", "größe 日本 🙂")]
    [InlineData("a\r\nb", "a\\u000D\\u000Ab")]
    [InlineData("\u001b[2J\u007f\u0085", "\\u001B[2J\\u007F\\u0085")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\u202Eexe.\u200B\uFEFF", "\\u202Eexe.\\u200B\\uFEFF")]
    [InlineData("", "")]
    public void Only_what_can_be_seen_is_printed(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb", Printable.Of("a" + (char)0xD83D + "b"));

    [Theory]
    [InlineData(128, "")]
    [InlineData(129, "…")]
    public void Long_text_is_cut(int length, string end) =>
        Assert.Equal(new string('x', 128) + end, Printable.Of(new string('x', length)));
}
