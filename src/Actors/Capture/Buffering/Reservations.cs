using EdgeActors.Capture.Journal;

namespace EdgeActors.Capture.Buffering;

/// <summary>Captures that are admitted and not yet persisted: their ids, places and bytes are taken, so that nobody else gets them.</summary>
internal sealed class Reservations
{
    private readonly Dictionary<CaptureKey, Reservation> _reserved = [];

    public int Count => _reserved.Count;

    public long JournalBytes { get; private set; }

    public long SpoolBytes { get; private set; }

    public IEnumerable<Reservation> All => _reserved.Values;

    public bool Has(CaptureKey key) => _reserved.ContainsKey(key);

    public void Add(Reservation reservation)
    {
        _reserved.Add(reservation.Key, reservation);
        JournalBytes += reservation.JournalBytes;
        SpoolBytes += reservation.SpoolBytes;
    }

    /// <summary>Persisted or given up.</summary>
    public void Release(Reservation reservation)
    {
        if (_reserved.Remove(reservation.Key))
        {
            JournalBytes -= reservation.JournalBytes;
            SpoolBytes -= reservation.SpoolBytes;
        }
    }

    /// <summary>The spool counts the payloads itself from here on.</summary>
    public void Kept(Reservation reservation)
    {
        SpoolBytes -= reservation.SpoolBytes;
        reservation.SpoolBytes = 0;
    }
}

/// <summary>One of <see cref="Reservations"/>.</summary>
internal sealed class Reservation(CapturedData capture, long spoolBytes, Action<object> reply)
{
    private byte[]? _record;

    public CaptureKey Key => capture.Key;

    public CapturedData Capture => capture;

    public long JournalBytes => capture.JournalBytes;

    public long SpoolBytes { get; set; } = spoolBytes;

    /// <summary>To the client.</summary>
    public Action<object> Reply => reply;

    public bool HasPayloads { get; } = spoolBytes > 0;

    /// <summary>What a group's event keeps of it.</summary>
    public byte[] Record => _record ??= CaptureGroup.RecordOf(capture);

    /// <summary>Makes <see cref="Record"/> before it is needed.</summary>
    public void Prepare() => _ = Record;
}
