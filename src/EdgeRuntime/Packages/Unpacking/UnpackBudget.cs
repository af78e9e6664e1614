using EdgeActors.Configuration;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Unpacking;

/// <summary>Counts what an archive has made of itself, and says when it is too much.</summary>
/// <param name="limits">How much is too much.</param>
/// <param name="packageBytes">Size of the archive.</param>
internal sealed class UnpackBudget(UnpackLimits limits, long packageBytes)
{
    private int _entries;
    private long _bytes;

    private long ByRatio => Math.Max(UnpackLimits.UnjudgedBytes, packageBytes > long.MaxValue / limits.Ratio ? long.MaxValue : packageBytes * limits.Ratio);

    /// <summary>One more entry.</summary>
    /// <exception cref="PackageException">That is one too many.</exception>
    public void TakeEntry()
    {
        if (++_entries > limits.Files)
        {
            throw new PackageException($"the package holds more than {limits.Files} files and folders (edgeactors_package_files)");
        }
    }

    /// <summary>A file of so many bytes is about to be written.</summary>
    /// <exception cref="PackageException">There is no room for it in the limits.</exception>
    public void Take(string path, long bytes)
    {
        if (bytes > limits.Bytes - _bytes)
        {
            throw new PackageException(
                $"the package unpacks to more than {ByteSize.Show(limits.Bytes)} (edgeactors_package_unpacked) with \"{Printable.Of(path)}\" of {bytes} bytes");
        }

        if (bytes > ByRatio - _bytes)
        {
            throw new PackageException(
                $"the package of {ByteSize.Show(packageBytes)} unpacks to more than {limits.Ratio} times its size (edgeactors_package_ratio) with "
                + $"\"{Printable.Of(path)}\" of {bytes} bytes");
        }

        _bytes += bytes;
    }
}
