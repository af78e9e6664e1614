using EdgeActors.Configuration;
using EdgeActors.Models;
using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Packages.Creating;

/// <summary>Looks a package through as a device would that has fetched it: first the archive, then the model in it.</summary>
internal static class CheckedPackage
{
    /// <summary>Reads a package and, unpacked into a temporary folder, its model. Blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How large it may be, and what it may make of itself.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="PackageException">A device with these options would refuse it; or, transient, there is no room to unpack it.</exception>
    public static PackageFacts Read(string path, PackageOptions options, CancellationToken cancelled)
    {
        PackageFacts facts = PackageFacts.Of(path, options, cancelled);
        using FileStream package = File.OpenRead(path);
        try
        {
            using TemporaryTarget place = new();
            _ = Unpacker.Unpack(package, options.Unpacked, place, cancelled);
            LookAt(place.Folder, path, cancelled);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(
                $"to look at its model, {ByteSize.Show(facts.Files.Sum(static file => file.Length))} have to be unpacked, and that failed: {unwritable.Message.TrimEnd('.')}; "
                + "let TMPDIR be a folder with room for them",
                isTransient: true,
                cause: unwritable);
        }

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
