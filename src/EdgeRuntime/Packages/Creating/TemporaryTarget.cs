using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Packages.Creating;

/// <summary>Unpacks into a folder of its own among the temporary ones, which goes with it.</summary>
internal sealed class TemporaryTarget : IPackageTarget, IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("edgeactors-package-");

    /// <summary>Absolute path of the folder.</summary>
    public string Folder => _root.FullName;

    /// <inheritdoc />
    public void MakeFolder(string path) => Directory.CreateDirectory(Path.Combine(Folder, path));

    /// <inheritdoc />
    public IPackageFile Create(string path, long length)
    {
        string file = Path.Combine(Folder, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new TemporaryFile(new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = length }));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private sealed class TemporaryFile(FileStream file) : IPackageFile
    {
        public void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);

        public void Complete() => file.Flush();

        public void Dispose() => file.Dispose();
    }
}
