using EdgeActors.Fleet.Operating;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Packages.Storing;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Publishing;

/// <summary>Looks a package through before it is published: by the rules of devices, so that none is published that all of them would refuse.</summary>
internal static class PackageReader
{
    /// <summary>Reads a package.</summary>
    /// <exception cref="OperatorException">Devices would refuse it, or it cannot be read.</exception>
    public static Task<LocalPackage> ReadAsync(string file, CancellationToken cancelled) => Task.Run(() => Read(file, cancelled), cancelled);

    private static LocalPackage Read(string file, CancellationToken cancelled)
    {
        try
        {
            PackageFacts facts = CheckedPackage.Read(file, new PackageOptions(), cancelled);
            (string? name, string? version) = DeclaredModel.Of(facts.Manifest);
            return new LocalPackage(Path.GetFullPath(file), facts.Bytes, facts.Sha1, facts.Sha256, name, version);
        }
        catch (FileNotFoundException missing)
        {
            throw new OperatorException($"there is no package {file}; make one by 'edgeactors package create', or correct its path. Nothing was uploaded", missing);
        }
        catch (PackageException failed) when (failed.IsTransient)
        {
            throw new OperatorException($"{file} cannot be looked at: {failed.Message}. Nothing was uploaded", failed);
        }
        catch (PackageException refused)
        {
            throw new OperatorException($"{file} would be refused by devices: {refused.Message}. Nothing was uploaded", refused);
        }
        catch (Exception unreadable) when (UnreadableFile.Is(unreadable))
        {
            throw new OperatorException($"{file} cannot be read: {UnreadableFile.Why(file, unreadable)}. Nothing was uploaded", unreadable);
        }
    }
}
