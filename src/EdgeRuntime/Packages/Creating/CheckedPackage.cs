using EdgeActors.Models;
using EdgeActors.Models.Package;

namespace EdgeActors.Packages.Creating;

/// <summary>Looks a package through as a device would that has fetched it: the archive, and the model in it.</summary>
internal static class CheckedPackage
{
    /// <summary>Reads a package and, unpacked into a temporary folder, its model. Blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How large it may be, and what it may make of itself.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="PackageException">A device with these options would refuse it; or, transient, there is no room to unpack it.</exception>
    public static PackageFacts Read(string path, PackageOptions options, CancellationToken cancelled)
    {
        using TemporaryTarget place = new();
        PackageFacts facts = PackageFacts.Of(path, options, place, () => PackageManifest.Read(place.Folder), cancelled);
        LookAt(place.Folder, path, cancelled);
        return facts;
    }

    private static void LookAt(string folder, string path, CancellationToken cancelled)
    {
        try
        {
            PackagedModel.MustBeWhole(folder, cancelled);
        }
        catch (PackageException refused)
        {
            // Where it was unpacked is gone by then and helps nobody.
            string why = ((refused.InnerException as ModelFaultException)?.Fault.Message ?? refused.Message)
                .Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                .Replace(folder, path, StringComparison.Ordinal);
            throw new PackageException($"the model in it could not be loaded: {why.TrimEnd('.')}", cause: refused);
        }
    }
}
