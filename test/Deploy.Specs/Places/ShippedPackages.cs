using System.IO.Compression;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Places;

/// <summary>What <c>deploy/build</c> has built for this machine, in the folder that EDGEACTORS_PACKAGES names.</summary>
internal static class ShippedPackages
{
    public static string Folder => Needs.PackagesFolder!;

    public static string Zip => Path.Combine(Folder, "edgeactors-linux-x64.zip");

    public static string Deb => Directory.GetFiles(Folder, "edgeactors_*_amd64.deb").Single();

    /// <summary>Unpacks the zip as Greengrass and people do, modes included.</summary>
    public static string Unpack()
    {
        string folder = Directory.CreateTempSubdirectory("unpacked-").FullName;
        ZipFile.ExtractToDirectory(Zip, folder);
        return folder;
    }
}
