using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.Specs.S3;
using EdgeActors.Storage.Files;
using Xunit.Sdk;

namespace EdgeActors.Specs.Fleet;

/// <summary>The places that the contract of document stores is run on.</summary>
public sealed class StorePlaces : IAsyncLifetime
{
    public const string Folder = "folder";

    private readonly S3Servers _servers = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeactors-fleet-");
    private readonly ConcurrentBag<IDisposable> _open = [];
    private int _last;

    public Task InitializeAsync() => _servers.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (IDisposable store in _open)
        {
            store.Dispose();
        }

        await _servers.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>An empty tree and as many stores on it as are asked for, as if each were another process.</summary>
    internal async Task<IDocumentStore[]> OpenAsync(string place, int stores = 1)
    {
        string name = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        if (place == Folder)
        {
            string path = _folder.CreateSubdirectory(name).FullName;
            return [.. Enumerable.Range(0, stores).Select(_ => new FolderDocumentStore(path, FileCalls.ForSharedFolders(), new(), TimeProvider.System))];
        }

        S3Target target = await _servers.GetAsync(place);
        BucketDocumentStore[] opened = [.. Enumerable.Range(0, stores).Select(_ => new BucketDocumentStore(
            new FleetTreeRoot.Bucket(S3Target.Bucket, "trees/" + name), target.Options, () => new BasicAWSCredentials(target.KeyId, target.Secret), new(),
            TimeProvider.System, isProbed: true))];
        Array.ForEach(opened, _open.Add);
        return opened;
    }
}

/// <summary>A row of the contract: on a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnFolderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StorePlaces.Folder]];
}
