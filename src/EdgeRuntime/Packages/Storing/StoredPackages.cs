using EdgeActors.Deployment;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages.Storing;

/// <summary>Packages that are on the device. Blocks.</summary>
/// <param name="models">Their folder.</param>
/// <param name="calls">The system's calls.</param>
/// <param name="log">Where changes are told.</param>
internal sealed class StoredPackages(DurableFolder models, IFileCalls calls, ILogger log)
{
    /// <summary>The folder of all packages.</summary>
    public DurableFolder Models => models;

    /// <summary>What is not as it was unpacked; null when all is.</summary>
    public string? Difference(string name, CancellationToken cancelled) => PackageRecord.Read(models, StorePlaces.RecordOf(name)) is { } record
        ? Difference(name, record, cancelled)
        : "its digests are missing or cannot be read";

    /// <summary>The package that a request means, whole and unchanged; null when it is not there. One that was changed is removed.</summary>
    /// <param name="request">What is asked for, by one of its digests at least.</param>
    /// <param name="isSignatureDemanded">Whether only a package that was verified counts.</param>
    /// <param name="cancelled">Ends the look.</param>
    public StoredPackage? Find(PackageRequest request, bool isSignatureDemanded, CancellationToken cancelled)
    {
        foreach (string name in Candidates(request))
        {
            PackageRecord? record = PackageRecord.Read(models, StorePlaces.RecordOf(name));
            if (record is null || !IsMeant(record, request) || (isSignatureDemanded && record.Signer is null))
            {
                continue;
            }

            if (Difference(name, record, cancelled) is not { } difference)
            {
                return new StoredPackage(Path.Combine(models.Path, name), record.Sha256, record.Name, record.Version);
            }

            log.PackageChanged(Path.Combine(models.Path, name), difference);
            Remove(name);
        }

        return null;
    }

    /// <summary>Notes that a package is there now.</summary>
    public void Tell(PackageRecord record) =>
        log.PackageStored(record.Url, record.Files.Count, record.Files.Sum(static file => file.Length), record.Sha256, record.Signer ?? "nobody");

    /// <summary>Removes a package; the record first, so that what is left by a crash counts as unfinished.</summary>
    public void Remove(string name)
    {
        models.RemoveTree(StorePlaces.RecordOf(name));
        models.RemoveTree(name);
    }

    private string? Difference(string name, PackageRecord record, CancellationToken cancelled) =>
        StoredFiles.Difference(new DurableFolder(Path.Combine(models.Path, name), calls), record.Files, cancelled);

    private static bool IsMeant(PackageRecord record, PackageRequest request) =>
        (request.Sha256.Length == 0 || record.Sha256 == request.Sha256) && (request.Sha1.Length == 0 || record.Sha1 == request.Sha1);

    private IEnumerable<string> Candidates(PackageRequest request) =>
        request.Sha256.Length > 0 ? [StorePlaces.FolderOf(request.Handle, request.Sha256)]
        : request.Sha1.Length == 0 ? []
        : models.Names(request.Handle).Where(StorePlaces.IsFolder).Order(StringComparer.Ordinal).Select(name => $"{request.Handle}/{name}");
}
