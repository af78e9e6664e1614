using System.Collections.Immutable;
using EdgeActors.Deployment;
using EdgeActors.Packages.Downloading;
using EdgeActors.Packages.Signatures;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages.Storing;

/// <summary>
/// Packages in the data root: <c>models/HANDLE/DIGEST/</c> holds a package's files and nothing else, since engines dislike other files beside a model;
/// <c>models/HANDLE/DIGEST.json</c> its digests, written last, so that a folder without it is unfinished; <c>downloads/</c> what is on its way. One package
/// is fetched at a time.
/// </summary>
internal sealed class PackageStore : IModelStore, IDisposable
{
    private readonly StoredPackages _stored;
    private readonly PackageFetch _fetch;
    private readonly StoreSweep _sweep;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _one = new(1);

    /// <param name="dataRoot">Absolute folder of the agent's data.</param>
    /// <param name="source">Where packages are.</param>
    /// <param name="options">Checked.</param>
    /// <param name="calls">The system's calls.</param>
    /// <param name="room">Bytes that are free on the disk of a folder that is there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it says what it does.</param>
    public PackageStore(
        string dataRoot, IPackageSource source, PackageOptions options, IFileCalls calls, Func<string, long> room, TimeProvider time,
        ILogger<PackageStore> log)
    {
        _log = log;
        DurableFolder models = new(Path.Combine(dataRoot, StorePlaces.Models), calls);
        DurableFolder downloads = new(Path.Combine(dataRoot, StorePlaces.Downloads), calls);
        PackageDownload download = new(downloads, source, options, () => room(downloads.Path), time, log);
        _stored = new StoredPackages(models, calls, log);
        _fetch = new PackageFetch(downloads, download, _stored, new PackageTrust(source, options, time, log), options, () => room(models.Path));
        _sweep = new StoreSweep(models, downloads, log);
    }

    /// <inheritdoc />
    public async Task<StoreAnswer> FetchAsync(PackageRequest request, CancellationToken cancelled)
    {
        await _one.WaitAsync(cancelled);
        try
        {
            return new StoreAnswer(await Task.Run(() => _fetch.RunAsync(request, cancelled), cancelled), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancelled.IsCancellationRequested)
        {
            return new StoreAnswer(null, Told(request.Url, FaultOf(failure)));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public StoredPackage Located(StoredPackage recorded) => StorePlaces.FolderIn(recorded.Folder) is { } name
        ? recorded with { Folder = Path.Combine(_stored.Models.Path, name) }
        : recorded;

    /// <inheritdoc />
    public Task<StoreFault?> VerifyAsync(string folder, CancellationToken cancelled) => Task.Run(() => Verify(folder, cancelled), cancelled);

    /// <inheritdoc />
    public async Task SweepAsync(ImmutableHashSet<string> kept, CancellationToken cancelled)
    {
        await _one.WaitAsync(cancelled);
        try
        {
            await Task.Run(() => _sweep.Run(kept, cancelled), cancelled);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static StoreFault FaultOf(Exception failure) => failure switch
    {
        PackageException refused => new StoreFault(refused.IsTransient, refused.Message),
        PackageSourceException source => new StoreFault(source.IsTransient, source.Message),
        StorageException disk => new StoreFault(IsTransient: true, disk.Message),
        IOException or HttpRequestException or OperationCanceledException =>
            new StoreFault(IsTransient: true, "the connection to the source broke; the download goes on later"),
        _ => new StoreFault(IsTransient: true, $"an unforeseen fault: {failure.GetType().Name}: {failure.Message}"),
    };

    private StoreFault Told(string url, StoreFault fault)
    {
        if (fault.IsTransient)
        {
            _log.PackageUnavailable(url, fault.Message);
        }
        else
        {
            _log.PackageRefused(url, fault.Message);
        }

        return fault;
    }

    private StoreFault? Verify(string folder, CancellationToken cancelled)
    {
        string name = Path.GetRelativePath(_stored.Models.Path, folder).Replace('\\', '/');
        if (name.Split('/') is not [not ("." or ".."), var digest] || !StorePlaces.IsFolder(digest))
        {
            return new StoreFault(IsTransient: false, $"{folder} is no folder of a package");
        }

        string? fault = _stored.Difference(name, cancelled);
        return fault is null ? null : new StoreFault(IsTransient: false, $"the package in {folder} is not as it was unpacked: {fault}");
    }
}
