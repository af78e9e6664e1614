using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>A folder whose files no two processes can map into their memory, as on shared folders of virtual machines. Needs root.</summary>
internal sealed class UnmappableDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder;

    private UnmappableDisk(string folder) => _folder = folder;

    /// <param name="folder">What it is mounted on; the files lie beside.</param>
    public static async Task<UnmappableDisk> MountAsync(string folder)
    {
        DirectoryInfo files = Directory.CreateDirectory(folder + ".files", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(folder);
        await Programs.MustRunAsync(Limit, "bindfs", "-o", "direct_io", files.FullName, folder);
        return new UnmappableDisk(folder);
    }

    public async ValueTask DisposeAsync() => await Programs.MustRunAsync(Limit, "umount", "-l", _folder);
}
