namespace EdgeActors.Packages.Unpacking;

/// <summary>Where the files of a package go. Names are checked.</summary>
internal interface IPackageTarget
{
    /// <summary>Makes a folder.</summary>
    void MakeFolder(string path);

    /// <summary>Begins a file of so many bytes.</summary>
    /// <exception cref="PackageException">There is no room for it.</exception>
    IPackageFile Create(string path, long length);
}

/// <summary>A file that is being written. Disposed in any case.</summary>
internal interface IPackageFile : IDisposable
{
    /// <summary>Appends.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>All has been written.</summary>
    void Complete();
}

/// <summary>Nowhere: to look at a package without unpacking it.</summary>
internal sealed class NoTarget : IPackageTarget, IPackageFile
{
    /// <summary>The only one.</summary>
    public static NoTarget Instance { get; } = new();

    /// <inheritdoc />
    public void MakeFolder(string path)
    {
        // Nothing is made.
    }

    /// <inheritdoc />
    public IPackageFile Create(string path, long length) => this;

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> bytes)
    {
        // Nothing is written.
    }

    /// <inheritdoc />
    public void Complete()
    {
        // Nothing was written.
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
