using System.IO.Compression;
using System.Text.Json;
using EdgeActors.Packaging.Archives;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Places;

namespace EdgeActors.Specs.Zip;

/// <summary>What the built zip holds, and what it must not.</summary>
public sealed class ArchiveSpecs
{
    private const long MostBytes = 60_000_000;

    [NeedsFact(Needs.Packages)]
    public void Program_and_libraries_are_plain_files_at_the_root()
    {
        using ZipArchive zip = ZipFile.OpenRead(ShippedPackages.Zip);

        Assert.Equal(
            [
                "NOTICE.txt", "config.json", "edgeactors", "edgeactors.service", "install.sh", "libe_sqlite3.so", "libonnxruntime.so.1", "sbom.cdx.json",
            ],
            zip.Entries.Select(e => e.FullName));
        // S_IFREG: a link would be unpacked by Greengrass as a text file with its target.
        Assert.All(zip.Entries, e => Assert.Equal(0x8000, (e.ExternalAttributes >> 16) & 0xF000));
        Assert.Equal(["edgeactors", "install.sh"], zip.Entries.Where(e => ((e.ExternalAttributes >> 16) & 0x40) != 0).Select(e => e.FullName));
    }

    [NeedsFact(Needs.Packages)]
    public void Zip_is_small_enough_for_a_device()
    {
        Assert.InRange(new FileInfo(ShippedPackages.Zip).Length, 1, MostBytes);
    }

    [NeedsFact(Needs.Packages)]
    public void Checksums_are_those_of_the_files()
    {
        Assert.Equal(Checksums.Of(ShippedPackages.Folder), File.ReadAllText(Path.Combine(ShippedPackages.Folder, Checksums.FileName)));
    }

    [NeedsFact(Needs.Packages)]
    public void Bill_of_materials_names_what_is_inside()
    {
        using ZipArchive zip = ZipFile.OpenRead(ShippedPackages.Zip);
        using JsonDocument bill = JsonDocument.Parse(zip.GetEntry("sbom.cdx.json")!.Open());

        string[] names = [.. bill.RootElement.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

        Assert.Contains("onnxruntime-node", names);
        Assert.Contains("Microsoft.NETCore.App.Runtime.linux-x64", names);
        Assert.Contains("SourceGear.sqlite3", names);
        Assert.DoesNotContain("Grpc.Tools", names);
    }

    [NeedsFact(Needs.Packages)]
    public void No_path_of_the_build_machine_is_inside()
    {
        string folder = ShippedPackages.Unpack();
        try
        {
            byte[] root = System.Text.Encoding.UTF8.GetBytes(Workplace.Root + "/");
            byte[] wide = System.Text.Encoding.Unicode.GetBytes(Workplace.Root + "/");

            Assert.All(Directory.GetFiles(folder), file =>
            {
                ReadOnlySpan<byte> content = File.ReadAllBytes(file);
                Assert.True(content.IndexOf(root) < 0 && content.IndexOf(wide) < 0, file);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
