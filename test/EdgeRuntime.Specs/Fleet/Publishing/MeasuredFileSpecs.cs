using EdgeActors.Fleet.Publishing;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Fleet.Publishing;

public sealed class MeasuredFileSpecs : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100).Select(number => (byte)number)];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_comes_as_it_was_also_when_a_part_is_read_again()
    {
        using MeasuredFile file = Open(Content);
        byte[] bytes = new byte[Content.Length];

        file.ReadExactly(bytes, 0, 60);
        file.Position = 20;
        file.ReadExactly(bytes, 20, 80);

        Assert.Equal(Content, bytes);
        Assert.Equal((100, 0), (file.Position, file.Read(new byte[1])));
    }

    [Fact]
    public void Changed_shortened_and_lengthened_files_are_found_before_their_last_byte_is_handed_over()
    {
        foreach (byte[] other in (byte[][])[[.. Content.Reverse()], [.. Content, 1]])
        {
            using MeasuredFile file = Open(other);

            Assert.Throws<IOException>(() => file.CopyTo(Stream.Null));
        }

        using MeasuredFile shorter = Open(Content[..99]);
        using MemoryStream taken = new();
        shorter.CopyTo(taken);
        Assert.True(taken.Length < shorter.Length);
    }

    [Fact]
    public void Nothing_is_passed_over()
    {
        using MeasuredFile file = Open(Content);

        Assert.Throws<NotSupportedException>(() => file.Position = 1);
        Assert.Throws<NotSupportedException>(() => file.Seek(0, SeekOrigin.End));
    }

    private MeasuredFile Open(byte[] there)
    {
        string path = _folder[Guid.NewGuid().ToString()];
        File.WriteAllBytes(path, there);
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content));
        return new MeasuredFile(new LocalPackage(path, Content.Length, "", digest, null, null), new Progress<long>());
    }
}
