using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EdgeActors.Fleet.Documents;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Stores;

/// <summary>
/// Documents as files of a folder that must be there: on a share, or a USB stick. A version is the SHA-256 of the contents. Needs neither hard links nor
/// modes nor owners, so FAT and exFAT do; links are refused everywhere below the folder, and itself must be none.
/// </summary>
/// <param name="path">Absolute.</param>
/// <param name="calls">The system's calls: <see cref="FileCalls.ForSharedFolders"/>.</param>
/// <param name="limits">Time and number of calls.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderDocumentStore(string path, IFileCalls calls, StoreLimits limits, TimeProvider time) : IDocumentStore
{
    private readonly DurableFolder _folder = new(path, calls);
    private readonly BoundedCalls _bounded = new(path, limits, time);

    /// <inheritdoc />
    public string Description => _folder.Path;

    /// <inheritdoc />
    public Task<DocumentRead> ReadAsync(string key, string? known, int maxBytes, CancellationToken cancelled) => RunAsync(
        _ =>
        {
            byte[]? content = Read(key, maxBytes);
            string? version = content is null ? null : VersionOf(content);
            return new DocumentRead(version is not null && version == known ? null : content, version);
        },
        cancelled);

    /// <inheritdoc />
    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancelled) =>
        RunAsync(end => LockedWriteAsync(key, content, expected, end), cancelled);

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancelled) => RunAsync(
        end =>
        {
            RefuseEscape(key);
            using FolderLock held = FolderLock.Take(calls, _folder.Path, key, end);
            _folder.Remove(LeftOvers.FolderPart(key), [LeftOvers.NamePart(key)]);
            return true;
        },
        cancelled);

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, int most, [EnumeratorCancellation] CancellationToken cancelled)
    {
        foreach (string key in await RunAsync(end => FolderListing.Of(calls, _folder.Path, prefix, most, end), cancelled))
        {
            yield return key;
        }
    }

    /// <summary>Keys below <paramref name="prefix"/> of files that writers left unfinished before a moment; they are removed like documents.</summary>
    public Task<IReadOnlyCollection<string>> UnfinishedAsync(string prefix, DateTimeOffset before, CancellationToken cancelled) =>
        RunAsync(end => FolderListing.Unfinished(calls, _folder.Path, prefix, before, end), cancelled);

    private async Task<string?> LockedWriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken end)
    {
        RefuseEscape(key);
        using FolderLock held = FolderLock.Take(calls, _folder.Path, key, end);
        if (expected is not null && VersionOf(Read(key, FleetFormat.LargestDocument)) != expected)
        {
            return null;
        }

        _ = await _folder.WriteAsync(key, file =>
        {
            file.Write(content.Span);
            return Task.CompletedTask;
        });
        return VersionOf(content.Span);
    }

    private byte[]? Read(string key, int maxBytes)
    {
        RefuseEscape(key);
        try
        {
            using OpenedFile file = _folder.OpenRead(key);
            if (file.Length > maxBytes)
            {
                throw new DocumentStoreException(
                    FleetFaultKind.Unusable, $"{key} in {_folder.Path} is {file.Length} bytes long, more than the {maxBytes} that are read");
            }

            byte[] content = new byte[file.Length];
            int read = file.Read(content, 0);
            return read == content.Length ? content : content[..read];
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            // Nothing is there only if the root is: an empty mount point holds no documents either.
            using OpenedFile root = OpenedFile.Open(calls, null, _folder.Path, FileOpening.Folder);
            return null;
        }
    }

    private Task<T> RunAsync<T>(Func<CancellationToken, T> call, CancellationToken cancelled) =>
        RunAsync(end => Task.FromResult(call(end)), cancelled);

    private Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancelled) => _bounded.RunAsync(
        async end =>
        {
            try
            {
                return await call(end);
            }
            catch (StorageException failure)
            {
                throw FolderFault.Of(failure, _folder.Path);
            }
        },
        cancelled);

    private static string VersionOf(byte[]? content) => content is null ? DocumentVersion.None : VersionOf(content.AsSpan());

    private static string VersionOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void RefuseEscape(string key)
    {
        foreach (string part in key.Split('/'))
        {
            FolderPath.RefuseEscape(part);
        }
    }
}
