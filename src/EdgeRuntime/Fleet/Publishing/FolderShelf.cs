using EdgeActors.Fleet.Operating;
using EdgeActors.Storage.Files;

namespace EdgeActors.Fleet.Publishing;

/// <summary>Packages in a folder: durable before their put is done, visible only when whole.</summary>
/// <param name="folder">The root of the tree.</param>
internal sealed class FolderShelf(DurableFolder folder) : IPackageShelf
{
    private const int ChunkLength = 1 << 20;

    /// <inheritdoc />
    public async Task PutAsync(string key, LocalPackage package, IProgress<long> progress, CancellationToken cancelled)
    {
        try
        {
            await folder.WriteAsync(key, async file =>
            {
                await using MeasuredFile source = new(package, progress);
                byte[] chunk = new byte[ChunkLength];
                long copied = 0;
                while (await source.ReadAsync(chunk, cancelled) is > 0 and int read)
                {
                    file.Write(chunk.AsSpan(0, read));
                    copied += read;
                }

                if (copied != package.Bytes)
                {
                    throw new IOException($"{package.Path} was changed while it was copied");
                }
            });
        }
        catch (IOException failure)
        {
            throw new OperatorException(
                $"{Path.GetFileName(package.Path)} cannot be put into {folder.Path}/{key}: {failure.Message}. No deployment was written", failure);
        }
    }

    public void Dispose()
    {
        // Nothing is held between two puts.
    }
}
