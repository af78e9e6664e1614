using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Packages.Creating;

/// <summary>Unpacks into a folder of its own among the temporary ones, which goes with it.</summary>
internal sealed class TemporaryTarget : IPackageTarget, IDisposable
{
    private readonly DirectoryInfo _root;

    /// <summary>Makes the folder.</summary>
    /// <exception cref="PackageException">Transient: it cannot be made.</exception>
    public TemporaryTarget()
    {
        try
        {
            _root = Directory.CreateTempSubdirectory("edgeactors-package-");
        }
        catch (Exception failed) when (IsOfTheDisk(failed))
        {
            throw Unwritable(failed);
        }
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder => _root.FullName;

    /// <inheritdoc />
    public void MakeFolder(string path)
    {
        try
        {
            _ = Directory.CreateDirectory(Path.Combine(Folder, path));
        }
        catch (Exception failed) when (IsOfTheDisk(failed))
        {
            throw Unwritable(failed);
        }
    }

    /// <inheritdoc />
    public IPackageFile Create(string path, long length)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        try
        {
            return new TemporaryFile(new FileStream(
                Path.Combine(Folder, path),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = length, BufferSize = 0 }));
        }
        catch (Exception failed) when (IsOfTheDisk(failed))
        {
            throw Unwritable(failed);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static bool IsOfTheDisk(Exception failed) => failed is IOException or UnauthorizedAccessException;

    private static PackageException Unwritable(Exception cause) => new(
        $"to look at its model it has to be unpacked, and that failed: {cause.Message.TrimEnd('.')}; let TMPDIR be a folder with room for its files",
        isTransient: true,
        cause: cause);

    private sealed class TemporaryFile(FileStream file) : IPackageFile
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                file.Write(bytes);
            }
            catch (IOException failed)
            {
                throw Unwritable(failed);
            }
        }

        // Nothing is buffered, and nothing has to outlast the command.
        public void Complete() => NoTarget.Instance.Complete();

        public void Dispose() => file.Dispose();
    }
}
