namespace EdgeActors.Capture.Buffering;

/// <summary>
/// Batch files that were written and never became the place of their batch. Removing one removes the payloads of all its captures, so it stays until
/// the last of them is done, in whatever batch that is by then.
/// </summary>
internal sealed class UnfinishedFiles
{
    private readonly Dictionary<long, HashSet<long>> _files = [];

    public void Add(long file, IEnumerable<long> pending) => _files[file] = [.. pending];

    /// <summary>The file was written again, and is its batch's place now.</summary>
    public void Remove(long file) => _files.Remove(file);

    /// <summary>Captures are done: the files that nobody needs any more.</summary>
    public IReadOnlyList<long> Done(IReadOnlyCollection<long> captures)
    {
        if (_files.Count == 0)
        {
            return [];
        }

        foreach (HashSet<long> pending in _files.Values)
        {
            pending.ExceptWith(captures);
        }

        long[] free = [.. _files.Where(static file => file.Value.Count == 0).Select(static file => file.Key)];
        foreach (long file in free)
        {
            _files.Remove(file);
        }

        return free;
    }
}
