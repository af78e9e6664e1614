using EdgeActors.Configuration;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Storage.Files;

namespace EdgeActors.Packages.Storing;

/// <summary>Unpacks into a staged folder, as long as the disk keeps its reserve.</summary>
/// <param name="folder">The folder.</param>
/// <param name="room">Bytes that are free on the disk.</param>
/// <param name="reserve">Bytes that stay free.</param>
internal sealed class StagedTarget(StagedFolder folder, Func<long> room, long reserve) : IPackageTarget
{
    /// <inheritdoc />
    public void MakeFolder(string path) => folder.MakeFolder(path);

    /// <inheritdoc />
    public IPackageFile Create(string path, long length)
    {
        long free = room();
        return free - reserve >= length
            ? new StagedFile(folder.CreateFile(path))
            : throw new PackageException(
                $"the disk has {ByteSize.Show(free)} free, too little to unpack a file of {ByteSize.Show(length)} and keep {ByteSize.Show(reserve)} "
                + "(edgeactors_package_reserve): make room",
                isTransient: true);
    }

    private sealed class StagedFile(OpenedFile file) : IPackageFile
    {
        public void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);

        public void Complete()
        {
            file.Sync();
            file.Close();
        }

        public void Dispose() => file.Dispose();
    }
}
