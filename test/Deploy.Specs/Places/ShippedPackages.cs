using System.IO.Compression;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Places;

/// <summary>What <c>deploy/build</c> has built for this machine, in the folder that EDGEACTORS_PACKAGES names.</summary>
internal static class ShippedPackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static string Folder => Needs.PackagesFolder!;

    public static string Zip => Path.Combine(Folder, "edgeactors-linux-x64.zip");

    public static string Deb => Directory.GetFiles(Folder, "edgeactors_*_amd64.deb").Single();

    /// <summary>
    /// A package of the same content under a higher version, as the next release would be; not compressed, since nobody keeps it. The caller deletes the file.
    /// </summary>
    public static async Task<string> NextDebAsync()
    {
        string tree = Directory.CreateTempSubdirectory("next-").FullName;
        string next = Path.Combine(Path.GetTempPath(), $"edgeactors_9999.0.0_{Guid.NewGuid():N}.deb");
        await Programs.MustRunAsync(Limit, "dpkg-deb", "--raw-extract", Deb, tree);
        string control = Path.Combine(tree, "DEBIAN", "control");
        string[] fields = await File.ReadAllLinesAsync(control);
        await File.WriteAllLinesAsync(control, fields.Select(f => f.StartsWith("Version:", StringComparison.Ordinal) ? "Version: 9999.0.0" : f));
        await Programs.MustRunAsync(Limit, "dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, next);
        Directory.Delete(tree, recursive: true);
        return next;
    }

    /// <summary>Unpacks the zip as Greengrass and people do, modes included.</summary>
    public static string Unpack()
    {
        string folder = Directory.CreateTempSubdirectory("unpacked-").FullName;
        ZipFile.ExtractToDirectory(Zip, folder);
        return folder;
    }
}
