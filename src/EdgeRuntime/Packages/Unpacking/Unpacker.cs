using System.Security.Cryptography;

namespace EdgeActors.Packages.Unpacking;

/// <summary>
/// Unpacks a package in one pass: plain files and folders only, by names that <see cref="EntryName"/> allows and none twice, within limits that are looked
/// at before anything is written. What the archive says of modes, owners and times is passed over. Blocks.
/// </summary>
internal static class Unpacker
{
    private const int BlockBytes = 64 << 10;

    /// <summary>Unpacks.</summary>
    /// <param name="package">The package; must be seekable.</param>
    /// <param name="limits">What it may make of itself.</param>
    /// <param name="target">Where its files go.</param>
    /// <param name="cancelled">Ends it between two blocks.</param>
    /// <returns>The files, in the order of their names.</returns>
    /// <exception cref="PackageException">It is refused; what was written by then is the target's to remove.</exception>
    public static IReadOnlyList<PackageFile> Unpack(Stream package, UnpackLimits limits, IPackageTarget target, CancellationToken cancelled)
    {
        try
        {
            using IArchive archive = ArchiveKind.Open(package, limits);
            return Unpack(archive, new UnpackBudget(limits, package.Length), limits, target, cancelled);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw new PackageException("the package is damaged: what it is compressed with cannot be read to its end", cause: damage);
        }
    }

    private static PackageFile[] Unpack(
        IArchive archive, UnpackBudget budget, UnpackLimits limits, IPackageTarget target, CancellationToken cancelled)
    {
        TakenNames names = new();
        List<PackageFile> files = [];
        byte[] block = new byte[BlockBytes];
        while (archive.Next() is { } entry)
        {
            cancelled.ThrowIfCancellationRequested();
            budget.TakeEntry();
            string path = EntryName.Read(entry.Name, entry.IsFolder, limits.Levels);
            if (!entry.IsFolder)
            {
                names.AddFile(path);
                budget.Take(path, entry.Length);
                files.Add(Write(archive, path, entry.Length, target, block, cancelled));
            }
            else if (path.Length > 0)
            {
                names.AddFolder(path);
                target.MakeFolder(path);
            }
        }

        return files.Count > 0
            ? [.. files.OrderBy(static file => file.Name, StringComparer.Ordinal)]
            : throw new PackageException("the package holds no file");
    }

    private static PackageFile Write(
        IArchive archive, string path, long length, IPackageTarget target, byte[] block, CancellationToken cancelled)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IPackageFile file = target.Create(path, length);
        long written = 0;
        for (int read = archive.Read(block); read > 0; read = archive.Read(block))
        {
            cancelled.ThrowIfCancellationRequested();
            written += read;
            if (written > length)
            {
                throw new PackageException("the package is damaged: a file is longer than it says");
            }

            hash.AppendData(block, 0, read);
            file.Write(block.AsSpan(0, read));
        }

        if (written < length)
        {
            throw new PackageException("the package is damaged: a file is shorter than it says");
        }

        file.Complete();
        return new PackageFile(path, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
