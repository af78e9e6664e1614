using EdgeActors.Deployment;
using EdgeActors.Grpc.Agent;
using EdgeActors.Models.Package;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Signatures;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Storage.Files;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Storing;

/// <summary>
/// The way of a package onto the device: download, checksums, signature, unpacking beside its place, the signature's list of files, its name, its record.
/// Whatever fails or is cut off before the record leaves nothing but a download to go on with.
/// </summary>
internal sealed class PackageFetch(
    DurableFolder downloads, PackageDownload download, StoredPackages stored, PackageTrust trust, PackageOptions options, Func<long> room)
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>Fetches, unless it is there.</summary>
    /// <exception cref="PackageException">Refused, or not to be had now.</exception>
    /// <exception cref="PackageSourceException">Likewise, by the source.</exception>
    /// <exception cref="StorageException">The disk.</exception>
    public async Task<StoredPackage> RunAsync(PackageRequest request, CancellationToken cancelled)
    {
        Check(request);
        stored.Models.Ensure();
        downloads.Ensure();
        bool isDemanded = options.Signatures == SignaturePolicy.Enforce;
        if (stored.Find(request, isDemanded, cancelled) is { } there)
        {
            return there;
        }

        string key = StorePlaces.KeyOf(request);
        string? target = request.Sha256.Length > 0 ? StorePlaces.FolderOf(request.Handle, request.Sha256) : null;
        DownloadedPackage package = await download.RunAsync(request.Url, key, target, cancelled);
        try
        {
            if (Difference(request, package) is { } difference)
            {
                download.ThrowAway(key);

                // After a resumed download the parts may be of two objects, so another try from the start is worth it.
                throw new PackageException($"{difference}; the download was thrown away", isTransient: package.WasResumed);
            }

            SignedPackage? signed = await trust.CheckAsync(request.Url, package.Sha256, cancelled);

            // Without a digest in the request only now is it known which package it is.
            StoredPackage result = stored.Find(request with { Sha256 = package.Sha256 }, isDemanded, cancelled)
                ?? await UnpackAsync(request, package, signed, cancelled);
            download.ThrowAway(key);
            return result;
        }
        catch (PackageException refused) when (!refused.IsTransient)
        {
            // What is refused once is refused again.
            download.ThrowAway(key);
            throw;
        }
    }

    private static void Check(PackageRequest request)
    {
        if (!ModelAlias.IsValid(request.Handle))
        {
            throw new PackageException($"the handle \"{Printable.Of(request.Handle)}\" is not allowed: it must have {ModelAlias.Rule}");
        }

        CheckDigest("SHA-1", request.Sha1, Sha1Digits);
        CheckDigest("SHA-256", request.Sha256, Sha256Digits);
    }

    private static void CheckDigest(string name, string digest, int digits)
    {
        if (digest.Length > 0 && (digest.Length != digits || !digest.All(char.IsAsciiHexDigitLower)))
        {
            throw new PackageException($"the {name} \"{Printable.Of(digest)}\" is not {digits} lower-case hex digits");
        }
    }

    private static string? Difference(PackageRequest request, DownloadedPackage package) =>
        request.Sha256.Length > 0 && request.Sha256 != package.Sha256
            ? $"the package of {package.Bytes} bytes has SHA-256 {package.Sha256}, and {request.Sha256} is wanted"
        : request.Sha1.Length > 0 && request.Sha1 != package.Sha1
            ? $"the package of {package.Bytes} bytes has SHA-1 {package.Sha1}, and {request.Sha1} is wanted"
        : null;

    private async Task<StoredPackage> UnpackAsync(PackageRequest request, DownloadedPackage package, SignedPackage? signed, CancellationToken cancelled)
    {
        string name = StorePlaces.FolderOf(request.Handle, package.Sha256);
        stored.Remove(name);
        using StagedFolder staged = stored.Models.Stage(name);
        IReadOnlyList<PackageFile> files = Unpack(package, new StagedTarget(staged, room, options.Reserve), cancelled);
        SignedPackage? trusted = trust.Compare(request.Url, signed, files);
        (string? model, string? version) = DeclaredModel.Of(PackageManifest.Read(staged.Path));
        staged.Commit();
        PackageRecord record = new(
            PackageRecord.ThisFormat, request.Url, package.Sha1, package.Sha256, model, version, trusted?.KeyId, files);
        await record.WriteAsync(stored.Models, StorePlaces.RecordOf(name));
        stored.Tell(record);
        return new StoredPackage(Path.Combine(stored.Models.Path, name), package.Sha256, model, version);
    }

    private IReadOnlyList<PackageFile> Unpack(DownloadedPackage package, StagedTarget target, CancellationToken cancelled)
    {
        using SegmentStream bytes = new(downloads.OpenRead(package.File), 0, package.Bytes);
        return Unpacker.Unpack(bytes, options.Unpacked, target, cancelled);
    }
}
