using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Ledger;

/// <summary>Captures of no batch yet, in the order of their acceptance.</summary>
internal sealed class WaitingCaptures
{
    private Queue<CapturedData> _captures = [];

    public IReadOnlyCollection<CapturedData> All => _captures;

    /// <summary>Their share of the journal.</summary>
    public long Bytes { get; private set; }

    public CapturedData? Oldest => _captures.TryPeek(out CapturedData? oldest) ? oldest : null;

    public void Add(CapturedData capture)
    {
        _captures.Enqueue(capture);
        Bytes += capture.JournalBytes;
    }

    /// <summary>Takes those with these numbers out, in their order. Nearly always they are the first.</summary>
    public List<CapturedData> Take(IReadOnlyList<long> numbers)
    {
        List<CapturedData> taken = new(numbers.Count);
        while (taken.Count < numbers.Count && _captures.TryPeek(out CapturedData? first) && first.Number == numbers[taken.Count])
        {
            taken.Add(_captures.Dequeue());
        }

        if (taken.Count < numbers.Count)
        {
            HashSet<long> wanted = [.. numbers];
            taken.AddRange(_captures.Where(capture => wanted.Contains(capture.Number)));
            _captures = new Queue<CapturedData>(_captures.Where(capture => !wanted.Contains(capture.Number)));
        }

        Bytes -= taken.Sum(static capture => capture.JournalBytes);
        return taken;
    }

    public List<CapturedData> Take(IEnumerable<CaptureRef> captures) => Take([.. captures.Select(static capture => capture.Number)]);
}
