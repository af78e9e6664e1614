namespace EdgeActors.Capture.Buffering;

/// <summary>Why the journal rejected a write.</summary>
public enum JournalFault
{
    /// <summary>Anything else: the next write may work.</summary>
    Broken,

    /// <summary>Room was missing: a write can work once something is removed.</summary>
    DiskFull,

    /// <summary>Its file was removed or replaced: nothing more is stored while the process lives, and what was stored is never read.</summary>
    Lost,
}
