using System.Collections.Immutable;
using EdgeActors.Packages.Downloading;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Packages.Storing;

/// <summary>
/// Removes what no deployment needs: packages, unfinished ones, their records, downloads of others. Everything in the two folders that is not kept goes;
/// links are removed, never followed. What cannot be removed is told and left. Blocks.
/// </summary>
internal sealed class StoreSweep(DurableFolder models, DurableFolder downloads, ILogger log)
{
    /// <summary>Removes.</summary>
    /// <param name="kept">Absolute folders of packages that stay.</param>
    /// <param name="cancelled">Ends it between two packages.</param>
    public void Run(ImmutableHashSet<string> kept, CancellationToken cancelled)
    {
        HashSet<string> names = new(kept.Select(NameOf), StringComparer.Ordinal);
        foreach (string handle in models.Names(""))
        {
            cancelled.ThrowIfCancellationRequested();
            Guarded(handle, () => SweepHandle(handle, names));
        }

        string[] there = [.. downloads.Names("")];
        foreach (string key in there.Select(KeyOf).Distinct())
        {
            cancelled.ThrowIfCancellationRequested();
            Guarded(key, () => SweepDownload(key, [.. there.Where(name => KeyOf(name) == key)], names));
        }
    }

    private static string KeyOf(string file) => file.StartsWith('.') ? file : file.Split('.')[0];

    private string NameOf(string folder) => Path.GetRelativePath(models.Path, folder).Replace('\\', '/');

    private void SweepHandle(string handle, HashSet<string> kept)
    {
        if (!kept.Any(name => name.StartsWith(handle + "/", StringComparison.Ordinal)))
        {
            models.RemoveTree(handle);
            log.PackageRemoved(Path.Combine(models.Path, handle));
            return;
        }

        // Records first: what a crash leaves without one counts as unfinished.
        foreach (string entry in models.Names(handle).OrderByDescending(IsRecord))
        {
            string folder = $"{handle}/{(IsRecord(entry) ? entry[..^StorePlaces.RecordEnding.Length] : entry)}";
            if (!kept.Contains(folder))
            {
                models.RemoveTree($"{handle}/{entry}");
                Tell(folder, entry);
            }
        }
    }

    private void Tell(string folder, string entry)
    {
        if (!IsRecord(entry))
        {
            log.PackageRemoved(Path.Combine(models.Path, folder));
        }
    }

    // A download for a package that is to stay and is not there yet goes on later.
    private void SweepDownload(string key, string[] files, HashSet<string> kept)
    {
        bool isAwaited = DownloadNote.Read(downloads, PackageDownload.NoteOf(key)) is { Folder: { } folder } && kept.Contains(folder)
            && models.LengthOf(StorePlaces.RecordOf(folder)) is null;
        if (!isAwaited)
        {
            foreach (string file in files)
            {
                downloads.RemoveTree(file);
            }
        }
    }

    private static bool IsRecord(string name) => name.EndsWith(StorePlaces.RecordEnding, StringComparison.Ordinal);

    private void Guarded(string name, Action sweep)
    {
        try
        {
            sweep();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.RemovalFails(name, failure.Message);
        }
    }
}
