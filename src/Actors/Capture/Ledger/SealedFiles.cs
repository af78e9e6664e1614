using System.Collections.Immutable;
using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>
/// What is known of batch files beyond their batches: which captures of a file are delivered from another batch, and which batches of
/// a snapshot have not been read from the spool yet.
/// </summary>
internal sealed class SealedFiles
{
    private readonly Dictionary<long, HashSet<long>> _excluded = [];
    private readonly SortedSet<long> _unread = [];

    /// <summary>Batches whose captures the snapshot does not name.</summary>
    public IReadOnlyCollection<long> Unread => _unread;

    /// <summary>How many captures they hold.</summary>
    public long UnreadCaptures { get; private set; }

    public IEnumerable<FileExclusion> Exclusions =>
        _excluded.OrderBy(static pair => pair.Key).Select(static pair => new FileExclusion(pair.Key, [.. pair.Value.Order()]));

    public bool IsUnread(long batch) => _unread.Contains(batch);

    public void AddUnread(IEnumerable<SealedRange> ranges, long captures)
    {
        foreach (SealedRange range in ranges)
        {
            for (long number = range.First; number <= range.Last; number++)
            {
                _unread.Add(number);
            }
        }

        UnreadCaptures = captures;
    }

    /// <summary>The batch, or some captures of it, are read or finished.</summary>
    public void Read(long batch, long captures, bool whole)
    {
        UnreadCaptures = Math.Max(0, UnreadCaptures - captures);
        if (whole)
        {
            _unread.Remove(batch);
        }
    }

    public void Exclude(long file, IEnumerable<long> captures)
    {
        if (!_excluded.TryGetValue(file, out HashSet<long>? numbers))
        {
            _excluded.Add(file, numbers = []);
        }

        numbers.UnionWith(captures);
    }

    public bool IsExcluded(long file, long capture) => _excluded.TryGetValue(file, out HashSet<long>? numbers) && numbers.Contains(capture);

    /// <summary>The batch of this file is finished.</summary>
    public void Forget(long file) => _excluded.Remove(file);

    /// <summary>Consecutive numbers made one.</summary>
    public static ImmutableArray<SealedRange> Ranges(IEnumerable<long> sorted)
    {
        ImmutableArray<SealedRange>.Builder ranges = ImmutableArray.CreateBuilder<SealedRange>();
        foreach (long number in sorted)
        {
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
            {
                ranges[^1] = ranges[^1] with { Last = number };
            }
            else
            {
                ranges.Add(new SealedRange(number, number));
            }
        }

        return ranges.ToImmutable();
    }
}
