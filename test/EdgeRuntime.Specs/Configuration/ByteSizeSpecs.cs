using EdgeActors.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Configuration;

public sealed class ByteSizeSpecs
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("524288000", 524288000)]
    [InlineData("4k", 4096)]
    [InlineData("512M", 512L << 20)]
    [InlineData("2G", 2L << 30)]
    public void Number_with_or_without_suffix_is_a_size(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("-1")]
    [InlineData("1.5G")]
    [InlineData("1T")]
    [InlineData("9223372036854775807K")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_not(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(512, "512 bytes")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(4 << 20, "4 MiB")]
    [InlineData(3L << 30, "3 GiB")]
    public void Sizes_are_shown_for_people(long bytes, string text) => Assert.Equal(text, ByteSize.Show(bytes));

    [Fact]
    public void No_text_makes_it_throw() => Check.QuickThrowOnFailure(Prop.ForAll<string?>(text => ByteSize.TryParse(text ?? "", out _) || true));
}
