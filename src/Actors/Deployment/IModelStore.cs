using System.Collections.Immutable;

namespace EdgeActors.Deployment;

/// <summary>
/// Packages on the device: fetched, verified, unpacked, kept by digest. Thread-safe; blocks, so it is never awaited in an actor's message loop.
/// </summary>
public interface IModelStore
{
    /// <summary>
    /// Brings a package onto the device: looks at the source's rights and the room on disk, downloads with resume, compares checksums and signature,
    /// unpacks safely and makes it durable under its final name. Done twice it does nothing the second time. A crash leaves nothing but a
    /// download to go on with.
    /// </summary>
    Task<StoreAnswer> FetchAsync(PackageRequest request, CancellationToken cancelled);

    /// <summary>A package where it lies now: its whole folder was recorded, and the agent's data may have been moved since.</summary>
    StoredPackage Located(StoredPackage recorded);

    /// <summary>Compares a stored package with the digests that were taken when it was unpacked; null when it is as it was.</summary>
    Task<StoreFault?> VerifyAsync(string folder, CancellationToken cancelled);

    /// <summary>Removes every stored package and partial download but <paramref name="kept"/> (folders as in <see cref="StoredPackage"/>).</summary>
    Task SweepAsync(ImmutableHashSet<string> kept, CancellationToken cancelled);
}

/// <summary>What to fetch.</summary>
/// <param name="Handle">The handle that it is for: part of the folder's name.</param>
/// <param name="Url"><c>s3://bucket/key</c>, or a path in the fleet's tree.</param>
/// <param name="Sha1">Lower-case hex, or empty.</param>
/// <param name="Sha256">Lower-case hex, or empty.</param>
public sealed record PackageRequest(string Handle, string Url, string Sha1, string Sha256);

/// <summary>A package on the device, ready to be loaded.</summary>
/// <param name="Folder">Absolute folder of its files.</param>
/// <param name="Digest">SHA-256 of the package as it was fetched, lower-case hex.</param>
/// <param name="Name">What it calls itself; null when it does not.</param>
/// <param name="Version">Its version; null when it names none.</param>
public sealed record StoredPackage(string Folder, string Digest, string? Name, string? Version);

/// <summary>Exactly one is set.</summary>
public readonly record struct StoreAnswer(StoredPackage? Package, StoreFault? Fault);

/// <summary>Why a package is not there.</summary>
/// <param name="IsTransient">Whether trying again later may work (no network, disk full); otherwise the package itself is refused.</param>
/// <param name="Message">For people: what, why, what to do.</param>
public sealed record StoreFault(bool IsTransient, string Message);
