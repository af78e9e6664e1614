using System.IO.Compression;
using EdgeActors.Packaging;
using EdgeActors.Packaging.Archives;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Packaging;

public sealed class SameZipSpecs : IDisposable
{
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(1_764_340_000);
    private readonly string _folder = Directory.CreateTempSubdirectory("zip-").FullName;

    [Fact]
    public void Order_and_time_of_writing_do_not_show()
    {
        byte[] first = Zip("one", ["b.txt", "a.txt", "sub/c.txt"]);
        byte[] second = Zip("two", ["sub/c.txt", "a.txt", "b.txt"], DateTime.UnixEpoch);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Other_content_or_moment_shows()
    {
        byte[] one = Zip("one", ["a.txt"]);

        Assert.NotEqual(one, Zip("two", ["b.txt"]));
        Assert.NotEqual(one, Zip("three", ["a.txt"], moment: Moment.AddDays(1)));
    }

    [Fact]
    public void Entries_are_sorted_and_from_the_moment_given()
    {
        using ZipArchive zip = new(new MemoryStream(Zip("one", ["b.txt", "a.txt"])));

        Assert.Equal(["a.txt", "b.txt"], zip.Entries.Select(e => e.FullName));
        Assert.All(zip.Entries, e => Assert.Equal(Moment.UtcDateTime, e.LastWriteTime.DateTime));
    }

    [Fact]
    public void A_moment_before_the_format_began_becomes_its_beginning()
    {
        using ZipArchive zip = new(new MemoryStream(Zip("one", ["a.txt"], moment: DateTimeOffset.UnixEpoch)));

        Assert.Equal(1980, zip.Entries[0].LastWriteTime.Year);
    }

    [NeedsFact(Needs.Linux)]
    public void Only_whether_a_file_is_a_program_is_kept_of_its_mode()
    {
        string from = Path.Combine(_folder, "modes");
        Directory.CreateDirectory(from);
        File.WriteAllText(Path.Combine(from, "program"), "x");
        File.WriteAllText(Path.Combine(from, "text"), "x");
        File.SetUnixFileMode(Path.Combine(from, "program"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(from, "text"), UnixFileMode.UserRead);
        string file = Path.Combine(_folder, "modes.zip");

        SameZip.Create(from, file, Moment);

        using ZipArchive zip = ZipFile.OpenRead(file);
        Assert.Equal(["100755", "100644"], zip.Entries.Select(e => Convert.ToString((e.ExternalAttributes >> 16) & 0xFFFF, 8)));
    }

    [NeedsFact(Needs.Linux)]
    public void Links_are_refused_because_greengrass_unpacks_them_as_text()
    {
        string from = Path.Combine(_folder, "links");
        Directory.CreateDirectory(from);
        File.CreateSymbolicLink(Path.Combine(from, "libonnxruntime.so"), "libonnxruntime.so.1");

        PackagingException refusal = Assert.Throws<PackagingException>(() => SameZip.Create(from, Path.Combine(_folder, "links.zip"), Moment));

        Assert.Contains("libonnxruntime.so", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checksums_are_sorted_and_leave_themselves_out()
    {
        File.WriteAllText(Path.Combine(_folder, "b"), "");
        File.WriteAllText(Path.Combine(_folder, "a"), "abc");
        File.WriteAllText(Path.Combine(_folder, Checksums.FileName), "old");

        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n"
            + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n",
            Checksums.Of(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Zip(string name, string[] files, DateTime? written = null, DateTimeOffset? moment = null)
    {
        string from = Path.Combine(_folder, name);
        foreach (string file in files)
        {
            string path = Path.Combine(from, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "content of " + file);
            File.SetLastWriteTimeUtc(path, written ?? DateTime.UnixEpoch.AddYears(40));
        }

        SameZip.Create(from, from + ".zip", moment ?? Moment);
        return File.ReadAllBytes(from + ".zip");
    }
}
