using System.Globalization;
using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Sources;

/// <summary>
/// Packages in a folder, for example on a USB stick, whoever owns it. Each part of a path is opened from the folder above it and never through a link, and
/// only a regular file is read, so no path leads out of the folder and none waits for a pipe.
/// </summary>
/// <param name="folder">Absolute; a link to it is the administrator's business.</param>
/// <param name="prefix">What stands before each path, with a slash at its end; or empty.</param>
/// <param name="calls">The system's calls.</param>
internal sealed class FolderPackageSource(string folder, string prefix, IFileCalls calls) : IPackageSource
{
    /// <inheritdoc />
    public Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled) =>
        Task.Run(() => Open(prefix + PackageUrl.Read(url).Key, offset, version), cancelled);

    private PackageStream Open(string path, long offset, string? version)
    {
        int descriptor = OpenFile(path);
        Descriptor file = new(calls, descriptor, path);
        try
        {
            FileStatus status = file.Status();
            string now = string.Create(CultureInfo.InvariantCulture, $"{status.Length:x}-{status.Modified:x}");
            long begin = version == now && offset <= status.Length ? offset : 0;
            return new PackageStream(new DescriptorStream(file, begin, status.Length), begin, status.Length, now);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private int OpenFile(string path)
    {
        string[] parts = path.Split('/');
        int above = calls.Open(IFileCalls.NoFolder, folder + "/.", FileOpening.Folder);
        if (above < 0)
        {
            // The stick is not in, the share is not mounted: it may come back.
            throw new PackageSourceException(isTransient: true, $"the folder {folder} is not there or cannot be read: {Reason(above)}");
        }

        for (int level = 0; level < parts.Length; level++)
        {
            int next = calls.Open(above, parts[level], level < parts.Length - 1 ? FileOpening.Folder : FileOpening.Read);
            _ = calls.Close(above);
            above = next;
            if (above < 0)
            {
                throw new PackageSourceException(
                    isTransient: above is not (-Errors.NotFound or -Errors.NotAFolder or -Errors.Links or -Errors.AccessDenied),
                    $"{folder}/{Printable.Of(path)} cannot be opened: {Reason(above)}");
            }
        }

        return above;
    }

    private static string Reason(int error) => error is -Errors.Links or -Errors.NotAFolder
        ? "a part of it is a link or no folder"
        : StorageException.From(-error, "opened").Message;
}
