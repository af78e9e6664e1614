namespace EdgeActors.Capture.Ledger;

/// <summary>All batches that the sink does not have, by number, with the sums that decisions need.</summary>
internal sealed class PendingBatches
{
    private readonly SortedDictionary<long, PendingBatch> _batches = [];
    private readonly SortedSet<long> _ordinary = [];
    private readonly SortedSet<long> _suspects = [];
    private readonly SortedSet<long> _unsealed = [];
    private readonly Dictionary<long, int> _files = [];

    public IReadOnlyCollection<PendingBatch> All => _batches.Values;

    /// <summary>Captures of batches whose data are in the journal.</summary>
    public int Unsealed { get; private set; }

    /// <summary>Their share of the journal.</summary>
    public long UnsealedBytes { get; private set; }

    /// <summary>Captures of all batches.</summary>
    public long Captures { get; private set; }

    /// <summary>Batches whose data are in the spool.</summary>
    public int Sealed => _batches.Count - _unsealed.Count;

    public IEnumerable<long> UnsealedNumbers => _unsealed;

    public IEnumerable<long> OrdinaryNumbers => _ordinary;

    public PendingBatch? Find(long number) => _batches.GetValueOrDefault(number);

    /// <summary>The first of a lane after a number.</summary>
    public PendingBatch? Next(bool suspect, long after)
    {
        SortedSet<long> rest = (suspect ? _suspects : _ordinary).GetViewBetween(after + 1, long.MaxValue);
        long next = rest.Min;
        return next == 0 ? null : _batches[next];
    }

    /// <summary>How many batches have their data in this file.</summary>
    public int Users(long file) => _files.GetValueOrDefault(file);

    public void Put(PendingBatch batch)
    {
        Remove(batch.Number);
        _batches.Add(batch.Number, batch);
        (batch.Suspect ? _suspects : _ordinary).Add(batch.Number);
        Count(batch, 1);
    }

    public PendingBatch? Remove(long number)
    {
        if (!_batches.Remove(number, out PendingBatch? batch))
        {
            return null;
        }

        (batch.Suspect ? _suspects : _ordinary).Remove(number);
        Count(batch, -1);
        return batch;
    }

    private void Count(PendingBatch batch, int sign)
    {
        Captures += sign * batch.Captures.Length;
        if (batch.IsSealed)
        {
            int users = Users(batch.File) + sign;
            _files[batch.File] = users;
            if (users == 0)
            {
                _files.Remove(batch.File);
            }

            return;
        }

        Unsealed += sign * batch.Captures.Length;
        UnsealedBytes += sign * batch.Captures.Sum(static capture => capture.Data!.JournalBytes);
        if (sign > 0)
        {
            _unsealed.Add(batch.Number);
        }
        else
        {
            _unsealed.Remove(batch.Number);
        }
    }
}
