using System.Text;
using EdgeActors.Packages;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Specs.Packages.Unpacking;

public sealed class EntryNameSpecs
{
    private const int Levels = 8;

    [Theory]
    [InlineData("model.onnx", "model.onnx")]
    [InlineData("./model.onnx", "model.onnx")]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("with blank and (brackets).txt", "with blank and (brackets).txt")]
    [InlineData(".hidden", ".hidden")]
    [InlineData("a..b", "a..b")]
    public void Plain_names_are_taken(string written, string read) => Assert.Equal(read, Read(written));

    [Theory]
    [InlineData("./", "")]
    [InlineData(".", "")]
    [InlineData("a/", "a")]
    [InlineData("./a/b/", "a/b")]
    [InlineData("a", "a")]
    public void Folders_may_end_with_a_slash(string written, string read) => Assert.Equal(read, Read(written, isFolder: true));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("//a", "absolute")]
    [InlineData("../a", "\"..\"")]
    [InlineData("a/../../b", "\"..\"")]
    [InlineData("a/..", "\"..\"")]
    [InlineData("././a", "\".\"")]
    [InlineData("a//b", "empty part")]
    [InlineData("a/", "empty part")]
    [InlineData("./", "is empty")]
    [InlineData("..\\a", "\\")]
    [InlineData("C:\\a", "\\")]
    [InlineData("C:a", ":")]
    [InlineData("file:stream", ":")]
    [InlineData("a*", "*")]
    [InlineData("a\nb", "ASCII")]
    [InlineData("a\u007fb", "ASCII")]
    [InlineData("a\u001bb", "ASCII")]
    [InlineData("ü.onnx", "ASCII")]
    [InlineData("ﬁle", "ASCII")]
    [InlineData("a\u202eb", "ASCII")]
    [InlineData("a\u2215b", "ASCII")]
    [InlineData("\u212a", "ASCII")]
    [InlineData("a.", "dot")]
    [InlineData("a ", "blank")]
    [InlineData(" a", "blank")]
    [InlineData("con", "device")]
    [InlineData("a/NUL.txt", "device")]
    [InlineData("1/2/3/4/5/6/7/8/9", "8 parts")]
    public void Others_are_refused_with_the_reason(string written, string reason) =>
        Assert.Contains(reason, Assert.Throws<PackageException>(() => Read(written)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_have_at_most_255_bytes_in_a_part_and_1023_in_all()
    {
        string part = new('p', EntryName.LongestPart);

        Assert.Equal(part, Read(part));
        Assert.Throws<PackageException>(() => Read(part + "p"));
        Assert.Equal(EntryName.Longest, Read($"{part}/{part}/{part}/{part}").Length);
        Assert.Throws<PackageException>(() => Read($"{part}/{part}/{part}/{part[..254]}/p"));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() => Assert.Throws<PackageException>(() => EntryName.Read([0x61, 0xFF, 0xC0], false, Levels));

    [Fact]
    public void The_reason_cannot_write_to_a_terminal() =>
        Assert.DoesNotContain('\u001b', Assert.Throws<PackageException>(() => Read("a\u001b[2Jb")).Message);

    private static string Read(string name, bool isFolder = false) => EntryName.Read(Encoding.UTF8.GetBytes(name), isFolder, Levels);
}
