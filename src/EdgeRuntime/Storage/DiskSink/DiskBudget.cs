using EdgeActors.Configuration.Reload;
using EdgeActors.Logging;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Storage.DiskSink;

/// <summary>
/// Knows how many bytes the capture folder holds and makes room, or not, by policy. Counted once at start and whenever the budget seems
/// used
/// up; in between kept by addition.
/// </summary>
internal sealed class DiskBudget(DurableFolder folder, LiveValue<DiskSinkOptions> live, TimeProvider time, ILogger log)
{
    private readonly Lock _one = new();
    private long _used;
    private long _evicted;
    private long? _counted;
    private long? _lastEviction;

    private DiskSinkOptions Options => live.Current;

    /// <summary>Bytes in the folder, as far as is known.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Files that were removed to make room, since the start.</summary>
    public long EvictedFiles => Interlocked.Read(ref _evicted);

    /// <summary>Notes what a put changed.</summary>
    public void Add(long bytes) => Interlocked.Add(ref _used, bytes);

    /// <summary>Takes room for an object; may count the folder or remove files.</summary>
    /// <returns>Whether there is room; it is noted then.</returns>
    public bool Take(long bytes)
    {
        if (Options.BudgetBytes == 0)
        {
            Add(bytes);
            return true;
        }

        lock (_one)
        {
            bool fits = Fits(bytes) || (Recount() && Fits(bytes)) || (Options.Policy == DiskPolicy.OldestFirst && Evict(bytes));
            Add(fits ? bytes : 0);
            return fits;
        }
    }

    /// <summary>Counts the folder.</summary>
    public void Count()
    {
        Interlocked.Exchange(ref _used, LeftOvers.Files(folder).Sum(file => file.Length));
        _counted = time.GetTimestamp();
    }

    private bool Fits(long bytes) => _counted is not null && bytes <= Options.BudgetBytes - UsedBytes;

    private bool Recount()
    {
        bool due = IsLongAgo(_counted);
        if (due)
        {
            Count();
        }

        return due;
    }

    private bool Evict(long bytes)
    {
        if (bytes > Options.BudgetBytes)
        {
            return false;
        }

        List<StoredFile> files = [.. LeftOvers.Files(folder)];
        long used = files.Sum(file => file.Length);
        long before = EvictedFiles;
        foreach (StoredFile file in InOrderOfEviction(files).TakeWhile(_ => bytes > Options.BudgetBytes - used))
        {
            folder.Remove(LeftOvers.FolderPart(file.Name), [LeftOvers.NamePart(file.Name)]);
            used -= file.Length;
            Interlocked.Increment(ref _evicted);
        }

        Interlocked.Exchange(ref _used, used);
        if (EvictedFiles > before && IsLongAgo(_lastEviction))
        {
            log.DiskEvicts(Options.BudgetBytes, EvictedFiles);
        }

        _lastEviction = time.GetTimestamp();
        return bytes <= Options.BudgetBytes - used;
    }

    // A manifest before the payloads of its hour, so that no record ever refers to what is gone.
    private static IEnumerable<StoredFile> InOrderOfEviction(IEnumerable<StoredFile> files) => files
        .OrderBy(file => ObjectKey.Hour(file.Name), StringComparer.Ordinal)
        .ThenBy(file => ObjectKey.IsManifest(file.Name) ? 0 : 1)
        .ThenBy(file => file.Written)
        .ThenBy(file => file.Name, StringComparer.Ordinal);

    private bool IsLongAgo(long? timestamp) => timestamp is not { } then || time.GetElapsedTime(then) >= Options.RecountInterval;
}

internal static partial class DiskSinkLog
{
    [LoggerMessage(
        3202,
        LogLevel.Warning,
        "The capture folder is at its budget of {Budget} bytes: the oldest files are removed, {Files} since the start")]
    [Advice("Nothing is wrong: edgeactors_disk_policy says drop-oldest. Give edgeactors_disk_budget more to keep more.")]
    public static partial void DiskEvicts(this ILogger log, long budget, long files);
}
