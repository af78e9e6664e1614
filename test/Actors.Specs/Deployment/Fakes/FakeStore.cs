using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeActors.Deployment;

namespace EdgeActors.Specs.Deployment.Fakes;

/// <summary>Packages in memory. What is called <c>…refused…</c> is refused; folders are named by the package.</summary>
internal sealed class FakeStore : IModelStore
{
    private readonly ConcurrentDictionary<string, bool> _stored = new();
    private string _root = "/models";

    public int Fetches;

    /// <summary>Whether the source is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Folders whose files are not what they were.</summary>
    public ConcurrentDictionary<string, bool> Damaged { get; } = new();

    public ImmutableHashSet<string> Folders => [.. _stored.Keys];

    public Task<StoreAnswer> FetchAsync(PackageRequest request, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        Interlocked.Increment(ref Fetches);
        string package = Path.GetFileName(request.Url).Replace(".tar.gz", "", StringComparison.Ordinal);
        StoreAnswer answer = IsAway ? new StoreAnswer(null, new StoreFault(IsTransient: true, "the bucket is away"))
            : package.Contains("refused", StringComparison.Ordinal) ? new StoreAnswer(null, new StoreFault(IsTransient: false, "its signature is wrong"))
            : new StoreAnswer(Located(Deployments.Stored(package)), null);
        if (answer.Package is { } stored)
        {
            _stored[stored.Folder] = true;
            Damaged.TryRemove(stored.Folder, out _);
        }

        return Task.FromResult(answer);
    }

    /// <summary>Moves all packages to another folder.</summary>
    public void Move(string root)
    {
        _root = root;
        string[] folders = [.. _stored.Keys];
        _stored.Clear();
        foreach (string folder in folders)
        {
            _stored[Path.Combine(root, Path.GetFileName(folder))] = true;
        }
    }

    public StoredPackage Located(StoredPackage recorded) => recorded with { Folder = Path.Combine(_root, Path.GetFileName(recorded.Folder)) };

    public Task<StoreFault?> VerifyAsync(string folder, CancellationToken cancelled) => Task.FromResult(
        !_stored.ContainsKey(folder) ? new StoreFault(IsTransient: false, "its files are gone")
        : Damaged.ContainsKey(folder) ? new StoreFault(IsTransient: false, "a file was changed")
        : null);

    public Task SweepAsync(ImmutableHashSet<string> kept, CancellationToken cancelled)
    {
        foreach (string folder in _stored.Keys.Where(folder => !kept.Contains(folder)))
        {
            _stored.TryRemove(folder, out _);
        }

        return Task.CompletedTask;
    }
}
