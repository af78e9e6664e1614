using System.Globalization;
using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>
/// Packages in a folder, for example on a USB stick. Each part of a path is opened from the folder above it and never through a link, and only a regular
/// file is read, so no path leads out of the folder and none waits for a pipe.
/// </summary>
/// <param name="folder">Absolute; a link to it is the administrator's business.</param>
/// <param name="prefix">What stands before each path, with a slash at its end; or empty.</param>
/// <param name="calls">The system's calls, for shared folders where files may be anybody's.</param>
internal sealed class FolderPackageSource(string folder, string prefix, IFileCalls calls) : IPackageSource
{
    /// <inheritdoc />
    public Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled) =>
        Task.Run(() => Open(prefix + PackageUrl.Read(url).Key, offset, version), cancelled);

    private PackageStream Open(string path, long offset, string? version)
    {
        OpenedFile file = Opened(path);
        string now = string.Create(CultureInfo.InvariantCulture, $"{file.Length:x}-{file.Modified:x}");
        long begin = version == now && offset <= file.Length ? offset : 0;
        return new PackageStream(new FolderPackageStream(file, begin), begin, file.Length, now);
    }

    private OpenedFile Opened(string path)
    {
        using OpenedFile root = Root();
        try
        {
            return Below(root, path);
        }
        catch (StorageException failure)
        {
            bool isTransient = failure.Fault != StorageFault.Unsafe && failure.Error is not (Errors.NotFound or Errors.AccessDenied);
            throw new PackageSourceException(isTransient, Told(path, failure), failure);
        }
    }

    private OpenedFile Root()
    {
        try
        {
            return OpenedFile.Open(calls, null, folder + "/.", FileOpening.Folder);
        }
        catch (StorageException failure)
        {
            // The stick is not in, the share is not mounted: it may come back.
            string reason = StorageException.From(failure.Error, $"cannot open the folder {folder}").Message;
            throw new PackageSourceException(isTransient: true, $"{reason}; mount it, or let the agent's user read it", failure);
        }
    }

    private OpenedFile Below(OpenedFile root, string path)
    {
        string[] parts = path.Split('/');
        OpenedFile? above = null;
        try
        {
            foreach (string part in parts[..^1])
            {
                OpenedFile next = FolderPath.Enter(calls, above ?? root, part, create: false);
                above?.Dispose();
                above = next;
            }

            return OpenedFile.Open(calls, above ?? root, parts[^1], FileOpening.Read);
        }
        finally
        {
            above?.Dispose();
        }
    }

    private string Told(string path, StorageException failure)
    {
        string shown = $"{folder}/{Printable.Of(path)}";
        return failure.Error switch
        {
            Errors.Links or Errors.NotAFolder => $"{shown} cannot be opened: a part of it is a link or no folder",
            0 => failure.Message,
            _ => StorageException.From(failure.Error, $"cannot open {shown}").Message,
        };
    }
}
