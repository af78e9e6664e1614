namespace EdgeActors.Packages;

/// <summary>Where packages and their signatures are read from: a bucket, or the fleet's own tree. Thread-safe.</summary>
internal interface IPackageSource
{
    /// <summary>Opens <paramref name="url"/> at <paramref name="offset"/>.</summary>
    /// <param name="url"><c>s3://bucket/key</c>, or a path in the fleet's tree.</param>
    /// <param name="offset">First byte wanted, for a download that goes on.</param>
    /// <param name="version">The version that the download began with; null for a new one. When the object is another now, it is opened from 0.</param>
    /// <param name="cancelled">Ends the call.</param>
    /// <exception cref="PackageSourceException">Not reached, not allowed, not there.</exception>
    Task<PackageStream> OpenAsync(string url, long offset, string? version, CancellationToken cancelled);
}

/// <summary>An open package. The caller disposes <paramref name="Content"/>.</summary>
/// <param name="Content">Bytes from <paramref name="Offset"/> on.</param>
/// <param name="Offset">Where it starts: as asked for, or 0.</param>
/// <param name="TotalBytes">Size of the whole object.</param>
/// <param name="Version">Names the object's contents, for example its ETag.</param>
internal sealed record PackageStream(Stream Content, long Offset, long TotalBytes, string Version);

/// <summary>A package could not be opened.</summary>
internal sealed class PackageSourceException(bool isTransient, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether trying again later may work.</summary>
    public bool IsTransient { get; } = isTransient;
}
